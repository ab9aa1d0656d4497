"""Root of the addresses: everything is a screen of ``timonier.web``."""

from django.urls import include, path

urlpatterns = [path("", include("timonier.web.urls"))]
handler400 = "timonier.web.errors.bad_request"
handler403 = "timonier.web.errors.forbidden"
handler404 = "timonier.web.errors.not_found"
handler500 = "timonier.web.errors.failure"

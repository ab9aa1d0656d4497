"""Addresses of acts and documents."""

from django.urls import path

from timonier.web.acts import views

urlpatterns = [
    path("actes/<str:code>/", views.act, name="act"),
    path("documents/<str:code>/", views.document, name="document"),
]

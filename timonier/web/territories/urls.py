"""Addresses of the territories: the map, one territory, its report, the outlines."""

from django.urls import path

from timonier.web.territories import views

urlpatterns = [
    path("territoires/", views.territories, name="territories"),
    path("territoires/contours/", views.outlines, name="outlines"),
    path("territoires/<str:code>/", views.territory, name="territory"),
    path("territoires/<str:code>/rapport/<int:year>/", views.follow, name="territory_follow"),
]

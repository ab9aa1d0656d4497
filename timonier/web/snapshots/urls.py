"""Addresses of the snapshots: list, new one, choice for the session, comparison."""

from django.urls import path

from timonier.web.snapshots import views

urlpatterns = [
    path("photos/", views.snapshots, name="snapshots"),
    path("photos/nouvelle/", views.make, name="snapshot_make"),
    path("photos/comparer/", views.comparison, name="snapshot_comparison"),
    path("photos/recente/", views.newest, name="snapshot_newest"),
    path("photos/<int:pk>/choisir/", views.choose, name="snapshot_choose"),
]

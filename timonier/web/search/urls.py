"""Addresses of this room of the site."""

from django.urls import path

from timonier.web.search import views

urlpatterns = [path("recherche/", views.search, name="search")]

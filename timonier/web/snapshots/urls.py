"""Addresses of this room of the site."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

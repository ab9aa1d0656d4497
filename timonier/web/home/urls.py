"""Addresses of the home, of the extract for elected members, and of the lists behind alerts."""

from django.urls import path

from timonier.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("elus/", views.elected, name="home_elected"),
    path("alertes/<slug:kind>/", views.alerts, name="alerts"),
]

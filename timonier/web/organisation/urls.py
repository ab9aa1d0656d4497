"""Addresses of the organisation: charts, units, filiations."""

from django.urls import path

from timonier.web.organisation import views
from timonier.web.organisation.registers import SUCCESSIONS
from timonier.web.registers.views import RegisterViews

urlpatterns = [
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/<str:code>/", views.chart, name="chart"),
    *RegisterViews(SUCCESSIONS).urls(),
    path("unites/<str:code>/", views.unit, name="unit"),
    path("unites/<str:code>/fiche/", views.unit_one_page, name="unit_one_page"),
]

"""Addresses of « Ma semaine »."""

from django.urls import path

from timonier.web.week import views

urlpatterns = [
    path("ma-semaine/", views.week, name="week"),
    path("ma-semaine/valeur/<str:code>/", views.value, name="week_value"),
    path("ma-semaine/objectif/<str:code>/", views.objective, name="week_objective"),
]

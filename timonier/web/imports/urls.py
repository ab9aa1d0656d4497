"""Addresses of the imports."""

from django.urls import path

from timonier.web.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/modele/<slug:kind>/", views.model, name="import_model"),
    path("imports/<uuid:pk>/", views.batch, name="import_batch"),
    path("imports/<uuid:pk>/erreurs/", views.errors, name="import_errors"),
    path("imports/<uuid:pk>/colonnes/", views.columns, name="import_columns"),
    path("imports/<uuid:pk>/reponses/", views.answers, name="import_answers"),
    path("imports/<uuid:pk>/appliquer/", views.apply, name="import_apply"),
    path("imports/<uuid:pk>/defaire/", views.undo, name="import_undo"),
    path("imports/<uuid:pk>/abandonner/", views.abandon, name="import_abandon"),
]

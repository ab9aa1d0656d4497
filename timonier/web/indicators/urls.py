"""Addresses of this room of the site."""

from django.urls import path

from timonier.web.indicators import sheet_views, views

urlpatterns = [
    path("indicateurs/<str:code>/", views.indicator, name="indicator"),
    path("indicateurs/<str:code>/saisir/", views.record, name="figure_record"),
    path("chiffres/<int:pk>/reviser/", views.revise, name="figure_revise"),
    path("chiffres/<int:pk>/valider/", views.validate, name="figure_validate"),
    path(
        "indicateurs/<str:code>/interrompre/",
        sheet_views.discontinue,
        name="indicator_discontinue",
    ),
    path(
        "indicateurs/<str:code>/ruptures/nouvelle/", sheet_views.add_break, name="indicator_break"
    ),
    path(
        "indicateurs/<str:code>/cibles/nouvelle/", sheet_views.add_target, name="indicator_target"
    ),
    path(
        "indicateurs/<str:code>/responsables/nouveau/",
        sheet_views.add_responsibility,
        name="indicator_responsibility",
    ),
]

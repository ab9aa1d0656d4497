"""Addresses of the strategies, their elements, their objectives, and the undertakings."""

from django.urls import path, re_path

from timonier.web.strategy import views

CODE = r"(?P<code>(?!(?:export|nouveau|vues)/)[^/]+)/"
"""A code, as opposed to the words that the registers keep for their own pages."""

urlpatterns = [
    path("strategie/", views.strategies, name="strategies"),
    path("strategie/alignement/", views.alignment, name="strategy_links"),
    path("strategie/<slug:code>/", views.strategy, name="strategy"),
    path("strategie/<slug:strategy>/<str:code>/", views.node, name="node"),
    re_path(rf"^objectifs/{CODE}$", views.objective, name="objective"),
    path("objectifs/<str:code>/suivi/<slug:verb>/", views.follow, name="objective_follow"),
    re_path(rf"^engagements/{CODE}$", views.undertaking, name="undertaking"),
]

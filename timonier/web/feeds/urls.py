"""Address of a feed."""

from django.urls import path

from timonier.web.feeds import views

urlpatterns = [path("flux/<str:code>/", views.feed, name="feed")]

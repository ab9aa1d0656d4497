"""Addresses of accounts."""

from django.urls import path

from timonier.web.accounts import views

urlpatterns = [
    path("comptes/", views.accounts, name="accounts"),
    path("comptes/nouveau/", views.new_account, name="new_account"),
    path("comptes/<int:pk>/", views.person, name="account_person"),
    path("comptes/<int:pk>/fermer/", views.close_account, name="close_account"),
    path("roles/<int:pk>/clore/", views.end_role, name="end_role"),
    path("mon-compte/", views.account, name="account"),
]

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "timonier.accounts"
    label = "accounts"
    verbose_name = "Comptes et droits"

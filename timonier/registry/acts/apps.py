from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "timonier.registry.acts"
    label = "acts"
    verbose_name = "Actes"

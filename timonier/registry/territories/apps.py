from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "timonier.registry.territories"
    label = "territories"
    verbose_name = "Territoires"

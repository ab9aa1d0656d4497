from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "timonier.registry.feeds"
    label = "feeds"
    verbose_name = "Flux de données"

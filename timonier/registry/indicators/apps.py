from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "timonier.registry.indicators"
    label = "indicators"
    verbose_name = "Indicateurs"

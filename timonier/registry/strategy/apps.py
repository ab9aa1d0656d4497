from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "timonier.registry.strategy"
    label = "strategy"
    verbose_name = "Stratégie"

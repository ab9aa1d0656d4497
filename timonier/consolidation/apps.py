from django.apps import AppConfig


class ConsolidationConfig(AppConfig):
    name = "timonier.consolidation"
    label = "consolidation"
    verbose_name = "Consolidation"

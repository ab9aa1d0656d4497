from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "timonier.intake"
    label = "intake"
    verbose_name = "Imports"

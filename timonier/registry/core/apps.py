from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "timonier.registry.core"
    label = "core"
    verbose_name = "Socle du registre"

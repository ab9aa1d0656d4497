from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "timonier.registry.organisations"
    label = "organisations"
    verbose_name = "Organisation"

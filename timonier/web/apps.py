from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "timonier.web"
    label = "web"
    verbose_name = "Site"

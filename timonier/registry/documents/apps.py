from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "timonier.registry.documents"
    label = "documents"
    verbose_name = "Documents"

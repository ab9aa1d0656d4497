from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "timonier.journal"
    label = "journal"
    verbose_name = "Journal"

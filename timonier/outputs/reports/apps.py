from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "timonier.outputs.reports"
    label = "reports"
    verbose_name = "Rapports"

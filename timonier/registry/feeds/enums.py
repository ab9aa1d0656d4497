"""How often data are expected, and by which way."""

from django.db import models


class Rhythm(models.TextChoices):
    DAILY = "daily", "Chaque jour"
    WEEKLY = "weekly", "Chaque semaine"
    MONTHLY = "monthly", "Chaque mois"
    QUARTERLY = "quarterly", "Chaque trimestre"
    YEARLY = "yearly", "Chaque année"
    PER_SESSION = "per_session", "Après chaque séance"
    ON_DEMAND = "on_demand", "À la demande"


class Medium(models.TextChoices):
    FILE = "file", "Fichier"
    INTERFACE = "interface", "Interface"
    ENTRY = "entry", "Saisie"


class Confidentiality(models.TextChoices):
    PUBLIC = "public", "Public"
    INTERNAL = "internal", "Interne"
    RESTRICTED = "restricted", "Restreint"

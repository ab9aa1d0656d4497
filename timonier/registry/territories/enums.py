"""Kinds of territories and of population counts."""

from django.db import models


class TerritoryKind(models.TextChoices):
    INSTITUTION = "institution", "Établissement public"
    FORMER_TERRITORY = "former_territory", "Ancien territoire"
    COMMUNE = "commune", "Commune"
    OUTSIDE = "outside", "Hors périmètre"


class PopulationKind(models.TextChoices):
    MUNICIPAL = "municipale", "Population municipale"
    TOTAL = "totale", "Population totale"


class AliasScope(models.TextChoices):
    EXACT = "exact", "ce territoire"
    PART = "part", "une partie de ce territoire"
    SEVERAL = "several", "plusieurs territoires"
    OUTSIDE = "outside", "hors du périmètre"
    AMBIGUOUS = "ambiguous", "ambigu dans la source"

"""Roles that a person can hold, and the part of the institution where they hold them."""

from django.db import models


class Role(models.TextChoices):
    """What a person does here. Rights are attached to roles by named policies, never to persons."""

    ADMINISTRATOR = "administrator", "Administration de la plateforme"
    DGS = "dgs", "Direction générale des services"
    DIRECTOR = "director", "Direction d’une unité"
    CONTRIBUTOR = "contributor", "Contribution"
    CONTROLLER = "controller", "Contrôle de gestion"
    EDITOR = "editor", "Rédaction du rapport d’activité"
    ELECTED = "elected", "Membre élu du conseil"
    MAYOR = "mayor", "Maire d’une commune membre"


class Scope(models.TextChoices):
    """Where a role is held. The code of the scope is the unit's or the commune's own code."""

    INSTITUTION = "institution", "Toute l’institution"
    UNIT = "unit", "Une unité et ce qui en dépend"
    COMMUNE = "commune", "Une commune"

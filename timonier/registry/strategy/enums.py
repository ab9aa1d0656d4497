"""Kinds of strategies and objectives, states of an objective, levels of confidence."""

from django.db import models


class StrategyKind(models.TextChoices):
    TERRITORY_PROJECT = "territory_project", "Projet de territoire"
    ADMINISTRATION_PROJECT = "administration_project", "Projet d’administration"
    FRAMEWORK = "framework", "Délibération-cadre"
    PUBLIC_POLICIES = "public_policies", "Arbre des politiques publiques"
    THEMES = "themes", "Thématiques"


class ObjectiveKind(models.TextChoices):
    """A deliverable is closed by a dated proof; a threshold by the value of an indicator."""

    DELIVERABLE = "deliverable", "Livrable"
    THRESHOLD = "threshold", "Seuil"


class Comparison(models.TextChoices):
    AT_LEAST = "at_least", "au moins"
    AT_MOST = "at_most", "au plus"
    RISE_BY = "rise_by", "hausse de"
    FALL_BY = "fall_by", "baisse de"


class ObjectiveState(models.TextChoices):
    PLANNED = "planned", "À engager"
    STARTED = "started", "En cours"
    DONE = "done", "Réalisé"
    DROPPED = "dropped", "Abandonné"


class Verdict(models.TextChoices):
    """What the yearly review says of an objective."""

    CONFIRMED = "confirmed", "confirmé"
    REWORDED = "reworded", "reformulé"
    RETARGETED = "retargeted", "cible ou échéance revue"
    DROPPED = "dropped", "abandonné"


class Weather(models.TextChoices):
    """The signed judgement of a person on what remains to be done (météo)."""

    SUN = "sun", "Soleil"
    OVERCAST = "overcast", "Couvert"
    CLOUD = "cloud", "Nuage"
    STORM = "storm", "Orage"


class UndertakingStatus(models.TextChoices):
    """« Sans nouvelle » is a status of its own: neither a success nor a failure."""

    KEPT = "kept", "Tenu"
    IN_PROGRESS = "in_progress", "En cours"
    LATE = "late", "En retard"
    DROPPED = "dropped", "Abandonné"
    UNKNOWN = "unknown", "Sans nouvelle"

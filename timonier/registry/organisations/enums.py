"""Levels and kinds of organisation units; how one unit follows another."""

from django.db import models


class Level(models.TextChoices):
    DGS = "dgs", "Direction générale des services"
    DGD = "dgd", "Direction générale déléguée"
    DGA = "dga", "Direction générale adjointe"
    TERRITORY_DGS = "territory_dgs", "Direction générale des services de territoire"
    POLE = "pole", "Pôle"
    DIRECTION = "direction", "Direction"
    MISSION = "mission", "Mission"
    SERVICE = "service", "Service"


class UnitKind(models.TextChoices):
    GENERAL = "general", "Direction générale"
    THEMATIC = "thematic", "Thématique"
    TRANSVERSAL = "transversal", "Transversale"
    FUNCTIONAL = "functional", "Fonctionnelle"
    TERRITORIAL = "territorial", "Territoriale"


class SuccessionKind(models.TextChoices):
    SAME = "same", "se poursuit dans"
    MERGED = "merged", "est fusionnée dans"
    SPLIT = "split", "se divise vers"
    PARTIAL = "partial", "transmet une partie à"
    ENDED = "ended", "prend fin"


class Certainty(models.TextChoices):
    SOURCED = "sourced", "dite par une source"
    PRESUMED = "presumed", "présumée"

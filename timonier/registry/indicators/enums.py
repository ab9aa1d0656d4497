"""What an indicator is and how a figure is qualified.

The operators repeat the engine's own enums value for value; a test holds them together.
"""

from django.db import models


class IndicatorKind(models.TextChoices):
    ACTIVITY = "activity", "Activité"
    FOLLOW_UP = "follow_up", "Suivi"
    STEERING = "steering", "Pilotage"


class Direction(models.TextChoices):
    UP = "up", "La hausse est souhaitée"
    DOWN = "down", "La baisse est souhaitée"
    MAINTAIN = "maintain", "Le maintien est souhaité"
    RANGE = "range", "Une fourchette est souhaitée"
    NONE = "none", "Sans sens souhaité"


class TimeOperator(models.TextChoices):
    SUM = "sum", "Somme des périodes"
    AVERAGE = "average", "Moyenne des périodes"
    FIRST = "first", "Première valeur"
    LAST = "last", "Dernière valeur connue"
    LAST_IN_PERIOD = "last_in_period", "Valeur en fin de période"
    MIN = "min", "Minimum"
    MAX = "max", "Maximum"
    NONE = "none", "Ne s’agrège pas dans le temps"


class PerimeterOperator(models.TextChoices):
    SUM = "sum", "Somme"
    RATIO_OF_SUMS = "ratio_of_sums", "Somme des numérateurs ÷ somme des dénominateurs"
    WEIGHTED_MEAN = "weighted_mean", "Moyenne pondérée"
    MIN = "min", "Minimum"
    MAX = "max", "Maximum"
    LAST = "last", "Dernière valeur connue"
    NONE = "none", "Ne s’additionne pas"


class Periodicity(models.TextChoices):
    MONTHLY = "monthly", "Mensuel"
    QUARTERLY = "quarterly", "Trimestriel"
    HALF_YEARLY = "half_yearly", "Semestriel"
    ANNUAL = "annual", "Annuel"


class Qualifier(models.TextChoices):
    EXACT = "exact", "exact"
    ABOUT = "about", "environ"
    MORE_THAN = "more_than", "plus de"
    LESS_THAN = "less_than", "moins de"
    UP_TO = "up_to", "jusqu’à"
    FORECAST = "forecast", "prévisionnel"
    REQUESTED = "requested", "demandé"


class Nature(models.TextChoices):
    ACHIEVED = "achieved", "Réalisé"
    TARGET = "target", "Cible"
    PROJECT = "project", "Projet"
    CONTEXT = "context", "Contexte"
    FORECAST = "forecast", "Prévision"


class FigureStatus(models.TextChoices):
    ESTIMATED = "estimated", "Estimé"
    PROVISIONAL = "provisional", "Provisoire"
    VALIDATED = "validated", "Validé"
    PUBLISHED = "published", "Publié"


class BreakKind(models.TextChoices):
    PERIMETER = "perimeter", "Périmètre"
    UNIT = "unit", "Unité"
    DEFINITION = "definition", "Définition"
    VINTAGE = "vintage", "Millésime"
    SPLIT = "split", "Découpage"
    REORGANISATION = "reorganisation", "Réorganisation"


class Comparability(models.TextChoices):
    """What two figures published in two years have in common."""

    IDENTICAL = "identique", "identique"
    COMPARABLE = "comparable", "comparable"
    VINTAGE = "millesime", "autre millésime"
    PERIMETER = "perimetre", "autre périmètre"
    WORDING = "libelle", "autre libellé"
    UNIT = "unite", "autre unité"
    SPLIT = "decoupage", "autre découpage"
    ABSENT = "absent", "interrompu"
    SUSPECT = "suspect", "suspect"


class RuleKind(models.TextChoices):
    SUM = "sum", "Les parties s’additionnent"
    SHARE = "share", "La part se recalcule"


class Freshness(models.TextChoices):
    """Whether the value expected by a day has arrived."""

    CURRENT = "current", "À jour"
    LATE = "late", "En retard"
    MISSING = "missing", "Sans mesure"
    DISCONTINUED = "discontinued", "Interrompu"

"""The closed lists of the printed report, each code with the word and the sign a reader sees.

A sign never stands without its word, and a colour never carries a meaning alone.
"""

from enum import StrEnum


class Qualifier(StrEnum):
    """How exactly the source gives a value; the text is printed before the number."""

    EXACT = ""
    ABOUT = "env."
    MORE_THAN = "plus\u00a0de"
    LESS_THAN = "moins\u00a0de"
    UP_TO = "jusqu’à"
    FORECAST = "prévu"
    REQUESTED = "demandé"


class Nature(StrEnum):
    """What a figure is about."""

    ACHIEVED = "réalisé"
    TARGET = "cible"
    PROJECT = "projet"
    CONTEXT = "contexte"


class FigureStatus(StrEnum):
    """How far a figure has been checked."""

    ESTIMATED = "estimé"
    PROVISIONAL = "provisoire"
    VALIDATED = "validé"
    PUBLISHED = "publié"


class Missing(StrEnum):
    """Why a value is absent. None of these is zero."""

    NOT_PUBLISHED = "non publié"
    NOT_HELD = "—"
    NOT_COMPUTED = "non calculé"


class Comparability(StrEnum):
    """What may be said between a value and the one published before it."""

    IDENTICAL = "identical"
    COMPARABLE = "comparable"
    OTHER_YEAR = "other_year"
    ROUNDED = "rounded"
    EXCEPTIONAL_YEAR = "exceptional_year"
    PERIMETER = "perimeter"
    UNIT = "unit"
    WORDING = "wording"
    DOUBTFUL = "doubtful"
    DISCONTINUED = "discontinued"
    NEW = "new"
    UNKNOWN = "unknown"

    @property
    def sign(self) -> str:
        return _COMPARISONS[self][0]

    @property
    def word(self) -> str:
        return _COMPARISONS[self][1]

    @property
    def allows_difference(self) -> bool:
        """Only the same measure, with or without a reservation, may be subtracted."""
        return self.sign in {"=", "≈"}


_COMPARISONS: dict[Comparability, tuple[str, str]] = {
    Comparability.IDENTICAL: ("=", "identique"),
    Comparability.COMPARABLE: ("=", "comparable"),
    Comparability.OTHER_YEAR: ("≈", "autre année"),
    Comparability.ROUNDED: ("≈", "arrondi"),
    Comparability.EXCEPTIONAL_YEAR: ("≈", "année atypique"),
    Comparability.PERIMETER: ("≠", "périmètre"),
    Comparability.UNIT: ("≠", "unité"),
    Comparability.WORDING: ("≠", "libellé"),
    Comparability.DOUBTFUL: ("≠", "douteux"),
    Comparability.DISCONTINUED: ("∅", "interrompu"),
    Comparability.NEW: ("+", "nouveau"),
    Comparability.UNKNOWN: ("", "—"),
}


class Status(StrEnum):
    """Where an undertaking, a project or an objective stands; the value is the printed word."""

    KEPT = "tenu"
    ACHIEVED = "réalisé"
    ON_TRACK = "en bonne voie"
    UNDER_WAY = "en cours"
    TO_WATCH = "à surveiller"
    LATE = "en retard"
    DROPPED = "abandonné"
    NO_NEWS = "sans nouvelle"
    NOT_MEASURED = "sans mesure"
    NOT_ASSESSED = "non évalué"

    @property
    def code(self) -> str:
        """The name of the shape and of the style, the same in every format."""
        return self.name.lower().replace("_", "-")


class Weather(StrEnum):
    """A person's judgement on a project, never derived from a rate."""

    SUN = "soleil"
    OVERCAST = "couvert"
    CLOUD = "nuage"
    STORM = "orage"

    @property
    def meaning(self) -> str:
        return _WEATHER[self]


_WEATHER = {
    Weather.SUN: "confiance",
    Weather.OVERCAST: "vigilance",
    Weather.CLOUD: "difficulté",
    Weather.STORM: "bloqué",
}


class ChapterKind(StrEnum):
    FOREWORD = "foreword"
    POLICIES = "policies"
    RESOURCES = "resources"
    OBJECTIVES = "objectives"
    LIMITS = "limits"
    ANNEX = "annex"

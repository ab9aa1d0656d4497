"""What the checks read (claims, declared rules) and what they give (findings).

A claim is a figure as a report prints it. The checks know nothing of a database: the caller
gives claims in the order of the document and gets findings that name the places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from timonier.engine.numerals import format_number
from timonier.engine.quantities import Qualifier, Quantity
from timonier.engine.search import fold, stem, stems
from timonier.engine.typography import NBSP, quoted
from timonier.engine.units import unit


class Nature(StrEnum):
    """What a figure is: a result, an aim, an estimate, a setting, or a repetition."""

    ACHIEVED = "achieved"
    TARGET = "target"
    PROJECT = "project"
    CONTEXT = "context"
    REPEAT = "repeat"
    UNSTATED = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure printed in a report.

    ``year`` is the year the figure is about, not the year of the report (R121); ``None``
    is not stated. ``place`` is the line, page or cell where it is printed.
    """

    id: str
    label: str
    value: Decimal | None
    unit: str = ""
    year: int | None = None
    territory: str = ""
    document: str = ""
    place: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    nature: Nature = Nature.UNSTATED
    theme: str = ""

    @property
    def printed(self) -> str:
        """The value as a French reader sees it."""
        return str(Quantity(self.value, unit(self.unit), self.qualifier))

    @property
    def where(self) -> str:
        """Document and place, for a finding."""
        return ", ".join(filter(None, (self.document, self.place))) or self.id


class Severity(StrEnum):
    """What a finding does to a publication (R123)."""

    BLOCKING = "blocking"
    TO_JUSTIFY = "to_justify"
    INFORMATION = "information"

    @property
    def label(self) -> str:
        """The French word shown to the editor."""
        return {"blocking": "bloquant", "to_justify": "à justifier"}.get(self.value, "information")

    @property
    def rank(self) -> int:
        """0 for the most serious."""
        return list(Severity).index(self)


class FindingKind(StrEnum):
    """The families of faults that a report is checked for (R122, R123)."""

    TWO_VALUES = "two_values"
    SUM = "sum"
    SHARE = "share"
    SHARES_TOTAL = "shares_total"
    OTHER_YEAR = "other_year"
    DISCONTINUED = "discontinued"
    BREAK = "break"
    MAGNITUDE = "magnitude"
    UNIT = "unit"
    DATE = "date"

    @property
    def label(self) -> str:
        """The French name of the family."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    FindingKind.TWO_VALUES: "un fait, deux valeurs",
    FindingKind.SUM: "somme fausse",
    FindingKind.SHARE: "pourcentage qui ne se recalcule pas",
    FindingKind.SHARES_TOTAL: "parts qui ne font pas le tout",
    FindingKind.OTHER_YEAR: "chiffre d'une autre année",
    FindingKind.DISCONTINUED: "chiffre interrompu",
    FindingKind.BREAK: "rupture de série non signalée",
    FindingKind.MAGNITUDE: "ordre de grandeur improbable",
    FindingKind.UNIT: "unité douteuse",
    FindingKind.DATE: "date impossible ou contradictoire",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what is wrong, what to do, and where, in French.

    ``key`` stays the same from one check to the next as long as the same claims are
    involved, so that a reason given once stays attached to it.
    """

    kind: FindingKind
    severity: Severity
    key: str
    message: str
    remedy: str
    places: tuple[str, ...]
    claims: tuple[str, ...] = ()


def finding(
    kind: FindingKind, severity: Severity, claims: Sequence[Claim], message: str, remedy: str
) -> Finding:
    """Build a finding about some claims, with its stable key and its places."""
    ids = tuple(claim.id for claim in claims)
    key = f"{kind.value}:{'+'.join(sorted(ids))}"
    return Finding(kind, severity, key, message, remedy, tuple(c.where for c in claims), ids)


@dataclass(frozen=True, slots=True)
class SumRule:
    """Declared: the parts add up to the total (ids of claims, R90)."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareRule:
    """Declared: the share (in %) is part / whole, or its growth over the whole (R90)."""

    share: str
    part: str
    whole: str
    growth: bool = False


# --- reading a label -------------------------------------------------------------------

_ASIDE = re.compile(r"\(([^)]*)\)")
_VOICES = frozenset(
    stem(word) for word in ("rappel", "avant-propos", "édito", "infographie", "encadré", "synthèse")
)
_NEUTRAL = frozenset(stem(word) for word in ("nombre", "total", "montant", "volume", "quantité"))


@lru_cache(maxsize=65_536)
def subject(label: str, theme: str = "") -> frozenset[str]:
    """What a label is about: its words, without who is speaking.

    A parenthesis that repeats the theme of the claim, or says « rappel », tells where the
    figure is printed, not what it counts; any other parenthesis narrows the subject.

    >>> subject("Commissions (commande publique)", "Commande publique") == subject("Commissions")
    True
    >>> subject("Personnes aidées (borne basse)") == subject("Personnes aidées (borne haute)")
    False
    """
    voiced = frozenset(stems(theme)) | _VOICES
    words: set[str] = set(stems(_ASIDE.sub(" ", label)))
    for aside in _ASIDE.findall(label):
        said = {word for part in stems(aside) for word in stems(part)}
        if not _only_says_where(fold(aside), said, voiced):
            words |= said
    return frozenset(words - _NEUTRAL) or frozenset(words)


def _only_says_where(aside: str, said: set[str], voiced: frozenset[str]) -> bool:
    if any(char.isdigit() for char in aside) and "rappel" not in aside:
        return False
    return bool(said & voiced) and "borne" not in aside


def closeness(one: frozenset[str], two: frozenset[str]) -> float:
    """Jaccard index of two subjects: 1 for the same words, 0 for none in common."""
    return len(one & two) / len(one | two) if one or two else 0.0


# --- reading a value -------------------------------------------------------------------


def base_value(claim: Claim) -> Decimal | None:
    """The value in the base unit of its dimension, to compare t with kg."""
    return None if claim.value is None else claim.value * unit(claim.unit).factor


def margin(value: Decimal, *, about: bool = False) -> Decimal:
    """Half of the last digit that a printed number really gives.

    Three trailing zeros or more are taken for rounding; « environ » allows 5 %.

    >>> margin(Decimal("28.6")), margin(Decimal(194)), int(margin(Decimal(1200000)))
    (Decimal('0.05'), Decimal('0.5'), 50000)
    """
    exponent = int(value.normalize().as_tuple().exponent)
    step = Decimal(1).scaleb(exponent) if exponent < 0 or exponent >= 3 else Decimal(1)
    return max(step / 2, abs(value) / 20 if about else Decimal(0))


def claim_margin(claim: Claim) -> Decimal:
    """The margin of a claim, in its own unit."""
    about = claim.qualifier is not Qualifier.EXACT
    return Decimal(0) if claim.value is None else margin(claim.value, about=about)


def cited(claim: Claim) -> str:
    """« Label : value », for a message."""
    return f"{quoted(claim.label)}{NBSP}: {claim.printed}"


def enumerated(claims: Iterable[Claim]) -> str:
    """The printed values of claims, joined by a plus sign."""
    return " + ".join(format_number(claim.value) for claim in claims)

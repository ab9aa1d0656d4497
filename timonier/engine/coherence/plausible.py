"""Magnitudes that cannot be right, or that nobody would believe without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from timonier.engine.coherence.claims import (
    Claim,
    Finding,
    FindingKind,
    Nature,
    Severity,
    base_value,
    cited,
    finding,
    subject,
)
from timonier.engine.numerals import format_number
from timonier.engine.search import fold, stem, stems
from timonier.engine.typography import NBSP
from timonier.engine.units import unit

JUMP = Decimal(10)
_SIGNED = frozenset({"monnaie", "part", "°c"})
_GROWTH = frozenset(
    stem(word)
    for word in ("hausse", "augmentation", "progression", "évolution", "croissance", "exécution")
)
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class RatioRule:
    """Two figures of one subject whose quotient has a usual range, with its source."""

    above: str
    below: str
    low: Decimal
    high: Decimal
    word: str
    source: str


USUAL_RATIOS = (
    RatioRule(
        "m²",
        "logements",
        Decimal(20),
        Decimal(200),
        "m² par logement",
        "surface moyenne des logements proche de 90 m² (INSEE, enquête Logement 2013)",
    ),
    RatioRule(
        "habitants",
        "logements",
        Decimal("0.8"),
        Decimal(6),
        "habitants par logement",
        "2,2 personnes par ménage en moyenne (INSEE, recensement 2020)",
    ),
)


def impossible_values(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Negative counts, and shares of more than the whole."""
    for claim in claims:
        if claim.value is None:
            continue
        dimension = unit(claim.unit).dimension
        if claim.value < 0 and dimension not in _SIGNED:
            yield _impossible(claim, "un décompte ne peut pas être négatif", "le signe")
        elif dimension == "part" and _over_the_whole(claim):
            yield _impossible(claim, "une part ne dépasse pas 100 %", "la part ou son libellé")


def _over_the_whole(claim: Claim) -> bool:
    base = base_value(claim)
    words = stems(claim.label)
    is_share = "part" in words or "proportion" in words
    return base is not None and base > 1 and is_share and _GROWTH.isdisjoint(words)


def _impossible(claim: Claim, rule: str, what: str) -> Finding:
    rule = rule.replace(" %", f"{NBSP}%")
    return finding(
        FindingKind.MAGNITUDE,
        Severity.BLOCKING,
        [claim],
        f"{cited(claim)}\u202f; {rule}",
        f"vérifiez {what} dans la source",
    )


def unlikely_ratios(
    claims: Sequence[Claim], rules: Sequence[RatioRule] = USUAL_RATIOS
) -> Iterator[Finding]:
    """Neighbouring figures of one subject whose quotient leaves the usual range."""
    for rule in rules:
        word = stem(rule.below)
        tops = [rank for rank, claim in enumerate(claims) if _measures(claim, rule.above)]
        for rank in tops:
            around = claims[max(0, rank - _NEIGHBOURS) : rank + _NEIGHBOURS + 1]
            for below in around:
                if _measures(below, rule.below) and _one_subject(claims[rank], below, word):
                    yield from _check_ratio(claims[rank], below, rule)


def _measures(claim: Claim, symbol: str) -> bool:
    return claim.value is not None and claim.value > 0 and claim.unit == symbol


def _one_subject(above: Claim, below: Claim, counted: str) -> bool:
    """Whether both labels speak of the counted thing, at the same place and time."""
    if (above.year, above.territory) != (below.year, below.territory):
        return False
    words, others = set(stems(above.label)), set(stems(below.label))
    if above.unit == "m²" and counted not in words:
        return False
    return bool((words & others) - {counted})


def _check_ratio(above: Claim, below: Claim, rule: RatioRule) -> Iterator[Finding]:
    assert above.value is not None
    assert below.value is not None
    ratio = above.value / below.value
    if rule.low <= ratio <= rule.high:
        return
    usual = f"{format_number(rule.low)} à {format_number(rule.high)}"
    yield finding(
        FindingKind.MAGNITUDE,
        Severity.TO_JUSTIFY,
        [above, below],
        f"{cited(above)} pour {cited(below)}, soit {format_number(ratio, 0)}{NBSP}{rule.word}"
        f" (usuellement {usual}\u202f; {rule.source})",
        "vérifiez l'unité et le périmètre des deux chiffres",
    )


def jumps(
    claims: Sequence[Claim], earlier: Sequence[Claim], matches: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Values more than ten times, or less than a tenth of, the same figure of another year.

    ``earlier`` holds comparable figures of other years; ``matches`` maps a claim to the
    one that a crosswalk declares the same, otherwise subject, unit and territory decide.
    A factor near a thousand points to the unit.
    """
    known = {claim.id: claim for claim in earlier}
    by_subject: dict[tuple[frozenset[str], str, str], list[Claim]] = defaultdict(list)
    for claim in earlier:
        by_subject[_identity(claim)].append(claim)
    for claim in claims:
        if claim.nature in (Nature.TARGET, Nature.REPEAT):
            continue
        declared = known.get((matches or {}).get(claim.id, ""))
        candidates = [declared] if declared else by_subject.get(_identity(claim), [])
        reference = _nearest_year(claim, candidates)
        if reference:
            yield from _check_jump(claim, reference)


def _identity(claim: Claim) -> tuple[frozenset[str], str, str]:
    return (
        subject(claim.label, claim.theme),
        unit(claim.unit).dimension,
        fold(claim.territory),
    )


def _nearest_year(claim: Claim, candidates: Sequence[Claim]) -> Claim | None:
    """The comparable figure of the nearest other year."""
    other = [item for item in candidates if item.value and item.year != claim.year]
    return min(other, key=lambda item: abs((item.year or 0) - (claim.year or 0)), default=None)


def _check_jump(claim: Claim, reference: Claim) -> Iterator[Finding]:
    value, before = base_value(claim), base_value(reference)
    if not value or not before or unit(claim.unit).dimension != unit(reference.unit).dimension:
        return
    factor = max(abs(value / before), abs(before / value))
    if factor <= JUMP:
        return
    thousandfold = any(power * 8 / 10 <= factor <= power * 12 / 10 for power in (1000, 10**6))
    yield finding(
        FindingKind.UNIT if thousandfold else FindingKind.MAGNITUDE,
        Severity.BLOCKING if thousandfold else Severity.TO_JUSTIFY,
        [claim, reference],
        f"{cited(claim)}, contre {reference.printed} en {reference.year}"
        f" (facteur {format_number(factor, 0)})",
        "vérifiez l'unité des deux valeurs (milliers, millions)"
        if thousandfold
        else "vérifiez une faute de frappe, un cumul ou un changement de périmètre",
    )

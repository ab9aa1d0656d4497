"""The report's year and the figures' years: strangers, disappearances, breaks (R121, R122)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from timonier.engine.coherence.claims import (
    Claim,
    Finding,
    FindingKind,
    Nature,
    Severity,
    cited,
    finding,
    subject,
)
from timonier.engine.search import fold, stems
from timonier.engine.typography import quoted
from timonier.engine.units import unit

_AIMS = frozenset({Nature.TARGET, Nature.PROJECT})
_COMPARISONS = frozenset({"reference", "precedent", "rappel", "anterieur"})


def other_years(claims: Sequence[Claim], year: int) -> Iterator[Finding]:
    """Results of another year in the report of a year, unless they are a comparison.

    A target or a project may bear a later year. A figure of another year printed with its
    counterpart of the year, or whose label names that year or says it is a reference,
    misleads nobody. A context figure (a census), or a later one of unstated nature (likely
    an aim), is only pointed out.
    """
    current = {_subject(claim) for claim in claims if claim.year == year}
    for claim in claims:
        if claim.year in (year, None) or claim.nature in _AIMS or claim.value is None:
            continue
        if _subject(claim) in current or _says_its_year(claim):
            continue
        later_aim = claim.nature is Nature.UNSTATED and (claim.year or 0) > year
        is_context = claim.nature is Nature.CONTEXT or later_aim
        yield finding(
            FindingKind.OTHER_YEAR,
            Severity.INFORMATION if is_context else Severity.TO_JUSTIFY,
            [claim],
            f"{cited(claim)} est un chiffre de {claim.year} dans le rapport {year}",
            f"écrivez l'année à côté du chiffre, ou donnez la valeur de {year}",
        )


def _says_its_year(claim: Claim) -> bool:
    return str(claim.year) in claim.label or not _COMPARISONS.isdisjoint(stems(claim.label))


def _subject(claim: Claim) -> tuple[frozenset[str], str]:
    words = subject(claim.label, claim.theme)
    return frozenset(word for word in words if not word.isdigit()), fold(claim.unit)


def discontinued(
    previous: Sequence[Claim],
    current: Sequence[Claim],
    matches: Mapping[str, str] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """Figures published last year, absent this year, without a reason (R122).

    ``matches`` maps last year's id to this year's; ``reasons`` maps last year's id to the
    reason a person gave for dropping it. Repetitions and aims of last year are not due.
    """
    known = {claim.id for claim in current}
    printed = {_identity(claim) for claim in current}
    for claim in previous:
        if claim.nature in (Nature.REPEAT, *_AIMS) or claim.value is None:
            continue
        matched = (matches or {}).get(claim.id) in known or _identity(claim) in printed
        if not matched and not (reasons or {}).get(claim.id, "").strip():
            yield finding(
                FindingKind.DISCONTINUED,
                Severity.TO_JUSTIFY,
                [claim],
                f"{cited(claim)} en {claim.year}, plus rien ensuite",
                "donnez la valeur de l'année, ou la raison de l'abandon",
            )


def _identity(claim: Claim) -> tuple[frozenset[str], str, str]:
    return subject(claim.label, claim.theme), unit(claim.unit).dimension, fold(claim.territory)


def unmarked_breaks(
    previous: Sequence[Claim],
    current: Sequence[Claim],
    matches: Mapping[str, str],
    breaks: frozenset[str] = frozenset(),
) -> Iterator[Finding]:
    """Series whose unit, perimeter or definition changed without a declared break (R91, R122).

    ``matches`` maps last year's id to this year's; ``breaks`` holds this year's ids for
    which a break is declared.
    """
    now = {claim.id: claim for claim in current}
    for claim in previous:
        after = now.get(matches.get(claim.id, ""))
        if after is None or after.id in breaks:
            continue
        changed = _changes(claim, after)
        if changed:
            yield finding(
                FindingKind.BREAK,
                Severity.TO_JUSTIFY,
                [after, claim],
                f"{cited(after)} suit {cited(claim)}, mais {' et '.join(changed)}",
                "signalez la rupture de série, ou rétablissez la définition précédente",
            )


def _changes(before: Claim, after: Claim) -> list[str]:
    changed = []
    if unit(before.unit).dimension != unit(after.unit).dimension:
        changed.append(f"l'unité passe de {quoted(before.unit)} à {quoted(after.unit)}")
    if fold(before.territory) != fold(after.territory):
        changed.append(
            f"le périmètre passe de {quoted(before.territory)} à {quoted(after.territory)}"
        )
    words, others = subject(before.label, before.theme), subject(after.label, after.theme)
    if not changed and not (words <= others or others <= words):
        changed.append("le libellé n'a pas le même sens")
    return changed

"""Dates that do not exist, contradict each other, or belong to another year (R123)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timonier.engine.coherence.claims import Finding, FindingKind, Severity
from timonier.engine.periods import Period, PeriodError, parse_period
from timonier.engine.search import stems
from timonier.engine.typography import quoted


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A fact with its date as printed; ``done`` when the report says it has happened."""

    id: str
    label: str
    printed: str
    document: str = ""
    place: str = ""
    done: bool = True

    @property
    def where(self) -> str:
        """Document and place, for a finding."""
        return ", ".join(filter(None, (self.document, self.place))) or self.id


@dataclass(frozen=True, slots=True)
class OrderRule:
    """Declared: the first fact cannot come after the second (ids)."""

    first: str
    second: str


def date_faults(
    facts: Sequence[DatedFact], year: int, rules: Sequence[OrderRule] = ()
) -> Iterator[Finding]:
    """Impossible, contradictory, misplaced and misordered dates of the report of a year."""
    read: dict[str, tuple[DatedFact, Period]] = {}
    for fact in facts:
        try:
            read[fact.id] = (fact, parse_period(fact.printed))
        except PeriodError as error:
            remedy = error.remedy or "corrigez la date"
            yield _fault(Severity.BLOCKING, [fact], f"{_cited(fact)}, {error.what}", remedy)
    yield from _contradictions(list(read.values()))
    yield from _after_the_year(list(read.values()), year)
    for rule in rules:
        if rule.first in read and rule.second in read:
            yield from _misordered(read[rule.first], read[rule.second])


def _contradictions(read: Sequence[tuple[DatedFact, Period]]) -> Iterator[Finding]:
    """One fact with two dates that share no day; a month holds its days without quarrel."""
    by_subject: dict[tuple[str, ...], list[tuple[DatedFact, Period]]] = defaultdict(list)
    for fact, period in read:
        by_subject[tuple(sorted(stems(fact.label)))].append((fact, period))
    for group in by_subject.values():
        clashing = [fact for fact, period in group if any(not period.overlaps(o) for _, o in group)]
        if clashing:
            said = " et ".join(quoted(fact.printed) for fact in clashing)
            message = f"{quoted(clashing[0].label)} porte plusieurs dates, {said}"
            yield _fault(Severity.BLOCKING, clashing, message, "gardez la date de l'acte")


def _after_the_year(read: Sequence[tuple[DatedFact, Period]], year: int) -> Iterator[Finding]:
    for fact, period in read:
        if fact.done and period.start > Period.year(year).end:
            yield _fault(
                Severity.TO_JUSTIFY,
                [fact],
                f"{_cited(fact)} est postérieur à l'exercice {year}",
                f"reportez le fait au rapport {period.start.year}, ou présentez-le comme à venir",
            )


def _misordered(
    first: tuple[DatedFact, Period], second: tuple[DatedFact, Period]
) -> Iterator[Finding]:
    if first[1].start > second[1].end:
        yield _fault(
            Severity.BLOCKING,
            [first[0], second[0]],
            f"{_cited(first[0])} viendrait après {_cited(second[0])}",
            "corrigez l'une des deux dates",
        )


def _cited(fact: DatedFact) -> str:
    return f"{quoted(fact.label)} ({fact.printed})"


def _fault(severity: Severity, facts: Sequence[DatedFact], message: str, remedy: str) -> Finding:
    ids = tuple(fact.id for fact in facts)
    key = f"{FindingKind.DATE.value}:{'+'.join(sorted(ids))}"
    places = tuple(fact.where for fact in facts)
    return Finding(FindingKind.DATE, severity, key, message, remedy, places, ids)

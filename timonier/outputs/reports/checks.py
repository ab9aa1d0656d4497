"""The report checked as data before anyone reads it (R122, R123, R124).

Two sources of findings: the figures against each other (``engine.coherence``), and the texts
against the figures (``checks_texts``). Each finding says what is wrong, where, and what to do;
its key stays the same from one check to the next, so that a reason given once stays attached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from timonier.engine.coherence import (
    Beside,
    Claim,
    FindingKind,
    Nature,
    Severity,
    ShareRule,
    SumRule,
    check_report,
)
from timonier.engine.coherence import Finding as Fault
from timonier.engine.quantities import Qualifier
from timonier.engine.typography import NBSP, sentence
from timonier.outputs.reports.checks_texts import dated_facts, text_findings
from timonier.outputs.reports.edition import Edition, edition_of
from timonier.outputs.reports.finding import (
    BLOCKING,
    INFORMATION,
    TO_JUSTIFY,
    Finding,
    Place,
    chapter_url,
)
from timonier.outputs.reports.models import AnnualReport
from timonier.outputs.reports.printing import full_text, number
from timonier.outputs.reports.reader import FigureRow
from timonier.outputs.reports.texts import typeset

__all__ = ["BLOCKING", "INFORMATION", "TO_JUSTIFY", "Finding", "Place", "check", "findings"]

KIND_LABELS = {
    "two_values": "Un fait, deux valeurs",
    "sum": "Somme",
    "share": "Pourcentage",
    "shares_total": "Parts d’un tout",
    "other_year": "Autre année",
    "discontinued": "Interrompu",
    "break": "Rupture de série",
    "magnitude": "Ordre de grandeur",
    "unit": "Unité",
    "date": "Date",
}
UNBROKEN = ("identique", "comparable", "suspect")


def check(report: AnnualReport, edition: Edition | None = None) -> tuple[Finding, ...]:
    """Every finding of *report*, most serious first, each with the reason that lets it pass."""
    edition = edition or edition_of(report)
    waived = {
        waiver.finding_key: f"{waiver.reason} ({waiver.decided_by})"
        for waiver in report.waivers.select_related("decided_by")
    }
    return tuple(replace(one, waiver=waived.get(one.key, "")) for one in findings(edition))


def open_blocking(found: Iterable[Finding]) -> tuple[str, ...]:
    """Keys of the blocking findings that nobody has let pass."""
    return tuple(one.key for one in found if one.severity == BLOCKING and not one.waiver)


def findings(edition: Edition) -> tuple[Finding, ...]:
    """The findings of an edition, before any waiver."""
    desk = _Desk(edition)
    found = [
        *desk.faults(),
        *text_findings(edition),
        *_operations(edition),
        *_sources(edition),
        *_sending(edition),
    ]
    ranks = {BLOCKING: 0, TO_JUSTIFY: 1, INFORMATION: 2}
    once = {one.key: one for one in reversed(found)}
    kept = [one for one in found if once.pop(one.key, None) is not None]
    return tuple(sorted(kept, key=lambda one: ranks[one.severity]))


@dataclass(frozen=True)
class _Desk:
    """Turns figures into claims, and the engine's faults into findings with their chapters."""

    edition: Edition
    chapters: Mapping[str, tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chapters", _chapter_of_units(self.edition))

    def faults(self) -> Iterator[Finding]:
        edition = self.edition
        yield from self.repeated()
        claims = [self.claim(row) for row in edition.rows]
        for fault in check_report(edition.report.year, claims, self.beside()):
            if not self.is_judged(fault):
                yield self.finding(fault)

    def is_judged(self, fault: Fault) -> bool:
        """A change of words alone, that a person declared comparable in the crosswalk."""
        if fault.kind is not FindingKind.BREAK:
            return False
        rows = [self.edition.registry.by_code[code] for code in fault.claims]
        return len({(row.unit, self.edition.place_of(row)) for row in rows}) == 1

    def repeated(self) -> Iterator[Finding]:
        """Facts that the registry declares to be one, printed with two values."""
        known = {row.code: row for row in self.edition.rows}
        for rule in self.edition.registry.rules:
            codes = (rule.total, *rule.parts)
            if rule.kind != "sum" or len(codes) != 2 or not set(codes) <= known.keys():
                continue
            one, two = (known[code] for code in codes)
            if one.value != two.value:
                fault = Fault(
                    FindingKind.TWO_VALUES,
                    Severity.BLOCKING,
                    f"two_values:{'+'.join(sorted(codes))}",
                    f"le même fait a deux valeurs : {_said(one)} et {_said(two)}",
                    "gardez celle que la source confirme, et corrigez l’autre",
                    (self.claim(one).where, self.claim(two).where),
                    codes,
                )
                yield self.finding(fault)

    def beside(self) -> Beside:
        """What the figures are checked with: rules, the previous report, matches, breaks."""
        edition, registry = self.edition, self.edition.registry
        mine = {row.code for row in (*edition.rows, *edition.previous_rows)}
        pairs = [pair for pair in registry.pairs if pair.after]
        here = {row.code for row in edition.rows}
        rules = [r for r in registry.rules if {r.total, *r.parts, r.share or r.total} <= here]
        return Beside(
            sums=[SumRule(r.total, r.parts) for r in rules if r.kind == "sum" and len(r.parts) > 1],
            shares=[
                ShareRule(r.share, r.parts[0], r.total)
                for r in rules
                if r.kind == "share" and len(r.parts) == 1
            ],
            others=[self.claim(row) for row in registry.figures if row.code not in mine],
            previous=[self.claim(row) for row in edition.previous_rows],
            matches={pair.before: pair.after for pair in pairs},
            breaks=_declared_breaks(edition),
            dates=dated_facts(edition),
        )

    def claim(self, row: FigureRow) -> Claim:
        unit = self.edition.registry.unit.get(row.unit_code)
        return Claim(
            id=row.code,
            label=row.label,
            value=row.value,
            unit=row.unit,
            year=row.year,
            territory=self.edition.place_of(row),
            document=row.document_title or "saisie",
            place=f"l.{NBSP}{row.line}" if row.line else row.code,
            qualifier=Qualifier(row.qualifier),
            nature=_nature(row),
            theme=unit.name if unit else "",
        )

    def finding(self, fault: Fault) -> Finding:
        rows = [self.edition.registry.by_code.get(code) for code in fault.claims]
        known = [row for row in rows if row is not None]
        chapter = next(
            (self.chapters[row.unit_code] for row in known if row.unit_code in self.chapters),
            (0, ""),
        )
        places = tuple(
            Place(where, f"/indicateurs/{row.indicator}/" if row else "")
            for where, row in zip(fault.places, rows or [None] * len(fault.places), strict=False)
        )
        return Finding(
            key=fault.key,
            kind=fault.kind.value,
            label=KIND_LABELS[fault.kind.value],
            severity=fault.severity.value,
            message=typeset(sentence(fault.message)),
            remedy=typeset(sentence(fault.remedy)),
            places=places,
            figures=fault.claims,
            chapter=chapter[0],
            chapter_title=chapter[1],
        )


def _said(row: FigureRow) -> str:
    value = "inconnu" if row.value is None else f"{number(row.value)} {row.unit}"
    return f"« {row.label} », {value}"


def _nature(row: FigureRow) -> Nature:
    if row.repeats:
        return Nature.REPEAT
    return Nature({"forecast": "project"}.get(row.nature, row.nature))


def _declared_breaks(edition: Edition) -> frozenset[str]:
    """Figures on either side of a break declared in the registry or in the crosswalk.

    A doubtful value is no break: it is what the check is there to find.
    """
    broken = {row.indicator for row in edition.registry.breaks}
    declared = {row.code for row in edition.rows if row.indicator in broken}
    pairs = [p for p in edition.registry.pairs if p.comparability not in UNBROKEN]
    return frozenset(declared | {code for p in pairs for code in (p.before, p.after) if code})


def _chapter_of_units(edition: Edition) -> dict[str, tuple[int, str]]:
    """The chapter that prints the figures of each unit."""
    found: dict[str, tuple[int, str]] = {}
    for chapter in edition.report.chapters:
        for code in chapter.units:
            for below in sorted(edition.registry.below([code])):
                found.setdefault(below, (chapter.pk, f"{chapter.number} {chapter.title}".strip()))
    return found


def _operations(edition: Edition) -> Iterator[Finding]:
    """Operations that the report mentions without their cost of today beside the first (R124)."""
    year = edition.report.year
    for row in edition.registry.undertakings:
        mentioned = row.evidence_year == year and row.status != "unknown"
        cost = edition.first_cost(row) if mentioned else None
        if cost is None:
            continue
        yield Finding(
            key=f"cost:{row.code}",
            kind="cost",
            label="Coût d’opération",
            severity=TO_JUSTIFY,
            message=typeset(
                f"{row.subject} : {full_text(cost)} annoncés en {cost.period}, aucun coût "
                f"en {year}."
            ),
            remedy="Donnez le coût actuel à côté du premier, ou dites pourquoi il manque.",
            places=(Place(f"engagement {row.code}", f"/engagements/{row.code}/"),),
            figures=(cost.id,),
        )


def _sources(edition: Edition) -> Iterator[Finding]:
    """Figures that cannot be followed to a line, values that are unknown."""
    blind = [row for row in edition.rows if row.document and not row.line]
    if blind:
        titles = groupby(sorted(row.document_title for row in blind))
        where = tuple(Place(f"{title}{NBSP}: {len(list(rows))}") for title, rows in titles)
        yield Finding(
            "source:no-line", "source", "Source incomplète", INFORMATION,
            f"{len(blind)} chiffres viennent d’un document dont la ligne n’a pas été fournie.",
            "Complétez la ligne ou la page quand le document sera disponible.", where,
        )  # fmt: skip
    for row in edition.rows:
        if row.value is None:
            yield Finding(
                f"missing:{row.code}", "missing", "Valeur inconnue", INFORMATION,
                typeset(f"{row.label} : {row.missing or 'valeur inconnue'}."),
                "Saisissez la valeur, ou laissez le rapport dire qu’elle manque.",
                (Place(row.code, f"/indicateurs/{row.indicator}/"),), (row.code,),
            )  # fmt: skip


def _sending(edition: Edition) -> Iterator[Finding]:
    """What would stop the sending to the mayors (R103, R105)."""
    report = edition.report
    url = f"/rapport/{report.year}/envoi/"
    if not report.accounts:
        yield Finding(
            "accounts:missing", "accounts", "Comptes", TO_JUSTIFY,
            "Le compte arrêté par l’organe délibérant n’est pas joint au rapport.",
            "Joignez le compte adopté : l’envoi ne peut pas être clos sans lui.".replace(
                " :", f"{NBSP}:"
            ),
            (Place("envoi aux maires", url),),
        )  # fmt: skip
    waiting = len(edition.registry.communes) - report.communes_served
    if waiting and report.state != "sent":
        yield Finding(
            "sending:communes", "sending", "Envoi", INFORMATION,
            f"{waiting} communes n’ont pas de date d’envoi connue.",
            "Adressez le rapport après sa publication, ou saisissez la date connue.",
            (Place("envoi aux maires", url),),
        )  # fmt: skip


def place_of_chapter(edition: Edition, pk: int) -> Place:
    """A chapter as a place of a finding."""
    chapter = next(row for row in edition.report.chapters if row.pk == pk)
    title = f"{chapter.number} {chapter.title}".strip()
    return Place(title, chapter_url(edition.report.year, pk))

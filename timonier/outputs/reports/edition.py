"""What one edition of a report prints: figures bound to their values, compared, and evidence.

An edition is the registry at a snapshot seen from one year: the figures of that year's report,
those entered since for that year, and the previous report they are compared with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from timonier.consolidation.models import Snapshot as Stored
from timonier.engine.typography import NBSP
from timonier.engine.units import unit as unit_named
from timonier.outputs.reports.models import AnnualReport
from timonier.outputs.reports.queries import (
    ReportRow,
    previous_of,
    read_report,
    snapshot_of,
)
from timonier.outputs.reports.reader import (
    FigureRow,
    Pair,
    Registry,
    UndertakingRow,
    read_registry,
)
from timonier.outputs.reports.texts import typeset
from timonier.outputs.reports.tree import BoundFigure, Evidence, Snapshot, Source
from timonier.outputs.reports.vocabulary import (
    Comparability,
    FigureStatus,
    Missing,
    Nature,
    Qualifier,
)

SHORT = {"activity_report": "R", "administration_project": "PA"}
NO_PERIOD = "année non précisée"
UNITS = {"t": "tonnes", "ha": "hectares", "t/an": "tonnes par an", "EH": "équivalents-habitants"}
HOME = frozenset({"Métropole", "Métropole Aix-Marseille-Provence"})

_QUALIFIERS = {
    "about": Qualifier.ABOUT,
    "more_than": Qualifier.MORE_THAN,
    "less_than": Qualifier.LESS_THAN,
    "up_to": Qualifier.UP_TO,
    "forecast": Qualifier.FORECAST,
    "requested": Qualifier.REQUESTED,
}
_COMPARED = {
    "identique": Comparability.IDENTICAL,
    "comparable": Comparability.COMPARABLE,
    "millesime": Comparability.OTHER_YEAR,
    "perimetre": Comparability.PERIMETER,
    "libelle": Comparability.WORDING,
    "unite": Comparability.UNIT,
    "decoupage": Comparability.PERIMETER,
    "absent": Comparability.DISCONTINUED,
    "suspect": Comparability.DOUBTFUL,
}
_BEST = ("identique", "comparable", "millesime")


@dataclass(frozen=True)
class Edition:
    """The inputs of one report: its own texts, the registry, and where both come from."""

    report: ReportRow
    registry: Registry
    snapshot: Snapshot
    previous_year: int | None = None

    # --- Figures ---------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> tuple[FigureRow, ...]:
        """The figures of this report: those of its document, and those entered for its year."""
        year = self.report.year
        return tuple(row for row in self.registry.figures if self._is_of(row, year))

    @cached_property
    def previous_rows(self) -> tuple[FigureRow, ...]:
        """The figures of the previous report, in the order of its document."""
        if self.previous_year is None:
            return ()
        return tuple(row for row in self.registry.figures if self._is_of(row, self.previous_year))

    @staticmethod
    def _is_of(row: FigureRow, year: int) -> bool:
        if row.document_kind == "activity_report":
            return row.document_year == year
        return row.year == year and not row.document

    @cached_property
    def pairs_after(self) -> dict[str, Pair]:
        """The best pair that ends at each figure of this report."""
        mine = {row.code for row in self.rows}
        before = {row.code for row in self.previous_rows}
        pairs = [p for p in self.registry.pairs if p.after in mine and p.before in before]
        best: dict[str, Pair] = {}
        for pair in sorted(pairs, key=lambda p: (_rank(p), p.before)):
            best.setdefault(pair.after, pair)
        return best

    @cached_property
    def absent(self) -> tuple[Pair, ...]:
        """Figures of the previous report judged absent from this one."""
        before = {row.code for row in self.previous_rows}
        return tuple(p for p in self.registry.pairs if not p.after and p.before in before)

    @cached_property
    def figures(self) -> dict[str, BoundFigure]:
        """Every figure that a text may bind, by code: those of all years, compared for this one."""
        found = {row.code: self.bind(row) for row in self.registry.figures if row.unit}
        for code, pair in self.pairs_after.items():
            if code in found and pair.before in found:
                found[code] = replace(
                    found[code],
                    previous=found[pair.before],
                    comparability=comparability(pair, found[code]),
                )
        return found

    def bind(self, row: FigureRow) -> BoundFigure:
        """A figure with all that must be printed with it."""
        paired = self._paired
        return BoundFigure(
            id=row.code,
            label=typeset(row.label),
            unit=printed_unit(row, keep=row.code in paired),
            period=row.period or NO_PERIOD,
            territory=self.place_of(row),
            value=row.value,
            qualifier=_QUALIFIERS.get(row.qualifier, Qualifier.EXACT),
            nature=Nature[{"forecast": "PROJECT"}.get(row.nature, row.nature.upper())],
            status=FigureStatus[row.status.upper()],
            source=source_of(row),
            missing=Missing.NOT_PUBLISHED if row.document else Missing.NOT_HELD,
            trace=f"/indicateurs/{row.indicator}/",
        )

    @cached_property
    def _paired(self) -> frozenset[str]:
        return frozenset(code for p in self.registry.pairs for code in (p.before, p.after))

    def place_of(self, row: FigureRow) -> str:
        """The territory measured, by the name the report prints."""
        if row.place in HOME or not row.place:
            return self.registry.institution.name
        return typeset(row.place)

    def silent(self, before: str, mark: Comparability = Comparability.DISCONTINUED) -> BoundFigure:
        """The empty place of a figure that the previous report gave and this one does not."""
        old = self.figures[before]
        return BoundFigure(
            id=f"{before}-{self.report.year}",
            label=old.label,
            unit=old.unit,
            period=str(self.report.year),
            territory=old.territory,
            previous=old,
            comparability=mark,
            missing=Missing.NOT_PUBLISHED,
        )

    # --- Undertakings ----------------------------------------------------------------------------

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """What proves each undertaking: the lines of the promise, then those of what followed."""
        return {row.code: self._evidence(row) for row in self.registry.undertakings}

    def _evidence(self, row: UndertakingRow) -> Evidence:
        promise = self.source(row.promise_document, row.promise_line)
        after = self.source(row.evidence_document, row.evidence_line)
        kept = tuple(one for one in (promise, after) if one is not None)
        return Evidence(row.code, f"Engagement {row.code}{NBSP}: {typeset(row.subject)}", kept)

    def source(self, document: str, lines: str) -> Source | None:
        """A document and its lines as a source; None when nothing was kept."""
        row = self._documents.get(document)
        if row is None or not lines:
            return None
        place = f"l.{NBSP}{lines}"
        return Source(row.document, row.short, row.year, place)

    @cached_property
    def _documents(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for row in self.registry.figures:
            if row.document and row.document not in found:
                found[row.document] = source_of(row)
        for one in self.registry.objectives:
            if one.document and one.document not in found:
                year = one.document_year or 0
                found[one.document] = Source(one.strategy_name, f"PA{year % 100}", year)
        return found

    def first_cost(self, row: UndertakingRow) -> BoundFigure | None:
        """The figure that printed the cost of an operation when it was promised."""
        if row.amount is None:
            return None
        for figure in self.registry.figures:
            same = figure.document == row.promise_document and figure.value == row.amount
            is_cost = same and figure.nature == "project" and figure.unit.startswith("€")
            if is_cost and _is_near(figure, row.promise_line):
                return self.figures[figure.code]
        return None


def _is_near(figure: FigureRow, lines: str) -> bool:
    """Whether a figure is printed within three lines of a promise."""
    return any(abs(figure.first_line - int(line)) <= 3 for line in re.findall(r"\d+", lines))


def _rank(pair: Pair) -> int:
    return _BEST.index(pair.comparability) if pair.comparability in _BEST else len(_BEST)


def comparability(pair: Pair, figure: BoundFigure) -> Comparability:
    """What may be said between the two figures of a pair; a reservation is kept as a mark."""
    mark = _COMPARED.get(pair.comparability, Comparability.UNKNOWN)
    if mark is not Comparability.COMPARABLE:
        return mark
    if "Covid" in pair.note:
        return Comparability.EXCEPTIONAL_YEAR
    rounded = "arrondi" in pair.note or figure.qualifier is Qualifier.ABOUT
    return Comparability.ROUNDED if rounded else mark


def printed_unit(row: FigureRow, *, keep: bool = False) -> str:
    """The unit as a reader says it: « tonnes », and « 1 budget » in the singular.

    A figure compared with another keeps the plural, so that both bear the same unit.
    """
    if row.unit in UNITS:
        return UNITS[row.unit]
    if keep or row.value is None or abs(row.value) >= 2:
        return row.unit
    return unit_named(row.unit).word(row.value)


def source_of(row: FigureRow) -> Source:
    """Document and line; for a figure entered here, who entered it and when."""
    if not row.document:
        who = f" par {row.entered_by}" if row.entered_by else ""
        day = row.entered_on
        return Source("Saisie dans Timonier", "saisie", day.year, f"le {_numeric(day)}{who}")
    year = row.document_year or 0
    prefix = SHORT.get(row.document_kind)
    short = f"{prefix}{year % 100:02d}" if prefix else row.document_title
    place = f"ligne{NBSP}{row.line}" if row.line else "ligne non fournie"
    return Source(row.document_title, short, year, place)


def _numeric(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def edition_of(report: AnnualReport, snapshot: Stored | None = None) -> Edition:
    """Read the edition of *report* on *snapshot*, or on the one it reads by itself."""
    stored = snapshot or snapshot_of(report)
    before = previous_of(report)
    registry = read_registry(stored)
    return Edition(
        report=read_report(report),
        registry=registry,
        snapshot=_printed(stored, registry),
        previous_year=before.year if before else None,
    )


def _printed(stored: Stored | None, registry: Registry) -> Snapshot:
    """How the snapshot is named in print; without one, the data themselves are hashed."""
    if stored is not None:
        return Snapshot(f"{stored.as_of:%Y-%m-%d}-{stored.sha256[:12]}", stored.sha256,
                        stored.as_of)  # fmt: skip
    digest = sha256(repr(registry).encode()).hexdigest()
    days = [row.entered_on for row in registry.figures]
    return Snapshot(f"sans-photo-{digest[:12]}", digest, max(days, default=date(2000, 1, 1)))

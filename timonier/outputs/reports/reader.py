"""Reads what a report prints from: the registry as it was known when its snapshot was taken.

Plain values only, in an order that does not depend on the database, so that the same snapshot
always gives the same report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q

from timonier.consolidation.models import Snapshot
from timonier.registry.indicators.models import Break, ConsistencyRule, Crosswalk, Figure
from timonier.registry.organisations.models import Unit
from timonier.registry.strategy.models import Node, Objective, Undertaking
from timonier.registry.territories.models import Membership, Population, Territory


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure. ``code`` is what an author types to bind it; ``year`` the one it is about."""

    pk: int
    code: str
    indicator: str
    name: str
    label: str
    value: Decimal | None
    unit: str
    decimals: int
    qualifier: str
    nature: str
    status: str
    start: date | None
    end: date | None
    period: str
    place: str
    territory: str
    document: str
    document_title: str
    document_kind: str
    document_year: int | None
    line: str
    repeats: str
    theme: str
    unit_code: str
    missing: str
    entered_by: str
    entered_on: date

    @property
    def year(self) -> int | None:
        """The year the figure is about, None when nobody said."""
        return self.end.year if self.end else None

    @property
    def first_line(self) -> int:
        """The line where it is printed, for the order of the document."""
        digits = "".join(c if c.isdigit() else " " for c in self.line).split()
        return int(digits[0]) if digits else 10**9


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of one report beside one of the next, and whether they compare."""

    before: str
    after: str
    comparability: str
    note: str


@dataclass(frozen=True, slots=True)
class BreakRow:
    indicator: str
    start: date
    end: date
    reason: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A sum or a share that a report asserts; figures are named by their codes."""

    kind: str
    total: str
    parts: tuple[str, ...]
    share: str


@dataclass(frozen=True, slots=True)
class UndertakingRow:
    code: str
    section: str
    subject: str
    promise: str
    amount: Decimal | None
    amount_unit: str
    due: str
    status: str
    evidence: str
    promise_document: str
    promise_year: int | None
    promise_line: str
    evidence_document: str
    evidence_year: int | None
    evidence_line: str
    communes: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    code: str
    number: str
    title: str
    strategy: str
    strategy_name: str
    top: str
    kind: str
    target: Decimal | None
    target_unit: str
    implicit: bool
    due: str
    due_on: date | None
    state: str
    done: str
    document: str
    document_year: int | None
    line: str
    narrative: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    code: str
    kind: str
    name: str
    siren: str
    longitude: float | None
    latitude: float | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PopulationRow:
    place: str
    year: int
    vintage: int
    kind: str
    value: int
    source: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    code: str
    name: str
    short: str
    level: str
    kind: str
    parent: str


@dataclass(frozen=True)
class Registry:
    """Everything the reports read, known at one moment."""

    figures: tuple[FigureRow, ...]
    pairs: tuple[Pair, ...]
    breaks: tuple[BreakRow, ...]
    rules: tuple[RuleRow, ...]
    undertakings: tuple[UndertakingRow, ...]
    objectives: tuple[ObjectiveRow, ...]
    places: tuple[PlaceRow, ...]
    members: tuple[tuple[str, str], ...]
    populations: tuple[PopulationRow, ...]
    units: tuple[UnitRow, ...]

    @cached_property
    def by_code(self) -> dict[str, FigureRow]:
        return {row.code: row for row in self.figures}

    @cached_property
    def place(self) -> dict[str, PlaceRow]:
        return {row.code: row for row in self.places}

    @cached_property
    def unit(self) -> dict[str, UnitRow]:
        return {row.code: row for row in self.units}

    @cached_property
    def institution(self) -> PlaceRow:
        return next(row for row in self.places if row.kind == "institution")

    @cached_property
    def communes(self) -> tuple[PlaceRow, ...]:
        return tuple(row for row in self.places if row.kind == "commune")

    @cached_property
    def parents(self) -> dict[str, str]:
        """The former territory of each commune."""
        kinds = {row.code: row.kind for row in self.places}
        return {c: t for t, c in self.members if kinds.get(t) == "former_territory"}

    def below(self, codes: Iterable[str]) -> frozenset[str]:
        """The units named and all that depends on them."""
        found: set[str] = set()
        waiting = list(codes)
        while waiting:
            code = waiting.pop()
            if code not in found:
                found.add(code)
                waiting += [unit.code for unit in self.units if unit.parent == code]
        return frozenset(found)


def moment_of(snapshot: Snapshot | None) -> datetime:
    """What a snapshot knows: everything recorded before it was taken, and by its date."""
    if snapshot is None:
        return datetime.now(UTC)
    return min(snapshot.created_at, datetime.combine(snapshot.as_of, time.max, tzinfo=UTC))


def read_registry(snapshot: Snapshot | None = None) -> Registry:
    """The registry as known at *snapshot*, or now."""
    moment = moment_of(snapshot)
    return Registry(
        figures=_figures(moment),
        pairs=_pairs(moment),
        breaks=_breaks(),
        rules=_rules(),
        undertakings=_undertakings(),
        objectives=_objectives(),
        places=_places(),
        members=_members(),
        populations=_populations(),
        units=_units(),
    )


def _figures(moment: datetime) -> tuple[FigureRow, ...]:
    known = Figure.objects.known_at(moment)
    rows = known.select_related(
        "indicator__theme", "territory", "unit", "document", "repeat_of", "recorded_by"
    )
    found, used = [], set()
    for row in rows.order_by("id"):
        code = row.external_id or figure_code(row)
        found.append(_figure(row, f"{code}#{row.pk}" if code in used else code))
        used.add(code)
    return tuple(sorted(found, key=lambda row: (row.document, row.first_line, row.code)))


def figure_code(row: Any) -> str:
    """What binds a figure that no document numbers: « DEC-02@2023 », then place and nature.

    It names the cell, not the row: a revision keeps it, and the text follows.
    """
    place = row.territory
    parts = [row.indicator.code, row.period_printed or "sans période"]
    parts += [place.code] if place and place.kind != "institution" else []
    parts += [row.unit.code] if row.unit else []
    parts += [row.nature] if row.nature != "achieved" else []
    return "@".join(parts)


def _figure(row: Any, code: str) -> FigureRow:
    document, indicator = row.document, row.indicator
    return FigureRow(
        pk=row.pk,
        code=code,
        indicator=indicator.code,
        name=indicator.name,
        label=row.label or indicator.name,
        value=row.value,
        unit=row.measure_unit or indicator.unit,
        decimals=indicator.decimals,
        qualifier=row.qualifier,
        nature=row.nature,
        status=row.status,
        start=row.period_start,
        end=row.period_end,
        period=row.period_printed or (str(row.period_end.year) if row.period_end else ""),
        place=row.territory_printed or (row.territory.name if row.territory else ""),
        territory=row.territory.code if row.territory else "",
        document=document.code if document else "",
        document_title=document.short_title if document else "",
        document_kind=document.kind if document else "",
        document_year=document.year if document else None,
        line=row.line,
        repeats=(row.repeat_of.external_id or str(row.repeat_of_id)) if row.repeat_of else "",
        theme=indicator.theme.title if indicator.theme else "",
        unit_code=row.unit.code if row.unit else "",
        missing=row.missing_reason,
        entered_by=str(row.recorded_by) if row.recorded_by else "",
        entered_on=row.recorded_at.date(),
    )


def _pairs(moment: datetime) -> tuple[Pair, ...]:
    rows = Crosswalk.objects.filter(
        Q(from_figure__recorded_at__lte=moment)
        & (Q(to_figure__isnull=True) | Q(to_figure__recorded_at__lte=moment))
    ).select_related("from_figure", "to_figure")
    found = [
        Pair(
            row.from_figure.external_id,
            row.to_figure.external_id if row.to_figure else "",
            row.comparability,
            row.note,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda pair: (pair.before, pair.after)))


def _breaks() -> tuple[BreakRow, ...]:
    rows = Break.objects.select_related("indicator").order_by("indicator__code", "between_start")
    return tuple(
        BreakRow(row.indicator.code, row.between_start, row.between_end, row.reason) for row in rows
    )


def _rules() -> tuple[RuleRow, ...]:
    return tuple(
        RuleRow(row.kind, row.total, tuple(row.parts), row.share)
        for row in ConsistencyRule.objects.order_by("code")
    )


def _undertakings() -> tuple[UndertakingRow, ...]:
    rows = Undertaking.objects.active().select_related("promise_document", "evidence_document")
    return tuple(_undertaking(row) for row in rows.prefetch_related("communes").order_by("code"))


def _undertaking(row: Any) -> UndertakingRow:
    promise, evidence = row.promise_document, row.evidence_document
    return UndertakingRow(
        code=row.code,
        section=row.section,
        subject=row.subject,
        promise=row.promise,
        amount=row.promised_amount,
        amount_unit=row.promised_amount_unit,
        due=row.promised_printed,
        status=row.status,
        evidence=row.evidence,
        promise_document=promise.code if promise else "",
        promise_year=promise.year if promise else None,
        promise_line=row.promise_line,
        evidence_document=evidence.code if evidence else "",
        evidence_year=evidence.year if evidence else None,
        evidence_line=row.evidence_line,
        communes=tuple(sorted(commune.code for commune in row.communes.all())),
        note=row.note,
    )


def _objectives() -> tuple[ObjectiveRow, ...]:
    tops = _tops()
    rows = Objective.objects.active().select_related("node__strategy", "document")
    return tuple(_objective(row, tops) for row in rows.order_by("position", "code"))


def _tops() -> dict[int, str]:
    """The top-level ancestor of every node, as printed (« 1 Améliorer… »)."""
    nodes = {node.pk: node for node in Node.objects.order_by("id")}

    def top(node: Any) -> str:
        while node.parent_id and node.depth > 1:
            node = nodes[node.parent_id]
        return f"{node.number} {node.title}".strip()

    return {pk: top(node) for pk, node in nodes.items()}


def _objective(row: Any, tops: dict[int, str]) -> ObjectiveRow:
    return ObjectiveRow(
        code=row.code,
        number=row.number,
        title=row.title,
        strategy=row.node.strategy.code,
        strategy_name=row.node.strategy.name,
        top=tops[row.node_id],
        kind=row.kind,
        target=row.target_value,
        target_unit=row.target_unit,
        implicit=row.target_implicit,
        due=row.due_printed,
        due_on=row.due_on,
        state=row.state,
        done=row.done_printed,
        document=row.document.code if row.document else "",
        document_year=row.document.year if row.document else None,
        line=row.line,
        narrative=row.narrative,
    )


def _places() -> tuple[PlaceRow, ...]:
    rows = Territory.objects.active().order_by("kind", "name", "code")
    return tuple(
        PlaceRow(
            row.code,
            row.kind,
            row.name,
            row.siren,
            float(row.longitude) if row.longitude is not None else None,
            float(row.latitude) if row.latitude is not None else None,
            row.ends_on,
        )
        for row in rows
    )


def _members() -> tuple[tuple[str, str], ...]:
    rows = Membership.objects.order_by("territory__code", "commune__code")
    return tuple(rows.values_list("territory__code", "commune__code"))


def _populations() -> tuple[PopulationRow, ...]:
    rows = Population.objects.select_related("territory").order_by(
        "territory__code", "year", "vintage_year", "kind"
    )
    return tuple(
        PopulationRow(row.territory.code, row.year, row.vintage_year, row.kind, row.value,
                      row.source)
        for row in rows
    )  # fmt: skip


def _units() -> tuple[UnitRow, ...]:
    rows = Unit.objects.active().select_related("parent").order_by("chart__code", "position")
    return tuple(
        UnitRow(
            row.code,
            row.name,
            row.short_name,
            row.level,
            row.kind,
            row.parent.code if row.parent else "",
        )
        for row in rows
    )

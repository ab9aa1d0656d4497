"""Figures from a spreadsheet: one line, one value of one indicator, with its source."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from timonier.accounts.models import User
from timonier.engine.numerals import format_number
from timonier.engine.quantities import Qualifier, Quantity
from timonier.intake import vocabularies_db as db
from timonier.intake.columns import Column, Kind, Rule, Schema
from timonier.intake.models import Change
from timonier.intake.schemas import figures_write
from timonier.intake.schemas.base import Findings, Importer, Key, Known, Plan, Settled, Undone
from timonier.intake.schemas.figures_known import (
    Registry,
    bare_quantity,
    load_registry,
    series_of,
)
from timonier.intake.schemas.figures_lines import Lines, last_day
from timonier.intake.table import Table
from timonier.intake.validation import Checked, CheckedRow, Vocabularies
from timonier.registry.indicators.enums import FigureStatus, Nature
from timonier.registry.indicators.models import Figure

_HUGE: Final = Decimal(10) ** 20


def _fits(value: Any) -> bool:
    number = value.value if isinstance(value, Quantity) else value
    return number is None or abs(number) < _HUGE


_SIZE: Final = Rule("Un nombre de vingt chiffres au plus", _fits)
_COLUMNS: Final = (
    Column("territory", "Commune ou territoire", kind=Kind.COMMUNE, example="13055",
           aliases=("Commune", "Territoire", "Code commune", "INSEE")),
    Column("unit", "Unité responsable", kind=Kind.UNIT,
           aliases=("Unité", "Direction", "Service")),
    Column("period", "Période", example="2023", max_length=60, aliases=("Année", "Date")),
    Column("period_start", "Début de la période", kind=Kind.DATE),
    Column("period_end", "Fin de la période", kind=Kind.DATE),
    Column("value", "Valeur", kind=Kind.FIGURE, example="1 234,5", rule=_SIZE),
    Column("measure_unit", "Unité de mesure", max_length=80),
    Column("missing_reason", "Raison de l’absence", max_length=200, example="non publiée",
           aliases=("Raison",)),
    Column("numerator", "Numérateur", kind=Kind.DECIMAL, rule=_SIZE),
    Column("denominator", "Dénominateur", kind=Kind.DECIMAL, rule=Rule(
        "Un dénominateur nul ne donne pas de rapport", lambda value: value != 0 and _fits(value))),
    Column("nature", "Nature", kind=Kind.CHOICE, choices=dict(Nature.choices)),
    Column("status", "Statut", kind=Kind.CHOICE, choices=dict(FigureStatus.choices)),
    Column("line", "Ligne, page ou cellule", max_length=60, aliases=("Ligne", "Page")),
    Column("external_id", "Numéro de citation", max_length=40, aliases=("Citation",)),
    Column("territory_printed", "Territoire tel qu’imprimé", max_length=160),
    Column("label", "Libellé dans la source", max_length=300, aliases=("Libellé",)),
)  # fmt: skip


def _short(value: Decimal | None) -> Decimal | None:
    """The same number without useless zeros: 8700, not 8700,0000."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def _printed(figure: Figure) -> Quantity | str | None:
    """A value as its cell is best written: « environ », because old encodings have no ≈."""
    if figure.value is not None and figure.qualifier == Qualifier.ABOUT.value:
        return f"{Qualifier.ABOUT.label} {format_number(figure.value)}"
    return bare_quantity(_short(figure.value), figure.qualifier)


class FiguresImporter(Importer):
    """Figures of any indicators, places, periods and sources.

    A citation number identifies its figure; without one, indicator, place, unit, period, nature
    and source do. A figure known for an indicator, a period, a nature and a document of which
    the file gives other values, but not this one, is a disappearance.
    """

    kind = "figures"
    label = "Chiffres"
    one, many = "chiffre", "chiffres"
    identity = (
        "Un chiffre se reconnaît à son numéro de citation ou, sans lui, à son indicateur, son "
        "territoire, son unité, sa période, sa nature et sa source."
    )

    @cached_property
    def indicators(self) -> dict[str, db.KnownIndicator]:
        """Indicators by code."""
        return db.indicators()

    @cached_property
    def territories(self) -> db.Names:
        """Places by code."""
        return db.territories()

    @cached_property
    def units(self) -> db.Names:
        """Units by code."""
        return db.units()

    @cached_property
    def documents(self) -> db.Names:
        """Documents by code."""
        return db.documents()

    @cached_property
    def schema(self) -> Schema:
        names = {code: one.name for code, one in self.indicators.items()}
        indicator = Column(
            "indicator", "Indicateur", required=True, kind=Kind.CHOICE, choices=names,
            aliases=("Code indicateur", "Indicateur (code)"), example=next(iter(names), ""),
        )  # fmt: skip
        document = Column(
            "document", "Document", kind=Kind.CHOICE, choices=self.documents.names,
            aliases=("Source", "Document source"),
        )  # fmt: skip
        at = [column.key for column in _COLUMNS].index("line")
        return Schema("Chiffres", (indicator, *_COLUMNS[:at], document, *_COLUMNS[at:]))

    @property
    def references(self) -> frozenset[str]:
        return frozenset({"indicator", "document"})

    @property
    def words(self) -> Vocabularies:
        return db.places(self.territories, self.units)

    def settle(self, table: Table, checked: Checked, today: date) -> Settled:
        findings = Findings(table, checked)
        rows = [*checked.rows, *checked.faulty]
        registry = self._registry(rows)
        lines = Lines(findings, self.indicators, registry, today)
        keyed = sorted((lines.settle(row) for row in rows), key=lambda row: row.number)
        faulty = {row.number for row in checked.faulty}
        sound = [row for row in keyed if row.number not in faulty]
        checked = findings.settled(sound, lines.keys)
        return Settled(checked, self._in_scope(registry, keyed))

    def _registry(self, rows: list[CheckedRow]) -> Registry:
        cells: dict[date | None, set[int]] = defaultdict(set)
        for row in rows:
            indicator = self.indicators.get(row.values.get("indicator") or "")
            if indicator is not None:
                cells[last_day(row.values)].add(indicator.pk)
        cited = {row.values["external_id"] for row in rows if row.values.get("external_id")}
        names = (self.territories, self.units, self.documents)
        return load_registry(cells, cited, {i.pk: c for c, i in self.indicators.items()}, names)

    def _in_scope(self, registry: Registry, rows: list[CheckedRow]) -> dict[Key, Known]:
        """Records of the file, and those of the series that the file gives."""
        keys = {row.key for row in rows}
        series = {series_of(row.values) for row in rows}
        return {
            key: known
            for key, known in registry.known.items()
            if key in keys or series_of(known.values) in series
        }

    def title(self, row: CheckedRow) -> str:
        return self._named(row.values)

    def _named(self, values: Mapping[str, Any]) -> str:
        indicator = self.indicators.get(values.get("indicator") or "")
        place = self.territories.name(values.get("territory"))
        period = values.get("period") or "période non dite"
        return ", ".join(filter(None, [indicator.name if indicator else "", place, period]))

    def write(self, plan: Plan) -> list[Change]:
        ids = figures_write.Ids(
            {code: one.pk for code, one in self.indicators.items()},
            {code: one.unit for code, one in self.indicators.items()},
            self.territories, self.units, self.documents,
        )  # fmt: skip
        return figures_write.write(plan, ids)

    def undo(self, changes: list[Change], *, batch: uuid.UUID, by: User) -> Undone:
        return figures_write.undo(changes, batch=batch, by=by)

    def export(self) -> Iterable[Mapping[str, Any]]:
        codes = {one.pk: code for code, one in self.indicators.items()}
        figures = Figure.objects.current().filter(indicator_id__in=codes)
        for figure in figures.order_by("indicator__code", "period_end", "id").iterator(2000):
            yield self._line(figure, codes)

    def _line(self, figure: Figure, codes: Mapping[int, str]) -> dict[str, Any]:
        return {
            "indicator": codes[figure.indicator_id],
            "territory": self.territories.code(figure.territory_id),
            "unit": self.units.code(figure.unit_id),
            "period": figure.period_printed,
            "period_start": figure.period_start,
            "period_end": figure.period_end,
            "value": _printed(figure),
            "measure_unit": figure.measure_unit,
            "missing_reason": figure.missing_reason,
            "numerator": _short(figure.numerator),
            "denominator": _short(figure.denominator),
            "nature": figure.nature,
            "status": figure.status,
            "document": self.documents.code(figure.document_id),
            "line": figure.line,
            "external_id": figure.external_id,
            "territory_printed": figure.territory_printed,
            "label": figure.label,
        }

    def example(self) -> list[Mapping[str, Any]]:
        code = next(iter(self.indicators), "")
        known = {"indicator": code, "nature": "achieved", "status": "provisional"}
        place = next((c for c in self.territories.names if len(c) == 5), None)
        value = bare_quantity(Decimal("1234.5"), "exact")
        first = known | {"territory": place, "period": "2024", "value": value}
        unknown = {"territory": place, "period": "T1 2025", "missing_reason": "non reçue"}
        return [first, known | unknown]

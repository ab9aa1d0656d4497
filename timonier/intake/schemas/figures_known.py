"""The figures that a file may speak of, as the registry has them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import itemgetter, or_
from typing import Any, Final

from django.db.models import Q

from timonier.engine.quantities import Qualifier, Quantity, unit
from timonier.intake.schemas.base import Key, Known
from timonier.intake.vocabularies_db import Names
from timonier.registry.indicators.models import Figure

CITED: Final = "n°"
CELL: Final = "cellule"
CELL_FIELDS: Final = (
    "indicator", "territory", "unit", "period_start", "period_end", "nature", "document", "line",
)  # fmt: skip
_READ: Final = (
    "id", "indicator_id", "territory_id", "unit_id", "period_start", "period_end",
    "period_printed", "value", "qualifier", "measure_unit", "missing_reason", "numerator",
    "denominator", "nature", "status", "document_id", "line", "external_id",
    "territory_printed", "label",
)  # fmt: skip


_PERIODS_APART: Final = 60
_cell_of = itemgetter(*CELL_FIELDS)
Cells = Mapping[date | None, Collection[int]]
"""Numbers of the indicators that a file measures, by last day of the period."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Current figures by key; ``cells`` finds a cited figure from the cell that it fills."""

    known: Mapping[Key, Known]
    cells: Mapping[Key, tuple[Key, ...]]


def bare_quantity(value: Decimal | None, qualifier: str, measure: str = "") -> Quantity | None:
    """A value as a cell holds it; None for an unknown one."""
    return None if value is None else Quantity(value, unit(measure), Qualifier(qualifier))


def cell_key(values: Mapping[str, Any]) -> Key:
    """The cell that a figure fills, whatever its citation number."""
    return (CELL, *(values.get(name) or None for name in CELL_FIELDS))


def series_of(values: Mapping[str, Any]) -> Key:
    """Values that a source gives together: one indicator, one period, one nature, one document."""
    names = ("indicator", "period_start", "period_end", "nature", "document")
    return tuple(values.get(name) or None for name in names)


def load_registry(
    cells: Cells,
    cited: Iterable[str],
    codes: Mapping[int, str],
    names: tuple[Names, Names, Names],
) -> Registry:
    """Current figures of some indicators and periods, and those cited; one query."""
    wanted = _wanted(cells) | Q(external_id__in=list(cited))
    rows = Figure.objects.current().filter(wanted).order_by("id").values_list(*_READ)
    known: dict[Key, Known] = {}
    filled: dict[Key, list[Key]] = defaultdict(list)
    for row in rows.iterator(5000):
        record = _record(dict(zip(_READ, row, strict=True)), codes, names)
        cell = (CELL, *_cell_of(record.values))
        key = (CITED, record.values["external_id"]) if record.values["external_id"] else cell
        known[key] = record
        filled[cell].append(key)
    return Registry(known, {cell: tuple(keys) for cell, keys in filled.items()})


def _wanted(cells: Cells) -> Q:
    """Each period with its own indicators; past sixty periods, all of them together."""
    if len(cells) <= _PERIODS_APART:
        apart = (Q(period_end=day, indicator_id__in=list(ids)) for day, ids in cells.items())
        return reduce(or_, apart, Q(pk__in=[]))
    ids = {pk for some in cells.values() for pk in some}
    return Q(indicator_id__in=ids, period_end__in=[day for day in cells if day])


def _record(row: dict[str, Any], codes: Mapping[int, str], names: tuple[Names, ...]) -> Known:
    places, units, documents = names
    values = {
        "indicator": codes.get(row["indicator_id"]),
        "territory": places.code(row["territory_id"]),
        "unit": units.code(row["unit_id"]),
        "period": row["period_printed"] or None,
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        "value": bare_quantity(row["value"], row["qualifier"], row["measure_unit"]),
        "measure_unit": row["measure_unit"],
        "missing_reason": row["missing_reason"] or None,
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "nature": row["nature"],
        "status": row["status"],
        "document": documents.code(row["document_id"]),
        "line": row["line"] or None,
        "external_id": row["external_id"] or None,
        "territory_printed": row["territory_printed"] or None,
        "label": row["label"] or None,
    }
    place = places.name(values["territory"]) or row["territory_printed"]
    cited = f"n°\u00a0{row['external_id']}" if row["external_id"] else ""
    detail = ", ".join(filter(None, [place, row["period_printed"], cited]))
    return Known(row["id"], values, values["indicator"] or "", detail)

"""The figures that a file may speak of, as the registry has them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
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


def key_of(values: Mapping[str, Any]) -> Key:
    """The citation number if there is one, else the cell."""
    cited = values.get("external_id")
    return (CITED, cited) if cited else cell_key(values)


def series_of(values: Mapping[str, Any]) -> Key:
    """Values that a source gives together: one indicator, one period, one nature, one document."""
    names = ("indicator", "period_start", "period_end", "nature", "document")
    return tuple(values.get(name) or None for name in names)


def load_registry(
    indicators: Iterable[int],
    cited: Iterable[str],
    codes: Mapping[int, str],
    names: tuple[Names, Names, Names],
) -> Registry:
    """Current figures of some indicators, and those cited under some numbers; one query."""
    wanted = Q(indicator_id__in=list(indicators)) | Q(external_id__in=list(cited))
    rows = Figure.objects.current().filter(wanted).order_by("id").values_list(*_READ)
    known: dict[Key, Known] = {}
    cells: dict[Key, list[Key]] = defaultdict(list)
    for row in rows.iterator(5000):
        record = _record(dict(zip(_READ, row, strict=True)), codes, names)
        key = key_of(record.values)
        known[key] = record
        cells[cell_key(record.values)].append(key)
    return Registry(known, {cell: tuple(keys) for cell, keys in cells.items()})


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

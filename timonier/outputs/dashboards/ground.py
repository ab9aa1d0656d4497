"""The ground of the maps: communes, by their outlines when loaded, else by their positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Max

from timonier.outputs.charts import Outlines, outlines
from timonier.registry.territories.enums import TerritoryKind
from timonier.registry.territories.models import Outline, Territory


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map of communes is drawn on. ``positions``: longitude and latitude by code."""

    communes: tuple[Territory, ...]
    shapes: Outlines | None
    positions: Mapping[str, tuple[float, float]]


def ground() -> Ground:
    """The communes of the institution that can be drawn; two queries when outlines are known."""
    rows = Territory.objects.active().filter(kind=TerritoryKind.COMMUNE).order_by("name")
    communes = tuple(rows)
    placed = {
        row.code: (float(row.longitude), float(row.latitude))
        for row in communes
        if row.longitude is not None and row.latitude is not None
    }
    shapes = _shapes()
    drawn = shapes.paths if shapes else {}
    kept = tuple(row for row in communes if row.code in placed or row.code in drawn)
    return Ground(kept, shapes, placed)


def _shapes() -> Outlines | None:
    newest = Outline.objects.aggregate(newest=Max("pk"))["newest"]
    return _simplified(newest) if newest else None


@lru_cache(maxsize=2)
def _simplified(newest: int) -> Outlines:
    """Outlines simplified once for each load; ``newest`` tells one load from the next."""
    rows = Outline.objects.values_list("territory__code", "geometry")
    return outlines([_feature(code, geometry) for code, geometry in rows])


def _feature(code: str, geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}

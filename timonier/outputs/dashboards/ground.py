"""The ground of every map: outlines simplified once, positions for tiles until they are loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from timonier.outputs.charts import NARROW, WIDE, Chart, CommuneMap, Outlines, commune_map, outlines
from timonier.outputs.dashboards.addresses import address
from timonier.registry.territories.models import Outline, Territory
from timonier.registry.territories.queries import outlines_version


@dataclass(frozen=True, slots=True)
class Ground:
    """Shapes and positions of communes; ``source`` is printed under the map."""

    outlines: Outlines | None
    positions: dict[str, tuple[float, float]]
    source: str

    def draw(self, data: CommuneMap, *, linked: Iterable[str], uid: str = "carte") -> Drawn:
        """The map for a desktop and for a telephone; only the codes in *linked* are links."""
        allowed = frozenset(linked)

        def href(code: str) -> str | None:
            return address("territory", code) if code in allowed else None

        wide = commune_map(
            data, uid=uid, width=WIDE, outlines=self.outlines, positions=self.positions, href=href
        )
        narrow = commune_map(
            data,
            uid=f"{uid}-etroite",
            width=NARROW,
            outlines=self.outlines,
            positions=self.positions,
            href=href,
        )
        return Drawn(wide, narrow, self.source)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One map drawn for two widths."""

    wide: Chart
    narrow: Chart
    source: str


def ground(communes: Iterable[Territory]) -> Ground:
    """Shapes for *communes*: loaded outlines when each has one, else tiles from positions."""
    listed = list(communes)
    positions = {
        commune.code: (float(commune.longitude), float(commune.latitude))
        for commune in listed
        if commune.longitude is not None and commune.latitude is not None
    }
    version = outlines_version()
    if version[0] < len(listed):
        return Ground(None, positions, "Une tuile par commune, à sa place approchée.")
    shapes, source = _simplified(version)
    if any(commune.code not in shapes.paths for commune in listed):
        return Ground(None, positions, "Une tuile par commune, à sa place approchée.")
    return Ground(shapes, positions, f"Contours simplifiés. Source : {source}.")


@lru_cache(maxsize=4)
def _simplified(version: tuple[int, int, int]) -> tuple[Outlines, str]:
    """Simplified once per version of the outlines and per process (about 0.3 s for 92)."""
    rows = list(Outline.objects.select_related("territory").order_by("territory__code"))
    features = [
        {"properties": {"code": row.territory.code}, "geometry": row.geometry} for row in rows
    ]
    return outlines(features), rows[0].source

"""Simplifying the outlines of communes without opening a gap between neighbours.

Borders are cut into arcs at the points where more than two ways meet; each arc is
simplified once, so the two communes that share it keep the very same line. Inside an arc,
points are dropped by the area of the triangle they make with their neighbours
(Visvalingam and Whyatt, « Line generalisation by repeated elimination of points »,
The Cartographic Journal, 1993).
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from timonier.outputs.charts.chart import ChartError

Place = tuple[int, int]
Arc = tuple[Place, ...]

GRID_WIDTH = 1200
"""Outlines are drawn on a grid of whole units this wide: short paths, exact borders."""

BUDGET = 11_500
"""Characters that all outlines may take, so that a whole map stays under 25 kB."""

_FINE = 8
"""Points are told apart on a grid eight times finer before being simplified."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """Simplified communes on a common grid.

    ``paths`` gives the SVG path of each commune code; ``anchors`` a point inside it, for
    a symbol or a label; ``borders`` every arc once, with the codes it separates (one code
    for the outer edge), which is what group outlines are drawn from.
    """

    width: int
    height: int
    paths: dict[str, str]
    anchors: dict[str, tuple[float, float]]
    borders: tuple[tuple[str, frozenset[str]], ...]


def simplify_geojson(features: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Give the SVG path of each commune, borders shared, on a grid 1,200 units wide.

    ``features`` are GeoJSON polygons whose ``code`` property names the commune. Raises
    ChartError when a feature has no code or no polygon.
    """
    return outlines(features).paths


def outlines(features: Sequence[Mapping[str, Any]], *, budget: int = BUDGET) -> Outlines:
    """Simplify as little as the budget (in characters of path) allows.

    Coordinates are longitude and latitude in degrees; the projection keeps the shape at
    the mean latitude. Islets that shrink to nothing are dropped, except the last ring of
    a commune. Raises ChartError as ``simplify_geojson`` does.
    """
    rings = _project(_rings_of(features))
    cut = _cut_all(rings)
    tolerance = 4.0
    while True:
        drawn = _draw(cut, tolerance)
        if sum(len(path) for path in drawn.paths.values()) <= budget or tolerance > 1e7:
            return drawn
        tolerance *= 1.35


def _rings_of(features: Sequence[Mapping[str, Any]]) -> dict[str, list[list[Sequence[float]]]]:
    rings: dict[str, list[list[Sequence[float]]]] = {}
    for rank, feature in enumerate(features, start=1):
        code = (feature.get("properties") or {}).get("code")
        geometry = feature.get("geometry") or {}
        kind = geometry.get("type")
        if not code or kind not in {"Polygon", "MultiPolygon"}:
            raise ChartError(
                "contour sans code de commune ou sans polygone",
                where=f"objet {rank} du fichier géographique",
                remedy="donnez à chaque objet une propriété «\u00a0code\u00a0» et un polygone",
            )
        polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
        rings.setdefault(str(code), []).extend(ring for polygon in polygons for ring in polygon)
    return rings


def _project(rings: Mapping[str, list[list[Sequence[float]]]]) -> dict[str, list[Arc]]:
    """Put degrees on the fine grid, y downwards; repeated points are merged."""
    points = [point for own in rings.values() for ring in own for point in ring]
    if not points:
        raise ChartError("aucun contour", remedy="donnez au moins un polygone de commune")
    west, north = min(pt[0] for pt in points), max(pt[1] for pt in points)
    east, south = max(pt[0] for pt in points), min(pt[1] for pt in points)
    squeeze = math.cos(math.radians((north + south) / 2))
    unit = GRID_WIDTH * _FINE / ((east - west) * squeeze)

    def place(point: Sequence[float]) -> Place:
        return round((point[0] - west) * squeeze * unit), round((north - point[1]) * unit)

    projected: dict[str, list[Arc]] = {}
    for code, own in rings.items():
        placed = [_merged(place(point) for point in ring) for ring in own]
        projected[code] = [ring for ring in placed if len(ring) > 3]
    return projected


def _merged(points: Iterable[Place]) -> Arc:
    kept: list[Place] = []
    for point in points:
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept)


def _junctions(rings: Mapping[str, list[Arc]]) -> set[Place]:
    """Points where more than two ways meet: they are never moved nor dropped."""
    near: dict[Place, set[Place]] = defaultdict(set)
    for own in rings.values():
        for ring in own:
            for a, b in pairwise(ring):
                near[a].add(b)
                near[b].add(a)
    return {point for point, others in near.items() if len(others) > 2}


def _cut_all(rings: Mapping[str, list[Arc]]) -> dict[str, list[list[Arc]]]:
    junctions = _junctions(rings)
    return {code: [_cut(ring, junctions) for ring in own] for code, own in rings.items()}


def _cut(ring: Arc, junctions: set[Place]) -> list[Arc]:
    """Cut a closed ring into arcs between junctions; without any, start at its least point.

    A ring without junction (an islet, or an enclave and the hole around it) starts at the
    same point for both communes, so that they simplify alike.
    """
    body = ring[:-1]
    starts = [i for i, point in enumerate(body) if point in junctions]
    if not starts:
        first = body.index(min(body))
        return [(*body[first:], *body[:first], body[first])]
    turned = (*body[starts[0] :], *body[: starts[0]], body[starts[0]])
    stops = [i for i, point in enumerate(turned) if point in junctions]
    return [turned[a : b + 1] for a, b in pairwise(stops)]


def _one_way(arc: Arc) -> Arc:
    """The same arc whichever commune follows it."""
    backwards = arc[::-1]
    return min(arc, backwards)


def _simplified(arc: Arc, tolerance: float) -> Arc:
    """Drop the points that matter least, on the fine grid, until each triangle is large.

    The ends stay. A closed arc keeps at least four points, so that a ring stays a ring.
    """
    least = 4 if arc[0] == arc[-1] else 2
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    alive, left = [True] * len(arc), len(arc)
    area = [math.inf] * len(arc)
    heap: list[tuple[float, int]] = []
    for i in range(1, len(arc) - 1):
        area[i] = _triangle(arc[i - 1], arc[i], arc[i + 1])
        heap.append((area[i], i))
    heapq.heapify(heap)
    while heap and left > least:
        size, i = heapq.heappop(heap)
        if not alive[i] or size != area[i]:
            continue
        if size > tolerance:
            break
        alive[i], left = False, left - 1
        before[after[i]], after[before[i]] = before[i], after[i]
        for j in (before[i], after[i]):
            if 0 < j < len(arc) - 1:
                area[j] = max(size, _triangle(arc[before[j]], arc[j], arc[after[j]]))
                heapq.heappush(heap, (area[j], j))
    return tuple(point for point, kept in zip(arc, alive, strict=True) if kept)


def _triangle(a: Place, b: Place, c: Place) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _coarse(arc: Arc) -> Arc:
    return _merged((round(x / _FINE), round(y / _FINE)) for x, y in arc)


def _draw(cut: Mapping[str, list[list[Arc]]], tolerance: float) -> Outlines:
    """Simplify each arc once, then put the rings of each commune together again."""
    owners: dict[Arc, set[str]] = defaultdict(set)
    for code, own in cut.items():
        for ring in own:
            for arc in ring:
                owners[_one_way(arc)].add(code)
    simple = {arc: _coarse(_simplified(arc, tolerance)) for arc in owners}
    paths: dict[str, str] = {}
    anchors: dict[str, tuple[float, float]] = {}
    for code, own in cut.items():
        rings = [_joined(ring, simple) for ring in own]
        visible = [ring for ring in rings if _area(ring)] or rings[:1]
        paths[code] = "".join(_path(ring) for ring in visible)
        anchors[code] = _inside(max(visible, key=lambda ring: abs(_area(ring))))
    borders = tuple(
        (_open_path(simple[arc]), frozenset(codes))
        for arc, codes in sorted(owners.items())
        if len(simple[arc]) > 1
    )
    places = [point for arc in simple.values() for point in arc]
    width, height = max(x for x, _ in places), max(y for _, y in places)
    return Outlines(width, height, paths, anchors, borders)


def _joined(ring: Sequence[Arc], simple: Mapping[Arc, Arc]) -> Arc:
    points: list[Place] = []
    for arc in ring:
        way = _one_way(arc)
        points += simple[way] if way == arc else simple[way][::-1]
    return _merged(points)


def _area(ring: Arc) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _steps(points: Sequence[Place]) -> str:
    """Write moves relative to the point before, signs serving as separators."""
    written = ""
    for (x1, y1), (x2, y2) in pairwise(points):
        dx, dy = x2 - x1, y2 - y1
        joint = "" if not written or dx < 0 else " "
        written += f"{joint}{dx}{dy if dy < 0 else f' {dy}'}"
    return written


def _path(ring: Arc) -> str:
    return f"M{ring[0][0]} {ring[0][1]}l{_steps(ring[:-1])}z" if len(ring) > 2 else ""


def _open_path(arc: Arc) -> str:
    return f"M{arc[0][0]} {arc[0][1]}l{_steps(arc)}"


def _inside(ring: Arc) -> tuple[float, float]:
    """A point inside a ring: its centre of area, or the middle of its widest level there."""
    area = _area(ring)
    if not area:
        return (float(ring[0][0]), float(ring[0][1]))
    cross = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)]
    cx = sum((a[0] + b[0]) * c for a, b, c in cross) / (6 * area)
    cy = sum((a[1] + b[1]) * c for a, b, c in cross) / (6 * area) + 0.01
    crossings = sorted(
        a[0] + (cy - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in pairwise(ring)
        if (a[1] > cy) != (b[1] > cy)
    )
    spans = list(zip(crossings[::2], crossings[1::2], strict=True))
    if not spans or any(a <= cx <= b for a, b in spans):
        return (cx, cy)
    a, b = max(spans, key=lambda span: span[1] - span[0])
    return ((a + b) / 2, cy)

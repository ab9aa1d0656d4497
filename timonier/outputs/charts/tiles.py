"""A map of equal hexagons for when no outline is at hand: one cell for each commune.

Each commune takes the cell that keeps the whole closest to the real positions: the sum of
squared distances is least (assignment problem, solved by shortest augmenting paths:
Kuhn 1955, Munkres 1957).
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from timonier.outputs.charts.chart import ChartError
from timonier.outputs.charts.outlines import Outlines, Place

Cell = tuple[int, int]
Spot = tuple[float, float]

_HALF_WIDTH, _QUARTER_HEIGHT = 45, 26
"""A pointy-top hexagon 90 units wide and 104 high: regular to within a tenth per cent."""

_CORNERS = (
    (0, -2 * _QUARTER_HEIGHT),
    (_HALF_WIDTH, -_QUARTER_HEIGHT),
    (_HALF_WIDTH, _QUARTER_HEIGHT),
    (0, 2 * _QUARTER_HEIGHT),
    (-_HALF_WIDTH, _QUARTER_HEIGHT),
    (-_HALF_WIDTH, -_QUARTER_HEIGHT),
)


def place_tiles(positions: Mapping[str, Spot]) -> dict[str, Cell]:
    """Give each commune its own cell (column, row); odd rows are shifted half a cell right.

    ``positions`` are longitude and latitude in degrees. The result depends on the
    positions only, not on their order. Raises ChartError when there is none.
    """
    if not positions:
        raise ChartError(
            "aucune position de commune", remedy="donnez la longitude et la latitude des communes"
        )
    return dict(_placed(tuple(sorted(positions.items()))))


@lru_cache(maxsize=16)
def _placed(positions: tuple[tuple[str, Spot], ...]) -> tuple[tuple[str, Cell], ...]:
    targets = _targets([place for _, place in positions])
    cells = _cells(targets)
    costs = [[_distance(target, _centre(cell)) for cell in cells] for target in targets]
    chosen = _assign(costs)
    taken = [cells[j] for j in chosen]
    left = min(column for column, _ in taken)
    top = min(row for _, row in taken)
    top -= top % 2  # an odd shift would move half a cell sideways
    return tuple(
        (code, (column - left, row - top))
        for (code, _), (column, row) in zip(positions, taken, strict=True)
    )


def _targets(places: Sequence[Spot]) -> list[Spot]:
    """Project degrees to a frame slightly too small for the cells needed.

    Communes crowd around towns and thin out at the edges: positions are drawn half way
    towards their rank along each axis, then the frame is tightened, so that the assignment
    pushes cells outwards into one block without isolated cells.
    """
    middle = sum(latitude for _, latitude in places) / len(places)
    squeeze = math.cos(math.radians(middle))
    flat = [(longitude * squeeze, -latitude) for longitude, latitude in places]
    flat = _evened(flat)
    unit = math.sqrt(_hull_area(flat) / len(flat)) * _TIGHTEN
    if not unit:
        spread = max(math.dist(flat[0], other) for other in flat)
        unit = spread / len(flat) or 1.0
    west, north = min(x for x, _ in flat), min(y for _, y in flat)
    return [((x - west) / unit, (y - north) / unit) for x, y in flat]


_TIGHTEN = 1.25


def _evened(places: list[Spot]) -> list[Spot]:
    """Move each coordinate half way to where its rank would put it."""
    axes = []
    for axis in (0, 1):
        values = [place[axis] for place in places]
        low, span = min(values), max(values) - min(values)
        order = {value: rank for rank, value in enumerate(sorted(set(values)))}
        steps = max(len(order) - 1, 1)
        axes.append([(v + low + span * order[v] / steps) / 2 for v in values])
    return list(zip(*axes, strict=True))


def _hull_area(points: Sequence[Spot]) -> float:
    """Area of the convex hull (Andrew's monotone chain)."""
    hull: list[Spot] = []
    ordered = sorted(set(points))
    for way in (ordered, ordered[::-1]):
        chain: list[Spot] = []
        for point in way:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        hull += chain[:-1]
    pairs = zip(hull, [*hull[1:], *hull[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _turn(a: Spot, b: Spot, c: Spot) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


_WIDTH = math.sqrt(2 / math.sqrt(3))
"""Width of a hexagon whose area is one."""


def _centre(cell: Cell) -> Spot:
    column, row = cell
    return (column + 0.5 * (row % 2)) * _WIDTH, row * _WIDTH * math.sqrt(3) / 2


def _distance(a: Spot, b: Spot) -> float:
    """Squared distance, rounded so that every machine breaks ties alike."""
    return round((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2, 6)


def _cells(targets: Sequence[Spot]) -> list[Cell]:
    """Cells that may serve: those close to a commune, widened until there are enough."""
    columns = math.ceil(max(x for x, _ in targets) / _WIDTH)
    rows = math.ceil(max(y for _, y in targets) / _WIDTH * 1.16)
    reach = 1.5
    while True:
        margin = math.ceil(reach)
        close = [
            (column, row)
            for row in range(-margin, rows + margin + 1)
            for column in range(-margin, columns + margin + 1)
            if any(_distance(_centre((column, row)), target) <= reach**2 for target in targets)
        ]
        if len(close) >= len(targets):
            return close
        reach *= 1.5


def _assign(costs: Sequence[Sequence[float]]) -> list[int]:
    """Give each row its own column so that the total cost is least.

    Rows are at most as many as columns. Potentials make every reduced cost non-negative;
    each row is added by a shortest augmenting path.
    """
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, previous = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], here = row, 0
        nearest, seen = [math.inf] * (columns + 1), [False] * (columns + 1)
        while owner[here]:
            seen[here] = True
            line, base = costs[owner[here] - 1], row_price[owner[here]]
            step, following = math.inf, 0
            for j in range(1, columns + 1):
                if seen[j]:
                    continue
                reduced = line[j - 1] - base - column_price[j]
                if reduced < nearest[j]:
                    nearest[j], previous[j] = reduced, here
                if nearest[j] < step:
                    step, following = nearest[j], j
            for j in range(columns + 1):
                if seen[j]:
                    row_price[owner[j]] += step
                    column_price[j] -= step
                else:
                    nearest[j] -= step
            here = following
        while here:
            owner[here], here = owner[previous[here]], previous[here]
    return [column - 1 for _, column in sorted(
        (owner[j], j) for j in range(1, columns + 1) if owner[j]
    )]  # fmt: skip


def tile_outlines(positions: Mapping[str, Spot]) -> Outlines:
    """Draw the cells as outlines, so that a map is drawn the same way with or without them."""
    cells = place_tiles(positions)
    centres = {code: _grid_centre(cell) for code, cell in cells.items()}
    left = min(x for x, _ in centres.values()) - _HALF_WIDTH
    top = min(y for _, y in centres.values()) - 2 * _QUARTER_HEIGHT
    centres = {code: (x - left, y - top) for code, (x, y) in centres.items()}
    edges: dict[tuple[Place, Place], set[str]] = defaultdict(set)
    for code, (x, y) in centres.items():
        corners = [(x + dx, y + dy) for dx, dy in _CORNERS]
        for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
            edges[min(a, b), max(a, b)].add(code)
    borders = tuple(
        (f"M{a[0]} {a[1]}L{b[0]} {b[1]}", frozenset(codes))
        for (a, b), codes in sorted(edges.items())
    )
    return Outlines(
        width=max(x for x, _ in centres.values()) + _HALF_WIDTH,
        height=max(y for _, y in centres.values()) + 2 * _QUARTER_HEIGHT,
        paths={code: _hexagon(x, y) for code, (x, y) in centres.items()},
        anchors={code: (float(x), float(y)) for code, (x, y) in centres.items()},
        borders=borders,
    )


def _grid_centre(cell: Cell) -> Place:
    column, row = cell
    return (
        _HALF_WIDTH * (1 + 2 * column + row % 2),
        _QUARTER_HEIGHT * (2 + 3 * row),
    )


def _hexagon(x: int, y: int) -> str:
    w, q = _HALF_WIDTH, _QUARTER_HEIGHT
    return f"M{x} {y - 2 * q}l{w} {q}v{2 * q}l-{w} {q}-{w}-{q}v-{2 * q}z"

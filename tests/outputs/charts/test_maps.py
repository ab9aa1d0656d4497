"""Maps: neighbours stay glued, cells are one each, a status is told by more than colour."""

import csv
import gzip
import json
import math
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.outputs.charts.samples import MAP, POSITIONS
from timonier.outputs.charts import (
    Area,
    ChartError,
    CommuneMap,
    MapClass,
    Outlines,
    Tone,
    commune_map,
    outlines,
    place_tiles,
    simplify_geojson,
    tile_outlines,
)

ROOT = Path(__file__).parents[3]
REAL = ROOT.parent / "shared" / "data" / "communes-amp-2018.geojson"
POSITIONS_FILE = ROOT / "timonier" / "demo" / "data" / "communes-positions.csv"

Edge = frozenset[tuple[int, int]]


def commune(code: str, *rings: list[list[float]]) -> dict[str, Any]:
    return {
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def two_neighbours() -> list[dict[str, Any]]:
    """Two communes that share a wiggly border of fifty points."""
    border = [[5 + 0.02 * math.sin(i), 43 + i / 50] for i in range(51)]
    west = [[4, 43], [4, 44], *border[::-1], [4, 43]]
    east = [[6, 44], [6, 43], *border, [6, 44]]
    return [commune("W", west), commune("E", east)]


def edges(path: str) -> Counter[Edge]:
    """The segments of a path made of closed rings of relative moves."""
    found: Counter[Edge] = Counter()
    for x0, y0, moves in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        x, y = int(x0), int(y0)
        ring = [(x, y)]
        steps = [int(step) for step in re.findall(r"-?\d+", moves)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            found[frozenset((a, b))] += 1
    return found


def real_features() -> list[dict[str, Any]]:
    if not REAL.exists():
        pytest.skip("communes-amp-2018.geojson is not at hand")
    features: list[dict[str, Any]] = json.loads(REAL.read_text())["features"]
    return features


def real_positions() -> dict[str, tuple[float, float]]:
    with POSITIONS_FILE.open() as file:
        return {
            row["code"]: (float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(file)
        }


def inner(shapes: Outlines, code: str) -> set[Edge]:
    """The segments of a commune that do not follow the frame of the map."""
    frame = ({0}, {shapes.width}), ({0}, {shapes.height})
    return {
        edge
        for edge in edges(shapes.paths[code])
        if {x for x, _ in edge} not in frame[0] and {y for _, y in edge} not in frame[1]
    }


def test_simplification_keeps_one_border_between_two_neighbours() -> None:
    shapes = outlines(two_neighbours(), budget=150)
    assert inner(shapes, "W") == inner(shapes, "E")
    assert 1 <= len(inner(shapes, "W")) < 50


def test_an_enclave_fills_its_hole_exactly() -> None:
    hole = [[4.4, 43.4], [4.6, 43.41], [4.61, 43.6], [4.41, 43.59], [4.4, 43.4]]
    outer = [[4, 43], [4, 44], [5, 44], [5, 43], [4, 43]]
    turned = [*hole[2:], *hole[1:3]]
    paths = simplify_geojson([commune("A", outer, hole), commune("B", turned)])
    assert set(edges(paths["B"])) <= set(edges(paths["A"]))


def test_a_smaller_budget_gives_shorter_paths() -> None:
    long = sum(map(len, outlines(two_neighbours(), budget=5000).paths.values()))
    short = sum(map(len, outlines(two_neighbours(), budget=150).paths.values()))
    assert short < long


def test_a_commune_without_code_is_refused() -> None:
    nameless = two_neighbours()
    nameless[1]["properties"] = {}
    with pytest.raises(ChartError, match="bjet 2 du fichier"):
        simplify_geojson(nameless)


def test_the_real_communes_keep_their_shared_borders() -> None:
    paths = simplify_geojson(real_features())
    count = Counter(edge for path in paths.values() for edge in edges(path) if len(edge) == 2)
    inner = sum(1 for times in count.values() if times == 2)
    assert len(paths) == 92
    assert max(count.values()) <= 2
    assert inner > len(count) / 2


def test_a_map_of_real_outlines_stays_under_25_kilobytes() -> None:
    features = real_features()
    svg = commune_map(status_map(features), uid="m", outlines=outlines(features)).svg.encode()
    assert len(svg) < 25_000
    assert len(gzip.compress(svg)) < 10_000


def status_map(features: list[dict[str, Any]]) -> CommuneMap:
    areas = tuple(
        Area(
            f["properties"]["code"],
            f["properties"]["nom"],
            "late" if f["properties"]["code"] in {"13055", "13047"} else "none",
        )
        for f in features
    )
    return replace(MAP, areas=areas, highlighted="13005")


def test_each_commune_has_its_own_cell() -> None:
    cells = place_tiles(real_positions())
    assert len(cells) == 92
    assert len(set(cells.values())) == 92


def test_cells_keep_north_above_south_and_west_left_of_east() -> None:
    cells = place_tiles(real_positions())
    (pertuis_x, pertuis_y), (marseille_x, marseille_y) = cells["84089"], cells["13055"]
    arles_side, sainte_baume_side = cells["13078"], cells["83120"]
    assert pertuis_y < marseille_y
    assert arles_side[0] < marseille_x < sainte_baume_side[0]
    assert marseille_x <= pertuis_x


def test_cells_do_not_depend_on_the_order_of_the_communes() -> None:
    positions = real_positions()
    assert place_tiles(positions) == place_tiles(dict(reversed(positions.items())))


def test_every_cell_touches_another() -> None:
    shared = Counter(
        code for _, codes in tile_outlines(real_positions()).borders if len(codes) == 2
        for code in codes
    )  # fmt: skip
    assert set(shared) == set(real_positions())


@pytest.mark.parametrize(
    "positions",
    [{"a": (5.0, 43.0)}, dict.fromkeys("abc", (5.0, 43.0)), {c: (ord(c), 43.0) for c in "abcd"}],
    ids=["one commune", "all at one place", "all in a row"],
)
def test_odd_positions_still_give_one_cell_each(positions: dict[str, tuple[float, float]]) -> None:
    cells = place_tiles(positions)
    assert len(set(cells.values())) == len(positions)


def test_a_class_is_told_by_a_symbol_and_a_counted_word() -> None:
    chart = commune_map(MAP, uid="m", positions=POSITIONS)
    assert chart.svg.count('href="#m-triangle') == 2  # Marseille and the legend
    assert [(entry.word, entry.count) for entry in chart.legend] == [
        ("en retard", 1), ("sans nouvelle", 1), ("aucun engagement", 1),
    ]  # fmt: skip
    assert ">en retard\u00a0(1)<" in chart.svg


def test_the_map_table_lists_every_commune_with_its_class() -> None:
    assert commune_map(MAP, uid="m", positions=POSITIONS).table.rows == (
        ("Aix-en-Provence", "Sans nouvelle"),
        ("Marseille", "En retard"),
        ("Salon-de-Provence", "Aucun engagement"),
    )


def test_linked_communes_are_links_inside_a_group_and_not_inside_an_image() -> None:
    svg = commune_map(
        MAP,
        uid="m",
        positions=POSITIONS,
        href=lambda code: f"/territoires/{code}/" if code != "13103" else None,
    ).svg
    assert re.findall(r'<a href="([^"]+)"', svg) == [
        "/territoires/13055/",
        "/territoires/13001/",
    ]
    assert 'role="group"' in svg


def test_limits_of_groups_are_drawn_between_groups_only() -> None:
    paths = dict.fromkeys(POSITIONS, "M0 0l1 0 0 1z")
    borders = (("M1 1L2 2", frozenset({"13001", "13055"})), ("M3 3L4 4", frozenset({"13001"})))
    shapes = Outlines(100, 100, paths, dict.fromkeys(POSITIONS, (5.0, 5.0)), borders)
    areas = tuple(replace(a, group="ouest" if a.code == "13001" else "est") for a in MAP.areas)
    svg = commune_map(replace(MAP, areas=areas, grouped=True), uid="m", outlines=shapes).svg
    assert re.findall(r'<path d="([^"]*)"[^>]*class="c-group"', svg) == ["M1 1L2 2"]


def test_more_than_five_classes_are_refused() -> None:
    six = tuple(MapClass(f"k{i}", "mot", Tone.NONE) for i in range(6))
    with pytest.raises(ChartError, match="cinq au plus"):
        CommuneMap("T", six, ())


def test_a_commune_that_can_be_placed_nowhere_is_named() -> None:
    with pytest.raises(ChartError, match="Salon-de-Provence"):
        commune_map(MAP, uid="m", positions={k: POSITIONS[k] for k in ("13001", "13055")})

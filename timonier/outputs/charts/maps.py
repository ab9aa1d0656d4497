"""A map of communes: a status by fill and by symbol, at most five of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from timonier.engine.typography import quoted
from timonier.outputs.charts import palette as p
from timonier.outputs.charts._metrics import text_width, wrap
from timonier.outputs.charts.chart import (
    WIDE,
    Chart,
    ChartError,
    LegendEntry,
    is_compact,
)
from timonier.outputs.charts.labels import Box, Placer, Spot
from timonier.outputs.charts.map_model import (
    Area,
    CommuneMap,
    MapClass,
    area_words,
    description,
    entry,
    finding,
    table,
)
from timonier.outputs.charts.outlines import Outlines
from timonier.outputs.charts.palette import LOOKS, Tone
from timonier.outputs.charts.svg import document, hatch, hatch_fill, num, rect, tag, text
from timonier.outputs.charts.symbols import defined, placed
from timonier.outputs.charts.tiles import tile_outlines

Link = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The ground of the map: shapes, and how their grid becomes pixels."""

    uid: str
    width: int
    shapes: Outlines
    room: float
    compact: bool

    @property
    def scale(self) -> float:
        return self.room / (self.shapes.width + 12)

    @property
    def height(self) -> float:
        return (self.shapes.height + 12) * self.scale

    def anchor(self, code: str) -> tuple[float, float]:
        x, y = self.shapes.anchors[code]
        return (x + 6) * self.scale, (y + 6) * self.scale


def commune_map(
    data: CommuneMap,
    *,
    uid: str,
    width: int = WIDE,
    outlines: Outlines | None = None,
    positions: Mapping[str, tuple[float, float]] | None = None,
    href: Link | None = None,
) -> Chart:
    """Draw communes by their outlines, or as equal hexagons where an outline is missing.

    ``positions`` are longitude and latitude by code, used when ``outlines`` does not hold
    every commune of the map. ``href`` gives the address of a commune, or None for no link.
    ``uid`` must be unique on the page. Raises ChartError when a commune has neither
    outline nor position, and for a width under 280 px.
    """
    frame = _frame(data, uid, width, _shapes(data, outlines, positions))
    key, height = _legend(data, frame)
    body = [*_ground(data, frame, href), *_symbols(data, frame), *_labels(data, frame), *key]
    described = description(data)
    return Chart(
        svg=document(
            uid, width, height, data.title, described, body, kind="map",
            interactive=href is not None,
            definitions=_definitions(data, frame),
        ),
        title=data.title,
        sentence=data.finding or finding(data),
        description=described,
        table=table(data),
        legend=tuple(
            LegendEntry(found.key, found.word, len(data.members(found.key)))
            for found in data.classes
        ),
    )  # fmt: skip


def _shapes(
    data: CommuneMap,
    outlines: Outlines | None,
    positions: Mapping[str, tuple[float, float]] | None,
) -> Outlines:
    codes = [area.code for area in data.areas]
    if outlines and all(code in outlines.paths for code in codes):
        return outlines
    lost = [area.name for area in data.areas if area.code not in (positions or {})]
    if lost or not codes:
        raise ChartError(
            f"ni contour ni position pour {', '.join(lost[:5]) or 'aucune commune'}",
            where=f"carte {quoted(data.title)}",
            remedy="ajoutez la longitude et la latitude de ces communes au référentiel",
        )
    return tile_outlines({code: (positions or {})[code] for code in codes})


def _frame(data: CommuneMap, uid: str, width: int, shapes: Outlines) -> _Frame:
    compact = is_compact(width)
    return _Frame(uid, width, shapes, width if compact else width - 172, compact)


def _fill(tone: Tone, uid: str) -> str:
    return hatch_fill(uid, "silent") if LOOKS[tone].hatch else LOOKS[tone].soft


def _area_fill(tone: Tone, uid: str) -> str:
    return hatch_fill(uid, "area") if LOOKS[tone].hatch else LOOKS[tone].soft


def _ground(data: CommuneMap, frame: _Frame, href: Link | None) -> Iterator[str]:
    """Draw the areas, class by class, then the limits of groups and the highlight."""
    scale, thin = f"{frame.scale:.4f}", 0.8 / frame.scale
    drawn = []
    for found in data.classes:
        areas = [_area(data, area, frame, href) for area in data.members(found.key)]
        if areas:
            fill = _area_fill(found.tone, frame.uid)
            drawn.append(tag("g", *areas, fill=fill, class_=f"c-area c-{found.tone}"))
    if data.grouped:
        drawn.append(_group_limits(data, frame))
    if data.highlighted in {area.code for area in data.areas}:
        drawn.append(tag(
            "path", d=frame.shapes.paths[data.highlighted], fill="none", stroke=p.NAVY,
            stroke_width=2.4 / frame.scale, class_="c-highlight",
        ))  # fmt: skip
    yield tag(
        "g", *drawn, transform=f"scale({scale}) translate(6 6)", stroke=p.COAST,
        stroke_width=thin, stroke_linejoin="round",
    )  # fmt: skip


def _area(data: CommuneMap, area: Area, frame: _Frame, href: Link | None) -> str:
    plain = data.look(area).tone is Tone.NONE
    said = tag("title", escape(area.name if plain else area_words(data, area)))
    shape = tag(
        "path", said, d=frame.shapes.paths[area.code],
        fill=p.SEA if plain and area.code == data.highlighted else None,
    )  # fmt: skip
    address = href(area.code) if href else None
    return tag("a", shape, href=address) if address else shape


def _group_limits(data: CommuneMap, frame: _Frame) -> str:
    groups = {area.code: area.group for area in data.areas}
    parts = [
        path for path, codes in frame.shapes.borders
        if len({groups.get(code, "") for code in codes}) > 1
    ]  # fmt: skip
    return tag(
        "path", d="".join(parts), fill="none", stroke=p.NAVY, stroke_width=1.5 / frame.scale,
        class_="c-group",
    )  # fmt: skip


def _definitions(data: CommuneMap, frame: _Frame) -> str:
    """Define once what a map repeats ninety times: symbols, and the hatching of areas."""
    size = 0.75 if frame.compact else 0.95
    looks = {LOOKS[found.tone].symbol: LOOKS[found.tone] for found in data.classes}
    parts = [defined(frame.uid, name, look.ink, size) for name, look in looks.items() if name]
    if any(LOOKS[found.tone].hatch for found in data.classes):
        parts.append(hatch(frame.uid, "silent", "area", 1 / frame.scale))
    return "".join(parts)


def _symbols(data: CommuneMap, frame: _Frame) -> Iterator[str]:
    for area in data.areas:
        look = LOOKS[data.look(area).tone]
        if look.symbol:
            yield placed(frame.uid, look.symbol, look.ink, *frame.anchor(area.code))


def _labels(data: CommuneMap, frame: _Frame) -> Iterator[str]:
    """Print the chosen names, the highlighted one first, under their symbols if they can."""
    placer = Placer(Box(0, 0, frame.width, frame.height + 14))
    for area in data.areas:
        if LOOKS[data.look(area).tone].symbol:
            x, y = frame.anchor(area.code)
            placer.block(Box(x - 7, y - 7, x + 7, y + 7))
    names = {area.code: area for area in data.areas}
    order = [data.highlighted, *data.labelled]
    for code in dict.fromkeys(code for code in order if code in names):
        marked = bool(LOOKS[data.look(names[code]).tone].symbol)
        yield from _label(frame, placer, names[code], marked, main=code == data.highlighted)


def _label(frame: _Frame, placer: Placer, area: Area, marked: bool, *, main: bool) -> Iterator[str]:
    size = 13.0 if main else 11.5
    x, y = frame.anchor(area.code)
    below, above, side = (20, -12, 11) if marked else (4, 16, 3)
    if main:
        below, above = 24, -16
    half = text_width(area.name, size, bold=True) / 2 + 3
    inside = min(max(x, half), frame.width - half)
    spots = [
        Spot(inside, y + below), Spot(inside, y + above), Spot(x + side, y + 4, "start"),
        Spot(x - side, y + 4, "end"), Spot(inside, y + below + 12), Spot(inside, y + above - 12),
    ]  # fmt: skip
    spot = placer.place(area.name, size, spots, bold=True)
    assert spot is not None
    yield text(
        spot.x, spot.y, area.name, size=size, weight=700 if main else 600, fill=p.NAVY,
        anchor=spot.anchor, halo=p.PAPER, class_="c-place",
    )  # fmt: skip


def _legend(data: CommuneMap, frame: _Frame) -> tuple[list[str], float]:
    """Set the legend at the right of a wide map, at its foot; under a narrow one.

    Return the drawing and the height of the whole map.
    """
    used = [found for found in data.classes if data.members(found.key)]
    left = 0.0 if frame.compact else frame.room + 12
    limit = frame.width - left - 30
    lines = [wrap(entry(data, found), 12.5, limit) for found in used]
    tall = sum(10 + 15 * len(part) for part in lines)
    group = wrap(data.group_word, 12.5, limit) if data.grouped else []
    tall += 10 + 15 * len(group) if group else 0
    y = frame.height + 14 if frame.compact else max(frame.height - tall, 0)
    drawn: list[str] = []
    for found, part in zip(used, lines, strict=True):
        drawn += _legend_line(frame, found, part, left, y)
        y += 10 + 15 * len(part)
    if group:
        d = f"M{num(left)} {num(y + 8)}h20"
        drawn.append(tag("path", d=d, fill="none", stroke=p.NAVY, stroke_width=1.5))
        drawn += [text(left + 28, y + 12 + 15 * i, s, size=12.5) for i, s in enumerate(group)]
        y += 10 + 15 * len(group)
    return drawn, max(y, frame.height) + 4


def _legend_line(
    frame: _Frame, found: MapClass, lines: list[str], x: float, y: float
) -> Iterator[str]:
    look = LOOKS[found.tone]
    yield rect(
        x + 0.5, y + 0.5, 20, 15, _fill(found.tone, frame.uid), rx=3, stroke=p.COAST,
        stroke_width=0.8, class_=f"c-{found.tone}",
    )  # fmt: skip
    if look.symbol:
        yield placed(frame.uid, look.symbol, look.ink, x + 10.5, y + 8)
    for i, part in enumerate(lines):
        yield text(x + 28, y + 12.5 + 15 * i, part, size=12.5)

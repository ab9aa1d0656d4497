"""Drawing an indicator over time, across reorganisations."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise

from timonier.engine.quantities import Qualifier
from timonier.outputs.charts import palette as p
from timonier.outputs.charts import series_words as words
from timonier.outputs.charts._metrics import text_width, wrap
from timonier.outputs.charts.chart import WIDE, Chart
from timonier.outputs.charts.labels import Box, Placer, Spot
from timonier.outputs.charts.series_frame import Frame, bands, frame_of, grid, period_axis
from timonier.outputs.charts.series_model import Mark, Point, Series
from timonier.outputs.charts.svg import (
    document,
    num,
    tag,
    text,
    unknown_box,
)
from timonier.outputs.charts.words import marked


def series_chart(series: Series, *, uid: str, width: int = WIDE) -> Chart:
    """Draw a series as a line that never joins what does not compare.

    ``uid`` must be unique on the page. Unknown periods are dashed empty boxes; approximate
    values are hollow; a forecast is a dashed diamond with the word « prévu », never a
    point. Raises ChartError for a width under 280 px.
    """
    frame = frame_of(series, uid, width)
    placer = Placer(Box(0, 0, width, frame.bottom))
    data = _lines_and_marks(series, frame, placer)
    labels = _labels(series, frame, placer)
    axis, lowest = period_axis(series, frame)
    body = [*grid(frame), *bands(series, frame), *data, *labels, *axis]
    description = words.description(series)
    return Chart(
        svg=document(uid, width, lowest, series.title, description, body, kind="series"),
        title=series.title,
        sentence=words.sentence(series, frame.graduations[0]),
        description=description,
        table=words.table(series),
    )


def _polyline(
    frame: Frame, placer: Placer, steps: Iterable[tuple[date, Decimal]], **stroke: str | float
) -> str:
    places = [(frame.place(when), frame.y(value)) for when, value in steps]
    for (x1, y1), (x2, y2) in pairwise(places):
        placer.block_line(x1, y1, x2, y2)
    d = "M" + "L".join(f"{num(x)} {num(y)}" for x, y in places)
    return tag("path", d=d, fill="none", stroke_linejoin="round", **stroke)


def _lines_and_marks(series: Series, frame: Frame, placer: Placer) -> list[str]:
    """Draw, from the ground up: expected path, forecast, line of observations, marks."""
    drawn = []
    if len(series.expected) > 1:
        drawn.append(_polyline(
            frame, placer, [(m.at, m.value) for m in series.expected], class_="c-expected",
            stroke=p.GREY_MARK, stroke_width=1.8, stroke_dasharray="0.1 5.5",
            stroke_linecap="round",
        ))  # fmt: skip
    known = series.known()
    if series.forecast and known:
        steps = [(known[-1].at, known[-1].value or Decimal(0))]
        steps = steps if _joins_forecast(series, known[-1]) else []
        steps += [(m.at, m.value) for m in series.forecast]
        drawn.append(_polyline(
            frame, placer, steps, class_="c-forecast",
            stroke=p.SEA, stroke_width=1.6, stroke_dasharray="7 5",
        ))  # fmt: skip
    for run in series.runs():
        if len(run) > 1:
            steps = [(point.at, point.value) for point in run if point.value is not None]
            drawn.append(_polyline(
                frame, placer, steps, class_="c-line", stroke=p.SEA, stroke_width=2.6,
            ))  # fmt: skip
    drawn += [_forecast_mark(frame, placer, mark) for mark in series.forecast]
    drawn += [_target_ring(frame, placer, series.target)] if series.target else []
    last = known[-1] if known else None
    drawn += [_observation(frame, placer, point, point is last) for point in series.points]
    return drawn


def _joins_forecast(series: Series, last: Point) -> bool:
    """A forecast follows the last value unless a break or an unknown stands between them."""
    first = series.forecast[0].at
    unknown = any(last.at < point.at <= first for point in series.points)
    return not unknown and series.broken_between(last.at, first) is None


def _observation(frame: Frame, placer: Placer, point: Point, last: bool) -> str:
    x = frame.place(point.at)
    if point.value is None:
        half = 9 if frame.compact else 13
        placer.block(Box(x - half, frame.bottom - 34, x + half, frame.bottom))
        return unknown_box(x - half, frame.bottom - 34, 2 * half, 33)
    y = frame.y(point.value)
    radius = 6.5 if last else 5.5
    placer.block(Box(x - radius, y - radius, x + radius, y + radius))
    if point.qualifier is Qualifier.EXACT:
        return tag("circle", class_="c-point", cx=x, cy=y, r=radius, fill=p.SEA)
    return tag(
        "circle",
        class_="c-point c-hollow",
        cx=x,
        cy=y,
        r=radius,
        fill=p.PAPER,
        stroke=p.SEA,
        stroke_width=2.2,
    )


def _forecast_mark(frame: Frame, placer: Placer, mark: Mark) -> str:
    x, y = frame.place(mark.at), frame.y(mark.value)
    placer.block(Box(x - 7, y - 7, x + 7, y + 7))
    d = (
        f"M{num(x)} {num(y - 6.5)}L{num(x + 6.5)} {num(y)}L{num(x)} {num(y + 6.5)}"
        f"L{num(x - 6.5)} {num(y)}Z"
    )
    return tag(
        "path",
        class_="c-forecast-mark",
        d=d,
        fill=p.PAPER,
        stroke=p.SEA,
        stroke_width=1.4,
        stroke_dasharray="3 2",
    )


def _target_ring(frame: Frame, placer: Placer, mark: Mark) -> str:
    x, y = frame.place(mark.at), frame.y(mark.value)
    placer.block(Box(x - 8, y - 8, x + 8, y + 8))
    ring = tag("circle", cx=x, cy=y, r=7, fill=p.PAPER, stroke=p.NAVY, stroke_width=1.8)
    return tag("g", ring, tag("circle", cx=x, cy=y, r=2.6, fill=p.NAVY), class_="c-target")


def _around(x: float, y: float, size: float) -> list[Spot]:
    """Places around a mark, best first: above, below, right, left, then further away."""
    gap = 12
    near = [Spot(x, y - gap), Spot(x, y + gap + size * 0.75)]
    sides = [Spot(x + gap, y + size * 0.35, "start"), Spot(x - gap, y + size * 0.35, "end")]
    corners = [
        Spot(x + sx * 6, y + sy, "start" if sx > 0 else "end")
        for sy in (-gap, gap + size * 0.75)
        for sx in (1, -1)
    ]
    far = [Spot(x, y - 2.3 * gap), Spot(x, y + 2.2 * gap + size * 0.75)]
    return near + corners + sides + far


def _labels(series: Series, frame: Frame, placer: Placer) -> list[str]:
    """Print the values on the marks, the most telling first: last, target, ends, the rest."""
    known = series.known()
    drawn: list[str | None] = []
    if known:
        drawn.append(_value_label(frame, placer, known[-1], last=True))
    if series.target:
        drawn.append(_mark_label(frame, placer, series.target, series.target_word, p.NAVY, 600))
    for mark in series.forecast[-1:]:
        drawn.append(_mark_label(frame, placer, mark, "prévu", p.SEA, None))
    few = len(known) <= 8
    for point in (*known[:1], *known[1:-1]) if len(known) > 1 else ():
        drawn.append(_value_label(frame, placer, point, required=few or point is known[0]))
    drawn += [
        _unknown_label(frame, placer, point) for point in series.points if point.value is None
    ]
    if len(series.expected) > 1:
        drawn.append(_path_label(series, frame, placer))
    return [label for label in drawn if label]


def _value_label(
    frame: Frame, placer: Placer, point: Point, *, last: bool = False, required: bool = True
) -> str | None:
    if point.value is None:
        return None
    size = (16.5 if not frame.compact else 16) if last else 13.5
    written = marked(point.value, point.qualifier)
    spots = _around(frame.place(point.at), frame.y(point.value), size)
    spot = placer.place(written, size, spots, bold=last, required=required)
    if spot is None:
        return None
    return text(
        spot.x,
        spot.y,
        written,
        size=size,
        fill=p.SEA if last else p.NAVY,
        anchor=spot.anchor,
        weight=700 if last else 500,
        halo=p.PAPER,
        class_="c-value c-accent" if last else "c-value",
    )


def _mark_label(
    frame: Frame, placer: Placer, mark: Mark, word: str, ink: str, weight: int | None
) -> str | None:
    written = f"{word}\u00a0{marked(mark.value)}"
    x, y = frame.place(mark.at), frame.y(mark.value)
    half = text_width(written, 12.5, bold=True) / 2
    inside = min(x, frame.width - half - 2)
    spots = [Spot(inside, y + 24), Spot(inside, y - 14), Spot(x - 14, y + 4, "end")]
    spot = placer.place(written, 12.5, spots, bold=True)
    assert spot is not None
    return text(
        spot.x,
        spot.y,
        written,
        size=12.5,
        fill=ink,
        anchor=spot.anchor,
        weight=weight,
        italic=weight is None,
        halo=p.PAPER,
        class_="c-mark-label",
    )


def _unknown_label(frame: Frame, placer: Placer, point: Point) -> str | None:
    x, y = frame.place(point.at), frame.bottom - 42
    lines = wrap(point.word, 11.5, 60)
    longest = max(lines, key=len)
    placer.place(longest, 11.5, [Spot(x, y)])
    return "".join(
        text(x, y - 14 * (len(lines) - 1 - i), part, size=11.5, fill=p.INK_2, anchor="middle",
             italic=True, halo=p.PAPER, class_="c-unknown-word")
        for i, part in enumerate(lines)
    )  # fmt: skip


def _path_label(series: Series, frame: Frame, placer: Placer) -> str | None:
    """Name the expected path where there is room along its last stretch."""
    a, b = series.expected[-2], series.expected[-1]
    spots = []
    for share in (0.6, 0.7, 0.5, 0.4, 0.8, 0.3):
        x = frame.place(a.at) + share * (frame.place(b.at) - frame.place(a.at))
        y = frame.y(a.value) + share * (frame.y(b.value) - frame.y(a.value))
        spots += [Spot(x + 6, y - 8, "start"), Spot(x - 6, y + 16, "end")]
    spot = placer.place("chemin attendu", 12, spots, required=False)
    if spot is None:
        return None
    return text(spot.x, spot.y, "chemin attendu", size=12, anchor=spot.anchor, halo=p.PAPER)

"""The ground of a time series: scales, graduations, break bands and the axis of periods."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from timonier.engine.quantities import format_number
from timonier.outputs.charts import palette as p
from timonier.outputs.charts._metrics import text_width, wrap
from timonier.outputs.charts.chart import is_compact
from timonier.outputs.charts.labels import Box
from timonier.outputs.charts.scales import Scale, day_number, ticks
from timonier.outputs.charts.series_model import Break, Point, Series
from timonier.outputs.charts.svg import hatch_fill, line, rect, text


@dataclass(frozen=True, slots=True)
class _BreakLabel:
    """Where the words above a break stand."""

    x: float
    row: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot area, its scales and the drawing habits of the width."""

    width: int
    compact: bool
    top: float
    bottom: float
    left: float
    right: float
    x: Scale
    y: Scale
    graduations: tuple[Decimal, ...]
    uid: str

    def place(self, when: date) -> float:
        return self.x(day_number(when))

    @property
    def small(self) -> float:
        return 11 if self.compact else 11.5


def _graduations(series: Series) -> tuple[Decimal, ...]:
    """Choose the axis: from zero unless the values are close together and far from it."""
    values = series.values() or [Decimal(0), Decimal(1)]
    low, high = min(values), max(values)
    far = low > 0 and (high - low) < high / 3
    zero = series.from_zero if series.from_zero is not None else not far
    if zero:
        return ticks(min(low, Decimal(0)), max(high, Decimal(0)), 4)
    margin = (high - low) / 8 or abs(high) / 20
    return ticks(low - margin, high + margin / 2, 4)


def frame_of(series: Series, uid: str, width: int) -> Frame:
    """The frame of a series: where time and values fall on the drawing."""
    compact = is_compact(width)
    graduations = _graduations(series)
    left = max(text_width(format_number(g), 11.5) for g in graduations) + 14
    right = width - (24 if compact else 40)
    moments = [point.at for point in series.points] + [mark.at for mark in series.marks()]
    moments += [b.at for b in series.breaks]
    first, last = day_number(min(moments)), day_number(max(moments))
    if first == last:
        first, last = first - 183, last + 183
    x = Scale(first, last, left + 20, right - 8)
    rows = max((label.row + 1 for label in _break_labels(series, x, width, compact)), default=0)
    top = 24 + rows * 15
    bottom = top + (236 if compact else 246)
    y = Scale(float(graduations[0]), float(graduations[-1]), bottom, top)
    return Frame(width, compact, top, bottom, left, right, x, y, graduations, uid)


def _break_labels(series: Series, x: Scale, width: int, compact: bool) -> list[_BreakLabel]:
    """Stack the words of breaks that stand too close to share a line."""
    placed: list[tuple[Box, _BreakLabel]] = []
    for b in series.breaks:
        lines = (b.word, *wrap(b.reason, 11.5, 150 if compact else 260))
        half = max(text_width(part, 12, bold=True) for part in lines) / 2
        centre = min(max(x(day_number(b.at)), half + 2), width - half - 2)
        clash = [
            label.row
            for box, label in placed
            if box.left < centre + half + 8 and centre - half - 8 < box.right
        ]
        row = max(clash, default=-1) + len(lines)
        box = Box(centre - half, 0, centre + half, 1)
        placed.append((box, _BreakLabel(centre, row, lines)))
    return [label for _, label in placed]


def grid(frame: Frame) -> Iterator[str]:
    """The horizontal lines with their values."""
    for value in frame.graduations:
        y = frame.y(value)
        base = value == frame.graduations[0]
        yield line(frame.left, y, frame.right, y, p.LINE if base else p.GRID, class_="c-grid")
        yield text(
            frame.left - 8,
            y + 4,
            format_number(value),
            size=frame.small,
            fill=p.INK_3,
            anchor="end",
            class_="c-tick",
        )


def _band(series: Series, frame: Frame, b: Break) -> tuple[float, float]:
    """Left edge and width of a band: at its date, but never covering an observation."""
    x = frame.place(b.at)
    places = [frame.place(point.at) for point in series.points]
    before = max((place for place in places if place < x), default=x - 40) + 9
    after = min((place for place in places if place >= x), default=x + 40) - 9
    width = max(5.0, min(18 if frame.compact else 26, after - before))
    centre = max(min(x, after - width / 2), before + width / 2)
    return centre - width / 2, width


def bands(series: Series, frame: Frame) -> Iterator[str]:
    """Hatch each break, then write its words on a clear ground above all of them."""
    labels = _break_labels(series, frame.x, frame.width, frame.compact)
    for b, label in zip(series.breaks, labels, strict=True):
        left, band = _band(series, frame, b)
        top = 19 + 15 * label.row
        fill = hatch_fill(frame.uid, "break")
        yield rect(left, top, band, frame.bottom - top, fill, class_="c-break")
    for label in labels:
        yield from _break_words(frame, label)


def _break_words(frame: Frame, label: _BreakLabel) -> Iterator[str]:
    first_line = 12 + 15 * (label.row + 1 - len(label.lines))
    half = max(text_width(part, 12, bold=True) for part in label.lines) / 2 + 3
    height = 15 * len(label.lines)
    yield rect(label.x - half, first_line - 11, 2 * half, height, p.PAPER, class_="c-ground")
    for i, part in enumerate(label.lines):
        yield text(
            label.x, first_line + 15 * i, part, anchor="middle",
            size=12 if i == 0 else frame.small, fill=p.INK_2 if i == 0 else p.INK_3,
            weight=600 if i == 0 else None,
        )  # fmt: skip


def period_axis(series: Series, frame: Frame) -> tuple[list[str], float]:
    """Print periods under the axis, with notes below; give the height used.

    The last and the first observations are named first; where two periods would touch,
    the less important one keeps its name in the table only.
    """
    drawn: list[str] = []
    used: list[tuple[float, float]] = []
    lowest = frame.bottom + 20
    points = [series.points[-1], *series.points[:-1]]
    noted = [(point.at, point.period, _note(point)) for point in points]
    noted += [(mark.at, mark.period, "") for mark in reversed(series.marks())]
    for when, period, note in noted:
        x, half = frame.place(when), text_width(period, 12.5) / 2 + 4
        if any(x - half < right and left < x + half for left, right in used):
            continue
        used.append((x - half, x + half))
        drawn.append(text(x, frame.bottom + 19, period, size=12.5, anchor="middle"))
        for i, part in enumerate(wrap(note, 11, 74 if frame.compact else 100) if note else []):
            y = frame.bottom + 34 + 13 * i
            centre = max(x, text_width(part, 11) / 2 + 1)
            drawn.append(text(centre, y, part, size=11, fill=p.INK_3, anchor="middle"))
            lowest = max(lowest, y)
    return drawn, lowest + 8


def _note(point: Point) -> str:
    """What a reader must know of a value at once: it is provisional, or about another year."""
    pending = point.status if point.status in {"estimé", "provisoire"} else ""
    return ", ".join(part for part in (point.note, pending) if part)

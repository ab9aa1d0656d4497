"""Vertical bars by year, from zero, on a true time scale: the chart of the printed report."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from timonier.engine.quantities import Qualifier, format_number
from timonier.engine.typography import UNKNOWN, quoted
from timonier.outputs.charts import palette as p
from timonier.outputs.charts._metrics import text_width, wrap
from timonier.outputs.charts.chart import WIDE, Chart, ChartError, Table, is_compact
from timonier.outputs.charts.scales import Scale, ticks
from timonier.outputs.charts.svg import document, hatch_fill, line, rect, text, unknown_box
from timonier.outputs.charts.words import COLON, capital, listed, marked, spoken


@dataclass(frozen=True, slots=True)
class YearBar:
    """The value of one year: hatched when rounded, a dashed empty box when unknown (None)."""

    year: int
    value: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    word: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class YearBreak:
    """A break of series at the start of a year, with its word."""

    before_year: int
    reason: str
    word: str = "rupture"


@dataclass(frozen=True, slots=True)
class YearBars:
    """One bar a year; years between two bars keep their place on the axis, in grey.

    ``bars`` are in order of year; values are positive (a quantity counted from zero).
    """

    title: str
    unit: str
    bars: tuple[YearBar, ...]
    breaks: tuple[YearBreak, ...] = ()
    finding: str = ""

    def __post_init__(self) -> None:
        years = [bar.year for bar in self.bars]
        where = f"graphique {quoted(self.title)}"
        if not years or years != sorted(set(years)):
            raise ChartError(
                "années absentes, répétées ou en désordre",
                where=where,
                remedy="donnez au moins une année, chacune une fois, dans l’ordre",
            )
        if any(bar.value is not None and bar.value < 0 for bar in self.bars):
            raise ChartError(
                "valeur négative",
                where=where,
                remedy="employez une courbe pour des valeurs des deux côtés de zéro",
            )


@dataclass(frozen=True, slots=True)
class _Frame:
    uid: str
    left: float
    right: float
    top: float
    bottom: float
    slot: float
    first: int
    y: Scale

    def centre(self, year: int) -> float:
        return self.left + 6 + self.slot * (year - self.first + 0.5)

    @property
    def thick(self) -> float:
        return min(self.slot * 0.86, 64)


def year_bars_chart(data: YearBars, *, uid: str, width: int = WIDE) -> Chart:
    """Draw one bar a year from zero; the last known year carries the accent.

    ``uid`` must be unique on the page. Raises ChartError for a width under 280 px.
    """
    known = [bar.value for bar in data.bars if bar.value is not None]
    graduations = ticks(Decimal(0), max([*known, Decimal(0)]) or Decimal(1), 4)
    frame = _frame(data, graduations, uid, width)
    body = [*_grid(frame, graduations), *_breaks(data, frame), *_bars(data, frame)]
    described = _description(data)
    height = frame.bottom + (46 if data.breaks else 28)
    return Chart(
        svg=document(uid, width, height, data.title, described, body, kind="years"),
        title=data.title,
        sentence=data.finding or _finding(data),
        description=described,
        table=_table(data),
    )


def _frame(data: YearBars, graduations: tuple[Decimal, ...], uid: str, width: int) -> _Frame:
    compact = is_compact(width)
    left = max(text_width(format_number(g), 11.5) for g in graduations) + 12
    years = data.bars[-1].year - data.bars[0].year + 1
    slot = (width - left - 12) / years
    top, bottom = 30.0, 240.0 if compact else 276.0
    y = Scale(0, float(graduations[-1]), bottom, top)
    return _Frame(uid, left, width, top, bottom, slot, data.bars[0].year, y)


def _grid(frame: _Frame, graduations: tuple[Decimal, ...]) -> Iterator[str]:
    for value in graduations:
        y = frame.y(value)
        ink = p.NAVY if value == 0 else p.GRID
        yield line(frame.left, y, frame.right, y, ink, class_="c-grid")
        yield text(
            frame.left - 8, y + 4, format_number(value), size=11.5, fill=p.INK_3, anchor="end",
            class_="c-tick",
        )  # fmt: skip


def _bars(data: YearBars, frame: _Frame) -> Iterator[str]:
    known = {bar.year: bar for bar in data.bars}
    last = max((bar.year for bar in data.bars if bar.value is not None), default=None)
    every = 1 if frame.slot >= 34 else 2
    for year in range(data.bars[0].year, data.bars[-1].year + 1):
        bar = known.get(year)
        if bar or (year - frame.first) % every == 0:
            yield text(
                frame.centre(year), frame.bottom + 18, str(year), size=12, anchor="middle",
                weight=600 if bar else None, fill=p.NAVY if bar else p.INK_3,
            )  # fmt: skip
        if bar:
            yield from _bar(frame, bar, accent=year == last)


def _bar(frame: _Frame, bar: YearBar, *, accent: bool) -> Iterator[str]:
    x, thick = frame.centre(bar.year), frame.thick
    if bar.value is None:
        yield from _unknown(frame, bar)
        return
    y = frame.y(bar.value)
    rounded = bar.qualifier is not Qualifier.EXACT
    solid = p.SEA if accent else p.NAVY
    yield rect(
        x - thick / 2, y, thick, frame.bottom - y,
        hatch_fill(frame.uid, "rounded") if rounded else solid,
        class_="c-bar", stroke=p.SEA if rounded else None, stroke_width=1 if rounded else None,
    )  # fmt: skip
    written = marked(bar.value, bar.qualifier)
    size = 13.0
    while text_width(written, size, bold=True) > frame.slot * 1.5 and size > 11:
        size -= 0.5
    half = text_width(written, size, bold=True) / 2
    x = min(max(x, frame.left + half), frame.right - half)
    yield text(
        x, y - 8, written, size=size, weight=600, fill=p.SEA if accent else p.NAVY,
        anchor="middle", halo=p.PAPER, class_="c-value",
    )  # fmt: skip


def _unknown(frame: _Frame, bar: YearBar) -> Iterator[str]:
    x, thick, high = frame.centre(bar.year), frame.thick, 32
    yield unknown_box(x - thick / 2, frame.bottom - high, thick, high - 1)
    lines = wrap(bar.word, 11.5, max(frame.slot, 56))
    for i, part in enumerate(lines):
        y = frame.bottom - high - 8 - 14 * (len(lines) - 1 - i)
        half = text_width(part, 11.5) / 2
        yield text(
            min(x, frame.right - half), y, part, size=11.5, anchor="middle", italic=True,
            halo=p.PAPER, class_="c-unknown-word",
        )  # fmt: skip


def _breaks(data: YearBars, frame: _Frame) -> Iterator[str]:
    for b in data.breaks:
        x = frame.centre(b.before_year) - frame.slot / 2
        yield line(
            x, frame.top - 16, x, frame.bottom + 22, p.CORAL, stroke_width=1.6,
            stroke_dasharray="5 4", class_="c-break",
        )  # fmt: skip
        half = text_width(b.word, 12, bold=True) / 2
        centre = min(max(x, half), frame.right - half)
        yield text(
            centre, frame.bottom + 38, b.word, size=12, weight=600, fill=p.CORAL, anchor="middle"
        )


def _broken_before(data: YearBars, year: int) -> YearBreak | None:
    """The break a value comes after, when it is the first one drawn on that side."""
    earlier = [bar.year for bar in data.bars if bar.year < year]
    return next((b for b in data.breaks if earlier and earlier[-1] < b.before_year <= year), None)


def _finding(data: YearBars) -> str:
    known = [bar for bar in data.bars if bar.value is not None]
    if not known:
        return "Aucune valeur connue."
    last = known[-1]
    return f"{capital(spoken(last.value, last.qualifier, data.unit))} en {last.year}."


def _bar_words(data: YearBars, bar: YearBar) -> str:
    value = bar.word if bar.value is None else spoken(bar.value, bar.qualifier, data.unit)
    return f"{bar.year}{COLON}{value}"


def _description(data: YearBars) -> str:
    parts = [_bar_words(data, bar) for bar in data.bars]
    parts += [f"{b.word} avant {b.before_year}{COLON}{b.reason}" for b in data.breaks]
    return f"Barres par année. {listed(parts)}."


def _table(data: YearBars) -> Table:
    rows = []
    for bar in data.bars:
        remarks = [bar.word] if bar.value is None and bar.word != UNKNOWN else []
        crossed = _broken_before(data, bar.year)
        if crossed:
            remarks.append(f"après {crossed.word}{COLON}{crossed.reason}")
        qualifier = "" if bar.value is None else bar.qualifier.label
        rows.append((str(bar.year), marked(bar.value), qualifier, listed(remarks)))
    columns = ("Année", f"Valeur ({data.unit})", "Qualificatif", "Remarque")
    return Table(data.title, columns, tuple(rows))

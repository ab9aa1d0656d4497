"""Comparing territories or services: horizontal bars from zero, and a reference tick."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from timonier.engine.quantities import Qualifier, format_number
from timonier.engine.typography import quoted
from timonier.outputs.charts import palette as p
from timonier.outputs.charts._metrics import text_width, wrap
from timonier.outputs.charts.chart import WIDE, Chart, ChartError, Table, is_compact
from timonier.outputs.charts.scales import Scale
from timonier.outputs.charts.svg import document, hatch_fill, line, rect, text, unknown_box
from timonier.outputs.charts.words import COLON, UNKNOWN, capital, listed, marked, spoken


@dataclass(frozen=True, slots=True)
class Bar:
    """One value compared: a rounded one is hatched, an unknown one (None) a dashed box.

    ``word`` says why a value is unknown (« non publié »); ``note`` follows the label.
    """

    label: str
    value: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    note: str = ""
    word: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class Reference:
    """The value every bar is read against, drawn as a tick (« Métropole : 635 »)."""

    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """Bars of one unit, in the order given; ``accent`` is the label the title speaks of."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    reference: Reference | None = None
    accent: str = ""
    finding: str = ""

    def __post_init__(self) -> None:
        if not self.bars:
            raise ChartError(
                "rien à comparer",
                where=f"graphique {quoted(self.title)}",
                remedy="donnez au moins une barre, même sans valeur connue",
            )


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    compact: bool
    left: float
    step: float
    thick: float
    x: Scale
    uid: str


def comparison_chart(data: Comparison, *, uid: str, width: int = WIDE) -> Chart:
    """Draw horizontal bars from zero, one per line, values at their ends.

    ``uid`` must be unique on the page. An unknown value has no bar: a dashed box carries
    its word. Raises ChartError for a width under 280 px.
    """
    frame = _frame(data, uid, width)
    body = [mark for i, bar in enumerate(data.bars) for mark in _row(data, frame, i, bar)]
    bottom = 4 + frame.step * len(data.bars)
    if frame.x.low < 0:
        zero = frame.x(0)
        body.append(line(zero, 4, zero, bottom, p.NAVY, stroke_width=1.2, class_="c-zero"))
    if data.reference:
        body += _reference(data, frame, data.reference, bottom)
        bottom += 22
    described = _description(data)
    return Chart(
        svg=document(uid, width, bottom, data.title, described, body, kind="bars"),
        title=data.title,
        sentence=data.finding or _finding(data),
        description=described,
        table=_table(data),
    )


def _frame(data: Comparison, uid: str, width: int) -> _Frame:
    compact = is_compact(width)
    values = [bar.value for bar in data.bars if bar.value is not None]
    values += [data.reference.value] if data.reference else []
    high, low = max([*values, Decimal(0)]), min([*values, Decimal(0)])
    high = high if high > low else Decimal(1)
    written = max(text_width(_end_text(bar), 13, bold=True) for bar in data.bars)
    labels = [text_width(bar.label, 13, bold=True) for bar in data.bars]
    left = 0.0 if compact else min(max(labels) + 18, width * 0.36)
    negative_room = written + 8 if low < 0 else 0
    x = Scale(float(low), float(high), left + negative_room, width - written - 12)
    step = 44.0 if compact else 34.0
    return _Frame(width, compact, left, step, 13 if compact else 16, x, uid)


def _end_text(bar: Bar) -> str:
    return "" if bar.value is None else marked(bar.value, bar.qualifier)


def _row(data: Comparison, frame: _Frame, index: int, bar: Bar) -> Iterator[str]:
    top = 4 + frame.step * index
    y = top + (22 if frame.compact else (frame.step - frame.thick) / 2)
    yield from _label(frame, bar, top, accent=bar.label == data.accent)
    if bar.value is None:
        yield from _unknown(frame, bar, y)
        return
    ends = (frame.x.start, frame.x.end)
    yield rect(ends[0], y, ends[1] - ends[0], frame.thick, p.TRACK, rx=2, class_="c-track")
    zero, end = frame.x(0), frame.x(bar.value)
    fill = _fill(frame, bar, accent=bar.label == data.accent)
    rounded = bar.qualifier is not Qualifier.EXACT
    outline = p.SEA if bar.label == data.accent else p.GREY_MARK
    yield rect(
        min(zero, end), y, abs(end - zero), frame.thick, fill, rx=2, class_="c-bar",
        stroke=outline if rounded else None, stroke_width=1 if rounded else None,
    )  # fmt: skip
    before = bar.value < 0
    yield text(
        end - 7 if before else frame.x.end + 8,
        y + frame.thick / 2 + 4.5, _end_text(bar), size=13, weight=600, class_="c-value",
        fill=p.NAVY, anchor="end" if before else "start",
    )  # fmt: skip


def _fill(frame: _Frame, bar: Bar, *, accent: bool) -> str:
    if bar.qualifier is Qualifier.EXACT:
        return p.SEA if accent else p.GREY_BAR
    return hatch_fill(frame.uid, "rounded" if accent else "rounded-grey")


def _unknown(frame: _Frame, bar: Bar, y: float) -> Iterator[str]:
    zero = frame.x(0)
    wide = text_width(bar.word, 12) + 18
    high = max(frame.thick, 18)
    yield unknown_box(zero + 0.6, y + (frame.thick - high) / 2, wide, high)
    yield text(
        zero + wide / 2, y + frame.thick / 2 + 4, bar.word, size=12, italic=True,
        anchor="middle", class_="c-unknown-word",
    )  # fmt: skip


def _label(frame: _Frame, bar: Bar, top: float, *, accent: bool) -> Iterator[str]:
    """Write the label above the bar when narrow, at its left in one or two lines otherwise."""
    weight, ink = (600, p.NAVY) if accent else (None, p.INK)
    written = f"{bar.label} ({bar.note})" if bar.note else bar.label
    if frame.compact:
        yield text(0, top + 14, written, size=13, fill=ink, weight=weight, class_="c-label")
        return
    lines = wrap(written, 13, frame.left - 14, bold=accent)
    for i, part in enumerate(lines):
        y = top + frame.step / 2 + 4.5 + 15 * (i - (len(lines) - 1) / 2)
        yield text(0, y, part, size=13, fill=ink, weight=weight, class_="c-label")


def _reference(
    data: Comparison, frame: _Frame, reference: Reference, bottom: float
) -> Iterator[str]:
    """Tick the reference on every known bar and name it once, under the last."""
    x = frame.x(reference.value)
    for i, bar in enumerate(data.bars):
        if bar.value is None:
            continue
        y = 4 + frame.step * i + (22 if frame.compact else (frame.step - frame.thick) / 2)
        yield line(x, y - 3, x, y + frame.thick + 3, p.INK, stroke_width=2, class_="c-reference")
    written = f"{reference.label}{COLON}{format_number(reference.value)}"
    half = text_width(written, 12.5) / 2
    centre = min(max(x, half), frame.width - half)
    yield line(x, bottom, x, bottom + 6, p.INK, stroke_width=2, class_="c-reference")
    yield text(centre, bottom + 18, written, size=12.5, anchor="middle", class_="c-label")


def _finding(data: Comparison) -> str:
    known = [bar for bar in data.bars if bar.value is not None]
    if not known:
        return "Aucune valeur connue."
    low = min(known, key=lambda bar: bar.value or Decimal(0))
    high = max(known, key=lambda bar: bar.value or Decimal(0))
    if low is high:
        said = f"{high.label}{COLON}{spoken(high.value, high.qualifier, data.unit)}"
    else:
        said = (
            f"De {marked(low.value, low.qualifier)} ({low.label}) à "
            f"{spoken(high.value, high.qualifier, data.unit)} ({high.label})"
        )
    missing = len(data.bars) - len(known)
    return f"{said}{_missing_words(missing)}."


def _missing_words(missing: int) -> str:
    if not missing:
        return ""
    return f", {missing} {'valeur inconnue' if missing == 1 else 'valeurs inconnues'}"


def _bar_words(data: Comparison, bar: Bar) -> str:
    value = bar.word if bar.value is None else spoken(bar.value, bar.qualifier, data.unit)
    return f"{bar.label}{COLON}{value}"


def _description(data: Comparison) -> str:
    parts = [_bar_words(data, bar) for bar in data.bars]
    if data.reference:
        said = spoken(data.reference.value, Qualifier.EXACT, data.unit)
        parts.append(f"repère, {data.reference.label}{COLON}{said}")
    return f"Barres. {capital(listed(parts))}."


def _table(data: Comparison) -> Table:
    rows = [
        (
            bar.label,
            marked(bar.value, bar.qualifier),
            bar.word if bar.value is None and bar.word != UNKNOWN else bar.note,
        )
        for bar in data.bars
    ]
    if data.reference:
        rows.append((data.reference.label, marked(data.reference.value), "repère"))
    return Table(data.title, ("Libellé", f"Valeur ({data.unit})", "Remarque"), tuple(rows))

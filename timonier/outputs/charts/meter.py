"""The meter: what is done, out of a total of which only some was measured."""

from dataclasses import dataclass
from decimal import Decimal

from timonier.engine.quantities import format_number
from timonier.engine.typography import NBSP, quoted
from timonier.outputs.charts import palette as p
from timonier.outputs.charts._metrics import text_width
from timonier.outputs.charts.chart import WIDE, Chart, ChartError, Table, is_compact
from timonier.outputs.charts.svg import document, hatch_fill, line, rect, text
from timonier.outputs.charts.words import COLON, SEMICOLON, capital


@dataclass(frozen=True, slots=True)
class Meter:
    """How many are done, out of a total of which only some were measured.

    ``measured`` counts what is known, done or not: done ≤ measured ≤ total. ``expected`` is
    how many should be done today; None when nothing was planned. ``done_word`` names what
    is counted (« réalisés »).
    """

    title: str
    done: int
    measured: int
    total: int
    expected: Decimal | None = None
    done_word: str = "réalisés"
    finding: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.measured <= self.total or self.total == 0:
            raise ChartError(
                f"{self.done} faits, {self.measured} mesurés, {self.total} au total",
                where=quoted(self.title),
                remedy="les faits sont comptés parmi les mesurés, les mesurés parmi le total",
            )

    @property
    def unmeasured(self) -> int:
        return self.total - self.measured


def meter_chart(data: Meter, *, uid: str, width: int = WIDE) -> Chart:
    """Draw done against total: hatched is not measured, the black tick is what was expected.

    Nothing measured prints « non calculé » and an entirely hatched bar, never 0.
    ``uid`` must be unique on the page. Raises ChartError for a width under 280 px.
    """
    is_compact(width)
    written = _meter_value(data)
    end = width - text_width(written, 13.5, bold=True) - 14
    body = [rect(0, 8, end, 12, p.SAND_2, rx=3, class_="c-track")]
    unit = end / data.total
    if data.unmeasured:
        silent = hatch_fill(uid, "silent")
        body.append(rect(unit * data.measured, 8, unit * data.unmeasured, 12, silent, rx=3,
                         class_="c-unmeasured", stroke=p.LINE, stroke_width=0.8))  # fmt: skip
    if data.done:
        body.append(rect(0, 8, max(unit * data.done, 3), 12, p.SEA, rx=3, class_="c-bar"))
    if data.expected is not None:
        x = float(data.expected) * unit
        body.append(line(x, 3, x, 25, p.INK, stroke_width=2, class_="c-reference"))
    body.append(_meter_text(width, written, italic=not data.measured))
    said = _meter_words(data)
    described = f"{data.title}{COLON}{said}."
    body.append(text(0, 40, _meter_note(data), size=12, fill=p.INK_3, class_="c-note"))
    return Chart(
        svg=document(uid, width, 46, data.title, described, body, kind="meter"),
        title=data.title,
        sentence=data.finding or f"{capital(said)}.",
        description=described,
        table=_meter_table(data),
    )


def _meter_text(width: int, written: str, *, italic: bool) -> str:
    ink = p.INK_2 if italic else p.NAVY
    return text(
        width, 19, written, size=13.5, weight=None if italic else 600, fill=ink, anchor="end",
        italic=italic, class_="c-value",
    )  # fmt: skip


def _meter_value(data: Meter) -> str:
    if not data.measured:
        return "non calculé"
    return f"{format_number(data.done)}{NBSP}sur{NBSP}{format_number(data.total)}"


def _meter_note(data: Meter) -> str:
    parts = [data.done_word] if data.measured else []
    if data.unmeasured:
        parts.append(f"{format_number(data.unmeasured)} sans mesure")
    if data.expected is not None:
        parts.append(f"attendu{COLON}{format_number(data.expected)}")
    return SEMICOLON.join(parts)


def _meter_words(data: Meter) -> str:
    note = _meter_note(data)
    return f"{_meter_value(data)} {note}" if data.measured else f"non calculé{SEMICOLON}{note}"


def _meter_table(data: Meter) -> Table:
    rows = [
        (capital(data.done_word), format_number(data.done) if data.measured else "non calculé"),
        ("Mesurés", format_number(data.measured)),
        ("Sans mesure", format_number(data.unmeasured)),
        ("Total", format_number(data.total)),
    ]
    if data.expected is not None:
        rows.append(("Attendus à cette date", format_number(data.expected)))
    return Table(data.title, ("Mesure", "Nombre"), tuple(rows))

"""Small counts by status: stacked bars with their numbers inside."""

from collections.abc import Iterator
from dataclasses import dataclass

from timonier.engine.quantities import format_number
from timonier.engine.typography import NBSP, quoted
from timonier.engine.units import singular_of
from timonier.outputs.charts import palette as p
from timonier.outputs.charts._metrics import text_width, wrap
from timonier.outputs.charts.chart import (
    WIDE,
    Chart,
    ChartError,
    LegendEntry,
    Table,
    is_compact,
)
from timonier.outputs.charts.palette import LOOKS, Tone
from timonier.outputs.charts.svg import document, hatch_fill, rect, text
from timonier.outputs.charts.words import COLON, capital, listed


@dataclass(frozen=True, slots=True)
class Part:
    """How many carry a status; ``word`` replaces the usual one (« tenus »)."""

    tone: Tone
    count: int
    word: str = ""

    @property
    def said(self) -> str:
        return self.word or LOOKS[self.tone].word


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One bar: a label and its parts, in the order they are drawn."""

    label: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if any(part.count < 0 for part in self.parts):
            raise ChartError(
                "un effectif est négatif",
                where=quoted(self.label),
                remedy="comptez à nouveau les éléments de chaque état",
            )

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Shares:
    """Rows of stacked counts; every bar has the same length, its total printed at its end."""

    title: str
    rows: tuple[ShareRow, ...]
    finding: str = ""
    label_column: str = "Ensemble"

    def words(self) -> tuple[tuple[Tone, str], ...]:
        """The statuses met, in order of first appearance: the legend."""
        seen: dict[tuple[Tone, str], None] = {}
        for row in self.rows:
            seen.update({(part.tone, part.said): None for part in row.parts})
        return tuple(seen)

    def count(self, word: str) -> int:
        """How many carry a status over all rows."""
        return sum(part.count for row in self.rows for part in row.parts if part.said == word)


def shares_chart(data: Shares, *, uid: str, width: int = WIDE) -> Chart:
    """Draw one stacked bar per row; what nobody knows is hatched, a zero takes no room.

    ``uid`` must be unique on the page. Segments are as long as their counts, save that
    none is narrower than its number. Raises ChartError for a width under 280 px.
    """
    compact = is_compact(width)
    body, y = _legend(data, uid, width)
    totals = [text_width(format_number(row.total), 13, bold=True) for row in data.rows]
    ends = (width - max(totals, default=0) - 12, float(width))
    for row in data.rows:
        drawn, y = _row(row, uid, ends, y, compact=compact, left=_left(data, width))
        body += drawn
    described = _description(data)
    return Chart(
        svg=document(uid, width, y, data.title, described, body, kind="shares"),
        title=data.title,
        sentence=data.finding or _finding(data),
        description=described,
        table=_table(data),
        legend=tuple(LegendEntry(tone, word, data.count(word)) for tone, word in data.words()),
    )


def _left(data: Shares, width: int) -> float:
    longest = max((text_width(row.label, 13) for row in data.rows), default=0)
    return min(longest + 16, width * 0.32) if longest else 0


def _legend(data: Shares, uid: str, width: int) -> tuple[list[str], float]:
    """Lay the legend out in lines: swatch, word, count over all rows."""
    drawn: list[str] = []
    x, y = 0.0, 14.0
    for tone, word in data.words():
        count = format_number(data.count(word))
        wide = 20 + text_width(word, 12.5) + 6 + text_width(count, 12.5, bold=True)
        if x and x + wide > width:
            x, y = 0.0, y + 20
        drawn.append(_swatch(tone, uid, x, y - 10))
        drawn.append(text(x + 20, y, word, size=12.5))
        after = x + 20 + text_width(word, 12.5) + 6
        drawn.append(text(after, y, count, size=12.5, weight=600, fill=p.NAVY))
        x += wide + 18
    return drawn, y + 18


def _swatch(tone: Tone, uid: str, x: float, y: float) -> str:
    return rect(x, y, 14, 11, _fill(tone, uid), rx=2, class_=f"c-{tone}", **_edge(tone))


def _fill(tone: Tone, uid: str) -> str:
    return hatch_fill(uid, "silent") if LOOKS[tone].hatch else LOOKS[tone].fill


def _edge(tone: Tone) -> dict[str, str | float]:
    pale = tone in {Tone.NONE, Tone.SILENT, Tone.UNMEASURED}
    return {"stroke": p.LINE, "stroke_width": 0.8} if pale else {}


def _row(
    row: ShareRow, uid: str, ends: tuple[float, float], y: float, *, compact: bool, left: float
) -> tuple[list[str], float]:
    """Draw one bar, its label above or at its left; ``ends`` closes the bar, then the total."""
    total = format_number(row.total)
    end, right = ends
    drawn: list[str] = []
    if compact or not left:
        if row.label:
            drawn.append(text(0, y + 14, row.label, size=13, fill=p.INK, class_="c-label"))
            y += 21
        start, height = 0.0, 22.0
        bar_y = y
    else:
        lines = wrap(row.label, 13, left - 12)
        height = max(34.0, 15.0 * len(lines) + 8)
        start, bar_y = left, y + height / 2 - 11
        for i, part in enumerate(lines):
            at = y + height / 2 + 4.5 + 15 * (i - (len(lines) - 1) / 2)
            drawn.append(text(0, at, part, size=13, fill=p.INK, class_="c-label"))
    drawn += _segments(row, uid, start, end, bar_y)
    drawn.append(text(
        right, bar_y + 15.5, total, size=13, weight=600, fill=p.NAVY, anchor="end",
        class_="c-value",
    ))  # fmt: skip
    return drawn, y + height + (12 if compact else 2)


def _segments(row: ShareRow, uid: str, start: float, end: float, y: float) -> Iterator[str]:
    parts = [part for part in row.parts if part.count]
    if not parts:
        yield text(start, y + 15.5, "aucun élément suivi", size=12, italic=True)
        return
    x = start
    for part, wide in zip(parts, _lengths(parts, end - start), strict=True):
        yield rect(
            x, y, wide - 2, 22, _fill(part.tone, uid), rx=2, class_=f"c-{part.tone}",
            **_edge(part.tone),
        )  # fmt: skip
        hatched = LOOKS[part.tone].hatch
        yield text(
            x + wide / 2 - 1, y + 15.5, format_number(part.count), size=12.5, weight=600,
            fill=LOOKS[part.tone].on_fill, anchor="middle", class_="c-count",
            halo="#F5F5F5" if hatched else None,
        )  # fmt: skip
        x += wide


def _lengths(parts: list[Part], room: float) -> list[float]:
    """Share the room by count, each part keeping what its own number needs."""
    least = [text_width(format_number(part.count), 12.5, bold=True) + 10 for part in parts]
    total = sum(part.count for part in parts)
    tight = [part.count / total * room < need for part, need in zip(parts, least, strict=True)]
    kept = sum(need for need, small in zip(least, tight, strict=True) if small)
    rest = sum(part.count for part, small in zip(parts, tight, strict=True) if not small)
    return [
        need if small else part.count / rest * (room - kept)
        for part, need, small in zip(parts, least, tight, strict=True)
    ]


def _finding(data: Shares) -> str:
    total = sum(row.total for row in data.rows)
    if not total:
        return "Aucun élément suivi."
    parts = [_counted(data.count(word), word) for _, word in data.words() if data.count(word)]
    return f"Sur {format_number(total)}{COLON}{', '.join(parts)}."


def _counted(count: int, word: str) -> str:
    """Say a count: « 1 abandonné », « 2 abandonnés »."""
    said = singular_of(word) if count < 2 else word
    return f"{format_number(count)}{NBSP}{said}"


def _row_words(row: ShareRow) -> str:
    parts = ", ".join(_counted(part.count, part.said) for part in row.parts)
    said = f"{parts} (total {format_number(row.total)})"
    return f"{row.label}{COLON}{said}" if row.label else said


def _description(data: Shares) -> str:
    return f"Barres empilées. {listed([_row_words(row) for row in data.rows])}."


def _table(data: Shares) -> Table:
    words = [word for _, word in data.words()]
    rows = [
        (
            row.label or data.title,
            *(
                format_number(sum(part.count for part in row.parts if part.said == word))
                for word in words
            ),
            format_number(row.total),
        )
        for row in data.rows
    ]
    columns = (data.label_column, *(capital(word) for word in words), "Total")
    return Table(data.title, columns, tuple(rows))

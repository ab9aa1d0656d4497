"""Where the bars of a calendar stand: dates turned into percentages of the period shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from timonier.web.parts import GanttRow

HEIGHTS = {"base": (4, 4)}
"""Top and height of a bar, in pixels, when it is not the ordinary one."""

ORDINARY = (10, 11)


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, placed. ``x`` and ``width`` are percentages; a milestone has no width."""

    kind: str
    x: str
    width: str
    y: int
    height: int
    milestone: bool


@dataclass(frozen=True, slots=True)
class Line:
    row: GanttRow
    marks: tuple[Mark, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The period drawn, from the first of January of one year to that of another."""

    first: date
    last: date

    @classmethod
    def around(cls, rows: Iterable[GanttRow]) -> Scale:
        """The whole years that hold every bar."""
        bars = [bar for row in rows for bar in row.bars]
        if not bars:
            raise ValueError("Calendrier sans aucune date : montrez l’état vide à la place.")
        start, end = min(bar.start for bar in bars), max(bar.end for bar in bars)
        return cls(date(start.year, 1, 1), date(end.year + 1, 1, 1))

    def at(self, day: date) -> float:
        """Place of a day, in percent of the period."""
        return 100 * (day - self.first).days / (self.last - self.first).days

    def years(self) -> list[tuple[int, str]]:
        return [
            (y, _percent(self.at(date(y, 1, 1)))) for y in range(self.first.year, self.last.year)
        ]

    def holds(self, day: date) -> bool:
        return self.first <= day < self.last


def lines(rows: Iterable[GanttRow], scale: Scale) -> list[Line]:
    """Each row with its bars placed and its equivalent in words."""
    return [Line(row, tuple(_marks(row, scale)), _text(row)) for row in rows]


def context(rows: Iterable[GanttRow], today: date | None) -> dict[str, Any]:
    """All that the template draws; ``today`` is the date of the snapshot, if within the period."""
    rows = list(rows)
    scale = Scale.around(rows)
    shown = today is not None and scale.holds(today)
    return {
        "lines": lines(rows, scale),
        "years": scale.years(),
        "today": today if shown else None,
        "now": _percent(scale.at(today)) if shown and today else None,
        "kinds": {bar.kind for row in rows for bar in row.bars},
    }


def _marks(row: GanttRow, scale: Scale) -> Iterator[Mark]:
    for bar in row.bars:
        y, height = HEIGHTS.get(bar.kind, ORDINARY)
        x, end = scale.at(bar.start), scale.at(bar.end + timedelta(days=1))
        yield Mark(bar.kind, _percent(x), _percent(end - x), y, height, bar.start == bar.end)


def _text(row: GanttRow) -> str:
    words = {"base": "référence", "done": "fait", "rest": "en cours", "next": "à venir"}
    parts = [
        f"{words.get(bar.kind, 'sans nouvelle')} {_month(bar.start)} à {_month(bar.end)}"
        for bar in row.bars
    ]
    return ", ".join(parts)


def _month(day: date) -> str:
    return f"{day.month:02d}/{day.year}"


def _percent(value: float) -> str:
    return f"{value:.2f}%"

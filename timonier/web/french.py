"""French words around dates and counts, for the screens."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timonier.engine.typography import NBSP

MONTHS = (
    ("janv.", "janvier"),
    ("févr.", "février"),
    ("mars", "mars"),
    ("avril", "avril"),
    ("mai", "mai"),
    ("juin", "juin"),
    ("juil.", "juillet"),
    ("août", "août"),
    ("sept.", "septembre"),
    ("oct.", "octobre"),
    ("nov.", "novembre"),
    ("déc.", "décembre"),
)
"""Short and long names, January first."""

NO_DATE = "sans date"


def long_day(day: date | None) -> str:
    """
    >>> long_day(date(2023, 1, 1))
    '1er\\xa0janvier 2023'
    """
    return NO_DATE if day is None else f"{_number(day)}{NBSP}{MONTHS[day.month - 1][1]} {day.year}"


def short_day(day: date | None) -> str:
    """
    >>> short_day(date(2024, 9, 9)), short_day(None)
    ('9\\xa0sept. 2024', 'sans date')
    """
    return NO_DATE if day is None else f"{_number(day)}{NBSP}{MONTHS[day.month - 1][0]} {day.year}"


def _number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def plural(count: int | float | Decimal, word: str) -> str:
    """The word alone, in agreement: French says « 0 jour », « 1,5 jour », « 2 jours »."""
    return word if abs(count) < 2 else f"{word}s"


def out_of(done: object, total: object) -> str:
    """« 8 sur 114 »."""
    return f"{done} sur {total}"

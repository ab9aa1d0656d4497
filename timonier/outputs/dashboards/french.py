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
    return word if -2 < count < 2 else f"{word}s"


def out_of(done: object, total: object) -> str:
    """« 8 sur 114 »."""
    return f"{done} sur {total}"


SMALL = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
TENS = ("", "dix", "vingt", "trente", "quarante", "cinquante", "soixante")


def in_letters(count: int, *, feminine: bool = False) -> str:
    """A count in letters below a hundred, in figures beyond.

    >>> in_letters(27), in_letters(71), in_letters(80), in_letters(99)
    ('vingt-sept', 'soixante et onze', 'quatre-vingts', 'quatre-vingt-dix-neuf')
    >>> in_letters(21, feminine=True), in_letters(114)
    ('vingt et une', '114')
    """
    if not 0 <= count < 100:
        return f"{count:,}".replace(",", NBSP)
    said = _below_hundred(count)
    return f"{said}e" if feminine and said.endswith("un") else said


def _below_hundred(count: int) -> str:
    if count < 17:
        return SMALL[count]
    if count < 20:
        return f"dix-{SMALL[count - 10]}"
    if count == 80:
        return "quatre-vingts"
    base, rest = divmod(count, 10)
    name, over = (TENS[base], rest) if base < 7 else ("quatre-vingt", count - 80)
    if base == 7:
        name, over = "soixante", count - 60
    if over == 0:
        return name
    joint = " et " if over in {1, 11} and base < 8 else "-"
    return f"{name}{joint}{_below_hundred(over)}"


def capital(text: str) -> str:
    """Start a sentence with a capital, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


def counted(count: int, word: str, words: str = "") -> str:
    """A count in figures and its noun in agreement.

    >>> counted(0, "engagement"), counted(1, "journal", "journaux"), counted(2, "objectif")
    ('0\\xa0engagement', '1\\xa0journal', '2\\xa0objectifs')
    """
    noun = word if count < 2 else (words or f"{word}s")
    return f"{count:,}".replace(",", NBSP) + f"{NBSP}{noun}"

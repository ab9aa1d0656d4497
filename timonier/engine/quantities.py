"""A value with its unit and its qualifier, read and printed in French (R89).

Rounding is for print only: the value itself is never rounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from timonier.engine.numerals import (
    NumberError,
    format_number,
    parse_french_number,
    round_half_up,
)
from timonier.engine.search import fold
from timonier.engine.typography import NBSP, UNKNOWN
from timonier.engine.units import Unit, UnitError, convert, unit

__all__ = [
    "NumberError",
    "Qualifier",
    "Quantity",
    "Unit",
    "UnitError",
    "convert",
    "format_difference",
    "format_money",
    "format_number",
    "format_percent",
    "format_quantity",
    "parse_french_number",
    "parse_quantity",
    "unit",
]


class Qualifier(StrEnum):
    """How firmly a source states its figure."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    UP_TO = "up_to"
    FORECAST = "forecast"
    REQUESTED = "requested"

    @property
    def prefix(self) -> str:
        """What is printed before the number, without its space."""
        return _PREFIXES[self]

    @property
    def label(self) -> str:
        """The name of the qualifier in a form or a list."""
        return _LABELS[self]


_PREFIXES = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "≈",
    Qualifier.MORE_THAN: "plus de",
    Qualifier.LESS_THAN: "moins de",
    Qualifier.UP_TO: "jusqu'à",
    Qualifier.FORECAST: "prévision de",
    Qualifier.REQUESTED: "demande de",
}
_LABELS = {
    Qualifier.EXACT: "exact",
    Qualifier.ABOUT: "environ",
    Qualifier.MORE_THAN: "plus de",
    Qualifier.LESS_THAN: "moins de",
    Qualifier.UP_TO: "jusqu'à",
    Qualifier.FORECAST: "prévision",
    Qualifier.REQUESTED: "demandé",
}
_SPOKEN = (
    (Qualifier.ABOUT, ("≈", "~", "environ", "pres de", "quelque", "autour de", "de l'ordre de")),
    (Qualifier.MORE_THAN, ("plus de", "plus d'", "au moins", ">")),
    (Qualifier.LESS_THAN, ("moins de", "moins d'", "<")),
    (Qualifier.UP_TO, ("jusqu'a", "au plus")),
    (Qualifier.FORECAST, ("prevision de", "previsionnel de")),
    (Qualifier.REQUESTED, ("demande de",)),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a unit, as firmly as its source states it; ``None`` is unknown."""

    value: Decimal | None
    unit: Unit
    qualifier: Qualifier = Qualifier.EXACT

    def __str__(self) -> str:
        return format_quantity(self)

    def to(self, target: Unit) -> Quantity:
        """The same quantity in another unit of its dimension."""
        return Quantity(convert(self.value, self.unit, target), target, self.qualifier)


_NUMBER_THEN_UNIT = re.compile(
    r"^(?P<number>[-+−–]?\s*\d[\d\s.,]*(?:(?:mille|milliers?|millions?|milliards?)\b)?)\s*"
    r"(?:d['’]|de\s)?\s*(?P<unit>.*)$"
)


def parse_quantity(text: str) -> Quantity:
    """Read « plus de 1,2 million d'habitants » as a source prints it.

    >>> quantity = parse_quantity("près de 1,2 million d'habitants")
    >>> quantity.value, quantity.unit.symbol, quantity.qualifier.value
    (Decimal('1200000'), 'habitants', 'about')
    """
    plain = " ".join(text.split())
    qualifier, rest = _qualifier(plain)
    found = _NUMBER_THEN_UNIT.match(rest)
    if not found:
        parse_french_number(rest)  # raises, saying what was read and what is expected
        raise AssertionError("unreachable: a bare number matches the pattern")
    return Quantity(parse_french_number(found["number"]), unit(found["unit"]), qualifier)


def _qualifier(text: str) -> tuple[Qualifier, str]:
    folded = fold(text)
    for qualifier, words in _SPOKEN:
        for word in words:
            if folded.startswith(word):
                return qualifier, text[len(word) :].lstrip()
    return Qualifier.EXACT, text


def format_quantity(quantity: Quantity, decimals: int | None = None) -> str:
    """Print a quantity; unknown prints « inconnu », whatever its unit.

    >>> format_quantity(Quantity(Decimal(50), unit("%"), Qualifier.MORE_THAN))
    'plus de 50\\xa0%'
    >>> str(Quantity(None, unit("communes")))
    'inconnu'
    """
    if quantity.value is None:
        return UNKNOWN
    number = format_number(quantity.value, decimals)
    word = quantity.unit.word(quantity.value)
    body = f"{number}{NBSP}{word}" if word else number
    prefix = quantity.qualifier.prefix
    if prefix == "≈":
        return f"{prefix}{NBSP}{body}"
    return f"{prefix} {body}" if prefix else body


_SCALES = ((Decimal(10**9), "Md€"), (Decimal(10**6), "M€"))


def format_money(amount: Decimal | None, *, compact: bool = False) -> str:
    """Print an amount in euros: to the cent, or short for a headline.

    >>> format_money(Decimal("225515")), format_money(Decimal("8560000000"), compact=True)
    ('225\\xa0515,00\\xa0€', '8,56\\xa0Md€')
    >>> format_money(Decimal("136700000"), compact=True), format_money(None)
    ('136,7\\xa0M€', 'inconnu')
    """
    if amount is None:
        return UNKNOWN
    if compact:
        return _compact_money(amount)
    return f"{format_number(amount, 2)}{NBSP}€"


def _compact_money(amount: Decimal) -> str:
    for scale, symbol in _SCALES:
        short = round_half_up(amount / scale, 2 if abs(amount) < 10 * scale else 1)
        if abs(short) >= 1:
            return f"{format_number(short)}{NBSP}{symbol}"
    whole = amount == amount.to_integral_value()
    return f"{format_number(amount, 0 if whole else 2)}{NBSP}€"


def format_difference(
    difference: Decimal | None, measured_in: Unit | None = None, decimals: int | None = None
) -> str:
    """Print a difference with its sign; no difference prints « 0 » without a sign.

    >>> format_difference(Decimal("-12.5"), unit("points")), format_difference(Decimal(3))
    ('−12,5\\xa0points', '+3')
    """
    if difference is None:
        return UNKNOWN
    number = format_number(difference, decimals, signed=True)
    word = measured_in.word(difference) if measured_in else ""
    return f"{number}{NBSP}{word}" if word else number


def format_percent(value: Decimal | None, decimals: int | None = 1) -> str:
    """Print a percentage given in percent (28.6 prints « 28,6 % »).

    >>> format_percent(Decimal("28.6")), format_percent(Decimal(60), 0)
    ('28,6\\xa0%', '60\\xa0%')
    """
    return UNKNOWN if value is None else f"{format_number(value, decimals)}{NBSP}%"

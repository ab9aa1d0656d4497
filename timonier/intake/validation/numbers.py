"""Cells that hold numbers: integers, decimals, percentages, amounts, figures."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from timonier.engine.errors import TimonierError
from timonier.engine.numerals import format_number, parse_french_number
from timonier.engine.quantities import Quantity, format_money, parse_quantity
from timonier.engine.units import UnitError, convert, unit
from timonier.intake.table import CellValue, as_decimal, as_text
from timonier.intake.validation.problems import CellProblem
from timonier.intake.wording import quoted

_CENT: Final = Decimal("0.01")
_EURO_SIGN: Final = re.compile(r"€|\beur(?:os?)?\b", re.IGNORECASE)
_MONEY_RULE: Final = "Un montant en euros, à deux décimales au plus"


def read_decimal(value: CellValue) -> Decimal:
    """A number as it is, exact: a text is read as French, a spreadsheet number to 15 digits."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return as_decimal(value)
    text = as_text(value)
    if not isinstance(value, str):
        raise CellProblem(f"{quoted(text)} n’est pas un nombre", "Un nombre seul")
    if text.endswith("%"):
        raise CellProblem(
            f"{quoted(text)} est un pourcentage", "Un nombre seul, dans l’unité de la colonne"
        )
    try:
        return parse_french_number(text)
    except TimonierError as error:
        raise CellProblem(error.what, error.remedy or "Un nombre seul") from error


def read_integer(value: CellValue) -> int:
    """A whole number; « 12,5 » is refused, never rounded."""
    number = read_decimal(value)
    if number != number.to_integral_value():
        rounded = format_number(number, 0)
        raise CellProblem(
            f"{quoted(as_text(value))} n’est pas un nombre entier",
            "Un nombre entier",
            rounded,
            f"Arrondi\u00a0: {rounded}",
        )
    return int(number)


def read_percent(value: CellValue) -> Decimal:
    """A percentage in percent: « 12 % » and 12 both give 12."""
    if isinstance(value, str) and value.endswith("%"):
        value = value[:-1].rstrip()
    return read_decimal(value)


def read_money(value: CellValue) -> Decimal:
    """An amount in euros, to the cent; « 1,2 M€ » gives 1,200,000.

    More than two decimals is refused with the rounded amount as a suggestion, because a total
    of rounded amounts is not the rounded total.
    """
    amount = _euros(value) if isinstance(value, str) else read_decimal(value)
    cents = amount.quantize(_CENT, ROUND_HALF_UP)
    if cents != amount:
        raise CellProblem(
            f"{format_number(amount)}\u00a0€ a plus de deux décimales",
            _MONEY_RULE,
            format_number(cents, 2),
            f"Arrondi au centime\u00a0: {format_money(cents)}",
        )
    return cents


def _euros(text: str) -> Decimal:
    if not _EURO_SIGN.search(text):
        return read_decimal(text)
    try:
        quantity = parse_quantity(text)
        amount = convert(quantity.value, quantity.unit, unit("€"))
    except UnitError as error:
        raise CellProblem(f"{quoted(text)} n’est pas un montant en euros", _MONEY_RULE) from error
    except TimonierError as error:
        raise CellProblem(error.what, _MONEY_RULE) from error
    if amount is None or quantity.qualifier.prefix:
        raise CellProblem(f"{quoted(text)} n’est pas un montant exact", _MONEY_RULE)
    return amount


def read_figure(value: CellValue) -> Quantity:
    """A figure with its qualifier and unit: « près de 44 », « plus de 1 200 agents »."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Quantity(as_decimal(value), unit(""))
    text = as_text(value)
    try:
        return parse_quantity(text)
    except TimonierError as error:
        raise CellProblem(error.what, error.remedy) from error

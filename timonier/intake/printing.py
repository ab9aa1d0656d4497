"""Print a checked value as its column declares it, and the gap between two of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from timonier.engine.numerals import format_number
from timonier.engine.periods import Period
from timonier.engine.quantities import Quantity, format_difference, format_money, format_percent
from timonier.engine.typography import NBSP
from timonier.engine.units import unit
from timonier.intake.columns import Column, Kind

EMPTY: Final = "vide"
"""What a blank value prints as in a comparison; never a zero, never a bare dash."""


def print_value(value: Any, column: Column) -> str:
    """A value in French: amount to the cent, date, label of a choice, « vide » for None.

    >>> print_value(Decimal("1850000"), Column("cp", "Crédits", kind=Kind.MONEY))
    '1\\xa0850\\xa0000,00\\xa0€'
    """
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "oui" if value else "non"
    if column.kind is Kind.MONEY:
        return format_money(Decimal(value))
    if column.kind is Kind.PERCENT:
        return format_percent(Decimal(value), None)
    if column.kind is Kind.YEAR:
        return str(value)
    if isinstance(value, int | Decimal):
        return format_number(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return column.choices.get(value, str(value)) if isinstance(value, str) else str(value)


def gap(before: Any, after: Any) -> Decimal | None:
    """How much a value moves: a number, days between dates, months between periods.

    None where a difference means nothing: texts, blanks, figures of different units.

    >>> gap(Period.quarter(2023, 4), Period.quarter(2024, 4))
    Decimal('12')
    """
    if isinstance(before, bool) or isinstance(after, bool):
        return None
    if isinstance(before, int | Decimal) and isinstance(after, int | Decimal):
        return Decimal(after) - Decimal(before)
    if isinstance(before, date) and isinstance(after, date):
        return Decimal((after - before).days)
    if isinstance(before, Period) and isinstance(after, Period):
        return Decimal((after.due.year - before.due.year) * 12 + after.due.month - before.due.month)
    if isinstance(before, Quantity) and isinstance(after, Quantity):
        return _quantity_gap(before, after)
    return None


def _quantity_gap(before: Quantity, after: Quantity) -> Decimal | None:
    if before.value is None or after.value is None or before.unit != after.unit:
        return None
    return after.value - before.value


def print_gap(difference: Decimal | None, column: Column, value: Any) -> str:
    """A gap with its sign and unit; empty when there is none to show.

    >>> print_gap(Decimal(260000), Column("cp", "Crédits", kind=Kind.MONEY), Decimal(0))
    '+260\\xa0000,00\\xa0€'
    """
    if difference is None:
        return ""
    if column.kind is Kind.MONEY:
        return f"{format_number(difference, 2, signed=True)}{NBSP}€"
    if column.kind is Kind.PERCENT:
        return format_difference(difference, unit("points"))
    if isinstance(value, Period):
        return format_difference(difference, unit("mois"))
    if isinstance(value, date):
        return format_difference(difference, unit("jours"))
    if isinstance(value, Quantity):
        return format_difference(difference, value.unit)
    return format_difference(difference)

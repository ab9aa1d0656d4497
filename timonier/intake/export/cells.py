"""Values made ready for a spreadsheet: numbers stay numbers, texts never become formulas."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from timonier.engine.quantities import Qualifier, Quantity
from timonier.intake.columns import Column

Ready = str | Decimal | int | bool | date | None

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP ASVS 5.0.0, 1.2.10).

    A quote is put before ``= + - @``, tab and null, also before a text that is already so
    quoted: reading back takes away exactly one quote. Control characters, which spreadsheet
    files cannot hold, are left out.

    >>> neutral("=1+1"), neutral("'=1+1"), neutral("Aubagne"), neutral("d'accord")
    ("'=1+1", "''=1+1", 'Aubagne', "d'accord")
    """
    escaped = f"'{text}" if _FORMULA.match(text) else text
    return _CONTROL.sub("", escaped)


def ready(value: Any, column: Column) -> Ready:
    """A value for a cell: a typed number, a typed date, or a text made harmless."""
    if value is None or value == "":
        return None
    if isinstance(value, Quantity):
        return _figure(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = column.choices.get(value, value) if isinstance(value, str) else str(value)
    return neutral(text)


def _figure(quantity: Quantity) -> Ready:
    """A bare exact figure is a number; a unit or a qualifier makes it a text."""
    bare = not quantity.unit.symbol and quantity.qualifier is Qualifier.EXACT
    if quantity.value is None or bare:
        return quantity.value
    return neutral(str(quantity))

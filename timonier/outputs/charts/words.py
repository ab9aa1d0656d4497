"""The words around a value: qualifier, unit, unknown, lists."""

from collections.abc import Sequence
from decimal import Decimal

from timonier.engine.quantities import Qualifier, format_number
from timonier.engine.typography import NBSP, NNBSP, UNKNOWN

__all__ = ["COLON", "SEMICOLON", "UNKNOWN", "capital", "listed", "marked", "spoken"]

COLON = f"{NBSP}: "
SEMICOLON = f"{NNBSP}; "


def marked(value: Decimal | None, qualifier: Qualifier = Qualifier.EXACT) -> str:
    """Write a value as it is printed on a mark: « ≈ 640 », or « inconnu »."""
    if value is None:
        return UNKNOWN
    return f"{qualifier.prefix}{NBSP}{format_number(value)}".lstrip(NBSP)


def spoken(value: Decimal | None, qualifier: Qualifier, unit: str) -> str:
    """Write a value as it is read aloud: « environ 640 kg »; an unknown has no unit."""
    if value is None:
        return UNKNOWN
    prefix = "environ" if qualifier is Qualifier.ABOUT else qualifier.prefix
    return f"{prefix} {format_number(value)}{NBSP}{unit}".strip(f" {NBSP}")


def listed(parts: Sequence[str]) -> str:
    """Join clauses with French semicolons."""
    return SEMICOLON.join(parts)


def capital(sentence: str) -> str:
    """Start a sentence with a capital, leaving the rest as it is."""
    return sentence[:1].upper() + sentence[1:]

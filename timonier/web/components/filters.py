"""Numbers and dates as French prints them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import template

from timonier.engine.quantities import (
    format_difference,
    format_money,
    format_number,
    format_percent,
)
from timonier.engine.typography import UNKNOWN
from timonier.web import french

register = template.Library()


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """1234.5 prints « 1 234,5 »; None prints « inconnu »."""
    return UNKNOWN if value is None else format_number(Decimal(value), decimals)


@register.filter
def money(value: Decimal | None) -> str:
    """To the cent: « 225 515,00 € »."""
    return format_money(value)


@register.filter
def short_money(value: Decimal | None) -> str:
    """For a headline: « 8,56 Md€ »."""
    return format_money(value, compact=True)


@register.filter
def percent(value: Decimal | None, decimals: int | None = 1) -> str:
    """28.6 prints « 28,6 % »."""
    return format_percent(value, decimals)


@register.filter
def signed(value: Decimal | None) -> str:
    """A difference with its sign, the true minus."""
    return format_difference(value)


@register.filter
def day(value: date | None) -> str:
    """« 9 sept. 2024 »; None prints « sans date »."""
    return french.short_day(value)


@register.filter
def long_day(value: date | None) -> str:
    """« 9 septembre 2024 », « 1er janvier 2023 »."""
    return french.long_day(value)


@register.filter
def initials(name: str) -> str:
    """« Hélène Roux » gives « HR »."""
    return "".join(word[:1] for word in str(name).replace("-", " ").split())[:2].upper()


@register.filter
def words(text: str) -> list[str]:
    """The words of a short list written in a template."""
    return text.split()


@register.filter
def columns(text: str) -> list[str]:
    """Column headings written in a template: « Projet|Échéance »."""
    return text.split("|")

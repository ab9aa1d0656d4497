"""Small words of the report's screens: ``{% load reports %}``."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django import template

from timonier.web.french import short_day
from timonier.web.reports.findings import TONES

register = template.Library()


@register.filter
def figure_link(code: str, text: int) -> str:
    """The address that opens the card of a figure, keeping the text chosen."""
    query = {"texte": text} if text else {}
    return f"?{urlencode({**query, 'chiffre': code})}#carte"


@register.filter
def finding_tone(severity: str) -> str:
    """The tint of a severity."""
    return TONES[severity]


@register.filter
def day_or_unknown(day: date | None) -> str:
    """A date, or « inconnue »: an empty date is not « never »."""
    return short_day(day) if day else "inconnue"


@register.filter
def split_columns(words: str) -> list[str]:
    """Column headings separated by vertical bars."""
    return words.split("|")

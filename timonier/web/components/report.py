"""Figures of the report, bound to their value."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


MARKS = {
    "bound": "figure reliée à sa valeur",
    "warn": "à justifier",
    "bad": "constat bloquant",
    "gone": "série interrompue",
}


@register.inclusion_tag("components/fg.html")
def fg(text: str, state: str = "bound", number: str = "", url: str = "") -> dict[str, Any]:
    """A figure of the report: bound, warn (to justify), bad (blocking) or gone."""
    return {"text": text, "state": state, "number": number, "url": url, "reading": MARKS[state]}

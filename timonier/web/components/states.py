"""The states of a screen: empty, loading, nothing found, failed, forbidden, stale, refused."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from timonier.web.components.block import block

register = template.Library()


@register.simple_block_tag
def empty(
    content: str, title: str, text: str = "", icon: str = "doc", level: int = 2
) -> SafeString:
    """Says what would be here and offers the first action (its content)."""
    return block("empty", content, title=title, text=text, icon=icon, level=level)


@register.inclusion_tag("components/skeleton.html")
def skeleton(label: str = "Chargement", lines: int = 2, block: bool = True) -> dict[str, Any]:
    """The real layout, pale, while it loads."""
    return {"label": label, "lines": range(lines), "block": block}


@register.inclusion_tag("components/no_result.html")
def no_result(
    query: str, snapshot: str = "", nearest: str = "", url: str = "", level: int = 2
) -> dict[str, Any]:
    """Repeats the query, offers the nearest, names the snapshot searched."""
    return {"query": query, "nearest": nearest, "url": url, "snapshot": snapshot, "level": level}


@register.inclusion_tag("components/failure.html")
def failure(what: str, reference: str, url: str = "", kept: bool = False) -> dict[str, Any]:
    """A failure confined to its card, with retry and an incident reference."""
    return {"what": what, "reference": reference, "url": url, "kept": kept}


@register.inclusion_tag("components/forbidden.html")
def forbidden(level: int = 2) -> dict[str, Any]:
    """Missing or forbidden: the same words."""
    return {"level": level}


@register.inclusion_tag("components/stale.html")
def stale(value: str, unit: str, received: str, rhythm: str, delay: str) -> dict[str, Any]:
    """The value stays, dated, with the delay against the agreed rhythm."""
    return {"value": value, "unit": unit, "received": received, "rhythm": rhythm, "delay": delay}


@register.inclusion_tag("components/refused.html")
def refused_calculation(
    coverage: str, threshold: str, missing: int = 0, url: str = ""
) -> dict[str, Any]:
    """« Non calculé », with coverage, threshold and the way to what is missing."""
    return {"coverage": coverage, "threshold": threshold, "missing": missing, "url": url}

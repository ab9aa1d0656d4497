"""Measures: shares, meters, traces, calendars, charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import mark_safe

from timonier.web import french, gantt
from timonier.web.components.block import whole_percent

register = template.Library()


@register.inclusion_tag("components/stackbar.html")
def stackbar(shares: Sequence[Any], legend: bool = False) -> dict[str, Any]:
    """Shares of a small count, the numbers printed inside; zeros are left out."""
    shown = [share for share in shares if share.count]
    total = sum(share.count for share in shown)
    weights = [max(1, round(s.count if total <= 100 else 100 * s.count / total)) for s in shown]
    text = ", ".join(f"{share.count} {share.label}" for share in shown)
    return {"shares": list(zip(shown, weights, strict=True)), "text": text, "legend": legend}


@register.inclusion_tag("components/legend.html")
def legend(shares: Sequence[Any]) -> dict[str, Any]:
    """The words of a stacked bar, with their counts."""
    return {"shares": shares}


@register.inclusion_tag("components/meter.html")
def meter(
    done: float | Decimal | None,
    total: float | Decimal = 100,
    expected: float | Decimal | None = None,
    part: bool = False,
    label: str = "",
) -> dict[str, Any]:
    """Done against total. ``part``: the rest is not measured (hatched); ``expected``: a tick."""
    known = done is not None and bool(total)
    share = whole_percent(100 * float(done) / float(total)) if done is not None and total else 0
    text = label or (french.out_of(done, total) if known else "non calculé")
    return {
        "known": known,
        "share": max(share or 0, 2) if known and done else 0,
        "expected": whole_percent(100 * float(expected) / float(total))
        if expected is not None
        else None,
        "part": part,
        "text": text,
    }


@register.inclusion_tag("components/trace.html")
def trace(root: Any) -> dict[str, Any]:
    """The tree of what produced a number: parts, weights, what is missing."""
    return {"root": root}


@register.inclusion_tag("components/gantt.html")
def gantt_chart(rows: Sequence[Any], today: date | None = None, label: str = "") -> dict[str, Any]:
    """Calendar: pale baseline above, current below, slip at the right."""
    return {"label": label, **gantt.context(rows, today)}


@register.inclusion_tag("components/chart.html")
def chart(
    wide: Any,
    narrow: Any = None,
    title: str = "",
    sub: str = "",
    foot: str = "",
    span: int = 0,
    actions: str = "",
) -> dict[str, Any]:
    """A card around a ``Chart``: finding, drawing, and the same data in a table.

    ``narrow`` is the same chart drawn for 360 px. The table is behind a toggle, and stands
    under the drawing when scripts do not run.
    """
    return {
        "wide": wide,
        "narrow": narrow,
        "title": title or wide.sentence,
        "sub": sub,
        "foot": foot,
        "span": span,
        "actions": actions,
        "svg": mark_safe(wide.svg),  # drawn by outputs.charts, which escapes every text
        "svg_narrow": mark_safe(narrow.svg) if narrow else "",
    }

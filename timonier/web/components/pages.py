"""The page and its cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from timonier.engine.typography import UNKNOWN
from timonier.web import french
from timonier.web.components.block import block, whole_percent

register = template.Library()


@register.inclusion_tag("components/page_head.html")
def page_head(
    title: str,
    sentence: str = "",
    eyebrow: str = "",
    crumbs: Sequence[Any] = (),
    actions: Sequence[Any] | SafeString = (),
) -> dict[str, Any]:
    """Breadcrumbs, the only h1 of the page, the finding in one sentence, and its buttons."""
    return {
        "title": title,
        "sentence": sentence,
        "eyebrow": eyebrow,
        "crumbs": crumbs,
        "actions": actions,
        "html": isinstance(actions, str),
    }


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    sub: str = "",
    foot: str = "",
    actions: str = "",
    span: int = 0,
    flush: bool = False,
    label: str = "",
    id: str = "",
    tag: str = "section",
) -> SafeString:
    """One question and its answer. ``span``: columns of the grid; ``flush``: edge to edge."""
    context = {
        "title": title,
        "sub": sub,
        "foot": foot,
        "actions": actions,
        "span": span,
        "flush": flush,
        "label": label,
        "id": id,
        "tag": tag,
    }
    return block("card", content, **context)


@register.simple_block_tag
def note(content: str, title: str = "", tone: str = "", icon: str = "") -> SafeString:
    """One explanation that changes how the data are read; tone: "", watch, late, done."""
    symbol = icon or {"watch": "watch", "late": "late", "done": "ok"}.get(tone, "info")
    return block("note", content, title=title, tone=tone, icon=symbol)


@register.inclusion_tag("components/alerts.html")
def alerts(items: Sequence[Any], label: str = "Alertes") -> dict[str, Any]:
    """Five counts at most, each a link to the exact list counted."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/figure.html")
def figure(value: str | None, unit: str = "", missing: str = UNKNOWN) -> dict[str, Any]:
    """The one value a page is about."""
    return {"value": value, "unit": unit, "missing": missing}


@register.inclusion_tag("components/kpis.html")
def kpis(items: Sequence[Any], label: str = "Synthèse") -> dict[str, Any]:
    """One to four values of one object."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/countdown.html")
def countdown(
    days: int,
    title: str,
    deadline: str,
    facts: Sequence[Any] = (),
    url: str = "",
    action: str = "Ouvrir",
    law: str = "",
    foot: str = "",
    elapsed: int | None = None,
) -> dict[str, Any]:
    """A legal deadline, on navy; ``elapsed`` is the percentage of the time already gone."""
    unit = french.plural(abs(days), "jour")
    late = days < 0
    return {
        "days": abs(days),
        "unit": unit,
        "late": late,
        "title": title,
        "deadline": deadline,
        "facts": facts,
        "url": url,
        "action": action,
        "law": law,
        "foot": foot,
        "elapsed": whole_percent(elapsed),
    }


@register.inclusion_tag("components/fiche.html")
def fiche(facts: Sequence[Any]) -> dict[str, Any]:
    """A definition list: what the object is, line by line."""
    return {"facts": facts}

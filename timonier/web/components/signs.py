"""Words and signs: icons, statuses, météo, the unknown, slots."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from timonier.engine.typography import UNKNOWN
from timonier.web import status

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of the sprite; without a label it is decoration, and hidden from readers."""
    role = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    sprite = static("web/icons.svg")
    return format_html('<svg class="ic" {}><use href="{}#i-{}"/></svg>', role, sprite, name)


@register.inclusion_tag("components/badge.html")
def badge(word: str, tone: str = "", icon: str = "") -> dict[str, Any]:
    """A status of the vocabulary; or, with a tone, a measure that reads as a status."""
    look = status.look(word, tone)
    shown = word[:1].upper() + word[1:] if not tone else word
    return {"word": shown, "tone": look.tone, "icon": icon or look.icon}


@register.inclusion_tag("components/meteo.html")
def meteo(
    word: str | None, previous: str = "", note: str = "", large: bool = False
) -> dict[str, Any]:
    """A signed judgement; ``None`` says « non donnée »."""
    symbol = status.weather_icon(word) if word else ""
    return {"word": word, "symbol": symbol, "previous": previous, "note": note, "large": large}


@register.inclusion_tag("components/unknown.html")
def unknown(word: str = UNKNOWN, reason: str = "") -> dict[str, str]:
    """A value nobody knows: its own words, its own hatching, and a reason."""
    return {"word": word, "reason": reason}


@register.simple_block_tag
def slot(content: str) -> str:
    """Keep a piece of template under a name: ``{% slot as actions %}…{% endslot %}``."""
    return content

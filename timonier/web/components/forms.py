"""Forms, buttons, dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from timonier.web import status
from timonier.web.components.block import block

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(bound: Any, hint: str = "", unit: str = "") -> dict[str, Any]:
    """A bound field: label, control, hint, and errors that name value, rule and example."""
    attrs = {"class": style} if (style := _control_class(bound)) else {}
    described = [f"{bound.id_for_label}-hint"] if hint or bound.help_text else []
    if bound.errors:
        described.append(f"{bound.id_for_label}-error")
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        "hint": hint or bound.help_text,
        "unit": unit,
        "box": _is_box(bound),
        "group": bound.use_fieldset,
    }


def _is_box(bound: Any) -> bool:
    return getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset


def _control_class(bound: Any) -> str:
    if bound.use_fieldset or _is_box(bound):
        return ""
    own = bound.field.widget.attrs.get("class", "")
    return f"form-control {own}{' is-invalid' if bound.errors else ''}".strip()


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """All the errors of a form at its top, each a link to its field."""
    return {"form": form}


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    url: str = "",
    icon: str = "",
    primary: bool = False,
    small: bool = False,
    why_not: str = "",
    name: str = "",
    value: str = "",
    dialog: str = "",
    link: bool = False,
) -> dict[str, Any]:
    """A verb. With ``url`` a link, else a submit button; ``dialog`` opens the one of that id."""
    return {
        "label": label,
        "url": url,
        "icon": icon,
        "primary": primary,
        "small": small,
        "why_not": why_not,
        "name": name,
        "value": value,
        "dialog": dialog,
        "link": link,
    }


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:
    """A question above the page; without scripts it stands in the page, open."""
    return block("dialog", content, id=id, title=title)


@register.inclusion_tag("components/upload.html")
def upload(
    name: str, label: str, accept: str = "", hint: str = "", file: Any = None, error: str = ""
) -> dict[str, Any]:
    """The place where a file is dropped or chosen; ``file`` shows the one already there."""
    return {
        "name": name,
        "label": label,
        "accept": accept,
        "hint": hint,
        "file": file,
        "error": error,
    }


@register.simple_block_tag
def upd(
    content: str,
    title: str,
    position: str = "",
    sub: str = "",
    due: str = "",
    id: str = "upd",
    moments: Sequence[Any] = (),
    url: str = "",
) -> SafeString:
    """Update of one object in under two minutes: a form card with the last known values."""
    return block(
        "upd",
        content,
        title=title,
        position=position,
        sub=sub,
        due=due,
        id=id,
        moments=moments,
        url=url,
    )


@register.inclusion_tag("components/meteo_choice.html")
def meteo_choice(name: str, current: str = "", was: str = "", hint: str = "") -> dict[str, Any]:
    """The four weathers as radio buttons."""
    options = [(word, f"m-{word.lower()}", word == current) for word in status.WEATHER]
    return {"name": name, "options": options, "was": was, "hint": hint}

"""The components, as template tags: ``{% load ui %}``. Reference: docs/design-system.md.

A tag that wraps content is a block tag (``{% card %}…{% endcard %}``); any block tag may be
kept with ``as name`` and handed to another one. No tag reads the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from timonier.engine.quantities import (
    format_difference,
    format_money,
    format_number,
    format_percent,
)
from timonier.engine.typography import UNKNOWN
from timonier.web import french, gantt, status

register = template.Library()


def _block(name: str, content: str, **context: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", {"content": content, **context})


# --- Words and signs -----------------------------------------------------------------------


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


# --- Page and cards ------------------------------------------------------------------------


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
    return _block("card", content, **context)


@register.simple_block_tag
def note(content: str, title: str = "", tone: str = "", icon: str = "") -> SafeString:
    """One explanation that changes how the data are read; tone: "", watch, late, done."""
    symbol = icon or {"watch": "watch", "late": "late", "done": "ok"}.get(tone, "info")
    return _block("note", content, title=title, tone=tone, icon=symbol)


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
        "elapsed": _percent(elapsed),
    }


@register.inclusion_tag("components/fiche.html")
def fiche(facts: Sequence[Any]) -> dict[str, Any]:
    """A definition list: what the object is, line by line."""
    return {"facts": facts}


# --- Measures ------------------------------------------------------------------------------


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
    share = _percent(100 * float(done) / float(total)) if done is not None and total else 0
    text = label or (french.out_of(done, total) if known else "non calculé")
    return {
        "known": known,
        "share": max(share or 0, 2) if known and done else 0,
        "expected": _percent(100 * float(expected) / float(total))
        if expected is not None
        else None,
        "part": part,
        "text": text,
    }


def _percent(value: float | None) -> int | None:
    return None if value is None else min(100, max(0, round(value)))


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


# --- Lists and tables ----------------------------------------------------------------------


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    columns: Sequence[Any],
    stacked: bool = True,
    caption_hidden: bool = False,
    kind: str = "",
) -> SafeString:
    """A table: caption, sortable headings; rows are its content (``<tr>…``).

    ``stacked`` turns each row into a block below 760 px: give ``data-l="Libellé"`` to cells
    that need their heading repeated. Cells of numbers take ``class="r num"``.
    """
    columns = [c if hasattr(c, "label") else {"label": c} for c in columns]
    context = {"caption": caption, "columns": columns, "stacked": stacked, "kind": kind}
    return _block("table", content, caption_hidden=caption_hidden, **context)


@register.simple_block_tag
def tree_table(content: str, caption: str, columns: Sequence[Any]) -> SafeString:
    """A tree of three levels at most; rows start with ``<tr {% tree_row … %}>``."""
    columns = [c if hasattr(c, "label") else {"label": c} for c in columns]
    return _block("tree_table", content, caption=caption, columns=columns)


@register.simple_tag
def tree_row(id: str, level: int, parent: str = "", shown: bool = True) -> SafeString:
    """Attributes of a row; ``shown`` false when one of its ancestors is folded."""
    html = format_html('id="n-{}" class="t{}"', id, level)
    if parent:
        html = format_html('{} data-parent="n-{}"', html, parent)
    return html if shown else format_html("{} data-closed", html)


@register.inclusion_tag("components/tree_toggle.html")
def tree_toggle(label: str, open: bool = False) -> dict[str, Any]:
    """The arrow of a row that has children; the label names what it unfolds."""
    return {"label": label, "open": open}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Any, page: Any, name: str = "page") -> dict[str, Any]:
    """Pages of a list; filters and sort stay in the address."""
    query = context["request"].GET.copy() if "request" in context else None
    return {
        "page": page,
        "range": page.paginator.get_elided_page_range(page.number),
        "name": name,
        "query": _without(query, name),
    }


def _without(query: Any, name: str) -> str:
    if query is None:
        return ""
    query.pop(name, None)
    rest = query.urlencode()
    return f"{rest}&" if rest else ""


@register.inclusion_tag("components/seg.html")
def seg(options: Sequence[Any], label: str) -> dict[str, Any]:
    """Two to four exclusive views, as links."""
    return {"options": options, "label": label}


@register.inclusion_tag("components/chips.html")
def chips(options: Sequence[Any], label: str = "Filtres", after: str = "") -> dict[str, Any]:
    """Filters that combine, with their counts; each link switches its filter."""
    return {"options": options, "label": label, "after": after}


@register.inclusion_tag("components/tabs.html")
def tabs(options: Sequence[Any], label: str) -> dict[str, Any]:
    """Parts of one object, or saved views of one list, as links."""
    return {"options": options, "label": label}


@register.inclusion_tag("components/menu.html")
def menu(options: Sequence[Any], label: str, icon: str = "") -> dict[str, Any]:
    """A button that unfolds links: saved views, columns, exports."""
    return {"options": options, "label": label, "icon": icon}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Sequence[Any]) -> dict[str, Any]:
    """Revisions or events, newest first."""
    return {"items": items}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Sequence[Any], label: str = "Étapes", line: bool = False) -> dict[str, Any]:
    """Steps of a process: three wide boxes, or a line of up to six dots (``line``)."""
    return {"steps": list(enumerate(steps, 1)), "label": label, "line": line, "count": len(steps)}


# --- Forms ---------------------------------------------------------------------------------


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
    return _block("dialog", content, id=id, title=title)


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
    return _block(
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


# --- States --------------------------------------------------------------------------------


@register.simple_block_tag
def empty(
    content: str, title: str, text: str = "", icon: str = "doc", level: int = 2
) -> SafeString:
    """Says what would be here and offers the first action (its content)."""
    return _block("empty", content, title=title, text=text, icon=icon, level=level)


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


# --- Report --------------------------------------------------------------------------------

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


# --- Numbers and dates ---------------------------------------------------------------------


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

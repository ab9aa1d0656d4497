"""Lists, tables, trees, choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timonier.web.components.block import block

register = template.Library()


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
    return block("table", content, caption_hidden=caption_hidden, **context)


@register.simple_block_tag
def tree_table(content: str, caption: str, columns: Sequence[Any]) -> SafeString:
    """A tree of three levels at most; rows start with ``<tr {% tree_row … %}>``."""
    columns = [c if hasattr(c, "label") else {"label": c} for c in columns]
    return block("tree_table", content, caption=caption, columns=columns)


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

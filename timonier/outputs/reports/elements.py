"""Writes HTML elements: every text and attribute is escaped, unless it is already `Html`."""

import re
from html import escape


class Html(str):
    """A piece of HTML that has been escaped."""

    __slots__ = ()


def el(name: str, /, *children: "Html | str | None", **attributes: "str | int | None") -> Html:
    """An element; `class_` and `for_` lose their underscore, others turn it into a hyphen.

    >>> el("a", "1 < 2", href="#n", class_="x")
    '<a href="#n" class="x">1 &lt; 2</a>'
    """
    inside = join(*children)
    return Html(f"<{name}{_attributes(attributes)}>{inside}</{name}>")


def void(name: str, /, **attributes: str | int | None) -> Html:
    return Html(f"<{name}{_attributes(attributes)}>")


def join(*children: "Html | str | None", by: str = "") -> Html:
    return Html(by.join(_text(child) for child in children if child is not None))


def _text(child: "Html | str") -> str:
    return child if isinstance(child, Html) else escape(child)


def _attributes(attributes: dict[str, str | int | None]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None and value != ""
    )


_FORBIDDEN = re.compile(
    r"<\s*(script|style|foreignObject|iframe)\b|\son\w+\s*=|\sstyle\s*=|"
    r"javascript:|<!",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r'(\sid="|url\(#|href="#)')


def inline_svg(svg: str, prefix: str, description: str) -> Html:
    """A drawing placed in the page, named for who cannot see it.

    Its identifiers are prefixed so that two drawings never share one. A drawing may hold neither
    script nor style: it is refused rather than cleaned.
    """
    start = svg.find("<svg")
    drawing = svg[start:]
    found = _FORBIDDEN.search(drawing)
    if start < 0 or found:
        what = found.group().strip() if found else "aucune balise « svg »"
        raise ValueError(
            f"Dessin {prefix}\u00a0: contenu refusé ({what}). Un dessin ne contient ni script ni "
            "style\u202f; corrigez la fonction qui le produit."
        )
    own = _IDENTIFIER.sub(rf"\g<1>{re.escape(prefix)}-", drawing)
    named = f'<svg role="img" aria-label="{escape(description)}"'
    return Html(named + own[len("<svg") :])

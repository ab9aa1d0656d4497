"""Writing SVG: elements, text, hatchings and the document around them.

Every colour is a presentation attribute, so that the drawing is right without a style
sheet (Typst, Word); the classes beside them let a screen style sheet go further. No style
attribute is ever written: the content security policy refuses it.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from timonier.outputs.charts import palette as p

Attribute = str | int | float | None


def num(value: float) -> str:
    """Write a coordinate with one decimal at most, the same on every machine."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def _attributes(attributes: dict[str, Attribute]) -> str:
    """Write attributes in the order given: ``class_`` is class, ``stroke_width`` has a dash."""
    parts = []
    for name, value in attributes.items():
        if value is None:
            continue
        text = value if isinstance(value, str) else num(value)
        parts.append(f" {name.rstrip('_').replace('_', '-')}={quoteattr(text)}")
    return "".join(parts)


def tag(name: str, *children: str, **attributes: Attribute) -> str:
    """Write one element; children are already SVG, attributes are escaped here."""
    body = "".join(children)
    opening = f"<{name}{_attributes(attributes)}"
    return f"{opening}>{body}</{name}>" if body else f"{opening}/>"


def text(
    x: float,
    y: float,
    content: str,
    *,
    size: float = 12,
    fill: str = p.INK_2,
    anchor: str = "start",
    weight: int | None = None,
    italic: bool = False,
    halo: str | None = None,
    class_: str | None = None,
) -> str:
    """Write one line of text, escaped; ``halo`` is the colour drawn behind the letters."""
    return tag(
        "text",
        escape(content),
        class_=class_,
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        text_anchor=None if anchor == "start" else anchor,
        font_weight=weight,
        font_style="italic" if italic else None,
        stroke=halo,
        stroke_width=3.5 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, **more: Attribute) -> str:
    """Draw a straight line."""
    d = f"M{num(x1)} {num(y1)}L{num(x2)} {num(y2)}"
    return tag("path", d=d, fill="none", stroke=stroke, **more)


def rect(x: float, y: float, width: float, height: float, fill: str, **more: Attribute) -> str:
    """Draw a rectangle."""
    return tag("rect", x=x, y=y, width=max(width, 0), height=height, fill=fill, **more)


def unknown_box(x: float, y: float, width: float, height: float) -> str:
    """Draw the dashed empty box that stands for a value nobody knows."""
    return rect(
        x,
        y,
        width,
        height,
        "none",
        class_="c-unknown",
        stroke=p.GREY_MARK,
        stroke_width=1.2,
        stroke_dasharray="4 3",
        rx=2,
    )


_HATCHES: dict[str, tuple[str, str, float]] = {
    "rounded": (p.PAPER, p.SEA, 1.4),
    "rounded-grey": (p.PAPER, p.GREY_MARK, 1.2),
    "silent": ("#F5F5F5", "#C3C7CD", 2.0),
    "break": ("#F3F0E9", "#D5CEBF", 1.8),
}


def hatch_id(uid: str, kind: str) -> str:
    """Name a hatching inside one chart; ids stay unique on a page with many charts."""
    return f"{uid}-{kind}"


def hatch_fill(uid: str, kind: str) -> str:
    """Refer to a hatching as a fill."""
    return f"url(#{hatch_id(uid, kind)})"


def hatch(uid: str, kind: str, name: str = "", zoom: float = 1) -> str:
    """Define a diagonal hatching without rotation, which every renderer understands.

    ``zoom`` enlarges it inside a drawing that is itself reduced; ``name`` is then the name
    to refer to it by.
    """
    ground, ink, stroke = _HATCHES[kind]
    return tag(
        "pattern",
        rect(0, 0, 7, 7, ground),
        tag("path", d="M-1 1L1 -1M0 7L7 0M6 8L8 6", stroke=ink, stroke_width=stroke),
        id=hatch_id(uid, name or kind),
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform=f"scale({zoom:.3f})" if zoom != 1 else None,
    )


def document(
    uid: str,
    width: float,
    height: float,
    title: str,
    description: str,
    body: Iterable[str],
    *,
    kind: str,
    interactive: bool = False,
    definitions: str = "",
) -> str:
    """Wrap a drawing: named image, hatchings actually used, then the marks.

    A drawing that holds links is a named group, because an image hides what is inside it
    from assistive technology.
    """
    marks = "".join(body)
    used = [hatch(uid, name) for name in _HATCHES if hatch_fill(uid, name) in marks]
    used += [definitions] if definitions else []
    return tag(
        "svg",
        tag("title", escape(title), id=f"{uid}-title"),
        tag("desc", escape(description), id=f"{uid}-desc"),
        tag("defs", *used) if used else "",
        marks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {num(width)} {num(height)}",
        width=width,
        height=height,
        class_=f"c-chart c-{kind}",
        role="group" if interactive else "img",
        aria_labelledby=f"{uid}-title {uid}-desc",
        font_family=p.FONT,
    )

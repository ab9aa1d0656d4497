"""The small drawings that repeat a status beside its colour.

Each is centred on a point and fits a circle of the radius given, so that it can sit on a
map, a tile or a legend line.
"""

from timonier.outputs.charts import palette as p
from timonier.outputs.charts.svg import tag


def _stroke(d: str, width: float, colour: str = p.PAPER) -> str:
    return tag(
        "path",
        d=d,
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _disc(ink: str) -> str:
    return tag("circle", r=6, fill=ink)


def _dots(count: int, ink: str) -> str:
    places = {1: [0.0], 2: [-2.2, 2.2], 3: [-4.0, 0.0, 4.0], 4: [-6.0, -2.0, 2.0, 6.0]}[count]
    return "".join(tag("circle", cx=x, r=1.5, fill=ink) for x in places)


def _drawing(name: str, ink: str) -> str:
    if name == "diamond-check":
        diamond = tag("path", d="M0 -7L7 0L0 7L-7 0Z", fill=ink)
        return diamond + _stroke("M-2.6 0.2L-0.7 2.1L2.8 -1.9", 1.6)
    if name == "disc-check":
        return _disc(ink) + _stroke("M-2.6 0.2L-0.7 2.1L2.8 -1.9", 1.6)
    if name == "disc-play":
        return _disc(ink) + tag("path", d="M-1.8 -3.2L3.4 0L-1.8 3.2Z", fill=p.PAPER)
    if name == "disc-clock":
        return _disc(ink) + _stroke("M0 -3.4V0.3L2.4 1.8", 1.5)
    if name == "triangle":
        triangle = tag("path", d="M0 -6.8L7 5.6H-7Z", fill=ink, stroke_linejoin="round")
        return triangle + _stroke("M0 -2.2V1.2M0 3.6V3.7", 1.6)
    if name == "ring":
        ring = tag(
            "circle", r=5.6, fill=p.PAPER, stroke=ink, stroke_width=1.4, stroke_dasharray="2.6 1.8"
        )
        return ring + _stroke(
            "M-1.6 -1.4C-1.6 -3.6 1.8 -3.6 1.8 -1.3C1.8 0.2 0 0 0 1.5M0 3.2V3.3", 1.3, ink
        )
    if name == "cross":
        return _stroke("M-4.4 -4.4L4.4 4.4M4.4 -4.4L-4.4 4.4", 2.4, ink)
    return _dots(int(name.removeprefix("dots-")), ink)


def symbol_key(name: str, ink: str) -> str:
    """Name a drawing and its ink, for an identifier."""
    return f"{name}-{ink.lstrip('#').lower()}"


def defined(uid: str, name: str, ink: str, scale: float) -> str:
    """Define a symbol once in a chart; ``placed`` then puts it where it is needed."""
    size = f"scale({scale:.2f})" if scale != 1 else None
    return tag("g", _drawing(name, ink), id=f"{uid}-{symbol_key(name, ink)}", transform=size)


def placed(uid: str, name: str, ink: str, x: float, y: float) -> str:
    """Put a defined symbol at a place."""
    return tag("use", href=f"#{uid}-{symbol_key(name, ink)}", x=x, y=y)

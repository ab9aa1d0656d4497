"""What a chart function returns: the drawing and everything that says the same without it."""

from dataclasses import dataclass

from timonier.engine.errors import TimonierError

WIDE = 720
"""Width, in CSS pixels, of a chart on a desktop screen or across a printed page (168 mm)."""

PRINT = 480
"""Width for the 114 mm text column: at that scale 12 px print at 8 pt, never below 6.5 pt."""

NARROW = 360
"""Width of a chart drawn for a telephone."""

COMPACT_BELOW = 520
"""Under this width the layout changes (labels above bars, columns turned into rows)."""


class ChartError(TimonierError):
    """The data given cannot be drawn as asked."""


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a chart, as French text ready to print.

    ``columns`` names every cell of every row; an unknown value is the word « inconnu »
    (or the reason given by the caller), never an empty cell nor a zero.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend in words: what the mark means and how many carry it."""

    key: str
    word: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its equivalents.

    ``svg``: a complete, deterministic SVG document without script nor inline style.
    ``title``: its name; ``sentence``: the finding, to be set as the visible heading or
    sub-line; ``description``: the text alternative, carrying every value; ``table``: the
    same data in rows; ``legend``: the classes drawn, as data.
    """

    svg: str
    title: str
    sentence: str
    description: str
    table: Table
    legend: tuple[LegendEntry, ...] = ()


def is_compact(width: int) -> bool:
    """Say whether the chart is drawn for a narrow support.

    Below 280 px no label fits at a readable size, so the width is refused.
    """
    if width < 280:
        raise ChartError(
            f"largeur de {width}\u00a0px trop faible pour un graphique",
            remedy="demandez au moins 280\u00a0px",
        )
    return width < COMPACT_BELOW

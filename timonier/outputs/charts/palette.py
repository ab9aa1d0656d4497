"""Colours, hatchings and status vocabulary: one place for every chart.

Values are those of the design tokens; each status has a fill, an ink, a symbol and a word,
so that none is told by colour alone.
"""

from dataclasses import dataclass
from enum import StrEnum

NAVY = "#0B2545"
SEA = "#145FBA"
SEA_SOFT = "#E7F0FA"
TURQUOISE = "#0B776F"
OCHRE = "#86580F"
OCHRE_MARK = "#C98A1B"
CORAL = "#B4372D"
INK = "#1B1F24"
INK_2 = "#4A525D"
INK_3 = "#646C77"
GRID = "#E6E1D7"
LINE = "#CFC8BA"
COAST = "#A9A292"
PAPER = "#FFFFFF"
EMPTY = "#FDFCFA"
TRACK = "#F4F1EA"
SAND_2 = "#EFEBE2"
GREY_BAR = "#AEB6C1"
GREY_MARK = "#7C8490"
FONT = "Inter, 'Inter Variable', 'Segoe UI', Arial, sans-serif"


class Tone(StrEnum):
    """The status vocabulary, and four steps for an ordered quantity."""

    DONE = "done"
    ON_TRACK = "on-track"
    RUNNING = "running"
    WATCH = "watch"
    LATE = "late"
    SILENT = "silent"
    UNMEASURED = "unmeasured"
    DROPPED = "dropped"
    NONE = "none"
    LEVEL_1 = "level-1"
    LEVEL_2 = "level-2"
    LEVEL_3 = "level-3"
    LEVEL_4 = "level-4"


@dataclass(frozen=True, slots=True)
class Look:
    """How a tone is drawn: solid fill, text on it, pale fill of areas, ink of its symbol.

    ``hatch`` names the pattern used instead of the fill when the tone says that nothing
    is known.
    """

    word: str
    fill: str
    on_fill: str
    soft: str
    ink: str
    symbol: str
    hatch: bool = False


LOOKS: dict[Tone, Look] = {
    Tone.DONE: Look("tenu", SEA, PAPER, "#A9C7EC", SEA, "diamond-check"),
    Tone.ON_TRACK: Look("en bonne voie", "#2A9D8F", NAVY, "#A6D6CF", TURQUOISE, "disc-check"),
    Tone.RUNNING: Look("en cours", "#2A9D8F", NAVY, "#A6D6CF", TURQUOISE, "disc-play"),
    Tone.WATCH: Look("à surveiller", "#E3B65C", "#3D2803", "#F0D7A0", OCHRE, "disc-clock"),
    Tone.LATE: Look("en retard", "#C8453B", PAPER, "#EBA9A1", CORAL, "triangle"),
    Tone.SILENT: Look("sans nouvelle", "#ECEDEF", INK, "#F3F3F3", INK_2, "ring", hatch=True),
    Tone.UNMEASURED: Look("sans mesure", "#ECEDEF", INK, "#F3F3F3", INK_2, "ring", hatch=True),
    Tone.DROPPED: Look("abandonné", "#6B5E4B", PAPER, "#D8CDB8", "#5B4F3D", "cross"),
    Tone.NONE: Look("sans objet", EMPTY, INK, EMPTY, INK_3, ""),
    Tone.LEVEL_1: Look("premier niveau", "#D3E3F5", NAVY, "#D3E3F5", NAVY, "dots-1"),
    Tone.LEVEL_2: Look("deuxième niveau", "#93BBE6", NAVY, "#93BBE6", NAVY, "dots-2"),
    Tone.LEVEL_3: Look("troisième niveau", "#3F82CC", PAPER, "#3F82CC", PAPER, "dots-3"),
    Tone.LEVEL_4: Look("quatrième niveau", NAVY, PAPER, NAVY, PAPER, "dots-4"),
}

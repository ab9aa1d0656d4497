"""What is placed on the page: a few primitives, already in French, common to every format.

`lowering` turns the report's tree into these values; the renderers only draw them. All texts are
plain strings: each renderer escapes them in its own way.
"""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

# --- Inside a line -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line: `text`, `strong`, `emphasis`, `figure` or `citation`."""

    kind: str
    text: str = ""
    source: int | None = None
    key: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A margin note: the source's number, then period, territory, document and place."""

    source: int
    text: str


# --- Table cells ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LabelCell:
    inlines: Line
    kind: str = "label"


@dataclass(frozen=True, slots=True)
class TextCell:
    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class QuietCell:
    text: str
    kind: str = "quiet"


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A value; `known` is False for « — » and « non publié »; `prefix` is a period of its own."""

    text: str
    known: bool = True
    strong: bool = False
    prefix: str = ""
    source: int | None = None
    key: str = ""
    kind: str = "number"


@dataclass(frozen=True, slots=True)
class StatusCell:
    code: str
    word: str
    kind: str = "status"


@dataclass(frozen=True, slots=True)
class ComparisonCell:
    sign: str
    word: str
    meaning: str = ""
    kind: str = "comparison"


Cell = LabelCell | TextCell | QuietCell | NumberCell | StatusCell | ComparisonCell


# --- Blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Title:
    """`level` counts from the document's own title, or its chapters, at 1."""

    level: int
    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class ParagraphItem:
    inlines: Line
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class ListItem:
    items: tuple[Line, ...]
    kind: str = "list"


@dataclass(frozen=True, slots=True)
class DatedFact:
    when: str
    inlines: Line


@dataclass(frozen=True, slots=True)
class DatedItem:
    items: tuple[DatedFact, ...]
    kind: str = "dated"


ProseItem = ParagraphItem | ListItem | DatedItem


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of text with the notes of all its sources in the margin, then other words (`aside`)."""

    items: tuple[ProseItem, ...]
    notes: tuple[Note, ...]
    aside: tuple[str, ...] = ()
    kind: str = "prose"


@dataclass(frozen=True, slots=True)
class Signature:
    text: str
    kind: str = "signature"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    value: str
    known: bool
    unit: str
    label: str
    context: str
    source: int | None
    key: str


@dataclass(frozen=True, slots=True)
class KeyFigureRow:
    items: tuple[KeyFigure, ...]
    columns: int
    kind: str = "key-figures"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in millimetres, 0 for what remains; `pad` leaves room for source numbers."""

    heading: str
    width: int
    right: bool = False
    pad: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Chart:
    id: str
    title: str
    subtitle: str
    svg: str
    sentence: str
    description: str
    notes: tuple[Note, ...]
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "chart"


@dataclass(frozen=True, slots=True)
class Map:
    id: str
    title: str
    subtitle: str
    svg: str
    description: str
    caption: str
    kind: str = "map"


@dataclass(frozen=True, slots=True)
class BandPart:
    code: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Band:
    title: str
    subtitle: str
    parts: tuple[BandPart, ...]
    total: int
    description: str
    source: int | None
    kind: str = "status-band"


@dataclass(frozen=True, slots=True)
class Cost:
    title: str
    text: str
    known: bool
    source: int | None
    key: str


@dataclass(frozen=True, slots=True)
class ProjectCard:
    id: str
    level: int
    name: str
    place: str
    status: StatusCell
    first: Cost
    current: Cost
    milestones: tuple[DatedFact, ...]
    weather: str
    note: Line
    kind: str = "project"


@dataclass(frozen=True, slots=True)
class Notice:
    title: str
    inlines: Line
    kind: str = "callout"


@dataclass(frozen=True, slots=True)
class Facts:
    header: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    kind: str = "legal"


Item = (
    Title
    | Prose
    | Signature
    | KeyFigureRow
    | Table
    | Chart
    | Map
    | Band
    | ProjectCard
    | Notice
    | Facts
)


# --- The document --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    number: str
    title: str
    lead: Line
    units: str
    blocks: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    label: str
    details: str
    trace: str
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """One column of the page « Comment lire ce rapport »."""

    title: str
    rows: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class WeatherRow:
    code: str
    word: str


@dataclass(frozen=True, slots=True)
class HowToRead:
    title: str
    statuses: Legend
    comparisons: Legend
    weather: Legend
    note: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole copy. `date` is the snapshot's, as (year, month, day)."""

    extract: bool
    title: str
    institution: str
    description: str
    keywords: tuple[str, ...]
    date: tuple[int, int, int]
    year: int
    cover_title: str
    commune: str
    place: str
    subtitle: str
    legal_basis: str
    edition: str
    snapshot_line: str
    imprint: str
    running: str
    map: str
    map_description: str
    how_to_read: HowToRead
    chapters: tuple[Section, ...]
    method: Section
    source_title: str
    sources: tuple[SourceLine, ...]
    colophon: Section


def plain(value: object) -> Any:
    """A layout value as dictionaries and lists, for JSON."""
    if is_dataclass(value):
        return {held.name: plain(getattr(value, held.name)) for held in fields(value)}
    return [plain(one) for one in value] if isinstance(value, tuple) else value

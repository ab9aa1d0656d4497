"""The report as a typed tree: what is said, before how it is shown.

Every value is frozen. A figure carries all that must be printed with it; it cannot be built with
a value and no unit, period or source. Renderers only read this tree.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from timonier.outputs.reports.vocabulary import (
    ChapterKind,
    Comparability,
    FigureStatus,
    Missing,
    Nature,
    Qualifier,
    Status,
    Weather,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure or a fact was read.

    `short` is the abbreviation printed in margins (« R20 »); `place` says where in the document
    (« ligne 1294 », « extrait », « p. 12 »). An empty place means the document was not kept whole.
    """

    document: str
    short: str
    year: int
    place: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact without a number of its own, cited with its sources (an act, a line, an event)."""

    id: str
    label: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """A figure bound to its value in the snapshot.

    `period` is printed as the source says it (« 2022 », « T4 2021 »). `value` None is unknown,
    never zero, and `missing` says why. `previous` is the figure published before this one and
    `comparability` what may be said between the two. `trace` is the address of its trace.
    """

    id: str
    label: str
    unit: str
    period: str
    territory: str
    value: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    nature: Nature = Nature.ACHIEVED
    status: FigureStatus = FigureStatus.PUBLISHED
    source: Source | None = None
    previous: "BoundFigure | None" = None
    comparability: Comparability = Comparability.UNKNOWN
    missing: Missing = Missing.NOT_HELD
    trace: str = ""

    def __post_init__(self) -> None:
        absent = [word for word, held in self._required().items() if not held]
        if absent:
            raise ValueError(
                f"Chiffre {self.id} ({self.label})\u00a0: il manque {', '.join(absent)}. "
                "Complétez le chiffre dans le registre avant de l'imprimer."
            )

    def _required(self) -> dict[str, bool]:
        sourced = self.value is None or self.source is not None
        return {
            "l'unité": bool(self.unit),
            "la période": bool(self.period),
            "la source": sourced,
        }


# --- Inlines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    text: str


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure inside a sentence. Its period is printed when it is not the report's year."""

    figure: BoundFigure
    with_unit: bool = True
    with_period: bool = True


@dataclass(frozen=True, slots=True)
class Citation:
    """The number of a source, after the fact it proves."""

    evidence: Evidence


Inline = Text | Strong | Emphasis | FigureRef | Citation
Inlines = tuple[Inline, ...]


# --- Blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside a chapter; level 1 is the first below the chapter's own title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A dated fact; `when` is printed as the source says it (« 7 février », « Été »)."""

    when: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Highlights:
    items: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """One to four large figures."""

    figures: tuple[BoundFigure, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    title: str
    figures: tuple[BoundFigure, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """Figures beside their previous values; a difference only where the two compare."""

    title: str
    figures: tuple[BoundFigure, ...]
    previous_heading: str
    current_heading: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A drawn chart. `description` replaces the drawing for who cannot see it, values included."""

    id: str
    title: str
    subtitle: str
    svg: str
    sentence: str
    description: str
    table: DataTable
    figures: tuple[BoundFigure, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class MapBlock:
    id: str
    title: str
    subtitle: str
    svg: str
    description: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    when: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class WeatherJudgement:
    """A signed, dated judgement; the report never prints one without its author."""

    weather: Weather
    author: str
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProjectBlock:
    """A project: the first cost voted beside the cost now (requirement R124), milestones, status.

    A cost None was never recorded; a cost figure without a value prints its missing reason.
    """

    id: str
    name: str
    place: str
    status: Status
    first_cost: BoundFigure | None
    current_cost: BoundFigure | None
    milestones: tuple[Milestone, ...] = ()
    weather: WeatherJudgement | None = None
    note: Inlines = ()


@dataclass(frozen=True, slots=True)
class StatusBand:
    title: str
    subtitle: str
    counts: tuple[tuple[Status, int], ...]
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An undertaking and what the documents show of it (requirement R125)."""

    promise: Inlines
    evidence: Inlines
    status: Status


@dataclass(frozen=True, slots=True)
class FollowUpTable:
    title: str
    promise_heading: str
    evidence_heading: str
    rows: tuple[FollowUp, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """`progress` is a percentage, None when it cannot be computed (never zero)."""

    code: str
    label: str
    target: str
    due: str
    status: Status
    progress: Decimal | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ObjectivesTable:
    title: str
    rows: tuple[ObjectiveRow, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    title: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of the report on itself: what, where, what to do."""

    kind: str
    sentence: str
    places: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class FindingList:
    title: str
    findings: tuple[Finding, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class LegalPage:
    """Facts about this copy and what the law says of it."""

    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one unit writes: missions, highlights, key figures, perspectives, and its signature."""

    unit: str
    missions: "tuple[Block, ...]" = ()
    highlights: "tuple[Block, ...]" = ()
    figures: "tuple[Block, ...]" = ()
    perspectives: "tuple[Block, ...]" = ()
    signature: str = ""


Block = (
    Heading
    | Paragraph
    | BulletList
    | Highlights
    | KeyFigures
    | FigureTable
    | ComparisonTable
    | ChartBlock
    | MapBlock
    | ProjectBlock
    | StatusBand
    | FollowUpTable
    | ObjectivesTable
    | Callout
    | FindingList
    | LegalPage
    | Contribution
)


# --- The report ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chapter:
    number: str
    title: str
    kind: ChapterKind
    lead: Inlines = ()
    units: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The dated, hashed set of data that this copy reads; `on` dates the document, not a clock."""

    id: str
    hash: str
    on: date


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole annual report, or its extract for one commune (`commune` not None).

    `territory` is the name that figures of the whole institution carry: a figure of another
    territory prints its own beside it.
    """

    institution: str
    territory: str
    year: int
    title: str
    subtitle: str
    legal_basis: str
    snapshot: Snapshot
    chapters: tuple[Chapter, ...]
    commune: Commune | None = None
    cover_map: str = ""
    cover_map_description: str = ""
    edition: str = ""
    keywords: tuple[str, ...] = field(
        default=("rapport d'activité", "CGCT L.5211-39", "intercommunalité")
    )

"""A chapter as its writers see it: the text, each figure marked by what binds it, the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timonier.engine.search import stems
from timonier.engine.typography import NBSP
from timonier.outputs.reports import tree
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.enums import ContributionState, Part
from timonier.outputs.reports.finding import BLOCKING, Finding
from timonier.outputs.reports.printing import difference_text, full_text, source_text, value_text
from timonier.outputs.reports.queries import ChapterRow, TextRow
from timonier.outputs.reports.texts import figure_codes, read_line, read_text, typeset

MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line; a figure has its mark, the number of its finding and its card."""

    kind: str
    text: str
    state: str = ""
    number: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the paper: heading, paragraph, list, dated, figures."""

    kind: str
    lines: tuple[tuple[Run, ...], ...]
    whens: tuple[str, ...] = ()

    @property
    def dated(self) -> tuple[tuple[str, tuple[Run, ...]], ...]:
        return tuple(zip(self.whens, self.lines, strict=True))


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a figure: everything that is printed with it."""

    code: str
    label: str
    value: str
    status: str
    period: str
    territory: str
    source: str
    comparison: str
    url: str


@dataclass(frozen=True, slots=True)
class TextView:
    """One contribution on the paper."""

    pk: int
    part: str
    unit: str
    state: str
    tone: str
    people: str
    pieces: tuple[Piece, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number in the margin."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Paper:
    """A chapter: number, title, lead, texts, findings, the card opened."""

    pk: int
    number: str
    title: str
    lead: tuple[Run, ...]
    units: tuple[str, ...]
    texts: tuple[TextView, ...]
    findings: tuple[Numbered, ...]
    elsewhere: int
    card: Card | None


_TONES = {"drafted": "ok", "reviewed": "watch", "accepted": "done"}


def paper(
    edition: Edition, row: ChapterRow, findings: Sequence[Finding], opened: str = ""
) -> Paper:
    """The chapter *row*; *opened* is the code of the figure whose card is shown."""
    here = _here(edition, row, findings)
    marks = _marks(here)
    return Paper(
        pk=row.pk,
        number=row.number,
        title=typeset(row.title),
        lead=_runs(read_line(row.lead, edition.figures), marks),
        units=tuple(_unit_name(edition, code) for code in row.units),
        texts=tuple(text_view(edition, text, marks) for text in row.texts),
        findings=here,
        elsewhere=sum(one.is_open for one in findings) - len(here),
        card=card(edition, opened) if opened in edition.figures else None,
    )


def _here(edition: Edition, row: ChapterRow, findings: Sequence[Finding]) -> tuple[Numbered, ...]:
    """The findings on the texts of the chapter and on the figures they bind."""
    cited = {code for text in row.texts for code in figure_codes(text.body)}
    kept = [
        one
        for one in findings
        if one.is_open and (cited & set(one.figures) or (one.chapter == row.pk and not one.figures))
    ]
    return tuple(Numbered(number, one) for number, one in enumerate(kept, start=1))


def _marks(here: Sequence[Numbered]) -> Mapping[str, tuple[str, int]]:
    """By figure, the mark and the number of its first finding."""
    found: dict[str, tuple[str, int]] = {}
    for one in here:
        kind = one.finding.kind
        mark = "gone" if kind == "discontinued" else "warn"
        for code in one.finding.figures:
            found.setdefault(code, ("bad" if one.finding.severity == BLOCKING else mark,
                                    one.number))  # fmt: skip
    return found


def text_view(edition: Edition, text: TextRow, marks: Mapping[str, tuple[str, int]]) -> TextView:
    """One contribution, read as it will be printed."""
    blocks = read_text(text.body, edition.figures, edition.evidence).blocks
    return TextView(
        pk=text.pk,
        part=Part(text.part).label,
        unit=_unit_name(edition, text.unit),
        state=ContributionState(text.state).label if text.body.strip() else "À écrire",
        tone=_TONES[text.state] if text.body.strip() else "unknown",
        people=_people(text),
        pieces=tuple(_named(piece, edition) for b in blocks for piece in _piece(b, marks)),
        empty=not text.body.strip(),
    )


def _named(piece: Piece, edition: Edition) -> Piece:
    """A list of bare figures says what each one counts."""
    bare = piece.kind == "list" and all(
        sum(run.kind == "figure" for run in line) == 1
        and not "".join(run.text for run in line if run.kind != "figure").strip()
        for line in piece.lines
    )
    if not bare:
        return piece
    lines = tuple(
        tuple(one for run in line for one in (run, *_label(run, edition))) for line in piece.lines
    )
    return Piece(piece.kind, lines)


def _label(run: Run, edition: Edition) -> tuple[Run, ...]:
    if run.kind != "figure":
        return ()
    return (Run("quiet", f" {edition.figures[run.code].label}"),)


def _unit_name(edition: Edition, code: str) -> str:
    unit = edition.registry.unit.get(code)
    return typeset(unit.name) if unit else "La rédaction"


def _people(text: TextRow) -> str:
    said = [f"écrit par {text.author}" if text.author else ""]
    said += [f"relu par {text.reviewer}" if text.reviewer else ""]
    said += [f"accepté par {text.editor}" if text.editor else ""]
    return ", ".join(one for one in said if one)


def _piece(block: tree.Block, marks: Mapping[str, tuple[str, int]]) -> Iterator[Piece]:
    match block:
        case tree.Heading(_, text):
            yield Piece("heading", ((Run("text", text),),))
        case tree.Paragraph(inlines):
            yield Piece("paragraph", (_runs(inlines, marks),))
        case tree.BulletList(items):
            yield Piece("list", tuple(_runs(item, marks) for item in items))
        case tree.Highlights(items):
            lines = tuple(_runs(item.inlines, marks) for item in items)
            yield Piece("dated", lines, tuple(item.when for item in items))


def _runs(inlines: tree.Inlines, marks: Mapping[str, tuple[str, int]]) -> tuple[Run, ...]:
    return tuple(_run(one, marks) for one in inlines)


def _run(inline: tree.Inline, marks: Mapping[str, tuple[str, int]]) -> Run:
    match inline:
        case tree.FigureRef(figure):
            said = full_text(figure) if inline.with_unit else value_text(figure)
            mark, number = marks.get(figure.id, ("gone" if figure.value is None else "", 0))
            return Run("figure", said, mark, number or None, figure.id)
        case tree.Citation(evidence):
            return Run("citation", evidence.label, code=evidence.id)
        case tree.Strong(text):
            return Run("strong", text)
        case tree.Emphasis(text):
            return Run("emphasis", text)
        case tree.Text(text):
            return Run("text", text)


def card(edition: Edition, code: str) -> Card:
    """What is known of one bound figure."""
    figure = edition.figures[code]
    previous = figure.previous
    compared = ""
    if previous is not None:
        compared = (
            f"{full_text(previous)} en {previous.period}, {figure.comparability.word}"
            f"{NBSP}: {difference_text(figure)}"
        )
    return Card(
        code=code,
        label=figure.label,
        value=full_text(figure),
        status=figure.status.value,
        period=figure.period,
        territory=figure.territory,
        source=source_text(figure.source) if figure.source else "",
        comparison=compared,
        url=figure.trace,
    )


def search_figures(edition: Edition, words: str) -> tuple[Card, ...]:
    """Figures that an author may insert: those of the year first, in French words or by code."""
    asked = set(stems(words))
    if not asked:
        return ()
    mine = {row.code for row in edition.rows}
    rows = sorted(edition.registry.figures, key=lambda row: (row.code not in mine, row.code))
    found = [
        row.code
        for row in rows
        if row.code == words.strip() or asked <= set(stems(f"{row.label} {row.name} {row.unit}"))
    ]
    return tuple(card(edition, code) for code in found[:MOST_FOUND] if code in edition.figures)

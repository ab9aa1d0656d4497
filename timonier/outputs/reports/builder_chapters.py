"""A chapter from its contributions: each unit in its own words, its figures bound and compared."""

from __future__ import annotations

from itertools import groupby

from timonier.engine.typography import NBSP
from timonier.outputs.reports.builder_charts import series_of
from timonier.outputs.reports.builder_figures import figures_of, tables
from timonier.outputs.reports.builder_promises import projects
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.enums import ContributionState
from timonier.outputs.reports.queries import ChapterRow, TextRow
from timonier.outputs.reports.texts import figure_codes, read_line, read_text, typeset
from timonier.outputs.reports.tree import (
    Block,
    BulletList,
    Chapter,
    Contribution,
    FigureRef,
    Heading,
    Inlines,
    KeyFigures,
    Text,
)
from timonier.outputs.reports.vocabulary import ChapterKind

UNIT_KINDS = {
    "thematic": "Direction thématique",
    "transversal": "Direction transversale",
    "functional": "Direction fonctionnelle",
    "general": "Direction générale",
    "territorial": "Territoire",
}
LARGE = 4
"""Key figures printed large at the head of a contribution."""


def kind_of(chapter: ChapterRow) -> ChapterKind:
    """The printed kind; a chapter of territories is one of policies."""
    return ChapterKind("policies" if chapter.kind == "territories" else chapter.kind)


def chapter(edition: Edition, row: ChapterRow, blocks: tuple[Block, ...]) -> Chapter:
    """A chapter with its number, lead and units."""
    return Chapter(
        number=row.number,
        title=typeset(row.title),
        kind=kind_of(row),
        lead=read_line(row.lead, edition.figures),
        units=tuple(_unit_line(edition, code) for code in row.units),
        blocks=blocks,
    )


def _unit_line(edition: Edition, code: str) -> str:
    unit = edition.registry.unit.get(code)
    if unit is None:
        return code
    kind = UNIT_KINDS.get(unit.kind, "")
    return typeset(f"{kind} : {unit.name}" if kind else unit.name)


def policy_chapter(edition: Edition, row: ChapterRow) -> Chapter:
    """What each unit writes, then the series, then the operations of the chapter."""
    blocks: list[Block] = [
        contribution(edition, unit, list(texts))
        for unit, texts in groupby(row.texts, key=lambda text: text.unit)
    ]
    cited = [code for text in row.texts for code in figure_codes(text.body)]
    series = list(series_of(edition, cited))
    if series:
        blocks += [Heading(1, "Ce que montrent les séries"), *series]
    blocks += projects(edition, row.areas)
    return chapter(edition, row, tuple(blocks))


def contribution(edition: Edition, unit: str, texts: list[TextRow]) -> Contribution:
    """The parts that a unit wrote, in the order of print."""
    parts = {text.part: text for text in texts if text.body.strip()}
    known = edition.registry.unit.get(unit)
    name = typeset(known.name) if known else "La rédaction"
    return Contribution(
        unit=name,
        missions=_part(edition, parts.get("missions")),
        highlights=_part(edition, parts.get("highlights")),
        figures=key_figures(edition, parts.get("key_figures")),
        perspectives=_part(edition, parts.get("perspectives")),
        signature=_signature(edition, name, list(parts.values())),
    )


def _part(edition: Edition, text: TextRow | None) -> tuple[Block, ...]:
    if text is None:
        return ()
    return read_text(text.body, edition.figures, edition.evidence).blocks


def key_figures(edition: Edition, text: TextRow | None, *, large: int = LARGE) -> tuple[Block, ...]:
    """A list of bound figures: the first ones large, the others in tables; other words stay."""
    if text is None:
        return ()
    words = [
        block
        for block in read_text(text.body, edition.figures, edition.evidence).blocks
        if not (isinstance(block, BulletList) and all(_is_figure(one) for one in block.items))
    ]
    figures = figures_of(edition, figure_codes(text.body))
    head = figures[:large] if len(figures) != large + 1 else figures[:3]
    found: list[Block] = [*words]
    if head:
        found.append(KeyFigures(tuple(head)))
    compared = [one for one in head if one.previous is not None]
    return (*found, *tables(edition, [*compared, *figures[len(head) :]]))


def _is_figure(item: Inlines) -> bool:
    """An item that is nothing but a bound figure."""
    return all(
        isinstance(one, FigureRef) or (isinstance(one, Text) and not one.text.strip())
        for one in item
    )


def _signature(edition: Edition, name: str, texts: list[TextRow]) -> str:
    """Who answers for the text; a draft says how far it went."""
    if edition.report.is_published:
        return name
    waiting = [one for one in texts if one.state != ContributionState.ACCEPTED]
    if not waiting:
        return f"{name}{NBSP}: texte accepté"
    drafted = any(one.state == ContributionState.DRAFTED for one in waiting)
    state = "à relire" if drafted else "relu, à accepter"
    return f"{name}{NBSP}: texte {state}"

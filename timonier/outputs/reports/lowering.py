"""Turns the report's tree into what is placed on the page, once for every format."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from timonier.outputs.reports import layout, tables, tree
from timonier.outputs.reports.printing import (
    NBSP,
    common_scale,
    foreign_territory,
    full_text,
    long_date,
    place_text,
    unit_text,
    value_text,
)
from timonier.outputs.reports.sources import Cited, SourceList, cited_in
from timonier.outputs.reports.vocabulary import FigureStatus

PROSE = (tree.Paragraph, tree.BulletList, tree.Highlights)
# A margin holds the notes of about this many paragraphs without running past them.
PROSE_RUN = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """What lowering needs to know besides the block itself.

    `depth` is the level of a chapter's title in the document's outline.
    """

    report: tree.Report
    sources: SourceList
    depth: int

    def line(self, inlines: tree.Inlines) -> layout.Line:
        before = ""
        runs: list[layout.Run] = []
        for one in inlines:
            runs.append(self.run(one, before))
            before += runs[-1].text
        return tuple(runs)

    def run(self, inline: tree.Inline, before: str) -> layout.Run:
        match inline:
            case tree.Text(text):
                return layout.Run("text", text)
            case tree.Strong(text):
                return layout.Run("strong", text)
            case tree.Emphasis(text):
                return layout.Run("emphasis", text)
            case tree.Citation(evidence):
                number = self.sources.number(evidence)
                return layout.Run("citation", source=number, key=evidence.id)
            case tree.FigureRef(figure):
                return layout.Run(
                    "figure", self.spoken(inline, before), self.sources.number(figure), figure.id
                )

    def spoken(self, ref: tree.FigureRef, before: str) -> str:
        """A figure in a sentence, with its period when it is not the report's year.

        The sentence may already have named the period: it is not said twice.
        """
        figure = ref.figure
        said = full_text(figure) if ref.with_unit else value_text(figure)
        expected = (str(self.report.year), *_words(before.rsplit(". ", 1)[-1]))
        silent = figure.value is None or figure.period in expected or not ref.with_period
        return said if silent else f"{said}{NBSP}({figure.period})"

    def notes(self, node: object) -> tuple[layout.Note, ...]:
        """The margin notes of a node: one for each source, in order of citation."""
        cited = {one.id: one for one in cited_in(node)}
        return tuple(self.note(one) for one in cited.values())

    def note(self, cited: Cited) -> layout.Note:
        number = self.sources.numbers[cited.id]
        if isinstance(cited, tree.Evidence):
            return layout.Note(number, "\u202f; ".join(place_text(one) for one in cited.sources))
        territory = foreign_territory(cited, self.report.territory)
        when = ", ".join(part for part in (cited.period, territory) if part)
        return layout.Note(number, f"{when} · {place_text(cited.source)}")


def _words(sentence: str) -> list[str]:
    return re.findall(r"\w+", sentence)


def lower(blocks: Iterable[tree.Block], desk: Desk) -> tuple[layout.Item, ...]:
    """Lower blocks in order; neighbouring texts share one row and one margin."""
    items: list[layout.Item] = []
    for is_prose, run in groupby(blocks, key=lambda block: isinstance(block, PROSE)):
        if is_prose:
            items += _prose(list(run), desk)
        else:
            items += [item for block in run for item in _LOWER[type(block)](block, desk)]
    return tuple(items)


def without_skips(items: Iterable[layout.Item], top: int) -> tuple[layout.Item, ...]:
    """Bring titles back under the one above: an outline never skips a level (PDF/UA, WCAG)."""
    kept: list[layout.Item] = []
    above = top
    for item in items:
        if isinstance(item, layout.Title | layout.ProjectCard):
            level = min(item.level, above + 1)
            item = replace(item, level=level)
            above = level if isinstance(item, layout.Title) else above
        kept.append(item)
    return tuple(kept)


def _prose(blocks: list[Any], desk: Desk) -> Iterator[layout.Item]:
    for start in range(0, len(blocks), PROSE_RUN):
        run = tuple(blocks[start : start + PROSE_RUN])
        yield layout.Prose(tuple(_prose_item(block, desk) for block in run), desk.notes(run))


def _prose_item(block: Any, desk: Desk) -> layout.ProseItem:
    match block:
        case tree.Paragraph(inlines):
            return layout.ParagraphItem(desk.line(inlines))
        case tree.BulletList(items):
            return layout.ListItem(tuple(desk.line(one) for one in items))
        case tree.Highlights(items):
            return layout.DatedItem(_dated(items, desk))
    raise TypeError(type(block).__name__)


def _dated(
    items: Iterable[tree.Highlight | tree.Milestone], desk: Desk
) -> tuple[layout.DatedFact, ...]:
    return tuple(layout.DatedFact(one.when, desk.line(one.inlines)) for one in items)


def _heading(block: tree.Heading, desk: Desk) -> Iterator[layout.Item]:
    yield layout.Title(min(block.level + desk.depth, 6), block.text)


def _key_figures(block: tree.KeyFigures, desk: Desk) -> Iterator[layout.Item]:
    items = tuple(_key_figure(figure, desk) for figure in block.figures)
    yield layout.KeyFigureRow(items, columns=4 if len(items) > 3 else 3)


def _key_figure(figure: tree.BoundFigure, desk: Desk) -> layout.KeyFigure:
    scale = common_scale((figure,))
    territory = foreign_territory(figure, desk.report.territory)
    status = "" if figure.status is FigureStatus.PUBLISHED else figure.status.value
    return layout.KeyFigure(
        value=value_text(figure, scale),
        known=figure.value is not None,
        unit=unit_text(figure, scale),
        label=figure.label,
        context=", ".join(part for part in (figure.period, territory, status) if part),
        source=desk.sources.number(figure),
        key=figure.id,
    )


def _chart(block: tree.ChartBlock, desk: Desk) -> Iterator[layout.Item]:
    yield layout.Chart(
        id=block.id,
        title=block.title,
        subtitle=block.subtitle,
        svg=block.svg,
        sentence=block.sentence,
        description=block.description,
        notes=desk.notes(block.figures),
        note=block.note,
        header=block.table.header,
        rows=block.table.rows,
    )


def _map(block: tree.MapBlock, desk: Desk) -> Iterator[layout.Item]:
    yield layout.Map(
        block.id, block.title, block.subtitle, block.svg, block.description, block.caption
    )


def _band(block: tree.StatusBand, desk: Desk) -> Iterator[layout.Item]:
    parts = tuple(
        layout.BandPart(status.code, status.value, count) for status, count in block.counts if count
    )
    total = sum(part.count for part in parts)
    said = ", ".join(f"{part.word}{NBSP}: {part.count}" for part in parts)
    description = f"{block.title}. Sur {total}{NBSP}: {said}."
    number = desk.sources.number(block.evidence) if block.evidence else None
    yield layout.Band(block.title, block.subtitle, parts, total, description, number)


def _project(block: tree.ProjectBlock, desk: Desk) -> Iterator[layout.Item]:
    yield layout.ProjectCard(
        id=block.id,
        level=desk.depth + 2,
        name=block.name,
        place=block.place,
        status=tables.status_cell(block.status),
        first=_cost("Coût d’origine", block.first_cost, desk),
        current=_cost("Coût à ce jour", block.current_cost, desk),
        milestones=_dated(block.milestones, desk),
        weather=block.weather.weather.value if block.weather else "",
        note=_weather_line(block.weather) + desk.line(block.note),
    )


def _cost(title: str, figure: tree.BoundFigure | None, desk: Desk) -> layout.Cost:
    if figure is None:
        return layout.Cost(title, "non relevé", False, None, "")
    return layout.Cost(
        title=f"{title}, {figure.period}",
        text=full_text(figure),
        known=figure.value is not None,
        source=desk.sources.number(figure),
        key=figure.id,
    )


def _weather_line(judgement: tree.WeatherJudgement | None) -> layout.Line:
    if judgement is None:
        return (layout.Run("text", "Météo non renseignée. "),)
    weather = judgement.weather
    said = f"Météo{NBSP}: {weather.value} ({weather.meaning}), {judgement.author}, "
    reason = f"{NBSP}: {judgement.reason}" if judgement.reason else ""
    return (layout.Run("text", f"{said}{long_date(judgement.on)}{reason}. "),)


def _callout(block: tree.Callout, desk: Desk) -> Iterator[layout.Item]:
    yield layout.Notice(block.title, desk.line(block.inlines))


def _legal(block: tree.LegalPage, desk: Desk) -> Iterator[layout.Item]:
    yield layout.Facts(("Élément", "Valeur"), block.facts, block.paragraphs)


def _contribution(block: tree.Contribution, desk: Desk) -> Iterator[layout.Item]:
    """A unit's own words: its name, then each part under its usual title, then its signature."""
    parts = (
        ("Missions", block.missions),
        ("Faits marquants", block.highlights),
        ("Chiffres clés", block.figures),
        ("Perspectives", block.perspectives),
    )
    yield layout.Title(desk.depth + 1, block.unit)
    for title, blocks in parts:
        if blocks:
            yield layout.Title(desk.depth + 2, title)
            yield from lower(blocks, desk)
    if block.signature:
        yield layout.Signature(block.signature)


def _table(build: Callable[[Any, Any], layout.Table]) -> Callable[[Any, Desk], Iterator[Any]]:
    return lambda block, desk: iter((build(block, desk),))


_LOWER: dict[type, Callable[[Any, Desk], Iterator[layout.Item]]] = {
    tree.Heading: _heading,
    tree.KeyFigures: _key_figures,
    tree.FigureTable: _table(tables.figure_table),
    tree.ComparisonTable: _table(tables.comparison_table),
    tree.FollowUpTable: _table(tables.follow_up_table),
    tree.ObjectivesTable: _table(tables.objectives_table),
    tree.FindingList: _table(tables.finding_table),
    tree.ChartBlock: _chart,
    tree.MapBlock: _map,
    tree.ProjectBlock: _project,
    tree.StatusBand: _band,
    tree.Callout: _callout,
    tree.LegalPage: _legal,
    tree.Contribution: _contribution,
}

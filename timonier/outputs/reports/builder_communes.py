"""The extract of one commune (R128): its people, figures, undertakings, money, and the unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from timonier.outputs.reports.builder_charts import cover_map
from timonier.outputs.reports.builder_promises import STATUS, project, promise_line
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.reader import FigureRow, PlaceRow
from timonier.outputs.reports.texts import typeset
from timonier.outputs.reports.tree import (
    Block,
    BoundFigure,
    BulletList,
    Chapter,
    Commune,
    FigureTable,
    FollowUp,
    FollowUpTable,
    Inlines,
    KeyFigures,
    Paragraph,
    Report,
    Source,
    Text,
)
from timonier.outputs.reports.vocabulary import ChapterKind

MOST_FIGURES = 24
"""Figures printed in an extract: two pages for the council, the most recent first."""


def extracts(edition: Edition, main: Report, codes: Iterable[str]) -> Iterator[Report]:
    """One extract for each commune named, in that order; each is made when asked for."""
    for code in codes:
        yield extract(edition, main, edition.registry.place[code])


def extract(edition: Edition, main: Report, place: PlaceRow) -> Report:
    """What the report says of one commune, and what it does not say."""
    own, around = _own(edition, place), _around(edition, place)
    drawing, words = cover_map(edition.registry.communes, here=place.code)
    return replace(
        main,
        subtitle=typeset(
            "Pour le conseil municipal : les opérations, les chiffres et les engagements qui "
            "concernent la commune, avec leur source, et ce qui n’est pas connu."
        ),
        chapters=tuple(_chapters(edition, place, own, around)),
        commune=Commune(place.code, place.name),
        cover_map=drawing,
        cover_map_description=words,
    )


def _chapters(
    edition: Edition, place: PlaceRow, own: list[FigureRow], around: list[FigureRow]
) -> Iterator[Chapter]:
    yield _chapter("La commune", _people(edition, place))
    operations = [
        block
        for row in edition.registry.undertakings
        if place.code in row.communes and row.evidence_year == edition.report.year
        if (block := project(edition, row)) is not None
    ]
    if operations:
        yield _chapter("Opérations", operations)
    money = [row for row in (*own, *around) if row.unit.startswith("€")]
    others = [row for row in (*own, *around) if not row.unit.startswith("€")]
    yield _chapter("Chiffres", _figures(edition, others, place))
    if money:
        yield _chapter("L’argent sur son sol", _money(edition, money))
    yield _chapter("Engagements", _undertakings(edition, place))
    yield _chapter("Ce que l’on ne sait pas", _unknown(edition, place, own))


def _chapter(title: str, blocks: Sequence[Block]) -> Chapter:
    return Chapter("", title, ChapterKind.POLICIES, blocks=tuple(blocks))


def _own(edition: Edition, place: PlaceRow) -> list[FigureRow]:
    """Figures measured in the commune or in a part of it, this report's first."""
    return _recent(edition, [r for r in edition.registry.figures if r.territory == place.code])


def _around(edition: Edition, place: PlaceRow) -> list[FigureRow]:
    """Figures of the former territory it belonged to: never divided between its communes."""
    parent = edition.registry.parents.get(place.code)
    rows = [r for r in edition.registry.figures if parent and r.territory == parent]
    return _recent(edition, rows)


def _recent(edition: Edition, rows: list[FigureRow]) -> list[FigureRow]:
    year = edition.report.year
    kept = [
        row
        for row in rows
        if not row.repeats and row.unit and (row.document_year or row.year or 0) <= year
    ]
    return sorted(kept, key=lambda row: -(row.document_year or row.year or 0))


def _people(edition: Edition, place: PlaceRow) -> list[Block]:
    year = edition.report.year
    known = [
        row
        for row in edition.registry.populations
        if row.place == place.code and row.kind == "municipale" and row.year <= year
    ]
    parent = edition.registry.place.get(edition.registry.parents.get(place.code, ""))
    words = f"{place.name} est l’une des {len(edition.registry.communes)} communes de la Métropole"
    if parent:
        words += f" ; elle relevait jusqu’à la fin de 2022 du territoire {parent.name}"
    blocks: list[Block] = []
    if known:
        latest = max(known, key=lambda row: (row.year, row.vintage))
        source = Source(latest.source, "population", latest.year, f"millésime {latest.vintage}")
        blocks.append(
            KeyFigures(
                (
                    BoundFigure(
                        id=f"POP-{place.code}-{latest.vintage}",
                        label="population municipale",
                        unit="habitants",
                        period=str(latest.vintage),
                        territory=place.name,
                        value=Decimal(latest.value),
                        source=source,
                    ),
                )
            )
        )
    return [*blocks, Paragraph((Text(typeset(f"{words}.")),))]


def _figures(edition: Edition, rows: list[FigureRow], place: PlaceRow) -> list[Block]:
    if not rows:
        said = f"Aucun chiffre publié ne porte sur {place.name} ni sur son ancien territoire."
        return [Paragraph((Text(typeset(said)),))]
    shown = [edition.figures[row.code] for row in rows[:MOST_FIGURES]]
    more = len(rows) - len(shown)
    caption = "Un chiffre mesuré sur l’ancien territoire ne se répartit pas entre ses communes."
    rest = f" {more} autres chiffres, plus anciens, sont dans le registre." if more > 0 else ""
    return [FigureTable("", tuple(shown), typeset(caption + rest))]


def _money(edition: Edition, rows: list[FigureRow]) -> list[Block]:
    shown = tuple(edition.figures[row.code] for row in rows[:MOST_FIGURES])
    caption = "Montants imprimés par les rapports ; ils ne s’additionnent pas entre eux."
    return [FigureTable("", shown, typeset(caption))]


def _undertakings(edition: Edition, place: PlaceRow) -> list[Block]:
    rows = [
        row
        for row in edition.registry.undertakings
        if place.code in row.communes and row.evidence_year == edition.report.year
    ]
    if not rows:
        said = "Aucun engagement suivi dans ce rapport n’est localisé dans la commune."
        return [Paragraph((Text(said),))]
    table = FollowUpTable(
        "",
        "Ce qui était annoncé",
        f"Ce que montre le rapport {edition.report.year}",
        tuple(
            FollowUp(promise_line(edition, row), (Text(typeset(row.evidence)),), STATUS[row.status])
            for row in rows
        ),
    )
    return [table]


def _unknown(edition: Edition, place: PlaceRow, own: list[FigureRow]) -> list[Block]:
    year = edition.report.year
    current = [row for row in own if (row.document_year or row.year) == year]
    undertakings = [
        row
        for row in edition.registry.undertakings
        if place.code in row.communes and row.evidence_year == year
    ]
    silent = [row.subject for row in undertakings if row.status == "unknown"]
    costless = [row.subject for row in undertakings if row.amount and project(edition, row)]
    said = [
        f"Pour {year}, {len(current)} chiffres sont mesurés dans la commune elle-même."
        if current
        else f"Aucun chiffre de {year} n’est mesuré dans la commune elle-même.",
        f"Engagements sans nouvelle : {', '.join(silent)}." if silent else "",
        f"Opérations sans coût publié pour {year} : {', '.join(costless)}." if costless else "",
        "" if edition.report.accounts else "Le compte arrêté n’est pas joint à cet exemplaire.",
    ]
    items: tuple[Inlines, ...] = tuple((Text(typeset(one)),) for one in said if one)
    return [BulletList(items)]

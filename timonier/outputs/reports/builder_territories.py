"""Actions by territory: water and waste first, reported for each of the six (R108)."""

from __future__ import annotations

from timonier.outputs.reports.builder_figures import figures_of, tables
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.reader import FigureRow, PlaceRow
from timonier.outputs.reports.texts import typeset
from timonier.outputs.reports.tree import Block, Heading, Paragraph, Text

WATER_AND_WASTE = ("eau", "assainissement", "dechets")
"""Words of the unit codes that answer for water and waste."""


def territories(edition: Edition) -> list[Block]:
    """One section for each former territory in force that year, silent ones included."""
    year = edition.report.year
    found: list[Block] = []
    for place in edition.registry.places:
        in_force = place.ends_on is None or place.ends_on.year >= year
        if place.kind == "former_territory" and in_force:
            found += _territory(edition, place)
    return found


def _territory(edition: Edition, place: PlaceRow) -> list[Block]:
    rows = [row for row in edition.rows if _is_in(edition, row, place) and not row.repeats]
    first = [row for row in rows if _is_water_or_waste(row)]
    others = [row for row in rows if not _is_water_or_waste(row)]
    blocks: list[Block] = [Heading(1, place.name)]
    if first:
        blocks += _tables(edition, first, "Eau, assainissement, déchets")
    else:
        said = (
            "Aucun chiffre d’eau, d’assainissement ni de déchets n’est publié pour ce territoire."
        )
        blocks.append(Paragraph((Text(typeset(said)),)))
    if others:
        blocks += _tables(edition, others, "Autres politiques")
    return blocks


def _tables(edition: Edition, rows: list[FigureRow], title: str) -> list[Block]:
    return tables(edition, figures_of(edition, [row.code for row in rows]), title)


def _is_in(edition: Edition, row: FigureRow, place: PlaceRow) -> bool:
    return place.code in (row.territory, edition.registry.parents.get(row.territory))


def _is_water_or_waste(row: FigureRow) -> bool:
    return any(word in row.unit_code for word in WATER_AND_WASTE)

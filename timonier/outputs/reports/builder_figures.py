"""Tables of figures: what compares is compared, what does not says why."""

from __future__ import annotations

from collections.abc import Iterable

from timonier.engine.typography import NBSP
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.tree import Block, BoundFigure, ComparisonTable, FigureTable

NOT_SUBTRACTED = "Un écart n’est calculé que si les deux valeurs mesurent la même chose."


def tables(
    edition: Edition, figures: Iterable[BoundFigure], title: str = "", caption: str = ""
) -> list[Block]:
    """The figures that have a past beside it, then the others; nothing when there is none."""
    kept = list(dict.fromkeys(figures))
    compared = [one for one in kept if one.previous is not None]
    alone = [one for one in kept if one.previous is None]
    found: list[Block] = []
    if compared:
        found.append(comparison(edition, compared, title, caption or NOT_SUBTRACTED))
    if alone:
        heading = f"{title}{NBSP}: sans équivalent antérieur" if title and compared else title
        found.append(FigureTable(heading, tuple(alone), "" if compared else caption))
    return found


def comparison(
    edition: Edition, figures: Iterable[BoundFigure], title: str = "", caption: str = ""
) -> ComparisonTable:
    """Figures of this year beside those of the previous report."""
    return ComparisonTable(
        title,
        tuple(figures),
        str(edition.previous_year or "Auparavant"),
        str(edition.report.year),
        caption,
    )


def figures_of(edition: Edition, codes: Iterable[str]) -> list[BoundFigure]:
    """The figures named, once each, in the order given; an unknown code is skipped (a finding)."""
    known = edition.figures
    return [known[code] for code in dict.fromkeys(codes) if code in known]

"""The figures of territories, ready to print, each with its scope and its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from timonier.engine.units import unit
from timonier.outputs.dashboards.unit_measures import known, text_of, year_of
from timonier.registry.indicators.models import Figure
from timonier.registry.territories.enums import TerritoryKind
from timonier.registry.territories.models import Territory


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure. ``scope`` says whose it is; ``nature`` is empty for what was achieved."""

    label: str
    indicator: str
    value: str | None
    year: str
    sort_year: int | None
    scope: str
    scope_kind: str
    nature: str
    source: str
    citation: str
    money: bool


def figure_rows(
    territories: Sequence[Territory], *, as_of: date, indicators: Iterable[int] | None = None,
    scopes: dict[int, str] | None = None,
) -> list[FigureRow]:  # fmt: skip
    """Figures of *territories* known on *as_of*, newest first; *indicators* narrows to these ids.

    *scopes* gives the wording of a territory's scope by id (« 12 communes »); one query.
    """
    return [
        row_of(figure, scopes or {})
        for figure in figures(territories, as_of=as_of, indicators=indicators)
    ]


def figures(
    territories: Sequence[Territory], *, as_of: date, indicators: Iterable[int] | None = None
) -> list[Figure]:
    """Figures of *territories* known on *as_of*, repeats left out, newest period first."""
    rows = known(as_of).filter(
        territory__in=[territory.pk for territory in territories], repeat_of__isnull=True
    )
    if indicators is not None:
        rows = rows.filter(indicator__in=set(indicators))
    found = list(rows.select_related("indicator", "territory", "document"))
    return sorted(found, key=lambda f: (-(f.period_end.toordinal() if f.period_end else 0), f.pk))


def row_of(figure: Figure, scopes: dict[int, str]) -> FigureRow:
    """One figure as a line of a table."""
    territory = figure.territory
    achieved = figure.nature in {"achieved", "context"}
    default = "commune" if territory and territory.kind == TerritoryKind.COMMUNE else str(territory)
    return FigureRow(
        label=figure.label or figure.indicator.name,
        indicator=figure.indicator.code,
        value=text_of(figure),
        year=year_of(figure),
        sort_year=figure.period_end.year if figure.period_end else None,
        scope=scopes.get(territory.pk, default) if territory else "",
        scope_kind=territory.kind if territory else "",
        nature="" if achieved else figure.get_nature_display().lower(),
        source=figure.source,
        citation=figure.external_id,
        money=is_money(figure.measure_unit),
    )


def is_money(symbol: str) -> bool:
    """Whether a unit of measure is an amount.

    >>> is_money("M€"), is_money("tonnes")
    (True, False)
    """
    return unit(symbol).dimension.startswith("monnaie")

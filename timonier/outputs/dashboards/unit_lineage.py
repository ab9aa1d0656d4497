"""Where a unit comes from across the reforms, and the same indicator before and after (R126)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timonier.outputs.charts import Chart as Drawing
from timonier.outputs.charts import Lineage, LineageUnit, Role, lineage_chart
from timonier.outputs.charts import Succession as Tie
from timonier.outputs.dashboards.unit_measures import UnitMeasure, last_figures, text_of, year_of
from timonier.registry.indicators.models import Responsibility
from timonier.registry.organisations.enums import Certainty
from timonier.registry.organisations.models import Chart, Succession, Unit


@dataclass(frozen=True, slots=True)
class Compared:
    """The same indicator under several organisations: (chart, unit, value, year) by chart."""

    code: str
    name: str
    values: Sequence[tuple[str, str, str | None, str]]


def lineage_of(unit: Unit, links: Sequence[Succession], width: int | None) -> Drawing | None:
    """The drawing of the filiation; None when nothing is known before nor after."""
    followed = [link for link in links if link.successor is not None]
    if not followed:
        return None
    ended = {link.predecessor_id for link in links if link.successor is None}
    shown: dict[str, Unit] = {unit.code: unit}
    for link in followed:
        shown.setdefault(link.predecessor.code, link.predecessor)
        if link.successor is not None:
            shown.setdefault(link.successor.code, link.successor)
    presumed = set(shown) - _surely(unit, followed)
    charts = sorted({u.chart for u in shown.values()}, key=lambda chart: chart.starts_on)
    data = Lineage(
        title=f"Filiation : {unit.short_name or unit.name}",
        columns=tuple(chart.code for chart in charts),
        units=tuple(_box(u, unit, presumed, ended) for u in _by_position(shown, charts)),
        successions=tuple(_tie(link) for link in followed),
    )
    if width is None:
        return lineage_chart(data, uid="filiation")
    return lineage_chart(data, uid="filiation-etroite", width=width)


def _surely(unit: Unit, links: Sequence[Succession]) -> set[str]:
    """Codes of the units tied to *unit* by links that sources state, from one to the next."""
    sure, waiting = {unit.code}, [unit.code]
    pairs = [
        (link.predecessor.code, link.successor.code)
        for link in links
        if link.certainty == Certainty.SOURCED and link.successor is not None
    ]
    while waiting:
        here = waiting.pop()
        for before, after in pairs:
            for near, far in ((before, after), (after, before)):
                if near == here and far not in sure:
                    sure.add(far)
                    waiting.append(far)
    return sure


def _by_position(shown: dict[str, Unit], charts: Sequence[Chart]) -> list[Unit]:
    rank = {chart.pk: index for index, chart in enumerate(charts)}
    return sorted(shown.values(), key=lambda u: (rank[u.chart_id], u.position, u.code))


def _box(unit: Unit, focus: Unit, presumed: set[str], ended: set[int]) -> LineageUnit:
    role = Role.PRESUMED if unit.code in presumed else Role.LINE
    note = unit.get_level_display() + (", prend fin" if unit.pk in ended else "")
    return LineageUnit(
        key=unit.code,
        name=unit.short_name or unit.name,
        column=unit.chart.code,
        note=note,
        role=Role.FOCUS if unit.pk == focus.pk else role,
    )


def _tie(link: Succession) -> Tie:
    assert link.successor is not None  # only links that are followed are drawn
    return Tie(
        before=link.predecessor.code,
        after=link.successor.code,
        sourced=link.certainty == Certainty.SOURCED,
        note=link.source or link.note,
    )


def lineage_title(unit: Unit, links: Sequence[Succession]) -> str:
    """The finding above the drawing."""
    before = sum(link.successor_id == unit.pk for link in links)
    after = sum(link.predecessor_id == unit.pk and link.successor_id is not None for link in links)
    ends = any(link.predecessor_id == unit.pk and link.successor_id is None for link in links)
    if ends:
        return "Cette unité prend fin sans suite"
    if before and after:
        return "D’où vient cette unité, et ce qu’elle devient"
    if after:
        return "Ce que devient cette unité"
    return "D’où vient cette unité" if before else "Aucune filiation n’est connue"


def compared_of(owned: Sequence[UnitMeasure], as_of: date) -> list[Compared]:
    """The indicators that units of other charts also answered for, chart by chart (R126)."""
    ids = {measure.indicator_id for measure in owned}
    links = list(
        Responsibility.objects.filter(indicator__in=ids)
        .select_related("indicator", "unit__chart")
        .order_by("indicator__code", "unit__chart__starts_on", "unit__position")
    )
    by_indicator: dict[int, list[Responsibility]] = {}
    for link in links:
        by_indicator.setdefault(link.indicator_id, []).append(link)
    shared = {
        key: group for key, group in by_indicator.items()
        if len({link.unit.chart_id for link in group}) > 1
    }  # fmt: skip
    answering = {link.unit_id for group in shared.values() for link in group}
    last = last_figures(answering, as_of=as_of)
    found = []
    for key, group in shared.items():
        values = []
        for link in group:
            figure = last.get((link.unit_id, key))
            value = text_of(figure, group[0].indicator.decimals) if figure else None
            year = year_of(figure) if figure else ""
            short = link.unit.short_name or link.unit.name
            values.append((link.unit.chart.code, short, value, year))
        if sum(value is not None for _, _, value, _ in values) > 1:
            indicator = group[0].indicator
            found.append(Compared(indicator.code, indicator.name, values))
    return found


def change_years(links: Sequence[Succession]) -> str:
    """The years of the changes, « 2020, 2023 »; empty when no date is known."""
    years = sorted({link.effective_on.year for link in links if link.effective_on})
    return ", ".join(str(year) for year in years)

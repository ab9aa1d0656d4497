"""The organisation: its dated charts, one chart as a tree, and who lacks what to steer (R88).

Definitions, said on the page: a unit has *objectives* when at least one is attached to it, a
*road map* when at least one of them is dated and led by a person, a *dashboard* when at least one
indicator it answers for has a value that the unit itself published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Count, Q

from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import short_day
from timonier.outputs.dashboards.parts import Fact, Kpi, Link, Option, Share
from timonier.outputs.dashboards.phrases import capital, said, share_of
from timonier.outputs.dashboards.unit_measures import Freshness, UnitMeasure, measures
from timonier.outputs.reports.enums import ContributionState
from timonier.outputs.reports.models import Contribution
from timonier.registry.organisations import queries
from timonier.registry.organisations.enums import Certainty, Level, UnitKind
from timonier.registry.organisations.models import Chart, Succession, Unit
from timonier.registry.strategy.models import Objective

LACKS = {
    "feuille-de-route": "Sans feuille de route",
    "tableau-de-bord": "Sans tableau de bord",
    "objectifs": "Sans objectif",
}
TOP = (Level.DGD, Level.DGA, Level.TERRITORY_DGS)


@dataclass(frozen=True, slots=True)
class ChartCard:
    """One chart in the overview: dates, source, levels, and what was deduced."""

    code: str
    label: str
    since: str
    until: str
    source: str
    note: str
    units: int
    sourced: int
    levels: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Heir:
    """One line of the filiation of general directions."""

    before: Unit
    after: Unit | None
    word: str
    sourced: bool
    source: str


@dataclass(frozen=True, slots=True)
class Reform:
    """From one chart to the next: how the units of the first go on."""

    title: str
    year: int
    shares: Sequence[Share]
    heirs: Sequence[Heir]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """All the charts, and the reforms between them."""

    title: str
    finding: str
    cards: Sequence[ChartCard]
    reforms: Sequence[Reform]
    crumbs: Sequence[Link]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in its chart, with what it and everything below it carry.

    ``accepted`` of ``parts`` are the parts of the annual report; ``lacks`` are keys of LACKS and
    speak of the unit itself, not of what depends on it.
    """

    unit: Unit
    depth: int
    parent: str
    children: int
    indicators: int
    fresh: int
    objectives: int
    accepted: int
    parts: int
    lacks: Sequence[str]
    path: str

    @property
    def deduced(self) -> bool:
        """Whether no line of a document names the unit."""
        return not self.unit.line


@dataclass(frozen=True, slots=True)
class ChartPage:
    """One chart: the tree, or the units that the filters keep."""

    chart: Chart
    title: str
    finding: str
    facts: Sequence[Fact]
    kpis: Sequence[Kpi]
    rows: Sequence[UnitRow]
    flat: bool
    total: int
    query: str
    level: str
    kind: str
    lack: str
    levels: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, str]]
    lacking: Sequence[Option]
    charts: Sequence[Option]
    crumbs: Sequence[Link]


def organisation_page() -> OrganisationPage:
    """The overview of the charts; the number of queries does not depend on their sizes."""
    charts = queries.charts()
    units = list(Unit.objects.active().select_related("chart").order_by("position"))
    links = queries.successions()
    cards = [_card(chart, [u for u in units if u.chart_id == chart.pk]) for chart in charts]
    reforms = [_reform(before, after, units, links) for before, after in pairwise(charts)]
    return OrganisationPage(
        title=_organisation_title(charts),
        finding=_organisation_finding(cards),
        cards=cards[::-1],
        reforms=reforms[::-1],
        crumbs=[Link("Organisation")],
    )


def _organisation_title(charts: Sequence[Chart]) -> str:
    if not charts:
        return "Aucun organigramme n’est encore décrit"
    if len(charts) == 1:
        return f"Une organisation, en vigueur depuis le {short_day(charts[0].starts_on)}"
    first = charts[0].starts_on.year
    return f"{capital(said(len(charts), 'organisation', feminine=True))} depuis {first}"


def _organisation_finding(cards: Sequence[ChartCard]) -> str:
    deduced = sum(card.units - card.sourced for card in cards)
    total = sum(card.units for card in cards)
    if not deduced:
        return (
            f"{capital(said(total, 'unité', feminine=True))}, toutes nommées par une source."
            if total
            else ""
        )
    every = capital(said(total, "unité", feminine=True))
    return (
        f"{every} en tout, dont {deduced} déduites des chapitres d’un rapport, faute "
        "d’organigramme publié. Les chiffres restent à l’unité qui les a produits."
    )


def _card(chart: Chart, units: Sequence[Unit]) -> ChartCard:
    levels = Counter(unit.level for unit in units)
    return ChartCard(
        code=chart.code,
        label=chart.label,
        since=short_day(chart.starts_on),
        until=short_day(chart.ends_on) if chart.ends_on else "",
        source=chart.source,
        note=capital(chart.note),
        units=len(units),
        sourced=sum(bool(unit.line) for unit in units),
        levels=[Fact(level.label, str(levels[level])) for level in Level if levels[level]],
    )


def _reform(
    before: Chart, after: Chart, units: Sequence[Unit], links: Sequence[Succession]
) -> Reform:
    olds = [unit for unit in units if unit.chart_id == before.pk]
    by_old: dict[int, list[Succession]] = {}
    for link in links:
        by_old.setdefault(link.predecessor_id, []).append(link)
    fates = Counter(_fate(by_old.get(unit.pk, [])) for unit in olds)
    return Reform(
        title=f"De {before.code} à {after.code}",
        year=after.starts_on.year,
        shares=[
            Share("suite dite par une source", fates["sourced"], "done"),
            Share("suite présumée", fates["presumed"], "watch"),
            Share("fin connue", fates["ended"], "drop"),
            Share("sans suite connue", fates["unknown"], "unknown"),
        ],
        heirs=[_heir(link) for u in olds if u.level in TOP for link in by_old.get(u.pk, [])],
    )


def _fate(links: Sequence[Succession]) -> str:
    followed = [link for link in links if link.successor_id]
    if not followed:
        return "ended" if links else "unknown"
    sourced = any(link.certainty == Certainty.SOURCED for link in followed)
    return "sourced" if sourced else "presumed"


def _heir(link: Succession) -> Heir:
    return Heir(
        before=link.predecessor,
        after=link.successor,
        word=link.get_kind_display(),
        sourced=link.certainty == Certainty.SOURCED,
        source=link.source,
    )


def chart_page(
    chart: Chart, *, as_of: date, query: str = "", level: str = "", kind: str = "", lack: str = ""
) -> ChartPage:
    """One chart on *as_of*; *query*, *level*, *kind* and *lack* narrow it to a flat list.

    An unknown level, kind or lack keeps nothing. The number of queries is constant.
    """
    units = queries.units_in(chart)
    rows = _rows(units, as_of)
    kept = _kept(rows, chart, query=query, level=level, kind=kind, lack=lack)
    flat = bool(query.strip() or level or kind or lack)
    present = {unit.level for unit in units}
    return ChartPage(
        chart=chart,
        title=_chart_title(rows),
        finding=_chart_finding(rows),
        facts=_chart_facts(chart, units),
        kpis=_kpis(rows),
        rows=kept,
        flat=flat,
        total=len(rows),
        query=query,
        level=level,
        kind=kind,
        lack=lack,
        levels=[(lv.value, lv.label) for lv in Level if lv.value in present],
        kinds=[(k.value, k.label) for k in UnitKind if any(u.kind == k.value for u in units)],
        lacking=[
            Option(
                word,
                address("chart", chart.code, manque=key),
                current=key == lack,
                count=sum(key in row.lacks for row in rows),
            )
            for key, word in LACKS.items()
        ],
        charts=[
            Option(c.code, address("chart", c.code), current=c.pk == chart.pk)
            for c in queries.charts()
        ],
        crumbs=[Link("Organisation", address("organisation")), Link(chart.label)],
    )


def _rows(units: Sequence[Unit], as_of: date) -> list[UnitRow]:
    ids = [unit.pk for unit in units]
    by_unit: dict[int, list[UnitMeasure]] = {}
    for measure in measures(ids, as_of=as_of):
        by_unit.setdefault(measure.unit_id, []).append(measure)
    objectives = _objectives(ids)
    parts = _parts(ids)
    by_id = {unit.pk: unit for unit in units}
    children = Counter(unit.parent_id for unit in units)
    rows = []
    for unit in _in_tree_order(units):
        below = queries.descendants(units, unit.pk)
        owned = [m for pk in below for m in by_unit.get(pk, [])]
        above = _above(unit, by_id)
        own = by_unit.get(unit.pk, [])
        rows.append(
            UnitRow(
                unit=unit,
                depth=len(above) + 1,
                parent=above[0].code if above else "",
                children=children[unit.pk],
                indicators=len({m.code for m in owned}),
                fresh=len({m.code for m in owned if m.state is Freshness.UP_TO_DATE}),
                objectives=sum(objectives.get(pk, (0, 0))[0] for pk in below),
                accepted=sum(parts.get(pk, (0, 0))[0] for pk in below),
                parts=sum(parts.get(pk, (0, 0))[1] for pk in below),
                lacks=_lacks(objectives.get(unit.pk, (0, 0)), own),
                path=" › ".join(str(u.short_name or u.name) for u in above[::-1]),
            )
        )
    return rows


def _lacks(objectives: tuple[int, int], own: Sequence[UnitMeasure]) -> list[str]:
    every, planned = objectives
    missing = {
        "feuille-de-route": not planned,
        "tableau-de-bord": not any(measure.value for measure in own),
        "objectifs": not every,
    }
    return [key for key, lacks in missing.items() if lacks]


def _objectives(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Per unit: objectives, and those that are dated and led by a person."""
    rows = (
        Objective.objects.active()
        .filter(unit__in=ids)
        .order_by()
        .values_list("unit_id")
        .annotate(
            every=Count("id"),
            planned=Count("id", filter=Q(due_on__isnull=False, lead__isnull=False)),
        )
    )
    return {unit: (every, planned) for unit, every, planned in rows}


def _parts(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Per unit: parts of the annual reports accepted, and parts owed."""
    done = Q(state=ContributionState.ACCEPTED)
    rows = (
        Contribution.objects.filter(unit__in=ids)
        .order_by()
        .values_list("unit_id")
        .annotate(accepted=Count("id", filter=done), every=Count("id"))
    )
    return {unit: (accepted, every) for unit, accepted, every in rows if unit is not None}


def _in_tree_order(units: Sequence[Unit]) -> list[Unit]:
    known = {unit.pk for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    ordered: list[Unit] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(below.get(unit.pk, [])[::-1])
    return ordered


def _above(unit: Unit, by_id: dict[int, Unit]) -> list[Unit]:
    above: list[Unit] = []
    current = by_id.get(unit.parent_id) if unit.parent_id else None
    while current is not None and current not in above:
        above.append(current)
        current = by_id.get(current.parent_id) if current.parent_id else None
    return above


def _kept(
    rows: Sequence[UnitRow], chart: Chart, *, query: str, level: str, kind: str, lack: str
) -> list[UnitRow]:
    kept = list(rows)
    if query.strip():
        found = Unit.objects.active().filter(chart=chart).search(query)
        ids = set(found.order_by().values_list("id", flat=True))
        kept = [row for row in kept if row.unit.pk in ids]
    if level:
        kept = [row for row in kept if row.unit.level == level]
    if kind:
        kept = [row for row in kept if row.unit.kind == kind]
    if lack:
        kept = [row for row in kept if lack in row.lacks]
    return kept


def _have(rows: Sequence[UnitRow], key: str) -> int:
    return sum(key not in row.lacks for row in rows)


def _chart_title(rows: Sequence[UnitRow]) -> str:
    if not rows:
        return "Cet organigramme n’a pas encore d’unité"
    armed = sum(not row.lacks for row in rows)
    total = capital(said(len(rows), "unité", feminine=True))
    if not armed:
        return f"{total}, aucune n’a réuni feuille de route, tableau de bord et objectifs"
    verb = "a" if armed == 1 else "ont"
    subject = capital(said(armed, "unité", feminine=True))
    return f"{subject} sur {len(rows)} {verb} feuille de route, tableau de bord et objectifs"


def _chart_finding(rows: Sequence[UnitRow]) -> str:
    if not rows:
        return "Créez la première unité, ou importez l’organigramme."
    board, aims = _have(rows, "tableau-de-bord"), _have(rows, "objectifs")
    publish = capital(_who(board, len(rows), "publie", "publient"))
    return f"{publish} au moins un chiffre, {_who(aims, 0, 'porte', 'portent')} un objectif."


def _who(count: int, total: int, one: str, several: str) -> str:
    """« aucune unité ne publie », « deux unités sur cinq publient »."""
    verb = f"ne {one}" if not count else one if count == 1 else several
    of = f" sur {total}" if total and count else ""
    return f"{said(count, 'unité', feminine=True)}{of} {verb}"


def _kpis(rows: Sequence[UnitRow]) -> list[Kpi]:
    total = len(rows)
    wanted = (
        ("Feuille de route", "feuille-de-route", "un objectif daté, avec un chef de file"),
        ("Tableau de bord", "tableau-de-bord", "un indicateur dont l’unité publie la valeur"),
        ("Objectifs", "objectifs", "au moins un objectif rattaché"),
    )
    tiles = [
        Kpi(label, share_of(_have(rows, key), total), f"{_have(rows, key)} sur {total}", rule)
        for label, key, rule in wanted
    ]
    fresh = sum(row.fresh for row in rows if not row.parent)
    owned = sum(row.indicators for row in rows if not row.parent)
    return [*tiles, Kpi("Indicateurs à jour", str(fresh), f"sur {owned}", _freshness_rule())]


def _freshness_rule() -> str:
    return "jugés à la date d’arrêt, ou à la fin de l’organigramme"


def _chart_facts(chart: Chart, units: Sequence[Unit]) -> list[Fact]:
    deduced = sum(not unit.line for unit in units)
    until = short_day(chart.ends_on) if chart.ends_on else "aujourd’hui"
    return [
        Fact("En vigueur", f"du {short_day(chart.starts_on)} à {until}"
             if not chart.ends_on else f"du {short_day(chart.starts_on)} au {until}"),
        Fact("Source", chart.source or None),
        Fact("Unités nommées par la source", f"{len(units) - deduced} sur {len(units)}"),
        Fact("Unités déduites", str(deduced), note="aucune ligne ne les nomme"),
    ]  # fmt: skip

"""One organisation unit: its road map on one page (R38, R88, R126).

What the unit answers for, with its own last values; its objectives; its parts of the annual
report; what is missing, by due date; its people; and where it comes from across the reforms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from timonier.accounts.enums import Scope
from timonier.accounts.models import Grant
from timonier.outputs.charts import NARROW
from timonier.outputs.charts import Chart as Drawing
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.figures import printed as printed_value
from timonier.outputs.dashboards.french import short_day
from timonier.outputs.dashboards.parts import Fact, Kpi, Link, Share
from timonier.outputs.dashboards.phrases import capital, said
from timonier.outputs.dashboards.unit_lineage import (
    Compared,
    change_years,
    compared_of,
    lineage_of,
    lineage_title,
)
from timonier.outputs.dashboards.unit_measures import (
    Freshness,
    UnitMeasure,
    in_state,
    measures,
)
from timonier.outputs.reports.enums import ContributionState, Part
from timonier.outputs.reports.models import Contribution
from timonier.outputs.reports.texts import excerpt, figure_codes
from timonier.registry.indicators.models import Figure
from timonier.registry.organisations import queries
from timonier.registry.organisations.models import Succession, Unit
from timonier.registry.strategy.enums import ObjectiveState
from timonier.registry.strategy.models import Objective

MOST_MISSING = 8
MOST_COMPARED = 12
"""Lines shown before « et N autres »: the lists themselves are one click away."""


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective of the unit; ``status`` is a badge word, ``overdue`` tells a due date gone."""

    code: str
    number: str
    title: str
    source: str
    due: str
    due_on: date | None
    overdue: bool
    status: str
    weather: str | None
    lead: str | None


@dataclass(frozen=True, slots=True)
class PartState:
    """One part of the annual report; ``state`` None: not started; ``pk`` is its chapter."""

    label: str
    state: str | None
    tone: str
    due: str
    text: str
    pk: int | None


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do, with its due date (None: no date, shown last)."""

    title: str
    detail: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone who holds a role over the unit; ``deputy`` None: to be named."""

    name: str
    title: str
    role: str
    deputy: str | None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything a unit is answerable for, on one page."""

    unit: Unit
    title: str
    finding: str
    eyebrow: str
    crumbs: Sequence[Link]
    kpis: Sequence[Kpi]
    objectives: Sequence[ObjectiveRow]
    objectives_title: str
    measures: Sequence[UnitMeasure]
    measures_title: str
    shares: Sequence[Share]
    with_below: int
    parts: Sequence[PartState]
    parts_title: str
    report_year: int | None
    missing: Sequence[Missing]
    missing_more: int
    people: Sequence[PersonRow]
    facts: Sequence[Fact]
    below: Sequence[Unit]
    lineage: Drawing | None
    lineage_narrow: Drawing | None
    lineage_title: str
    links: Sequence[Succession]
    compared: Sequence[Compared]
    compared_total: int
    change_years: str


def unit_page(unit: Unit, *, as_of: date) -> UnitPage:
    """The page of *unit* as known on *as_of*; a constant number of queries."""
    chart_units = queries.units_in(unit.chart)
    below = queries.descendants(chart_units, unit.pk)
    owned = _own_first(measures(below, as_of=as_of), unit.pk)
    objectives = _objectives(below, as_of)
    contributions = _contributions(below)
    people = _people(unit)
    parts, year = _parts(contributions)
    missing = sorted(
        _missing(owned, objectives, contributions, people),
        key=lambda item: item.due_on or date.max,
    )
    links = queries.line_of(unit, queries.successions())
    drawing = lineage_of(unit, links, None)
    compared = compared_of(owned, as_of)
    return UnitPage(
        unit=unit,
        title=unit.name,
        finding=_finding(owned, objectives),
        eyebrow=f"{unit.get_level_display()}, {unit.chart.label.lower()}",
        crumbs=_crumbs(unit, chart_units),
        kpis=_kpis(owned, objectives, contributions, people, year),
        objectives=objectives,
        objectives_title=_objectives_title(objectives),
        measures=owned,
        measures_title=_measures_title(owned),
        shares=_shares(owned),
        with_below=len(below) - 1,
        parts=parts,
        parts_title=_parts_title(parts, year),
        report_year=year,
        missing=missing[:MOST_MISSING],
        missing_more=max(0, len(missing) - MOST_MISSING),
        people=people,
        facts=_facts(unit, chart_units, links),
        below=[u for u in chart_units if u.parent_id == unit.pk],
        lineage=drawing,
        lineage_narrow=lineage_of(unit, links, NARROW),
        lineage_title=lineage_title(unit, links),
        links=links,
        compared=compared[:MOST_COMPARED],
        compared_total=len(compared),
        change_years=change_years(links),
    )


def _own_first(found: list[UnitMeasure], own: int) -> list[UnitMeasure]:
    """One line per indicator: the unit's own answer before that of a unit below it."""
    kept: dict[str, UnitMeasure] = {}
    for measure in sorted(found, key=lambda m: (m.unit_id != own, m.value is None)):
        kept.setdefault(measure.code, measure)
    order = {Freshness.UP_TO_DATE: 0, Freshness.LATE: 1, Freshness.UNMEASURED: 2}
    return sorted(kept.values(), key=lambda m: (order[m.state], m.code))


def _objectives(below: frozenset[int], as_of: date) -> list[ObjectiveRow]:
    rows = (
        Objective.objects.active()
        .filter(unit__in=below)
        .select_related("document", "lead", "node")
        .prefetch_related("confidences")
        .order_by("due_on", "code")
    )
    return [_objective(row, as_of) for row in rows]


def _objective(row: Objective, as_of: date) -> ObjectiveRow:
    done = row.state in (ObjectiveState.DONE, ObjectiveState.DROPPED)
    overdue = not done and row.due_on is not None and row.due_on < as_of
    judged = next(iter(row.confidences.all()), None)
    words = {"done": "Réalisé", "dropped": "Abandonné", "started": "En cours"}
    status = words.get(row.state, "Sans mesure")
    return ObjectiveRow(
        code=row.code,
        number=row.number,
        title=row.title,
        source=row.source,
        due=row.due_printed or short_day(row.due_on),
        due_on=row.due_on,
        overdue=overdue,
        status="En retard" if overdue and row.state == ObjectiveState.STARTED else status,
        weather=judged.get_level_display() if judged else None,
        lead=str(row.lead) if row.lead else None,
    )


def _contributions(below: frozenset[int]) -> list[Contribution]:
    """The parts that the unit owes to the latest report that asks it for any."""
    rows = list(
        Contribution.objects.filter(unit__in=below)
        .select_related("chapter__report")
        .order_by("-chapter__report__year", "chapter__position", "id")
    )
    year = rows[0].chapter.report.year if rows else None
    return [row for row in rows if row.chapter.report.year == year]


STATES = {
    ContributionState.DRAFTED: "watch",
    ContributionState.REVIEWED: "ok",
    ContributionState.ACCEPTED: "done",
}


def _parts(rows: Sequence[Contribution]) -> tuple[list[PartState], int | None]:
    """One state per part: the least advanced when several units below write it."""
    order = list(STATES)
    parts = []
    printed = _printed_figures(rows)
    for part in Part:
        mine = [row for row in rows if row.part == part]
        if not mine:
            continue
        least = min(mine, key=lambda row: (order.index(ContributionState(row.state)), row.pk))
        empty = not least.body.strip()
        parts.append(
            PartState(
                label=part.label,
                state=None if empty else least.get_state_display(),
                tone="unknown" if empty else STATES[ContributionState(least.state)],
                due=short_day(least.due_on) if least.due_on else "",
                text=excerpt(least.body, printed),
                pk=least.chapter_id,
            )
        )
    return parts, rows[0].chapter.report.year if rows else None


def _printed_figures(rows: Sequence[Contribution]) -> dict[str, str]:
    """The bound figures of these texts, in words, by citation number (one query)."""
    codes = {code for row in rows for code in figure_codes(row.body)}
    figures = Figure.objects.current().filter(external_id__in=codes)
    return {
        figure.external_id: printed_value(figure.value, figure.measure_unit, figure.qualifier)
        for figure in figures
    }


def _people(unit: Unit) -> list[PersonRow]:
    today = date.today()
    grants = (
        Grant.objects.filter(scope=Scope.UNIT, scope_code=unit.code, user__is_active=True)
        .filter(starts_on__lte=today)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
        .select_related("user__deputy")
        .order_by("user__last_name", "user__first_name")
    )
    return [
        PersonRow(
            name=str(grant.user),
            title=grant.user.title,
            role=grant.get_role_display(),
            deputy=str(grant.user.deputy) if grant.user.deputy else None,
        )
        for grant in grants
    ]


def _missing(
    owned: Sequence[UnitMeasure],
    objectives: Sequence[ObjectiveRow],
    contributions: Sequence[Contribution],
    people: Sequence[PersonRow],
) -> list[Missing]:
    found = [
        Missing(
            f"Écrire {_article(row.part)}",
            f"rapport {row.chapter.report.year}"
            + (f", avant le {short_day(row.due_on)}" if row.due_on else ""),
            row.due_on,
        )
        for row in contributions
        if row.state != ContributionState.ACCEPTED
    ]
    found += [
        Missing(f"Donner un état : {row.title}", f"échéance {row.due}", row.due_on)
        for row in objectives
        if row.overdue
    ]
    found += [_late(measure) for measure in owned if measure.state is not Freshness.UP_TO_DATE]
    found += [
        Missing("Désigner un suppléant", f"pour {row.name}", None)
        for row in people
        if row.deputy is None
    ]
    return found


def _article(part: str) -> str:
    names = {"missions": "les missions", "highlights": "les faits marquants",
             "key_figures": "les chiffres clés", "perspectives": "les perspectives"}  # fmt: skip
    return names.get(part, part)


def _late(measure: UnitMeasure) -> Missing:
    if measure.state is Freshness.UNMEASURED:
        return Missing(f"Mesurer : {measure.name}", "aucune valeur datée", None)
    detail = f"dernière valeur {measure.year}, attendue le {short_day(measure.due_on)}"
    return Missing(f"Redonner : {measure.name}", detail, measure.due_on)


def _finding(owned: Sequence[UnitMeasure], objectives: Sequence[ObjectiveRow]) -> str:
    fresh = in_state(owned, Freshness.UP_TO_DATE)
    overdue = sum(row.overdue for row in objectives)
    aims = said(len(objectives), "objectif")
    if overdue:
        gone = "échu" if overdue == 1 else "échus"
        aims += f", dont {said(overdue, 'objectif').split()[0]} {gone} sans état"
    if not owned:
        return f"Feuille de route : {aims} ; aucun indicateur confié à l’unité."
    return f"Feuille de route : {aims} ; {_fresh_words(fresh, len(owned))}."


def _fresh_words(fresh: int, total: int) -> str:
    if not fresh:
        return f"aucun indicateur à jour sur {total}"
    return f"{said(fresh, 'indicateur')} à jour sur {total}"


def _objectives_title(rows: Sequence[ObjectiveRow]) -> str:
    if not rows:
        return "Aucun objectif n’est rattaché à cette unité"
    done = sum(row.status == "Réalisé" for row in rows)
    of = said(len(rows), "objectif")
    if not done:
        return f"{capital(of)}, aucun réalisé" if len(rows) > 1 else "Un objectif, non réalisé"
    return f"{capital(of)}, dont {done} {'réalisé' if done == 1 else 'réalisés'}"


def _measures_title(owned: Sequence[UnitMeasure]) -> str:
    if not owned:
        return "Aucun indicateur n’est confié à cette unité"
    fresh = in_state(owned, Freshness.UP_TO_DATE)
    if not fresh:
        return (
            f"Aucun de ses {len(owned)} indicateurs n’est à jour"
            if len(owned) > 1
            else ("Son seul indicateur n’est pas à jour")
        )
    verb = "est" if fresh == 1 else "sont"
    return f"{capital(said(fresh, 'indicateur'))} sur {len(owned)} {verb} à jour"


def _shares(owned: Sequence[UnitMeasure]) -> list[Share]:
    return [
        Share("à jour", in_state(owned, Freshness.UP_TO_DATE), "ok"),
        Share("en retard", in_state(owned, Freshness.LATE), "late"),
        Share("sans mesure", in_state(owned, Freshness.UNMEASURED), "unknown"),
    ]


def _parts_title(parts: Sequence[PartState], year: int | None) -> str:
    if not parts:
        return "Aucune contribution au rapport n’est demandée à cette unité"
    waited = [part.label.lower() for part in parts if part.state != "Acceptée"]
    if not waited:
        return f"Contribution au rapport {year} : tout est accepté"
    return f"Contribution au rapport {year} : il manque {', '.join(waited)}"


def _kpis(
    owned: Sequence[UnitMeasure],
    objectives: Sequence[ObjectiveRow],
    contributions: Sequence[Contribution],
    people: Sequence[PersonRow],
    year: int | None,
) -> list[Kpi]:
    late, none = in_state(owned, Freshness.LATE), in_state(owned, Freshness.UNMEASURED)
    accepted = sum(row.state == ContributionState.ACCEPTED for row in contributions)
    named = sum(row.deputy is not None for row in people)
    overdue = sum(row.overdue for row in objectives)
    return [
        Kpi(
            "Objectifs",
            str(len(objectives)),
            "" if objectives else "rattaché",
            f"{overdue} échus sans état" if overdue > 1 else "un échu sans état" if overdue else "",
        ),
        Kpi(
            "Indicateurs à jour",
            str(in_state(owned, Freshness.UP_TO_DATE)) if owned else None,
            f"sur {len(owned)}" if owned else "",
            f"{late} en retard, {none} sans mesure" if owned else "",
            missing="aucun indicateur",
        ),
        Kpi(
            "Contribution au rapport",
            str(accepted) if contributions else None,
            f"acceptée sur {len(contributions)}" if accepted < 2
            else f"acceptées sur {len(contributions)}",
            f"rapport {year}" if year else "",
            missing="non demandée",
        ),
        Kpi(
            "Suppléances",
            str(named) if people else None,
            f"sur {len(people)}" if people else "",
            "" if not people or named == len(people) else f"{len(people) - named} à désigner",
            missing="à désigner",
        ),
    ]  # fmt: skip


def _crumbs(unit: Unit, chart_units: Sequence[Unit]) -> list[Link]:
    by_id = {u.pk: u for u in chart_units}
    above: list[Unit] = []
    current = by_id.get(unit.parent_id) if unit.parent_id else None
    while current is not None:
        above.insert(0, current)
        current = by_id.get(current.parent_id) if current.parent_id else None
    return [
        Link("Organisation", address("organisation")),
        Link(unit.chart.code, address("chart", unit.chart.code)),
        *(Link(u.short_name or u.name, address("unit", u.code)) for u in above[-2:]),
        Link(unit.short_name or unit.name),
    ]


def _facts(unit: Unit, chart_units: Sequence[Unit], links: Sequence[Succession]) -> list[Fact]:
    parent = next((u for u in chart_units if u.pk == unit.parent_id), None)
    start = unit.starts_on or unit.chart.starts_on
    end = unit.ends_on or unit.chart.ends_on
    taken = sum(link.successor_id == unit.pk for link in links)
    return [
        Fact("Niveau", unit.get_level_display()),
        Fact("Nature", unit.get_kind_display()),
        Fact("Rattachement", parent.name if parent else None,
             address("unit", parent.code) if parent else "", "aucun"),
        Fact("Depuis le", short_day(start)),
        Fact("Jusqu’au", short_day(end) if end else "aujourd’hui"),
        Fact("Unités reprises", str(taken) if taken else None, missing="aucune connue"),
        Fact("Source", unit.source if unit.line else None,
             missing="déduite, sans ligne de source"),
    ]  # fmt: skip

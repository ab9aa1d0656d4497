"""One commune: what the institution does on its ground, in figures that are really its own.

R26 and R116: undertakings and figures of the commune. R128: its extract of the report. R104 and
R105: sent, received, presented in council. A figure of a former territory is shown as such and
never divided among its communes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from timonier.engine.period import add_months
from timonier.engine.quantities import format_money, format_number
from timonier.outputs.charts import Area, CommuneMap, MapClass, Tone
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import counted, short_day
from timonier.outputs.dashboards.ground import Drawn, ground
from timonier.outputs.dashboards.parts import Fact, Kpi, Link, Revision, Step
from timonier.outputs.dashboards.phrases import capital, of_place, said
from timonier.outputs.dashboards.territory_figures import FigureRow, figures, row_of
from timonier.outputs.dashboards.unit_measures import known, text_of
from timonier.outputs.reports.models import AnnualReport, Sending
from timonier.registry.indicators.models import Figure
from timonier.registry.strategy.enums import UndertakingStatus
from timonier.registry.strategy.models import Undertaking
from timonier.registry.territories import queries
from timonier.registry.territories.enums import PopulationKind
from timonier.registry.territories.models import Population, Territory

MOST_FIGURES = 12
MOST_CHANGES = 12
LOOKED_BACK = 6
"""Months: the delegates report to their council at least twice a year (CGCT L.5211-39)."""

STATUS = {
    UndertakingStatus.KEPT: "Tenu",
    UndertakingStatus.IN_PROGRESS: "En cours",
    UndertakingStatus.LATE: "En retard",
    UndertakingStatus.DROPPED: "Abandonné",
    UndertakingStatus.UNKNOWN: "Sans nouvelle",
}


@dataclass(frozen=True, slots=True)
class UndertakingRow:
    """One undertaking on the commune's ground, with what its sources say."""

    code: str
    subject: str
    promise: str
    amount: str | None
    promise_source: str
    evidence: str
    evidence_source: str
    due: str | None
    status: str


@dataclass(frozen=True, slots=True)
class ReportSending:
    """The report of one year for this commune. ``sending`` None: not opened yet."""

    report: AnnualReport
    sending: Sending | None
    steps: Sequence[Step]
    late: bool
    act: str


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """Inhabitants of one year, with the vintage that says so; None is unknown."""

    year: int
    vintage: int
    municipal: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class CommunePage:
    """The page that a mayor reads first."""

    territory: Territory
    title: str
    finding: str
    crumbs: Sequence[Link]
    kpis: Sequence[Kpi]
    undertakings: Sequence[UndertakingRow]
    undertakings_title: str
    own: Sequence[FigureRow]
    own_more: Sequence[FigureRow]
    shared: Sequence[FigureRow]
    shared_total: int
    figures_title: str
    figures_sub: str
    why_so_few: str
    changes: Sequence[Revision]
    changes_sub: str
    reports: Sequence[ReportSending]
    money: Sequence[FigureRow]
    money_unknown: str
    populations: Sequence[PopulationRow]
    facts: Sequence[Fact]
    drawn: Drawn | None
    former: Territory | None


def commune_page(
    commune: Territory, reports: Sequence[AnnualReport], *, as_of: date
) -> CommunePage:
    """The page of *commune* on *as_of*, with the reports that the person may read."""
    former = queries.former_of().get(commune.pk)
    institution = queries.institution()
    members = len(queries.member_ids(former)) if former else 0
    own, around = _figures(commune, former, institution, as_of)
    scopes = {former.pk: f"{members} communes"} if former else {}
    if institution:
        scopes[institution.pk] = institution.name
    own_rows = [row_of(figure, scopes) for figure in own]
    around_rows = [row_of(figure, scopes) for figure in around]
    promises = _undertakings(commune)
    sendings = _reports(commune, reports, as_of)
    people = _populations(commune)
    money = [row for row in (*own_rows, *around_rows) if row.money]
    return CommunePage(
        territory=commune,
        title=commune.name,
        finding=_finding(promises, commune),
        crumbs=_crumbs(commune, former),
        kpis=_kpis(promises, own_rows, people, sendings),
        undertakings=promises,
        undertakings_title=_undertakings_title(promises),
        own=own_rows[:MOST_FIGURES],
        own_more=own_rows[MOST_FIGURES:],
        shared=around_rows[:MOST_FIGURES],
        shared_total=len(around_rows),
        figures_title=_figures_title(own_rows, commune),
        figures_sub=_figures_sub(former, members),
        why_so_few=_why_so_few(former, members),
        changes=_changes(commune, sendings, as_of)[:MOST_CHANGES],
        changes_sub=f"Du {short_day(add_months(as_of, -LOOKED_BACK))} au {short_day(as_of)}",
        reports=sendings,
        money=money[:8],
        money_unknown="" if money else "Aucun montant n’est rattaché à la commune par une source.",
        populations=people,
        facts=_facts(commune, former, institution),
        drawn=_map(commune, former),
        former=former,
    )


def _figures(
    commune: Territory, former: Territory | None, institution: Territory | None, as_of: date
) -> tuple[list[Figure], list[Figure]]:
    """The commune's own figures; then its former territory's, and the institution's beside them.

    Of the institution, only the indicators that the commune or its former territory has too.
    """
    places = [place for place in (commune, former) if place is not None]
    local = figures(places, as_of=as_of)
    wanted = {figure.indicator_id for figure in local}
    own = [figure for figure in local if figure.territory_id == commune.pk]
    around = [figure for figure in local if figure.territory_id != commune.pk]
    if institution and wanted:
        around += figures([institution], as_of=as_of, indicators=wanted)
    return own, around


def _undertakings(commune: Territory) -> list[UndertakingRow]:
    rows = (
        Undertaking.objects.active()
        .filter(communes=commune)
        .select_related("promise_document", "evidence_document")
        .order_by("code")
    )
    return [_undertaking(row) for row in rows]


def _undertaking(row: Undertaking) -> UndertakingRow:
    return UndertakingRow(
        code=row.code,
        subject=row.subject,
        promise=row.promise,
        amount=_amount(row),
        promise_source=_place(row.promise_document, row.promise_line),
        evidence=row.evidence,
        evidence_source=_place(row.evidence_document, row.evidence_line),
        due=row.promised_printed or None,
        status=STATUS[UndertakingStatus(row.status)],
    )


def _amount(row: Undertaking) -> str | None:
    if row.promised_amount is None:
        return None
    if row.promised_amount_unit == "€":
        return format_money(row.promised_amount, compact=True)
    return f"{format_number(row.promised_amount)} {row.promised_amount_unit}".strip()


def _place(document: object, line: str) -> str:
    if document is None:
        return ""
    return f"{document}, l.\u00a0{line}" if line else str(document)


def _finding(rows: Sequence[UndertakingRow], commune: Territory) -> str:
    if not rows:
        return (
            "Aucun engagement publié ne cite la commune : ce n’est pas dire qu’il ne s’y fait "
            "rien, mais qu’aucune source ne le dit."
        )
    parts = [said(len(rows), "engagement cité", "engagements cités")]
    words = {
        "Tenu": ("tenu", "tenus"),
        "En cours": ("en cours", "en cours"),
        "En retard": ("en retard", "en retard"),
        "Abandonné": ("abandonné", "abandonnés"),
        "Sans nouvelle": ("dont on n’a plus de nouvelles", "dont on n’a plus de nouvelles"),
    }
    for status, (one, many) in words.items():
        count = sum(row.status == status for row in rows)
        if count:
            parts.append(said(count, one, many))
    return f"Ce qui est annoncé sur le sol de la commune : {', '.join(parts)}."


def _undertakings_title(rows: Sequence[UndertakingRow]) -> str:
    if not rows:
        return "Aucun engagement publié ne cite la commune"
    silent = sum(row.status == "Sans nouvelle" for row in rows)
    head = capital(said(len(rows), "engagement"))
    if not silent:
        return f"{head} sur la commune, aucun sans nouvelle"
    if silent == len(rows):
        return (
            f"{head} sur la commune, sans nouvelle"
            if silent == 1
            else (f"{head} sur la commune, tous sans nouvelle")
        )
    return f"{head} sur la commune, dont {said(silent, 'sans nouvelle', 'sans nouvelle')}"


def _figures_title(own: Sequence[FigureRow], commune: Territory) -> str:
    if not own:
        return f"Aucun chiffre ne parle {of_place(commune.name)} seule"
    verb = "parle" if len(own) == 1 else "parlent"
    return f"{capital(said(len(own), 'chiffre'))} {verb} {of_place(commune.name)} seule"


def _figures_sub(former: Territory | None, members: int) -> str:
    if former is None:
        return "Chaque chiffre dit sa portée et sa source"
    return f"Les autres valent pour les {members} communes de {former.name}, ou pour l’ensemble"


def _why_so_few(former: Territory | None, members: int) -> str:
    if former is None or former.ends_on is None:
        return ""
    return (
        f"Les conseils de territoire ont pris fin ; le découpage de {former.name} ne ventile plus "
        f"les chiffres depuis le {short_day(former.ends_on)}. Un chiffre de territoire n’est pas "
        f"divisé par {members}."
    )


def _crumbs(commune: Territory, former: Territory | None) -> list[Link]:
    middle = [Link(former.name, address("territory", former.code))] if former else []
    return [Link("Territoires", address("territories")), *middle, Link(commune.name)]


def _kpis(
    promises: Sequence[UndertakingRow],
    own: Sequence[FigureRow],
    people: Sequence[PopulationRow],
    sendings: Sequence[ReportSending],
) -> list[Kpi]:
    silent = sum(row.status == "Sans nouvelle" for row in promises)
    newest = next((row for row in people if row.municipal is not None), None)
    last = sendings[0] if sendings else None
    years = sorted({row.sort_year for row in own if row.sort_year})
    current = next((step for step in last.steps if step.state == "current"), None) if last else None
    return [
        Kpi("Engagements sur la commune", str(len(promises)),
            note=f"{silent} sans nouvelle" if silent else ""),
        Kpi("Chiffres propres à la commune", str(len(own)),
            note=f"de {years[0]} à {years[-1]}" if len(years) > 1 else
            f"de {years[0]}" if years else ""),
        Kpi("Population municipale", format_number(newest.municipal, 0) if newest else None,
            note=f"{newest.year}, millésime {newest.vintage}" if newest else ""),
        Kpi(f"Rapport {last.report.year}" if last else "Rapport d’activité",
            (current.label if current else "En conseil") if last else None,
            note=current.note if current else "", missing="aucun ouvert"),
    ]  # fmt: skip


def _reports(
    commune: Territory, reports: Sequence[AnnualReport], as_of: date
) -> list[ReportSending]:
    mine = {
        sending.report_id: sending
        for sending in Sending.objects.filter(commune=commune, report__in=reports)
    }
    return [_report(report, mine.get(report.pk), as_of) for report in reports]


def _report(report: AnnualReport, sending: Sending | None, as_of: date) -> ReportSending:
    sent = sending.sent_on if sending else None
    days = (report.due_on - as_of).days
    late = f"{counted(-days, 'jour')} de retard"
    wait = f"dû le {short_day(report.due_on)}" if days >= 0 else late
    stages = [
        ("Prêt", report.published_at.date() if report.published_at else None, "en préparation"),
        ("Envoyé", sent, wait),
        ("Reçu", sending.received_on if sending else None, "pas encore"),
        ("En conseil", sending.presented_on if sending else None, "sans date"),
    ]
    steps, reached = [], False
    for label, on, missing in stages:
        state = "done" if on else "todo" if reached else "current"
        reached = reached or on is None
        steps.append(Step(label, short_day(on) if on else missing, state))
    return ReportSending(
        report=report,
        sending=sending,
        steps=steps,
        late=sent is None and days < 0,
        act=sending.act_reference if sending else "",
    )


def _populations(commune: Territory) -> list[PopulationRow]:
    rows = Population.objects.filter(territory=commune).order_by("-year", "-vintage_year")
    found: dict[tuple[int, int], dict[str, int]] = {}
    for row in rows:
        found.setdefault((row.year, row.vintage_year), {})[row.kind] = row.value
    return [
        PopulationRow(
            year, vintage, kinds.get(PopulationKind.MUNICIPAL), kinds.get(PopulationKind.TOTAL)
        )
        for (year, vintage), kinds in found.items()
    ]


def _facts(
    commune: Territory, former: Territory | None, institution: Territory | None
) -> list[Fact]:
    known = [Fact("Code officiel", commune.code)]
    if former:
        known.append(Fact("Ancien territoire", former.name, address("territory", former.code)))
    if institution:
        known.append(
            Fact("Établissement", institution.name, address("territory", institution.code))
        )
    return [*known, Fact("SIREN", commune.siren or None)]


def _map(commune: Territory, former: Territory | None) -> Drawn | None:
    everyone = queries.communes()
    shapes = ground(everyone)
    if shapes.outlines is None and any(c.code not in shapes.positions for c in everyone):
        return None
    formers = queries.former_of()
    here = MapClass("here", commune.name, Tone.LEVEL_4)
    near = MapClass("near", former.name if former else "même ancien territoire", Tone.LEVEL_1)
    far = MapClass("far", "autres communes", Tone.NONE)

    def place(other: Territory) -> str:
        if other.pk == commune.pk:
            return "here"
        same = former is not None and other.pk in formers and formers[other.pk].pk == former.pk
        return "near" if same else "far"

    data = CommuneMap(
        title=f"{commune.name} parmi les {len(everyone)} communes",
        classes=(here, near, far) if former else (here, far),
        areas=tuple(Area(c.code, c.name, place(c)) for c in everyone),
        labelled=(commune.code,),
        highlighted=commune.code,
    )
    return shapes.draw(data, linked=())


def _changes(commune: Territory, sendings: Sequence[ReportSending], as_of: date) -> list[Revision]:
    """What became known in the last six months: figures, undertakings, steps of the report."""
    since = add_months(as_of, -LOOKED_BACK)
    dated = [
        *_figure_changes(commune, since, as_of),
        *_undertaking_changes(commune, since, as_of),
        *_sending_changes(sendings, since, as_of),
    ]
    dated.sort(key=lambda item: item[0], reverse=True)
    return [
        Revision(short_day(on), text, state="new" if rank == 0 else "", status=status)
        for rank, (on, text, status) in enumerate(dated)
    ]


def _bounds(since: date, until: date) -> tuple[datetime, datetime]:
    return datetime.combine(since, time.min, UTC), datetime.combine(until, time.max, UTC)


def _figure_changes(commune: Territory, since: date, until: date) -> list[tuple[date, str, str]]:
    rows = (
        known(until)
        .filter(territory=commune, recorded_at__range=_bounds(since, until))
        .select_related("indicator", "supersedes", "document")
    )
    return [(row.recorded_at.date(), _figure_change(row), "") for row in rows]


def _figure_change(figure: Figure) -> str:
    label = figure.label or figure.indicator.name
    value = text_of(figure) or "inconnu"
    if figure.supersedes is not None:
        before = text_of(figure.supersedes) or "inconnu"
        return f"{label} : {before} devient {value}. Motif : {figure.revision_reason}"
    year = f" en {figure.period_printed}" if figure.period_printed else ""
    return f"{label} : {value}{year}"


def _undertaking_changes(
    commune: Territory, since: date, until: date
) -> list[tuple[date, str, str]]:
    events = Undertaking.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_label="update",
        pgh_created_at__range=_bounds(since, until),
        pgh_obj__communes=commune,
    ).order_by("pgh_created_at")
    return [
        (event.pgh_created_at.date(), f"{event.subject} : {event.evidence or event.promise}",
         STATUS[UndertakingStatus(event.status)])
        for event in events
    ]  # fmt: skip


def _sending_changes(
    sendings: Sequence[ReportSending], since: date, until: date
) -> list[tuple[date, str, str]]:
    found = []
    for item in sendings:
        if item.sending is None:
            continue
        for on, text in (
            (item.sending.sent_on, "adressé à la commune"),
            (item.sending.received_on, "reçu en mairie"),
            (item.sending.presented_on, "présenté en conseil municipal"),
            (item.sending.delegates_heard_on, "délégués entendus par le conseil municipal"),
        ):
            if on and since <= on <= until:
                found.append((on, f"Rapport {item.report.year} : {text}", ""))
    return found

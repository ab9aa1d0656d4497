"""Undertakings: by theme, on the map, as a list, and one by one from promise to evidence (R125)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from timonier.engine.quantities import format_money, format_number, format_percent
from timonier.engine.typography import NBSP
from timonier.outputs.charts import Area, CommuneMap, MapClass, Tone
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import capital, counted, in_letters, short_day
from timonier.outputs.dashboards.ground import Drawn, ground
from timonier.outputs.dashboards.parts import Fact, Link, Share
from timonier.registry.strategy.enums import UndertakingStatus
from timonier.registry.strategy.models import Undertaking
from timonier.registry.strategy.queries import WORST_FIRST, undertakings_by_commune
from timonier.registry.territories.enums import TerritoryKind
from timonier.registry.territories.models import Territory

KEPT, RUNNING, LATE = (
    UndertakingStatus.KEPT,
    UndertakingStatus.IN_PROGRESS,
    UndertakingStatus.LATE,
)
DROPPED, SILENT = UndertakingStatus.DROPPED, UndertakingStatus.UNKNOWN
TONES = {KEPT: "done", RUNNING: "ok", LATE: "late", DROPPED: "drop", SILENT: "unknown"}
MANY = {
    KEPT: "tenus",
    RUNNING: "en cours",
    LATE: "en retard",
    DROPPED: "abandonnés",
    SILENT: "sans nouvelle",
}
MAP_TONES = {
    LATE: Tone.LATE,
    SILENT: Tone.SILENT,
    RUNNING: Tone.RUNNING,
    KEPT: Tone.DONE,
}


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme: how its undertakings stand. ``coverage``: share of which there is news."""

    name: str
    url: str
    shares: tuple[Share, ...]
    followed: int
    with_news: int

    @property
    def coverage(self) -> str:
        """The share of undertakings of which there is news, in percent."""
        return format_percent(Decimal(100 * self.with_news) / self.followed, 0)


@dataclass(frozen=True, slots=True)
class Themes:
    """Undertakings by theme, best covered first, and over all themes."""

    finding: str
    rows: tuple[ThemeRow, ...]
    totals: tuple[Share, ...]
    followed: int
    with_news: int


def shares_of(counts: Mapping[str, int]) -> tuple[Share, ...]:
    """Counts by status as parts of a bar, the kept first and the silent last."""
    order = (KEPT, RUNNING, LATE, DROPPED, SILENT)
    return tuple(Share(MANY[status], counts.get(status, 0), TONES[status]) for status in order)


def themes(counts: Mapping[str, Mapping[str, int]]) -> Themes:
    """The table of themes from the counts of each section by status."""
    rows = sorted((_theme(name, held) for name, held in counts.items()), key=_best_covered)
    totals: dict[str, int] = {}
    for held in counts.values():
        for status, count in held.items():
            totals[status] = totals.get(status, 0) + count
    followed = sum(totals.values())
    news = followed - totals.get(SILENT, 0)
    return Themes(
        _theme_finding(rows, news, followed), tuple(rows), shares_of(totals), followed, news
    )


def _theme(name: str, held: Mapping[str, int]) -> ThemeRow:
    followed = sum(held.values())
    url = address("undertakings", theme=name)
    return ThemeRow(name, url, shares_of(held), followed, followed - held.get(SILENT, 0))


def _best_covered(row: ThemeRow) -> tuple[float, int]:
    return (-row.with_news / row.followed, -row.followed)


def _theme_finding(rows: list[ThemeRow], news: int, followed: int) -> str:
    if not rows:
        return "Aucun engagement n’est suivi"
    head = capital(in_letters(news)) + f" engagement{'' if news < 2 else 's'} sur {followed}"
    head += " a donné de ses nouvelles" if news < 2 else " ont donné de leurs nouvelles"
    last = rows[-1]
    if len(rows) < 2 or last.with_news == last.followed:
        return head
    return f"{head} ; le moins suivi{NBSP}: {last.name}, {last.with_news} sur {last.followed}"


def sentence(counts: Mapping[str, Mapping[str, int]]) -> str:
    """The finding of the whole: how many are kept, under way, late, dropped, silent.

    >>> sentence({"A": {"kept": 2, "late": 1, "unknown": 1}})
    'Sur 4 engagements suivis, 2 sont tenus, 1 est en retard et 1 n’a plus de nouvelle.'
    """
    totals: dict[str, int] = {}
    for held in counts.values():
        for status, count in held.items():
            totals[status] = totals.get(status, 0) + count
    total = sum(totals.values())
    if not total:
        return "Aucun engagement n’est encore suivi ici."
    said = [_said(status, totals[status]) for status in _SAID if totals.get(status)]
    joined = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} et {said[-1]}"
    noun = "engagement suivi" if total == 1 else "engagements suivis"
    return f"Sur {format_number(total)} {noun}, {joined}."


_SAID = {
    KEPT: ("est tenu", "sont tenus"),
    RUNNING: ("avance", "avancent"),
    LATE: ("est en retard", "sont en retard"),
    DROPPED: ("est abandonné", "sont abandonnés"),
    SILENT: ("n’a plus de nouvelle", "n’ont plus de nouvelle"),
}


def _said(status: UndertakingStatus, count: int) -> str:
    one, many = _SAID[status]
    return f"{format_number(count)} {one if count == 1 else many}"


def commune_states() -> Drawn | None:
    """The map of localised undertakings: each commune by its least favourable state.

    None when no commune can be drawn.
    """
    communes = [
        row
        for row in Territory.objects.active().filter(kind=TerritoryKind.COMMUNE).order_by("name")
        if row.longitude is not None and row.latitude is not None
    ]
    if not communes:
        return None
    held = undertakings_by_commune()
    localised = [row for row in communes if row.pk in held]
    data = CommuneMap(
        title="Engagements localisés, état le plus défavorable par commune",
        classes=_classes({_worst(rows) for rows in held.values()}),
        areas=tuple(_area(row, held.get(row.pk, [])) for row in communes),
        labelled=tuple(row.code for row in localised[:14]),
        finding=_map_finding(len(localised), len(communes)),
    )
    linked = [row.code for row in communes]
    return ground(communes).draw(data, linked=linked, uid="carte-engagements")


def _area(commune: Territory, held: list[Undertaking]) -> Area:
    if not held:
        return Area(commune.code, commune.name, "none")
    return Area(commune.code, commune.name, _worst(held), counted(len(held), "engagement"))


def _worst(rows: list[Undertaking]) -> str:
    held = {row.status for row in rows}
    worst = next(status for status in WORST_FIRST if status in held)
    return str(LATE if worst == DROPPED else worst)


def _classes(used: set[str]) -> tuple[MapClass, ...]:
    """Five at most can be read: late and dropped are one."""
    words = {status: MANY[status] for status in (LATE, SILENT, RUNNING, KEPT)}
    words[LATE] = "en retard ou abandonné"
    words[KEPT] = "tenu"
    kept = [status for status in words if status in used]
    classes = [MapClass(status.value, words[status], MAP_TONES[status]) for status in kept]
    return (*classes, MapClass("none", "aucun engagement localisé", Tone.NONE))


def _map_finding(localised: int, total: int) -> str:
    verb = "porte" if localised < 2 else "portent"
    said = f"{capital(in_letters(localised, feminine=True))} commune{'' if localised < 2 else 's'}"
    return f"{said} sur {total} {verb} un engagement localisé"


@dataclass(frozen=True, slots=True)
class UndertakingPage:
    """One undertaking: what was promised where, what is known since, and by which line."""

    title: str
    sentence: str
    crumbs: tuple[Link, ...]
    status: str
    promise: str
    promise_source: str
    evidence: str
    evidence_source: str
    facts: tuple[Fact, ...]
    communes: tuple[Link, ...]
    edit_url: str
    history_url: str


SENTENCES = {
    KEPT: "L’engagement est tenu.",
    RUNNING: "L’engagement avance ; il n’est pas encore tenu.",
    LATE: "L’engagement est en retard sur ce qui avait été annoncé.",
    DROPPED: "L’engagement est abandonné.",
    SILENT: "Aucun document ne dit ce que cet engagement est devenu. Ce n’est ni un échec, ni un "
    "succès.",
}


def undertaking_page(row: Undertaking) -> UndertakingPage:
    """The page of one undertaking; two queries."""
    status = UndertakingStatus(row.status)
    return UndertakingPage(
        title=row.subject,
        sentence=SENTENCES[status],
        crumbs=(Link("Engagements", address("undertakings")), Link(row.code)),
        status=str(status.label),
        promise=row.promise,
        promise_source=_place(row.promise_document, row.promise_line),
        evidence=row.evidence,
        evidence_source=_place(row.evidence_document, row.evidence_line),
        facts=_facts(row),
        communes=tuple(
            Link(commune.name, address("territory", commune.code))
            for commune in row.communes.order_by("name")
        ),
        edit_url=address("undertakings_edit", row.code),
        history_url=address("undertakings_sheet", row.code),
    )


def _facts(row: Undertaking) -> tuple[Fact, ...]:
    amount = row.promised_amount
    due = row.promised_printed or (short_day(row.promised_on) if row.promised_on else None)
    if amount is None or row.promised_amount_unit == "€":
        money = None if amount is None else format_money(amount)
    else:
        money = f"{format_number(amount)}{NBSP}{row.promised_amount_unit}"
    return (
        Fact("Thème", row.section),
        Fact("Échéance annoncée", due, missing="sans date"),
        Fact("Montant annoncé", money, missing="aucun montant"),
        Fact("Remarque", row.note or None, missing="aucune"),
    )


def _place(document: object, line: str) -> str:
    if document is None:
        return ""
    return f"{document}, l.{NBSP}{line}" if line else str(document)

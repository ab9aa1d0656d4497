"""« Où en est la Métropole »: the home of the services, and the extract for elected members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q

from timonier.engine.quantities import format_number, format_percent
from timonier.outputs.dashboards import alerts as lists
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import counted, long_day, out_of
from timonier.outputs.dashboards.ground import Drawn
from timonier.outputs.dashboards.parts import Alert, Fact, Link
from timonier.outputs.dashboards.undertakings import (
    Themes,
    commune_states,
    sentence,
    themes,
)
from timonier.outputs.reports.enums import ContributionState
from timonier.outputs.reports.models import AnnualReport
from timonier.registry.feeds.queries import feed_rows, state_of
from timonier.registry.strategy.models import Confidence, Objective, Strategy
from timonier.registry.strategy.queries import (
    printed_objectives,
    strategies,
    undertaking_counts,
)
from timonier.registry.strategy.standing import Standing, is_measured, standing
from timonier.registry.territories.models import Territory

PERIOD_OF_DUTY = timedelta(days=273)
"""From 1 January to 30 September: the time that the law leaves to send the report."""


@dataclass(frozen=True, slots=True)
class StrategyRow:
    """Progress of one strategy: done over total is computed, the météo is signed by a person.

    ``known`` counts the objectives of which something is known; the others are not zero.
    """

    code: str
    name: str
    url: str
    about: str
    done: int
    total: int
    known: int
    weather: str | None
    weather_note: str

    @property
    def coverage(self) -> str:
        """The share of objectives of which something is known; empty without objectives."""
        return format_percent(Decimal(100 * self.known) / self.total, 0) if self.total else ""


@dataclass(frozen=True, slots=True)
class Countdown:
    """The annual report before its legal date. ``days`` is negative once it is past."""

    title: str
    days: int
    deadline: str
    law: str
    elapsed: int | None
    facts: tuple[Fact, ...]
    url: str


@dataclass(frozen=True, slots=True)
class FeedState:
    """How many feeds are in one state, the list of them, and the first names."""

    label: str
    count: int
    tone: str
    url: str
    names: str


@dataclass(frozen=True, slots=True)
class AlertLink:
    """A count and its list, in a sentence."""

    count: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home of the services; ``on`` is the day on which lateness is judged."""

    title: str
    sentence: str
    on: date
    alerts: tuple[Alert, ...]
    themes: Themes
    strategies: tuple[StrategyRow, ...]
    off_track: AlertLink
    map: Drawn | None
    report: Countdown | None
    feeds: tuple[FeedState, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class ElectedPage:
    """The extract prepared for elected members: promises, strategies, communes, the report."""

    title: str
    sentence: str
    on: date
    themes: Themes
    strategies: tuple[StrategyRow, ...]
    late: tuple[Link, ...]
    map: Drawn | None
    report: Countdown | None


def institution_word() -> str:
    """« la Métropole » where the institution calls itself so, else « l’institution »."""
    found = Territory.objects.filter(kind="institution").order_by("id").first()
    return "la Métropole" if found and found.name.startswith("Métropole") else "l’institution"


def home_page(on: date) -> HomePage:
    """The whole home, in a constant number of queries."""
    counts = undertaking_counts()
    rows = strategy_rows(on)
    return HomePage(
        title=f"Où en est {institution_word()}",
        sentence=sentence(counts),
        on=on,
        alerts=five_alerts(on),
        themes=themes(counts),
        strategies=rows,
        off_track=_off_track(on),
        map=commune_states(),
        report=countdown(on),
        feeds=freshness(on),
        empty=not counts and not rows,
    )


def elected_page(on: date) -> ElectedPage:
    """What was promised and what became of it, without working notes nor data matters."""
    counts = undertaking_counts()
    late = lists.late_undertakings(on)
    return ElectedPage(
        title=f"Ce que {institution_word()} a promis, et ce qu’il en est",
        sentence=sentence(counts),
        on=on,
        themes=themes(counts),
        strategies=strategy_rows(on),
        late=tuple(Link(row.label, row.url) for row in late.rows),
        map=commune_states(),
        report=countdown(on),
    )


def five_alerts(on: date) -> tuple[Alert, ...]:
    """The five counts of the home; each opens the exact list counted."""
    late, silent = lists.late_undertakings(on), lists.silent_undertakings(on)
    unmeasured, stale = lists.unmeasured_objectives(on), lists.stale_indicators(on)
    gone, clashes = lists.gone_indicators(on), lists.contradictions(on)
    dont = f"dont {lists.names(late.rows, 2)}" if late.rows else "aucun retard constaté"
    series = counted(gone.count, "série interrompue", "séries interrompues")
    return (
        _alert(late, dont, "late", "late"),
        _alert(silent, "aucun fait rattaché depuis l’annonce", "unknown", "unknown"),
        _alert(unmeasured, "ni valeur, ni preuve à la date due", "watch", "watch"),
        _alert(stale, f"et {series}", "unknown", "gap"),
        _alert(clashes, "deux chiffres en vigueur pour un même fait", "late", "unequal"),
    )


def _alert(found: lists.AlertList, detail: str, tone: str, icon: str) -> Alert:
    url = address("alerts", found.kind)
    return Alert(format_number(found.count), found.label, detail, url, tone, icon)


def _off_track(on: date) -> AlertLink:
    found = lists.off_track(on)
    return AlertLink(found.count, found.heading, address("alerts", found.kind))


def strategy_rows(on: date) -> tuple[StrategyRow, ...]:
    """Progress of each strategy in force; four queries whatever their number."""
    held: dict[int, list[Objective]] = {}
    for objective in printed_objectives():
        held.setdefault(objective.node.strategy_id, []).append(objective)
    weather = _strategy_weather()
    return tuple(
        _strategy_row(row, held.get(row.pk, []), weather.get(row.pk), on) for row in strategies()
    )


def _strategy_weather() -> dict[int, Confidence]:
    """The météo of a strategy is the one signed on its node of depth 0."""
    signed = Confidence.objects.filter(node__depth=0).select_related("author", "node")
    return {row.node.strategy_id: row for row in signed.order_by("stated_at", "id") if row.node}


def _strategy_row(
    strategy: Strategy, held: Iterable[Objective], weather: Confidence | None, on: date
) -> StrategyRow:
    states = Counter(standing(row, on, measured=is_measured(row)) for row in held)
    total = sum(states.values())
    return StrategyRow(
        code=strategy.code,
        name=strategy.name,
        url=address("strategy", strategy.code),
        about=f"{strategy.get_kind_display().lower()}, "
        f"{counted(total, 'objectif daté ou chiffré', 'objectifs')}",
        done=states[Standing.DONE],
        total=total,
        known=total - states[Standing.UNMEASURED],
        weather=weather.get_level_display() if weather else None,
        weather_note=f"{weather.author}, {long_day(weather.stated_at.date())}" if weather else "",
    )


def countdown(on: date) -> Countdown | None:
    """The report that is still owed: the newest whose sending is not closed; None without one."""
    report = (
        AnnualReport.objects.filter(sending_closed_at__isnull=True)
        .annotate(
            sent=Count("sendings", filter=Q(sendings__sent_on__isnull=False), distinct=True),
            addressees=Count("sendings", distinct=True),
            texts=Count("chapters__contributions", distinct=True),
            accepted=Count(
                "chapters__contributions",
                filter=Q(chapters__contributions__state=ContributionState.ACCEPTED),
                distinct=True,
            ),
            justified=Count("waivers", distinct=True),
        )
        .order_by("-year")
        .first()
    )
    if report is None:
        return None
    days = (report.due_on - on).days
    return Countdown(
        title=report.title,
        days=days,
        deadline=long_day(report.due_on),
        law=f"Échéance légale ({report.legal_basis})",
        elapsed=_elapsed(report.due_on, on),
        facts=_report_facts(report),
        url=address("report", report.year),
    )


def _report_facts(report: AnnualReport) -> tuple[Fact, ...]:
    counts = report.__dict__
    sent = out_of(counts["sent"], counts["addressees"])
    return (
        Fact("Avancement", str(report.get_state_display())),
        Fact("Textes acceptés", out_of(counts["accepted"], counts["texts"])),
        Fact("Constats justifiés", str(counts["justified"])),
        Fact("Envoyé aux maires", sent if counts["addressees"] else "pas encore ouvert"),
    )


def _elapsed(due: date, on: date) -> int:
    """The percentage of the time of duty already gone, between 0 and 100."""
    gone = (on - (due - PERIOD_OF_DUTY)).days
    return max(0, min(100, round(100 * gone / PERIOD_OF_DUTY.days)))


FEED_STATES = (
    ("on_time", "reçus dans les délais", "ok"),
    ("late", "en retard", "late"),
    ("never", "jamais reçus", "unknown"),
)


def freshness(on: date) -> tuple[FeedState, ...]:
    """Declared feeds by state; one query."""
    found: dict[str, list[str]] = {}
    for feed in feed_rows().filter(archived_at__isnull=True):
        found.setdefault(state_of(feed, on), []).append(feed.name)
    return tuple(
        FeedState(
            label,
            len(found.get(key, [])),
            tone,
            address("feeds", etat=key),
            ", ".join(found.get(key, [])[:2]),
        )
        for key, label, tone in FEED_STATES
    )

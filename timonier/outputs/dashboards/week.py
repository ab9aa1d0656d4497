"""« Ma semaine »: what one person owes, one card each, the most overdue first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet

from timonier.accounts.models import User
from timonier.engine.period import Period, Periodicity, add_months
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.alerts import due_after
from timonier.outputs.dashboards.figure_entry import key_of
from timonier.outputs.dashboards.french import MONTHS, capital, in_letters, plural, short_day
from timonier.outputs.dashboards.indicator_checks import Check
from timonier.outputs.dashboards.indicator_series import observations
from timonier.outputs.dashboards.parts import Moment
from timonier.outputs.reports.enums import ContributionState
from timonier.outputs.reports.models import Contribution
from timonier.registry.indicators import queries as indicators
from timonier.registry.indicators.enums import Nature
from timonier.registry.indicators.models import Indicator
from timonier.registry.organisations.queries import units_of
from timonier.registry.strategy.enums import ObjectiveState
from timonier.registry.strategy.models import Objective

AHEAD = timedelta(days=30)
"""What is due within these days is shown; what comes later can wait."""

VALUE, OBJECTIVE, TEXT = "valeur", "objectif", "texte"
MINUTES = {VALUE: 1.0, OBJECTIVE: 1.5, TEXT: 10.0}
ICONS = {VALUE: "indicator", OBJECTIVE: "strategy", TEXT: "report"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing owed. ``key`` names its card in the address; ``url`` leads there."""

    kind: str
    code: str
    title: str
    about: str
    due: date
    url: str
    current: bool = False

    @property
    def key(self) -> str:
        """The name of its card in the address."""
        return f"{self.kind}:{self.code}"

    @property
    def icon(self) -> str:
        """The drawing of its kind."""
        return ICONS[self.kind]

    @property
    def day(self) -> str:
        """Its due date, short."""
        return short_day(self.due)


@dataclass(frozen=True, slots=True)
class Group:
    """What is owed in one stretch of time; ``hidden`` counts what the list leaves out."""

    label: str
    items: tuple[Item, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Card:
    """The update of one object. ``moments``: the last known values beside the one expected.

    ``doubts`` are what the typed value raises; ``doubts_key`` confirms exactly these.
    """

    kind: str
    code: str
    id: str
    title: str
    position: str
    due: str
    sub: str
    unit: str
    period: str
    moments: tuple[Moment, ...]
    was: str
    later_url: str
    next_key: str
    page_url: str
    doubts: tuple[Check, ...] = ()
    doubts_key: str = ""


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The week of one person."""

    title: str
    sentence: str
    eyebrow: str
    count: int
    groups: tuple[Group, ...]
    cards: tuple[Card, ...]
    deputy: str


def my_indicators(user: User, on: date) -> QuerySet[Indicator]:
    """Indicators that *user* owns, deputises for, or whose unit answers for them on that day."""
    in_force = Q(responsibilities__unit__in=units_of(user)) & (
        Q(responsibilities__ends_on__isnull=True) | Q(responsibilities__ends_on__gte=on)
    )
    known = Q(
        figures__superseded_at__isnull=True,
        figures__nature__in=(Nature.ACHIEVED, Nature.CONTEXT),
    )
    mine = Indicator.objects.filter(Q(owner=user) | Q(deputy=user) | in_force).values("pk")
    return Indicator.objects.filter(
        pk__in=mine, archived_at__isnull=True, discontinued_on__isnull=True
    ).annotate(
        last_start=Max("figures__period_start", filter=known),
        last_end=Max("figures__period_end", filter=known),
    )


def my_objectives(user: User, on: date) -> QuerySet[Objective]:
    """Open objectives that *user* leads, contributes to or answers for, due soon or already."""
    mine = Q(lead=user) | Q(contributors=user) | Q(unit__in=units_of(user))
    return (
        Objective.objects.filter(mine, archived_at__isnull=True, due_on__lte=on + AHEAD)
        .exclude(state__in=(ObjectiveState.DONE, ObjectiveState.DROPPED))
        .select_related("node")
        .distinct()
    )


def my_texts(user: User) -> QuerySet[Contribution]:
    """Contributions still drafted that the units of *user* owe to a report not yet published."""
    return Contribution.objects.filter(
        unit__in=units_of(user),
        state=ContributionState.DRAFTED,
        chapter__report__published_at__isnull=True,
    ).select_related("chapter__report", "unit")


def owed(user: User, on: date) -> list[Item]:
    """Everything owed within a month, the most overdue first; a constant number of queries."""
    items = [
        *_values(my_indicators(user, on), on),
        *_objectives(my_objectives(user, on)),
        *_texts(my_texts(user)),
    ]
    return sorted(items, key=lambda item: (item.due, item.title))


def _values(rows: Iterable[Indicator], on: date) -> Iterable[Item]:
    for row in rows:
        last = row.__dict__["last_end"]
        if last is None:
            continue
        due = due_after(row.__dict__["last_start"], last, row.periodicity, row.delay_days)
        if due <= on + AHEAD:
            about = f"indicateur, dernière valeur {last.year}"
            yield Item(VALUE, row.code, row.name, about, due, _card_url(VALUE, row.code))


def _objectives(rows: Iterable[Objective]) -> Iterable[Item]:
    for row in rows:
        if row.due_on is not None:
            about = f"objectif, attendu pour {row.due_printed or short_day(row.due_on)}"
            url = _card_url(OBJECTIVE, row.code)
            yield Item(OBJECTIVE, row.code, row.title, about, row.due_on, url)


def _texts(rows: Iterable[Contribution]) -> Iterable[Item]:
    for row in rows:
        report = row.chapter.report
        title = f"{row.get_part_display()} : {row.chapter.title}"
        url = address("report", report.year)
        due = row.due_on or report.due_on
        yield Item(TEXT, str(row.pk), title, f"texte du rapport {report.year}", due, url)


def _card_url(kind: str, code: str) -> str:
    return address("week", carte=f"{kind}:{code}")


def expected_period(last_end: date, periodicity: str, delay_days: int, on: date) -> Period:
    """The newest period whose value is owed on the day; at least the one after the last known.

    >>> str(expected_period(date(2020, 12, 31), "annual", 180, date(2024, 9, 9)))
    '2023'
    """
    rhythm = Periodicity("yearly" if periodicity == "annual" else periodicity)
    end = add_months(last_end, rhythm.months)
    while due_after(end, end, periodicity, delay_days) <= on + AHEAD:
        end = add_months(end, rhythm.months)
    return named(end, rhythm)


def named(end: date, rhythm: Periodicity) -> Period:
    """The calendar period of this rhythm that holds *end*.

    >>> str(named(date(2024, 6, 30), Periodicity.QUARTERLY))
    'T2 2024'
    """
    if rhythm is Periodicity.MONTHLY:
        return Period.month(end.year, end.month)
    if rhythm is Periodicity.QUARTERLY:
        return Period.quarter(end.year, (end.month - 1) // 3 + 1)
    if rhythm is Periodicity.HALF_YEARLY:
        return Period.half(end.year, (end.month - 1) // 6 + 1)
    return Period.year(end.year)


MOST = 8


def week_page(user: User, on: date, chosen: str = "", doubts: Sequence[Check] = ()) -> WeekPage:
    """The week of *user*; ``chosen`` is the card asked for, ``doubts`` what its value raised."""
    items = owed(user, on)
    fillable = [item for item in items if item.kind != TEXT]
    place = next((rank for rank, item in enumerate(fillable) if item.key == chosen), 0)
    shown = fillable[place : place + 2]
    cards = tuple(
        _card(item, user, on, fillable, place + rank, doubts if rank == 0 else ())
        for rank, item in enumerate(shown)
    )
    return WeekPage(
        title=_title(items),
        sentence=_sentence(user, items, on),
        eyebrow=_week_of(on),
        count=len(items),
        groups=_groups(items, on, shown[0].key if shown else ""),
        cards=cards,
        deputy=str(user.deputy) if user.deputy else "",
    )


def _title(items: Sequence[Item]) -> str:
    if not items:
        return "Rien ne vous attend cette semaine"
    count = len(items)
    minutes = max(1, round(sum(MINUTES[item.kind] for item in items)))
    said = f"{capital(in_letters(count, feminine=True))} mise{'' if count < 2 else 's'} à jour"
    return f"{said}, {in_letters(minutes, feminine=True)} {plural(minutes, 'minute')}"


def _sentence(user: User, items: Sequence[Item], on: date) -> str:
    name = user.first_name or str(user)
    if not items:
        return f"Bonjour {name}. Vos valeurs, vos objectifs et vos textes sont à jour."
    late = sum(item.due < on for item in items)
    rest = len(items) - late
    said = []
    if late:
        said.append(f"{in_letters(late, feminine=True)} en retard")
    if rest:
        verb = "peut attendre quelques jours" if rest < 2 else "peuvent attendre quelques jours"
        said.append(f"{in_letters(rest, feminine=True)} {verb}")
    return f"Bonjour {name}. {capital(', '.join(said))}."


def _week_of(on: date) -> str:
    monday = on - timedelta(days=on.weekday())
    friday = monday + timedelta(days=4)
    first = "" if monday.month == friday.month else f" {MONTHS[monday.month - 1][1]}"
    return f"Semaine du {monday.day}{first} au {friday.day} {MONTHS[friday.month - 1][1]}"


def _groups(items: Sequence[Item], on: date, current: str) -> tuple[Group, ...]:
    sunday = on + timedelta(days=6 - on.weekday())
    parts = (
        ("En retard", [item for item in items if item.due < on]),
        ("Cette semaine", [item for item in items if on <= item.due <= sunday]),
        ("Ensuite", [item for item in items if item.due > sunday]),
    )
    return tuple(
        Group(label, _listed(found, current), max(0, len(found) - MOST))
        for label, found in parts
        if found
    )


def _listed(found: Sequence[Item], current: str) -> tuple[Item, ...]:
    """The first items, and the current one wherever it stands."""
    kept = [item for rank, item in enumerate(found) if rank < MOST or item.key == current]
    return tuple(
        Item(i.kind, i.code, i.title, i.about, i.due, i.url, i.key == current) for i in kept
    )


def _card(
    item: Item, user: User, on: date, items: Sequence[Item], rank: int, doubts: Sequence[Check]
) -> Card:
    following = items[rank + 1] if rank + 1 < len(items) else None
    minutes = "1 minute" if item.kind == VALUE else "1 minute 30"
    facts: dict[str, Any] = {
        "kind": item.kind,
        "code": item.code,
        "id": f"carte-{item.kind}-{item.code}",
        "title": item.title,
        "position": f"{rank + 1} sur {len(items)}, environ {minutes}",
        "due": f"Due le {item.day}",
        "later_url": following.url if following else address("week"),
        "next_key": following.key if following else "",
    }
    if item.kind == VALUE:
        row = my_indicators(user, on).select_related("theme").get(code=item.code)
        return _value_card(row, on, doubts, facts)
    return _objective_card(Objective.objects.select_related("node").get(code=item.code), facts)


def _value_card(row: Indicator, on: date, doubts: Sequence[Check], facts: dict[str, Any]) -> Card:
    last = row.__dict__["last_end"]
    period = str(expected_period(last, row.periodicity, row.delay_days, on))
    seen = observations(indicators.history(row))[-2:]
    return Card(
        **facts,
        sub=row.definition or "Valeur pour toute l’institution",
        unit=row.unit,
        period=period,
        moments=(*(Moment(o.period, o.printed) for o in seen), Moment(period, None)),
        was="",
        page_url=address("indicator", row.code),
        doubts=tuple(doubts),
        doubts_key=key_of(doubts),
    )


def _objective_card(row: Objective, facts: dict[str, Any]) -> Card:
    signed = row.confidences.select_related("author").first()
    was = f"{signed.get_level_display().lower()}, {signed.author}" if signed else ""
    return Card(
        **facts,
        sub=f"{row.node}. Attendu pour {row.due_printed or short_day(row.due_on)}",
        unit="",
        period="",
        moments=(),
        was=was,
        page_url=address("objective", row.code),
    )

"""What needs somebody's attention, as rows that name the object: a count always opens its list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from timonier.consolidation.followed import FollowedObjective, FollowedTarget
from timonier.engine.numerals import format_number
from timonier.engine.period import Period, Periodicity, PeriodKind, add_months, next_due
from timonier.engine.typography import NBSP, NNBSP

if TYPE_CHECKING:
    from timonier.consolidation.reader import Reader
    from timonier.consolidation.store import Row

KINDS = {
    "late_objective": "objectif en retard",
    "late_undertaking": "engagement en retard",
    "stale_indicator": "indicateur sans valeur récente",
    "stale_feed": "flux en retard",
    "not_computable": "avancement non calculable",
    "off_track": "hors trajectoire",
    "contradictory": "valeurs contradictoires",
    "difference": "valeur publiée différente de ses parties",
    "discontinued": "indicateur interrompu",
}
"""Kinds of alerts, in the order in which they are shown."""

BEHIND = Decimal(-10)
"""Points of progress behind what was expected from which a target is off track."""

RHYTHM_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12, "per_session": 3}
RHYTHM_DAYS = {"daily": 3, "weekly": 10}
"""How long a feed may stay silent, in months and in days; on demand, for ever."""

RATE = {
    "monthly": Periodicity.MONTHLY,
    "quarterly": Periodicity.QUARTERLY,
    "half_yearly": Periodicity.HALF_YEARLY,
    "annual": Periodicity.YEARLY,
}


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert; ``object_kind`` and ``object_id`` name what it is about.

    ``day`` is since when, ``detail`` says what is wrong in French. The node, theme and unit tell
    on which pages it is counted.
    """

    kind: str
    object_kind: str
    object_id: int
    code: str
    label: str
    detail: str
    day: date | None
    node_id: int | None
    theme_id: int | None
    unit_id: int | None


def alerts(
    reader: Reader, targets: Sequence[FollowedTarget], objectives: Sequence[FollowedObjective]
) -> list[Alert]:
    """Every alert of the day, by kind, the oldest first."""
    found = [
        *_objectives(reader, objectives),
        *_undertakings(reader),
        *_indicators(reader),
        *_feeds(reader),
        *_targets(reader, targets),
        *_differences(reader),
    ]
    order = list(KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), one.day or date.max, one.code))


def _objectives(reader: Reader, objectives: Sequence[FollowedObjective]) -> Iterator[Alert]:
    for one in objectives:
        row = reader.store.one("registry/objectives", one.objective_id)
        if row is None or one.state in ("done", "dropped"):
            continue
        if one.late and one.due_on:
            yield _objective("late_objective", row, _late(one.due_on, one.days_late), one.due_on)
        if one.shown is None and row["kind"] == "threshold":
            yield _objective("not_computable", row, one.reason, one.due_on)


def _objective(kind: str, row: Row, detail: str, day: date | None) -> Alert:
    return Alert(
        kind,
        "objective",
        row["id"],
        row["code"],
        row["title"],
        detail,
        day,
        row["node_id"],
        None,
        row["unit_id"],
    )


def _late(due: date, days: int) -> str:
    told = "1 jour" if days == 1 else f"{format_number(days)} jours"
    return f"attendu pour le {due:%d/%m/%Y}, {told} de retard"


def _undertakings(reader: Reader) -> Iterator[Alert]:
    for row in reader.store.table("registry/undertakings"):
        due = row["promised_on"]
        if row["status"] == "late":
            detail = f"annoncé pour {row['promised_printed'] or 'une date non dite'}"
            yield Alert(
                "late_undertaking",
                "undertaking",
                row["id"],
                row["code"],
                row["subject"],
                detail,
                due,
                None,
                row["theme_id"],
                None,
            )


def _indicators(reader: Reader) -> Iterator[Alert]:
    for sheet in reader.store.table("registry/indicators"):
        line = reader.headline(sheet["id"])
        if sheet["discontinued_on"] is not None:
            if sheet["discontinued_on"] <= reader.as_of:
                reason = sheet["discontinued_reason"]
                yield _indicator("discontinued", sheet, reason, sheet["discontinued_on"])
        elif (late := _stale(sheet, line, reader.as_of)) is not None:
            yield late
        if line and line["contradictory"]:
            detail = f"{line['contradictory']} chiffres se contredisent{NNBSP}; aucun n’est compté"
            yield _indicator("contradictory", sheet, detail, line["newest_end"])


def _indicator(kind: str, sheet: Row, detail: str, day: date | None) -> Alert:
    return Alert(
        kind,
        "indicator",
        sheet["id"],
        sheet["code"],
        sheet["name"],
        detail,
        day,
        None,
        sheet["theme_id"],
        None,
    )


def _stale(sheet: Row, line: dict[str, Any] | None, as_of: date) -> Alert | None:
    """The next value was due before the day of the snapshot; the delay of its producer is given."""
    end = line["newest_end"] if line else None
    if end is None:
        return _indicator("stale_indicator", sheet, "aucune valeur reçue", None)
    due = next_due(
        Period(end, end, PeriodKind.DAY), RATE[sheet["periodicity"]], sheet["delay_days"]
    )
    if due >= as_of:
        return None
    detail = f"dernière valeur au {end:%d/%m/%Y}, la suivante était due le {due:%d/%m/%Y}"
    return _indicator("stale_indicator", sheet, detail, due)


def _feeds(reader: Reader) -> Iterator[Alert]:
    arrived = {
        row["feed_id"]: row["arrived_at"].date()
        for row in reader.store.table("registry/feed_arrivals")
    }
    for row in reader.store.table("registry/feeds"):
        if row["rhythm"] == "on_demand":
            continue
        last = arrived.get(row["id"])
        owed = _owed(row["rhythm"], last) if last else None
        if owed is not None and owed >= reader.as_of:
            continue
        detail = "aucune arrivée connue"
        if last:
            detail = f"dernière arrivée le {last:%d/%m/%Y}"
        yield Alert(
            "stale_feed",
            "feed",
            row["id"],
            row["code"],
            row["name"],
            detail,
            owed,
            None,
            None,
            row["unit_id"],
        )


def _owed(rhythm: str, last: date) -> date:
    if rhythm in RHYTHM_DAYS:
        return date.fromordinal(last.toordinal() + RHYTHM_DAYS[rhythm])
    return add_months(last, RHYTHM_MONTHS[rhythm])


def _targets(reader: Reader, targets: Sequence[FollowedTarget]) -> Iterator[Alert]:
    for one in targets:
        sheet = reader.indicator(one.indicator_id)
        if one.shown is None:
            detail = f"cible {format_number(one.value)}{NBSP}: {one.reason}"
            yield _indicator("not_computable", sheet, detail, one.due_on)
        elif _off_track(one):
            reached = format_number(one.shown, 0)
            detail = f"{reached}{NBSP}% du chemin vers {format_number(one.value)}"
            yield _indicator("off_track", sheet, detail, one.due_on)


def _off_track(one: FollowedTarget) -> bool:
    if one.trend in ("limited", "deterioration"):
        return True
    return one.gap is not None and one.gap < BEHIND


def _differences(reader: Reader) -> Iterator[Alert]:
    """A published total that its parts, all received, do not give."""
    for row in reader.store.table("summary/differences"):
        sheet = reader.store.one("registry/indicators", row["indicator_id"])
        if sheet is not None:
            published, computed = format_number(row["published"]), format_number(row["computed"])
            detail = f"publié {published}, les parties donnent {computed}"
            yield _indicator("difference", sheet, detail, row["period_end"])

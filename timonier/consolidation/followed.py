"""Where targets and objectives stand on the day of the snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from timonier.consolidation.values import Series, TargetPoint, Value
from timonier.engine.progress import Aim, Direction, Progress, expected_progress, progress
from timonier.engine.trend import Point, trend_to_target

if TYPE_CHECKING:
    from timonier.consolidation.reader import Reader
    from timonier.consolidation.store import Row

HUNDRED = Decimal(100)
DIRECTIONS = {"up": Direction.INCREASE, "down": Direction.DECREASE, "maintain": Direction.MAINTAIN}
NO_PROOF = "un livrable se clôt sur une preuve ; aucune n’est enregistrée"
NO_INDICATOR = "aucun indicateur ne mesure cet objectif"


@dataclass(frozen=True, slots=True)
class FollowedTarget:
    """A target with its current value; ``progress`` in percent, None when undefined."""

    target_id: int
    indicator_id: int
    objective_id: int | None
    territory_id: int | None
    value: Decimal
    due_on: date | None
    current: Decimal | None
    current_end: date | None
    baseline: Decimal | None
    raw: Decimal | None
    shown: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    trend: str
    reason: str


@dataclass(frozen=True, slots=True)
class FollowedObjective:
    """An objective: state, lateness, what it lacks, progress in percent or why it has none."""

    objective_id: int
    node_id: int
    unit_id: int | None
    state: str
    due_on: date | None
    late: bool
    days_late: int
    undated: bool
    measured: bool
    raw: Decimal | None
    shown: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    reason: str


def follow_targets(reader: Reader) -> list[FollowedTarget]:
    """Every target of the registry, by number."""
    rows = reader.store.table("registry/targets")
    known = set(reader.store.ids("registry/indicators"))
    wanted = [row for row in rows if row["indicator_id"] in known]
    reader.store.preload({row["indicator_id"] for row in wanted})
    return [_target(reader, row) for row in wanted]


def _target(reader: Reader, row: Row) -> FollowedTarget:
    series = reader.series(row["indicator_id"], row["territory_id"])
    point = next(one for one in series.targets if one.id == row["id"])
    last, baseline = series.last, _baseline(point)
    direction = _direction(reader.indicator(row["indicator_id"])["direction"], point)
    done = _progress(direction, baseline, point, last, reader.as_of)
    return FollowedTarget(
        target_id=point.id,
        indicator_id=row["indicator_id"],
        objective_id=point.objective_id,
        territory_id=row["territory_id"],
        value=point.value,
        due_on=point.due_on,
        current=last.value if last else None,
        current_end=last.period_end if last else None,
        baseline=baseline,
        raw=done.raw,
        shown=done.shown,
        expected=done.expected,
        gap=done.gap,
        trend=_trend(series, point, direction),
        reason=done.reason,
    )


def _baseline(point: TargetPoint) -> Decimal | None:
    return point.baseline


def _direction(declared: str, point: TargetPoint) -> Direction | None:
    """The declared sense, else the one that goes from the baseline to the target."""
    if declared in DIRECTIONS:
        return DIRECTIONS[declared]
    if point.baseline is None or point.baseline == point.value:
        return None
    return Direction.INCREASE if point.value > point.baseline else Direction.DECREASE


def _progress(
    direction: Direction | None,
    baseline: Decimal | None,
    point: TargetPoint,
    last: Value | None,
    as_of: date,
) -> Progress:
    owed = None
    if point.baseline_on and point.due_on:
        owed = expected_progress(as_of, point.baseline_on, point.due_on)
    aim = Aim(direction or Direction.INCREASE, baseline=baseline, target=point.value)
    return progress(aim, last.value if last else None, owed)


def _trend(series: Series, point: TargetPoint, direction: Direction | None) -> str:
    """The label of the method, ``undefined`` when the series or the target does not allow it."""
    if point.due_on is None or direction in (None, Direction.MAINTAIN):
        return "undefined"
    after = max((one.before for one in series.breaks), default=date.min)
    points = [
        Point(years(one.period_end), one.value)
        for one in series.values
        if one.value is not None and one.publishable and one.period_end >= after
    ]
    goal = Point(years(point.due_on), point.value)
    return trend_to_target(points, goal, increase=direction is Direction.INCREASE).label.value


def years(day: date) -> Decimal:
    """A date in years, to the month: 31 December 2020 is 2020."""
    return Decimal(day.year) + Decimal(day.month - 12) / 12


def follow_objectives(reader: Reader, targets: Sequence[FollowedTarget]) -> list[FollowedObjective]:
    """Every objective of the registry, by number."""
    by_objective: dict[int, list[FollowedTarget]] = {}
    for one in targets:
        if one.objective_id is not None:
            by_objective.setdefault(one.objective_id, []).append(one)
    return [
        _objective(row, by_objective.get(row["id"], []), reader.as_of)
        for row in reader.store.table("registry/objectives")
    ]


def _objective(row: Row, targets: Sequence[FollowedTarget], as_of: date) -> FollowedObjective:
    due, open_ = row["due_on"], row["state"] in ("planned", "started")
    late = bool(open_ and due and due < as_of)
    done = _achieved(row, targets)
    return FollowedObjective(
        objective_id=row["id"],
        node_id=row["node_id"],
        unit_id=row["unit_id"],
        state=row["state"],
        due_on=due,
        late=late,
        days_late=(as_of - due).days if late else 0,
        undated=due is None,
        measured=bool(targets) or row["kind"] == "deliverable",
        raw=done.raw,
        shown=done.shown,
        expected=done.expected,
        gap=done.gap,
        reason=done.reason,
    )


def _achieved(row: Row, targets: Sequence[FollowedTarget]) -> Progress:
    """A proven objective is whole; otherwise its least advanced target speaks, if all are known."""
    if row["state"] == "done":
        return Progress(HUNDRED, HUNDRED)
    unknown = [one for one in targets if one.shown is None]
    if not targets:
        reason = NO_PROOF if row["kind"] == "deliverable" else NO_INDICATOR
        return Progress(None, None, reason=reason)
    if unknown:
        return Progress(None, None, reason=unknown[0].reason)
    least = min(targets, key=lambda one: one.shown or Decimal(0))
    return Progress(least.raw, least.shown, least.expected, least.gap)

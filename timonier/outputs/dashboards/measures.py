"""How far a target is reached: last value known, progress, what was expected by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from timonier.engine.progress import Aim, Direction, Progress, expected_progress, progress
from timonier.engine.quantities import Qualifier, Quantity, format_quantity
from timonier.engine.typography import UNKNOWN
from timonier.engine.units import unit as measured_in
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import short_day
from timonier.registry.indicators.models import Figure, Target

WAYS = {
    "up": Direction.INCREASE,
    "down": Direction.DECREASE,
    "maintain": Direction.MAINTAIN,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One target beside the last value known of its indicator.

    ``late`` says that the value falls short of what was expected on the day; None is unknown.
    """

    indicator: str
    url: str
    target: str
    due: str
    value: str | None
    period: str
    source: str
    progress: Progress
    off_track: bool | None


def printed(value: Decimal | None, unit: str, qualifier: str = "exact") -> str:
    """A value with its unit and precision, « inconnu » when missing.

    >>> printed(Decimal("1234.5000"), "tonnes", "about")
    '≈\\xa01\\xa0234,5\\xa0t'
    """
    if value is None:
        return UNKNOWN
    return format_quantity(Quantity(value, measured_in(unit), Qualifier(qualifier)))


def last_known(target: Target) -> Figure | None:
    """The newest value of the target's perimeter; figures come in order of time."""
    known: list[Figure] = getattr(target.indicator, "known", [])
    return next(
        (
            figure
            for figure in reversed(known)
            if figure.value is not None and _same_ground(target, figure)
        ),
        None,
    )


def _same_ground(target: Target, figure: Figure) -> bool:
    if target.territory_id is not None:
        return figure.territory_id == target.territory_id
    return figure.territory is None or figure.territory.kind == "institution"


def read(target: Target, on: date) -> Measure:
    """What is known of *target* on a day; nothing missing is ever taken for zero."""
    figure = last_known(target)
    aim = Aim(_direction(target), baseline=target.baseline_value, target=target.value)
    owed = _expected(target, on)
    found = progress(aim, figure.value if figure else None, owed)
    unit = target.indicator.unit
    return Measure(
        indicator=target.indicator.name,
        url=address("indicator", target.indicator.code),
        target=printed(target.value, unit),
        due=target.due_printed or short_day(target.due_on),
        value=printed(figure.value, unit, figure.qualifier) if figure else None,
        period=figure.period_printed if figure else "",
        source=figure.source if figure else "",
        progress=found,
        off_track=None if found.gap is None else found.gap < 0,
    )


def _direction(target: Target) -> Direction:
    way = WAYS.get(target.indicator.direction)
    if way:
        return way
    baseline = target.baseline_value
    falls = baseline is not None and target.value < baseline
    return Direction.DECREASE if falls else Direction.INCREASE


def _expected(target: Target, on: date) -> Decimal | None:
    if target.due_on is None:
        return None
    if target.due_on <= on:
        return Decimal(100)
    if target.baseline_on is None:
        return None
    return expected_progress(on, target.baseline_on, target.due_on)

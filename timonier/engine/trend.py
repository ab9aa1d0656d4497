"""Where a series is heading (STANDARDS §4, after Open SDG, Statistics Canada and Eurostat).

With a target: ``R = d·CAGR_o / |CAGR_T|`` compares the growth observed with the growth
needed. When growth has no meaning (start at or below zero, change of sign), the Theil–Sen
slope is used instead, from four points, with its interval. A forecast is its own type:
nothing can take it for a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from statistics import NormalDist, median

from timonier.engine.quantities import Qualifier, Quantity
from timonier.engine.units import Unit

ON_TRACK, NEARLY = Decimal("0.95"), Decimal("0.60")
FAST, SLOW = Decimal("0.015"), Decimal("0.005")
"""Yearly growth, in the desired direction, that is enough when no target is set."""
LEAST_POINTS = 4


class TrendLabel(StrEnum):
    """The four words of the method, and the one that admits ignorance."""

    ON_TRACK = "on_track"
    ACCELERATION_NEEDED = "acceleration_needed"
    LIMITED = "limited"
    DETERIORATION = "deterioration"
    UNDEFINED = "undefined"

    @property
    def label(self) -> str:
        """The word shown to a reader."""
        return _LABELS[self]


_LABELS = {
    TrendLabel.ON_TRACK: "En bonne voie",
    TrendLabel.ACCELERATION_NEEDED: "Accélération nécessaire",
    TrendLabel.LIMITED: "Progrès limité",
    TrendLabel.DETERIORATION: "Dégradation",
    TrendLabel.UNDEFINED: "Non calculable",
}


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A value and when it is about, in years (2020, or 2020.5 for the middle of the year)."""

    at: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class Slope:
    """Change per year, with the interval that holds it at the asked confidence."""

    value: Decimal
    low: Decimal
    high: Decimal
    points: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The label of a series; ``ratio`` is R, rates are yearly fractions (0.02 is 2 %)."""

    label: TrendLabel
    ratio: Decimal | None = None
    observed: Decimal | None = None
    required: Decimal | None = None
    slope: Slope | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the trend would give at a date; never a value, and printed as a forecast."""

    at: Decimal
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    reason: str = ""

    def quantity(self, unit: Unit) -> Quantity:
        """The forecast as a quantity that says it is one."""
        return Quantity(self.value, unit, Qualifier.FORECAST)


def annual_growth(first: Point, last: Point) -> Decimal | None:
    """Compound annual growth, ``(y_i/y_0)^{1/(t_i−t_0)} − 1``.

    Undefined if the start is not above zero, if the sign changes, or without time between.

    >>> start = Point(Decimal(2018), Decimal(100))
    >>> annual_growth(start, Point(Decimal(2020), Decimal(121))).normalize()
    Decimal('0.1')
    """
    if first.value <= 0 or last.value < 0 or last.at <= first.at:
        return None
    if last.value == 0:
        return Decimal(-1)
    return (last.value / first.value) ** (1 / (last.at - first.at)) - 1


def trend_to_target(series: Sequence[Point], target: Point, *, increase: bool) -> Trend:
    """Label a series against a dated target.

    >>> years = [Point(Decimal(2018), Decimal(100)), Point(Decimal(2020), Decimal(110))]
    >>> trend_to_target(years, Point(Decimal(2022), Decimal(121)), increase=True).label.label
    'En bonne voie'
    """
    points = sorted(series)
    if len(points) < 2:
        return Trend(TrendLabel.UNDEFINED, reason="il faut au moins deux valeurs datées")
    first, last = points[0], points[-1]
    if (last.value >= target.value) if increase else (last.value <= target.value):
        return Trend(TrendLabel.ON_TRACK, reason="la cible est déjà atteinte")
    observed, required = annual_growth(first, last), annual_growth(first, target)
    if observed is None or required is None:
        return _by_slope(points, target, increase=increase)
    if required == 0:
        return Trend(TrendLabel.UNDEFINED, None, observed, required, None, "la cible est au départ")
    ratio = (observed if increase else -observed) / abs(required)
    return Trend(_label_of(ratio), ratio, observed, required)


def _label_of(ratio: Decimal) -> TrendLabel:
    if ratio >= ON_TRACK:
        return TrendLabel.ON_TRACK
    if ratio >= NEARLY:
        return TrendLabel.ACCELERATION_NEEDED
    return TrendLabel.LIMITED if ratio >= 0 else TrendLabel.DETERIORATION


def _by_slope(points: Sequence[Point], target: Point, *, increase: bool) -> Trend:
    """The same reading with slopes, where growth rates have no meaning."""
    slope = theil_sen(points)
    if slope is None:
        return Trend(TrendLabel.UNDEFINED, reason=_TOO_FEW)
    first = points[0]
    if target.at <= first.at or target.value == first.value:
        return Trend(TrendLabel.UNDEFINED, slope=slope, reason="la cible est au départ")
    needed = (target.value - first.value) / (target.at - first.at)
    ratio = (slope.value if increase else -slope.value) / abs(needed)
    return Trend(_label_of(ratio), ratio, slope=slope, reason="pente de Theil–Sen")


_TOO_FEW = "le taux de croissance n'est pas défini et il faut quatre valeurs pour une pente"


def trend_without_target(
    series: Sequence[Point], *, increase: bool, limit: Decimal | None = None
) -> Trend:
    """Label a series that has no target, from its yearly growth in the desired direction.

    From 1.5 % a year on track, from 0.5 % acceleration needed, from 0 limited, below
    deterioration. Near a natural ``limit`` (100 %, or 0) growth must slow down: the
    thresholds shrink with the share of the initial distance that remains.

    >>> years = [Point(Decimal(2018), Decimal(100)), Point(Decimal(2020), Decimal(102))]
    >>> trend_without_target(years, increase=True).label.value
    'acceleration_needed'
    """
    points = sorted(series)
    if len(points) < 2:
        return Trend(TrendLabel.UNDEFINED, reason="il faut au moins deux valeurs datées")
    observed = annual_growth(points[0], points[-1])
    if observed is None:
        return _sign_of_slope(points, increase=increase)
    wanted = observed if increase else -observed
    scale = _room_left(points[0].value, points[-1].value, limit)
    if wanted >= FAST * scale:
        label = TrendLabel.ON_TRACK
    elif wanted >= SLOW * scale:
        label = TrendLabel.ACCELERATION_NEEDED
    else:
        label = TrendLabel.LIMITED if wanted >= 0 else TrendLabel.DETERIORATION
    return Trend(label, None, observed)


def _room_left(first: Decimal, last: Decimal, limit: Decimal | None) -> Decimal:
    if limit is None or first == limit:
        return Decimal(1)
    return min(Decimal(1), abs(limit - last) / abs(limit - first))


def _sign_of_slope(points: Sequence[Point], *, increase: bool) -> Trend:
    """Without growth rate nor target, only a clear direction can be told."""
    slope = theil_sen(points)
    if slope is None:
        return Trend(TrendLabel.UNDEFINED, reason=_TOO_FEW)
    good, bad = (slope.low > 0, slope.high < 0) if increase else (slope.high < 0, slope.low > 0)
    if good or bad:
        return Trend(TrendLabel.ON_TRACK if good else TrendLabel.DETERIORATION, slope=slope)
    return Trend(TrendLabel.LIMITED, slope=slope, reason="aucun sens net ne se dégage")


def theil_sen(series: Sequence[Point], confidence: float = 0.95) -> Slope | None:
    """Median of the slopes of all pairs, with Sen's interval; ``None`` under four points.

    P. K. Sen, « Estimates of the regression coefficient based on Kendall's tau », JASA 63
    (1968), p. 1379. One absurd value does not move the median, unlike least squares.
    """
    if len({point.at for point in series}) < LEAST_POINTS:
        return None
    pairs = [(one, two) for one, two in combinations(sorted(series), 2) if one.at != two.at]
    slopes = sorted((two.value - one.value) / (two.at - one.at) for one, two in pairs)
    count, size = len(slopes), len(series)
    spread = (
        NormalDist().inv_cdf(0.5 + confidence / 2)
        * ((size * (size - 1) * (2 * size + 5)) / 18) ** 0.5
    )
    low = max(round((count - spread) / 2) - 1, 0)
    high = min(round((count + spread) / 2), count - 1)
    return Slope(median(slopes), slopes[low], slopes[high], size)


def forecast(series: Sequence[Point], at: Decimal) -> Forecast:
    """Prolong a series along its Theil–Sen line, with the spread of the slope's interval.

    >>> years = [Point(Decimal(2017 + n), Decimal(10 + 2 * n)) for n in range(4)]
    >>> forecast(years, Decimal(2022)).value == 20
    True
    >>> forecast(years[:3], Decimal(2022)).reason
    'il faut au moins quatre valeurs datées pour une prévision'
    """
    slope = theil_sen(series)
    if slope is None:
        reason = "il faut au moins quatre valeurs datées pour une prévision"
        return Forecast(at, None, reason=reason)
    middle = median(point.at for point in series)
    level = median(point.value - slope.value * (point.at - middle) for point in series)
    ends = sorted(level + rate * (at - middle) for rate in (slope.low, slope.high))
    return Forecast(at, level + slope.value * (at - middle), ends[0], ends[1])

"""What a time series chart shows: observations, breaks, target, expected path, forecast."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from timonier.engine.quantities import Qualifier
from timonier.engine.typography import UNKNOWN, quoted
from timonier.outputs.charts.chart import ChartError


@dataclass(frozen=True, slots=True)
class Point:
    """One observation.

    ``period`` is printed on the axis, ``at`` places it on a true time scale (see
    ``scales.middle_of``). A ``value`` of None is unknown: ``word`` then says why
    (« non publié »). ``status`` is one of estimé, provisoire, validé, publié. ``note`` is
    printed under the period (« données 2022 »).
    """

    period: str
    at: date
    value: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    status: str = ""
    note: str = ""
    word: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class Break:
    """A date across which values do not compare: the line stops there."""

    at: date
    reason: str
    word: str = "Rupture"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that is not an observation: a target, a step of the expected path, a forecast."""

    period: str
    at: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator over time.

    ``points`` are in order of time, at least one. ``unit`` follows every value in words.
    ``finding`` is the sentence that heads the chart; empty, a neutral one is written from
    the last two known values. ``from_zero``: True or False to decide where the axis
    starts, None to let the spread of the values decide.
    """

    title: str
    unit: str
    points: tuple[Point, ...]
    breaks: tuple[Break, ...] = ()
    target: Mark | None = None
    expected: tuple[Mark, ...] = ()
    forecast: tuple[Mark, ...] = ()
    finding: str = ""
    target_word: str = "cible"
    from_zero: bool | None = None

    def __post_init__(self) -> None:
        where = f"graphique {quoted(self.title)}"
        if not self.points:
            raise ChartError(
                "aucune période",
                where=where,
                remedy="donnez au moins une période, même sans valeur connue",
            )
        moments = [point.at for point in self.points]
        if any(earlier >= later for earlier, later in pairwise(moments)):
            raise ChartError(
                "périodes en désordre ou répétées",
                where=where,
                remedy="rangez-les par date, une seule fois chacune",
            )
        if any(point.qualifier is Qualifier.FORECAST for point in self.points):
            raise ChartError(
                "une prévision figure parmi les valeurs",
                where=where,
                remedy="donnez-la comme prévision, elle n’est jamais tracée comme une valeur",
            )

    def known(self) -> tuple[Point, ...]:
        """The observations that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    def broken_between(self, earlier: date, later: date) -> Break | None:
        """The first break that separates two dates, or None when they compare."""
        return next((b for b in self.breaks if earlier < b.at <= later), None)

    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """Groups of observations that one line may join.

        A run ends at a break and at an unknown value: a line drawn across either would
        claim what nobody measured.
        """
        runs: list[list[Point]] = [[]]
        for point in self.points:
            if point.value is None:
                runs.append([])
                continue
            if runs[-1] and self.broken_between(runs[-1][-1].at, point.at):
                runs.append([])
            runs[-1].append(point)
        return tuple(tuple(run) for run in runs if run)

    def marks(self) -> tuple[Mark, ...]:
        """Everything drawn that is not an observation."""
        return ((self.target,) if self.target else ()) + self.expected + self.forecast

    def values(self) -> list[Decimal]:
        """Every value the axis must hold."""
        observed = [point.value for point in self.points if point.value is not None]
        return observed + [mark.value for mark in self.marks()]

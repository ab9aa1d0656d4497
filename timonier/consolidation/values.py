"""What a reader of a snapshot gets: frozen values, with French words where a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from timonier.engine.numerals import format_number
from timonier.engine.typography import NBSP

NATURES = ("achieved", "context", "forecast", "project", "target")
"""When a place has several natures for one period, the first of these is shown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the registry, as known at the date of the snapshot."""

    id: int
    indicator_id: int
    territory_id: int | None
    unit_id: int | None
    period_start: date | None
    period_end: date | None
    period: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    measure_unit: str
    qualifier: str
    nature: str
    status: str
    role: str
    repeat_of_id: int | None
    document: str
    document_id: int | None
    feed_id: int | None
    line: str
    external_id: str
    label: str
    comparison: str
    missing_reason: str
    territory_printed: str

    @property
    def source(self) -> str:
        """« rapport d’activité 2020, l. 1294 », or the feed that gave it."""
        return f"{self.document}, l.{NBSP}{self.line}" if self.line else self.document


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an indicator in a place, over a period, with all that qualifies it.

    ``value`` is the published one where there is one, else what the parts give. ``reason`` is
    empty when it may be published. ``received`` and ``expected`` count the smallest territories;
    they are 0 for a place without parts. ``contradictory`` lists figures that disagree.
    """

    indicator_id: int
    territory_id: int
    period_start: date
    period_end: date
    period: str
    nature: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    unit: str
    decimals: int
    qualifier: str
    status: str
    origin: str
    published: Decimal | None
    computed: Decimal | None
    received: int
    expected: int
    coverage: Decimal | None
    publishable: bool
    reason: str
    figures: tuple[int, ...] = ()
    contradictory: tuple[int, ...] = ()

    @property
    def printed(self) -> str:
        """The value in French, without its unit; « inconnu » when nobody knows."""
        return format_number(self.value, self.decimals)

    @property
    def difference(self) -> Decimal | None:
        """Published minus computed, where both are known."""
        if self.published is None or self.computed is None:
            return None
        return self.published - self.computed


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """Between these dates the series changes meaning."""

    after: date
    before: date
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class TargetPoint:
    """A value aimed at, and when."""

    id: int
    value: Decimal
    due_on: date | None
    due: str
    baseline: Decimal | None
    baseline_on: date | None
    objective_id: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Series:
    """The values of an indicator in a place, oldest first, with breaks and targets."""

    indicator_id: int
    territory_id: int
    values: tuple[Value, ...]
    breaks: tuple[SeriesBreak, ...]
    targets: tuple[TargetPoint, ...]

    @property
    def last(self) -> Value | None:
        """The newest known value."""
        known = [value for value in self.values if value.value is not None]
        return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two snapshots, said in French."""

    kind: str
    key: str
    what: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the files of a snapshot, and what to do (French)."""

    file: str
    what: str
    remedy: str

"""Periods as they are printed: the last day counts, the wording stays (R7).

A due date entered as a quarter, a month or a year falls on the last day of that period.
Approximate wordings have fixed bounds, so that two readers get the same date:
« début » and « fin » are the first and last quarter of a year (the first and last ten days
of a month), « mi » is what lies between, and seasons follow the usual French calendar.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_SHORT_NAMES = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
_SHORT = tuple(_SHORT_NAMES.split())


class PeriodKind(StrEnum):
    """What kind of period was printed."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"
    APPROXIMATE = "approximate"


class Periodicity(StrEnum):
    """How often a value is expected."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """The length of one period, in months."""
        return {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[self.value]

    @property
    def label(self) -> str:
        """The French name of the rhythm."""
        names = {"monthly": "mensuel", "quarterly": "trimestriel", "half_yearly": "semestriel"}
        return names.get(self.value, "annuel")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``start`` to ``end``, both included; ``str()`` gives the printed wording.

    Two periods with the same days and kind are equal, whatever their wording.

    >>> period = Period.quarter(2021, 4)
    >>> str(period), period.due
    ('T4 2021', datetime.date(2021, 12, 31))
    """

    start: date
    end: date
    kind: PeriodKind
    printed: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends before it starts: {self.start} > {self.end}")

    def __str__(self) -> str:
        return self.printed or f"{self.start:%d/%m/%Y} – {self.end:%d/%m/%Y}"

    @property
    def due(self) -> date:
        """The due date that this period states: its last day (R7)."""
        return self.end

    def contains(self, other: Period | date) -> bool:
        """Whether the other period, or day, lies wholly inside this one.

        >>> Period.year(2021).contains(Period.quarter(2021, 4))
        True
        """
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share at least one day."""
        return self.start <= other.end and other.start <= self.end

    def worded(self, printed: str) -> Self:
        """The same period under the wording of its source."""
        return replace(self, printed=printed)

    @classmethod
    def day(cls, day: date) -> Self:
        """One day, printed « 9 sept. 2024 »."""
        number = "1er" if day.day == 1 else str(day.day)
        return cls(day, day, PeriodKind.DAY, f"{number} {_SHORT[day.month - 1]} {day.year}")

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """One calendar month, printed « avril 2021 »."""
        start, end = month_bounds(year, month)
        return cls(start, end, PeriodKind.MONTH, f"{MONTHS[month - 1]} {year}")

    @classmethod
    def quarter(cls, year: int, number: int) -> Self:
        """One quarter, 1 to 4, printed « T4 2021 »."""
        start, end = date(year, 3 * number - 2, 1), month_bounds(year, 3 * number)[1]
        return cls(start, end, PeriodKind.QUARTER, f"T{number} {year}")

    @classmethod
    def half(cls, year: int, number: int) -> Self:
        """One half-year, 1 or 2, printed « 1er semestre 2021 »."""
        start, end = date(year, 6 * number - 5, 1), month_bounds(year, 6 * number)[1]
        name = "1er" if number == 1 else "2e"
        return cls(start, end, PeriodKind.HALF, f"{name} semestre {year}")

    @classmethod
    def year(cls, year: int) -> Self:
        """One calendar year, the exercise of a French public body."""
        return cls(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR, str(year))

    @classmethod
    def years(cls, first: int, last: int) -> Self:
        """Several whole years, printed « 2018-2020 »."""
        return cls(date(first, 1, 1), date(last, 12, 31), PeriodKind.RANGE, f"{first}-{last}")


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month.

    >>> month_bounds(2024, 2)[1]
    datetime.date(2024, 2, 29)
    """
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Move by whole months; the last day of a month stays a last day.

    >>> add_months(date(2020, 11, 30), 3), add_months(date(2021, 1, 31), 1)
    (datetime.date(2021, 2, 28), datetime.date(2021, 2, 28))
    """
    index = day.year * 12 + day.month - 1 + months
    last = month_bounds(index // 12, index % 12 + 1)[1]
    if day == month_bounds(day.year, day.month)[1]:
        return last
    return last.replace(day=min(day.day, last.day))


def next_due(period: Period, periodicity: Periodicity, delay_days: int = 0) -> date:
    """When the value after this one must be known.

    End of month(last value + period + availability delay), as PILOTE computes it
    (STANDARDS §4); ``delay_days`` is the time the producer needs after the period.

    >>> next_due(Period.year(2020), Periodicity.YEARLY, delay_days=45)
    datetime.date(2022, 2, 28)
    """
    available = add_months(period.end, periodicity.months) + timedelta(days=delay_days)
    return month_bounds(available.year, available.month)[1]

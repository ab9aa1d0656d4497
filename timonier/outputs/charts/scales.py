"""From values and dates to pixels."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale: ``low`` is drawn at ``start``, ``high`` at ``end`` (pixels)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float | Decimal) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def ticks(low: Decimal, high: Decimal, count: int = 5) -> tuple[Decimal, ...]:
    """Round graduations that enclose two values, about ``count`` of them.

    Steps are 1, 2, 2.5, 4 or 5 times a power of ten.

    >>> [str(tick) for tick in ticks(Decimal(603), Decimal(640), 4)]
    ['600', '610', '620', '630', '640']
    """
    span = high - low if high > low else max(abs(high), Decimal(1))
    power = Decimal(1).scaleb((span / count).adjusted())
    factors = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(4), Decimal(5), Decimal(10))
    step = next(f * power for f in factors if f * power * count >= span)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return tuple(step * i for i in range(int(first), int(max(last, first + 1)) + 1))


def day_number(when: date) -> float:
    """Place a date on a true time scale, in days."""
    return float(when.toordinal())


def middle_of(year: int) -> date:
    """The day a yearly value is drawn at: the middle of the year it is about.

    A reform of 1 January then falls between two values, where it belongs.
    """
    return date(year, 7, 1)

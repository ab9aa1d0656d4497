"""What values add up to, over time and over a perimeter (R84, R87; STANDARDS §4).

Each indicator declares one operator per axis. A missing part is never zero: it lowers the
coverage, and below the declared threshold the result is shown as not publishable. What
cannot be added (a median, distinct people) is refused with its reason, not approximated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from timonier.engine.numerals import format_number
from timonier.engine.trace import Trace
from timonier.engine.typography import NBSP

ZERO, ONE = Decimal(0), Decimal(1)


class TimeOperator(StrEnum):
    """How the values of successive periods make one (parts come in date order)."""

    SUM = "sum"
    AVERAGE = "average"
    FIRST = "first"
    LAST = "last"
    LAST_IN_PERIOD = "last_in_period"
    MIN = "min"
    MAX = "max"
    NONE = "none"

    @property
    def label(self) -> str:
        """The French name of the rule, as a trace prints it."""
        return _TIME_LABELS[self]


class PerimeterOperator(StrEnum):
    """How the values of several services or territories make one."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    WEIGHTED_MEAN = "weighted_mean"
    MIN = "min"
    MAX = "max"
    LAST = "last"
    NONE = "none"

    @property
    def label(self) -> str:
        """The French name of the rule, as a trace prints it."""
        return _PERIMETER_LABELS[self]


_TIME_LABELS = {
    TimeOperator.SUM: "somme des périodes",
    TimeOperator.AVERAGE: "moyenne des périodes",
    TimeOperator.FIRST: "première valeur connue",
    TimeOperator.LAST: "dernière valeur connue",
    TimeOperator.LAST_IN_PERIOD: "valeur de la dernière période",
    TimeOperator.MIN: "minimum des périodes",
    TimeOperator.MAX: "maximum des périodes",
    TimeOperator.NONE: "non additionnable dans le temps",
}
_PERIMETER_LABELS = {
    PerimeterOperator.SUM: "somme",
    PerimeterOperator.RATIO_OF_SUMS: "somme des numérateurs / somme des dénominateurs",
    PerimeterOperator.WEIGHTED_MEAN: "moyenne pondérée",
    PerimeterOperator.MIN: "minimum",
    PerimeterOperator.MAX: "maximum",
    PerimeterOperator.LAST: "dernière valeur connue",
    PerimeterOperator.NONE: "non additionnable",
}
_NO_VALUE = "aucune valeur reçue"
_NO_DENOMINATOR = "le dénominateur total est nul"
_NO_WEIGHT = "le poids total est nul"
_REFUSED = (
    "une médiane ou un nombre de personnes distinctes ne s'additionne pas"
    "\u202f; recalculez à partir des données détaillées"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One value to consolidate.

    A ratio brings its ``numerator`` and ``denominator``, a weighted mean its ``value`` and
    ``weight``, everything else its ``value``. ``None`` is unknown. A part that is not
    ``expected`` counts only if it brings a value all the same.
    """

    key: str
    label: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    expected: bool = True
    source: str = ""

    def __post_init__(self) -> None:
        for number in (self.value, self.numerator, self.denominator, self.weight):
            if isinstance(number, float):
                raise TypeError(f"part {self.key!r} holds a float: amounts are Decimal")


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A consolidated value, or why there is none.

    ``coverage`` is received / expected parts; ``weighted_coverage`` is the received share
    of the denominators (or weights), ``None`` when one of them is unknown; both lie in
    [0, 1]. ``reason`` is in French and empty when the value may be published.
    """

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    received: int
    expected: int
    coverage: Decimal | None
    weighted_coverage: Decimal | None
    publishable: bool
    reason: str
    trace: Trace

    def as_part(self, key: str, label: str) -> Part:
        """This result as a part of the level above; a ratio keeps its two sums."""
        return Part(
            key, label, self.value, self.numerator, self.denominator, weight=self.denominator
        )


def ratio_of_sums(parts: Sequence[Part], scale: Decimal = ONE) -> Decimal | None:
    """Consolidate a ratio over several services.

    Ratios are never averaged: a small service would weigh as much as a large one.
    Nothing to divide by gives ``None``, because unknown is not zero.

    >>> large = Part("A", "Grand service", numerator=Decimal(90), denominator=Decimal(100))
    >>> small = Part("B", "Petit service", numerator=Decimal(1), denominator=Decimal(10))
    >>> round(ratio_of_sums([large, small]), 2)
    Decimal('0.83')
    """
    held = [part for part in parts if _has_ratio(part)]
    below = sum((part.denominator or ZERO for part in held), ZERO)
    above = sum((part.numerator or ZERO for part in held), ZERO)
    return scale * above / below if below else None


def consolidate(
    parts: Sequence[Part],
    operator: PerimeterOperator,
    *,
    label: str = "",
    unit: str = "",
    threshold: Decimal = ONE,
    scale: Decimal = ONE,
) -> Consolidated:
    """Consolidate over a perimeter.

    ``threshold`` is the coverage from which the value may be published; the weighted
    coverage decides when it is known, otherwise the count of parts. ``scale`` is 100 for
    a ratio expressed in percent.

    >>> parts = [Part("N", "Nord", Decimal(3)), Part("S", "Sud")]
    >>> result = consolidate(parts, PerimeterOperator.SUM)
    >>> result.value, result.coverage, result.publishable
    (Decimal('3'), Decimal('0.5'), False)
    """
    arrived = _ARRIVED.get(operator, _has_value)
    held = [part for part in parts if arrived(part)]
    above, below = _sums(held, operator)
    if operator is PerimeterOperator.NONE:
        value, reason = None, _REFUSED
    elif not held:
        value, reason = None, _NO_VALUE
    elif above is not None and below is not None:
        value, reason = _quotient(above, below, operator, scale)
    else:
        value, reason = _PLAIN[operator.value]([_known(part) for part in held]), ""
    weights = _weights(parts, arrived, operator)
    texts = (label, operator.label, unit)
    return _result(value, reason, (above, below), parts, held, weights, threshold, texts)


def consolidate_time(
    parts: Sequence[Part],
    operator: TimeOperator,
    *,
    label: str = "",
    unit: str = "",
    threshold: Decimal = ONE,
) -> Consolidated:
    """Consolidate over successive periods, given in date order.

    A stock takes its last value, a flow its sum. « last » looks back to the latest known
    value; « last in period » wants the last period itself and is unknown without it.
    Taking one value of the series asks for that value only, so its coverage is whole.

    >>> months = [Part("01", "janvier", Decimal(5)), Part("02", "février")]
    >>> consolidate_time(months, TimeOperator.LAST).value
    Decimal('5')
    >>> consolidate_time(months, TimeOperator.LAST_IN_PERIOD).value is None
    True
    """
    held = [part for part in parts if _has_value(part)]
    asked: Sequence[Part] = parts
    if operator is TimeOperator.LAST_IN_PERIOD:
        asked = parts[-1:]
        held = [part for part in asked if _has_value(part)]
    elif operator in (TimeOperator.FIRST, TimeOperator.LAST) and held:
        held = held[:1] if operator is TimeOperator.FIRST else held[-1:]
        asked = held
    value, reason = None, _NO_VALUE
    if operator is TimeOperator.NONE:
        reason = _REFUSED
    elif held:
        value, reason = _PLAIN[operator.value]([_known(part) for part in held]), ""
    texts = (label, operator.label, unit)
    return _result(value, reason, (None, None), asked, held, None, threshold, texts)


def _total(values: Sequence[Decimal]) -> Decimal:
    return sum(values, ZERO)


_PLAIN: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "sum": _total,
    "average": lambda values: _total(values) / len(values),
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "last_in_period": lambda values: values[-1],
    "min": min,
    "max": max,
}


def _has_value(part: Part) -> bool:
    return part.value is not None


def _has_ratio(part: Part) -> bool:
    return part.numerator is not None and part.denominator is not None


def _has_weighted(part: Part) -> bool:
    return part.value is not None and part.weight is not None


def _known(part: Part) -> Decimal:
    assert part.value is not None
    return part.value


_ARRIVED: dict[PerimeterOperator, Callable[[Part], bool]] = {
    PerimeterOperator.RATIO_OF_SUMS: _has_ratio,
    PerimeterOperator.WEIGHTED_MEAN: _has_weighted,
}
"""What a part must bring to count; its value, for the other operators."""


def _sums(
    held: Sequence[Part], operator: PerimeterOperator
) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator of the whole; unknown for what is not a quotient."""
    if not held or operator not in _ARRIVED:
        return None, None
    if operator is PerimeterOperator.RATIO_OF_SUMS:
        pairs = [(part.numerator or ZERO, part.denominator or ZERO) for part in held]
    else:
        pairs = [(_known(part) * (part.weight or ZERO), part.weight or ZERO) for part in held]
    return _total([above for above, _ in pairs]), _total([below for _, below in pairs])


def _quotient(
    above: Decimal, below: Decimal, operator: PerimeterOperator, scale: Decimal
) -> tuple[Decimal | None, str]:
    is_ratio = operator is PerimeterOperator.RATIO_OF_SUMS
    if not below:
        return None, _NO_DENOMINATOR if is_ratio else _NO_WEIGHT
    return (scale * above / below if is_ratio else above / below), ""


def _weights(
    parts: Sequence[Part], arrived: Callable[[Part], bool], operator: PerimeterOperator
) -> tuple[Decimal, Decimal] | None:
    """Received and expected denominators (or weights); ``None`` if one is unknown."""
    asked = [part for part in parts if part.expected or arrived(part)]
    is_ratio = operator is PerimeterOperator.RATIO_OF_SUMS
    sizes = [part.denominator if is_ratio else part.weight for part in asked]
    known = [size for size in sizes if size is not None]
    if len(known) != len(sizes) or not _total(known):
        return None
    got = [size for part, size in zip(asked, known, strict=True) if arrived(part)]
    return _total(got), _total(known)


def _result(
    value: Decimal | None,
    reason: str,
    sums: tuple[Decimal | None, Decimal | None],
    parts: Sequence[Part],
    held: Sequence[Part],
    weights: tuple[Decimal, Decimal] | None,
    threshold: Decimal,
    texts: tuple[str, str, str],
) -> Consolidated:
    keys = {id(part) for part in held}
    missing = [part for part in parts if part.expected and id(part) not in keys]
    received, expected = len(held), len(held) + len(missing)
    coverage = Decimal(received) / expected if expected else None
    weighted = weights[0] / weights[1] if weights else None
    decisive = coverage if weighted is None else weighted
    enough = decisive is not None and decisive >= threshold
    if value is not None and not enough:
        reason = _below_threshold(received, expected, decisive, threshold)
    trace = _trace(value, held, missing, reason, texts)
    publishable = value is not None and enough
    return Consolidated(
        value, *sums, received, expected, coverage, weighted, publishable, reason, trace
    )


def _below_threshold(
    received: int, expected: int, coverage: Decimal | None, threshold: Decimal
) -> str:
    shown = format_number((coverage or ZERO) * 100, 0)
    asked = format_number(threshold * 100, 0)
    return (
        f"{_received(received)} sur {expected}, couverture de {shown}{NBSP}%"
        f" pour un seuil de {asked}{NBSP}%"
    )


def _received(count: int) -> str:
    return f"{count} valeur reçue" if count < 2 else f"{count} valeurs reçues"


def _trace(
    value: Decimal | None,
    held: Sequence[Part],
    missing: Sequence[Part],
    reason: str,
    texts: tuple[str, str, str],
) -> Trace:
    label, rule, unit = texts
    leaves = tuple(
        Trace(part.label, part.value, unit, source=part.source, note=_fraction(part))
        for part in held
    )
    names = tuple(part.label for part in missing)
    return Trace(label, value, unit, rule, leaves, names, note=reason)


def _fraction(part: Part) -> str:
    if _has_ratio(part):
        return f"{format_number(part.numerator)} / {format_number(part.denominator)}"
    return f"poids {format_number(part.weight)}" if part.weight is not None else ""

"""How a bound figure is written in French, the same in every format.

A printed number is the stored value to the last digit: amounts and volumes are scaled (8,56 Md€)
only when two decimals are enough to keep them whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from timonier.outputs.reports.tree import BoundFigure, Source

NBSP, NNBSP, MINUS, DASH = "\u00a0", "\u202f", "\u2212", "—"


@dataclass(frozen=True, slots=True)
class Scale:
    """A divisor and the unit that goes with the divided number."""

    divisor: Decimal
    unit: str


_SCALES = {
    "€": (Scale(Decimal(10**9), "Md€"), Scale(Decimal(10**6), "M€")),
    "€ HT": (Scale(Decimal(10**9), "Md€ HT"), Scale(Decimal(10**6), "M€ HT")),
    "m³": (Scale(Decimal(10**6), "millions de m³"),),
    "m³/an": (Scale(Decimal(10**6), "millions de m³/an"),),
}


def number(value: Decimal, decimals: int | None = None, *, signed: bool = False) -> str:
    """Write a number: comma, no-break spaces between thousands, true minus.

    Without `decimals` the value keeps exactly its significant digits.

    >>> number(Decimal("-1234567.50"))
    '−1\\xa0234\\xa0567,5'
    """
    written = f"{value:f}" if decimals is None else f"{_rounded(value, decimals):f}"
    whole, _, fraction = written.lstrip("-").partition(".")
    fraction = fraction.rstrip("0") if decimals is None else fraction
    is_zero = not (whole + fraction).strip("0")
    sign = "" if is_zero else MINUS if written[0] == "-" else "+" if signed else ""
    grouped = f"{int(whole):,}".replace(",", NBSP)
    return f"{sign}{grouped}" + (f",{fraction}" if fraction else "")


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def common_scale(figures: Iterable[BoundFigure | None]) -> Scale | None:
    """The scale in which all the values given stay whole; None to print them as they are."""
    known = [figure for figure in figures if figure is not None and figure.value is not None]
    units = {figure.unit for figure in known}
    if len(units) != 1:
        return None
    values = [figure.value for figure in known if figure.value is not None]
    fitting = (scale for scale in _SCALES.get(units.pop(), ()) if _fits(values, scale))
    return next(fitting, None)


def _fits(values: list[Decimal], scale: Scale) -> bool:
    scaled = [value / scale.divisor for value in values]
    return all(_rounded(one, 2) == one for one in scaled) and any(abs(one) >= 1 for one in scaled)


def value_text(figure: BoundFigure, scale: Scale | None = None) -> str:
    """The value alone, with its qualifier; the missing reason when it is unknown."""
    if figure.value is None:
        return figure.missing.value
    amount = figure.value if scale is None else figure.value / scale.divisor
    shown = number(amount)
    return f"{figure.qualifier.value}{NBSP}{shown}" if figure.qualifier else shown


def unit_text(figure: BoundFigure, scale: Scale | None = None) -> str:
    return scale.unit if scale else figure.unit


def full_text(figure: BoundFigure) -> str:
    """The value with its unit, never separated: « env. 1 200 000 tonnes », « 8,56 Md€ »."""
    if figure.value is None:
        return figure.missing.value
    scale = common_scale((figure,))
    return f"{value_text(figure, scale)}{NBSP}{unit_text(figure, scale)}"


def difference_text(figure: BoundFigure) -> str:
    """The difference with the previous value, or a dash where none may be given.

    A percentage is compared in points; a previous value of zero has no rate of change.
    """
    previous = figure.previous
    if previous is None or figure.value is None or previous.value is None:
        return DASH
    if not figure.comparability.allows_difference or figure.unit != previous.unit:
        return DASH
    gap = figure.value - previous.value
    if figure.unit == "%":
        return f"{number(gap, 1, signed=True)}{NBSP}pt"
    if previous.value == 0:
        return DASH
    return f"{number(100 * gap / abs(previous.value), 1, signed=True)}{NBSP}%"


def period_prefix(figure: BoundFigure, heading: str) -> str:
    """The figure's own period, when it is not the one its column announces."""
    return "" if figure.value is None or figure.period == heading else f"{figure.period}{NBSP}: "


def foreign_territory(figure: BoundFigure, home: str) -> str:
    """The figure's territory when it is not the report's own, else an empty text."""
    return "" if figure.territory == home else figure.territory


def place_text(source: Source | None) -> str:
    """Document and place, abbreviated for margins: « R20, ligne 1294 »."""
    if source is None:
        return ""
    return ", ".join(part for part in (source.short, source.place, source.pages) if part)


def source_text(source: Source) -> str:
    """Document and place in full."""
    return ", ".join(part for part in (source.document, source.place, source.pages) if part)


def sentence_text(figure: BoundFigure) -> str:
    """A figure said whole, for alternative texts: label, value, unit, period, territory."""
    return f"{figure.label}{NBSP}: {full_text(figure)} ({figure.period}, {figure.territory})"


def long_date(day: date) -> str:
    """« 20 novembre 2026 », « 1er janvier 2023 »."""
    number_of_day = "1er" if day.day == 1 else str(day.day)
    return f"{number_of_day}{NBSP}{_MONTHS[day.month - 1]}{NBSP}{day.year}"


_MONTHS = (
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

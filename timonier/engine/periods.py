"""The public door of periods: the values of :mod:`timonier.engine.period`, and their reading.

French text is accepted as printed: « T4 2021 », « fin 2020 », « 1er semestre 2021 ».
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from timonier.engine.errors import TimonierError
from timonier.engine.period import (
    MONTHS,
    Period,
    Periodicity,
    PeriodKind,
    add_months,
    month_bounds,
    next_due,
)
from timonier.engine.search import fold
from timonier.engine.typography import NBSP, quoted

__all__ = [
    "Period",
    "PeriodError",
    "PeriodKind",
    "Periodicity",
    "add_months",
    "month_bounds",
    "next_due",
    "parse_period",
]

_MONTH_NAMES = {fold(name): number for number, name in enumerate(MONTHS, start=1)} | {
    fold(short): number
    for number, shorts in enumerate(
        (
            "janv jan",
            "fevr fev",
            "mar",
            "avr",
            "mai",
            "juin",
            "juil",
            "aou",
            "sept sep",
            "oct",
            "nov",
            "dec",
        ),
        start=1,
    )
    for short in shorts.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NAMES, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_ORDINALS = {"1er": 1, "1re": 1, "premier": 1, "2e": 2, "2nd": 2, "2eme": 2, "second": 2} | {
    "deuxieme": 2,
    "3e": 3,
    "3eme": 3,
    "troisieme": 3,
    "4e": 4,
    "4eme": 4,
    "quatrieme": 4,
}
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_SEASONS = {
    "printemps": ((3, 20), (6, 20)),
    "ete": ((6, 21), (9, 21)),
    "automne": ((9, 22), (12, 20)),
    "hiver": ((12, 21), (3, 19)),
}
_RANGE = re.compile(r"\s+(?:a|au|et)\s+|\s*/\s*|\s+-\s+|(?<=[a-z.]{3})-(?=[a-z])|(?<=\d{4})-")
_EXAMPLES = ", ".join(quoted(text) for text in ("T4 2021", "avril 2021", "fin 2020", "31/12/2021"))


class PeriodError(TimonierError):
    """A text that cannot be read as a period."""


def parse_period(text: str) -> Period:
    """Read a period as it is printed, and keep that wording.

    >>> for printed in ("T4 2021", "avril 2021", "fin 2020", "1er semestre 2021", "2018-2020"):
    ...     print(printed, "→", parse_period(printed).due)
    T4 2021 → 2021-12-31
    avril 2021 → 2021-04-30
    fin 2020 → 2020-12-31
    1er semestre 2021 → 2021-06-30
    2018-2020 → 2020-12-31
    >>> str(parse_period("  Automne 2020 "))
    'Automne 2020'
    """
    printed = " ".join(text.split())
    folded = re.sub(r"^(?:en|au|le|d'ici|avant)\s+", "", fold(printed))
    try:
        period = _single(folded) or _between(folded)
    except ValueError as error:
        raise PeriodError(
            f"{quoted(printed)} n'existe pas dans le calendrier",
            remedy="vérifiez le jour, le mois et l'ordre des deux dates",
        ) from error
    if period is None:
        said = quoted(printed) if printed else "une case vide"
        raise PeriodError(
            f"une période était attendue, on lit {said}",
            remedy=f"écrivez-la comme l'un de ces exemples{NBSP}: {_EXAMPLES}",
        )
    return period.worded(printed)


def _single(text: str) -> Period | None:
    for pattern, build in _READERS:
        found = pattern.fullmatch(text)
        if found:
            return build(found)
    return None


def _between(text: str) -> Period | None:
    """Two periods joined: « mars à mai 2020 », « 01/01/2020 - 30/06/2020 », « 2018-2020 »."""
    text = re.sub(r"^(?:du|de|entre)\s+", "", text)
    for joint in _RANGE.finditer(text):
        left, last = text[: joint.start()], _single(text[joint.end() :])
        first = _single(left) or (last and _single(f"{left} {last.end.year}"))
        if first and last:
            return Period(first.start, last.end, PeriodKind.RANGE)
    return None


def _year(found: re.Match[str]) -> int:
    return int(found["year"])


def _day(found: re.Match[str]) -> Period:
    return Period.day(date(_year(found), int(found["mm"]), int(found["dd"])))


def _worded_day(found: re.Match[str]) -> Period:
    return Period.day(date(_year(found), _MONTH_NAMES[found["month"]], int(found["dd"])))


def _month(found: re.Match[str]) -> Period:
    return Period.month(_year(found), _MONTH_NAMES[found["month"]])


def _numbered_month(found: re.Match[str]) -> Period:
    return Period.month(_year(found), int(found["mm"]))


def _quarter(found: re.Match[str]) -> Period:
    return Period.quarter(_year(found), int(found["number"]))


def _half(found: re.Match[str]) -> Period:
    return Period.half(_year(found), int(found["number"]))


def _ordinal_quarter(found: re.Match[str]) -> Period:
    return Period.quarter(_year(found), _ORDINALS[found["ordinal"]])


def _ordinal_half(found: re.Match[str]) -> Period:
    return Period.half(_year(found), _ORDINALS[found["ordinal"]])


def _part_of_year(found: re.Match[str]) -> Period:
    first, last = {"debut": (1, 3), "mi": (4, 9), "fin": (10, 12)}[found["part"]]
    start, end = date(_year(found), first, 1), month_bounds(_year(found), last)[1]
    return Period(start, end, PeriodKind.APPROXIMATE)


def _part_of_month(found: re.Match[str]) -> Period:
    start, end = month_bounds(_year(found), _MONTH_NAMES[found["month"]])
    first, last = {"debut": (1, 10), "mi": (11, 20), "fin": (21, end.day)}[found["part"]]
    return Period(start.replace(day=first), end.replace(day=last), PeriodKind.APPROXIMATE)


def _season(found: re.Match[str]) -> Period:
    (month, day), (last_month, last_day) = _SEASONS[found["season"]]
    year = _year(found)
    ends = year + (last_month < month)
    return Period(date(year, month, day), date(ends, last_month, last_day), PeriodKind.APPROXIMATE)


_PART = r"(?P<part>debut|mi|fin)[\s-]+(?:de\s+)?(?:l'annee\s+)?"
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (_YEAR, lambda found: Period.year(_year(found))),
        (rf"t(?:rimestre\s)?(?P<number>[1-4])[\s-]*{_YEAR}", _quarter),
        (rf"{_YEAR}[\s-]*[tq](?P<number>[1-4])", _quarter),
        (rf"{_ORDINAL} trimestre(?: de)? {_YEAR}", _ordinal_quarter),
        (rf"s(?:emestre\s)?(?P<number>[12])[\s-]*{_YEAR}", _half),
        (rf"{_YEAR}[\s-]*s(?P<number>[12])", _half),
        (rf"{_ORDINAL} semestre(?: de)? {_YEAR}", _ordinal_half),
        (rf"{_MONTH} {_YEAR}", _month),
        (rf"{_YEAR}-(?P<mm>0[1-9]|1[0-2])", _numbered_month),
        (rf"(?P<mm>0?[1-9]|1[0-2])/{_YEAR}", _numbered_month),
        (rf"{_YEAR}-(?P<mm>\d\d)-(?P<dd>\d\d)", _day),
        (rf"(?P<dd>\d\d?)[/.-](?P<mm>\d\d?)[/.-]{_YEAR}", _day),
        (rf"(?P<dd>\d\d?)(?:er)? {_MONTH} {_YEAR}", _worded_day),
        (rf"{_PART}{_YEAR}", _part_of_year),
        (rf"{_PART}{_MONTH} {_YEAR}", _part_of_month),
        (rf"(?P<season>{'|'.join(_SEASONS)})(?: de)? {_YEAR}", _season),
    )
)

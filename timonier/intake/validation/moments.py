"""Cells that hold dates, periods and years, typed or written."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from timonier.engine.errors import TimonierError
from timonier.engine.period import MONTHS
from timonier.engine.periods import Period, PeriodKind, parse_period
from timonier.engine.typography import NBSP
from timonier.intake.table import CellValue, as_text
from timonier.intake.validation.problems import CellProblem
from timonier.intake.wording import quoted

_FRENCH_DATE: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T]0?0:00(?::00)?)?")
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
_SHORT_YEAR: Final = re.compile(r"(\d{1,2}[/.\-]\d{1,2}[/.\-])(\d{2})")
_DATE_RULE: Final = "Une date, par exemple 31/12/2026"
_YEARS: Final = range(1900, 2101)
_EXCEL_ORIGIN: Final = date(1899, 12, 30)
_EXCEL_DAYS: Final = range(18_264, 73_415)


def read_date(value: CellValue) -> date:
    """A day, from a date cell or a text; two-digit years and serial numbers are not guessed."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        raise _serial_problem(value)
    text = as_text(value)
    french, iso = _FRENCH_DATE.fullmatch(text), _ISO_DATE.fullmatch(text)
    if french:
        return _day(text, int(french[3]), int(french[2]), int(french[1]))
    if iso:
        return _day(text, int(iso[1]), int(iso[2]), int(iso[3]))
    return _worded_day(text)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        message = f"{quoted(text)} n’existe pas"
        if 1 <= month <= 12 and year in _YEARS:
            length = calendar.monthrange(year, month)[1]
            name = MONTHS[month - 1].capitalize()
            raise CellProblem(message, f"{name} {year} compte {length} jours") from error
        raise CellProblem(message, _DATE_RULE) from error


def _worded_day(text: str) -> date:
    short = _SHORT_YEAR.fullmatch(text)
    if short:
        full = f"{short[1]}20{short[2]}"
        raise CellProblem(
            f"{quoted(text)} a une année à deux chiffres",
            "L’année s’écrit avec quatre chiffres",
            full,
            f"Lu{NBSP}: {full}",
        )
    try:
        period = parse_period(text)
    except TimonierError as error:
        raise CellProblem(f"{quoted(text)} n’est pas une date", _DATE_RULE) from error
    if period.kind is not PeriodKind.DAY:
        due = f"{period.due:%d/%m/%Y}"
        raise CellProblem(
            f"{quoted(text)} est une période, pas un jour",
            _DATE_RULE,
            due,
            f"Dernier jour de la période{NBSP}: {due}",
        )
    return period.start


def _serial_problem(value: int) -> CellProblem:
    message = f"{quoted(as_text(value))} n’est pas une date"
    if value not in _EXCEL_DAYS:
        return CellProblem(message, _DATE_RULE)
    day = f"{_EXCEL_ORIGIN + timedelta(days=value):%d/%m/%Y}"
    return CellProblem(
        message, "La cellule doit avoir le format Date", day, f"Numéro de jour lu{NBSP}: {day}"
    )


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    return parse_period(text)


def read_period(value: CellValue) -> Period:
    """A period as printed (« T4 2021 », « fin 2020 »), a bare year, or a date cell as a day."""
    if isinstance(value, datetime):
        return Period.day(value.date())
    if isinstance(value, date):
        return Period.day(value)
    try:
        return _period(as_text(value))
    except TimonierError as error:
        raise CellProblem(error.what, error.remedy) from error


def read_year(value: CellValue) -> int:
    """A year between 1900 and 2100."""
    text = as_text(value)
    if isinstance(value, bool) or not re.fullmatch(r"\d{4}", text) or int(text) not in _YEARS:
        raise CellProblem(f"{quoted(text)} n’est pas une année", "Une année, par exemple 2024")
    return int(text)

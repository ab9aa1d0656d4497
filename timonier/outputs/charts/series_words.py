"""The finding, the text alternative and the table of a time series."""

from decimal import Decimal

from timonier.engine.quantities import Qualifier, format_number
from timonier.engine.typography import UNKNOWN
from timonier.outputs.charts.chart import Table
from timonier.outputs.charts.series_model import Break, Mark, Point, Series
from timonier.outputs.charts.words import COLON, SEMICOLON, capital, listed, marked, spoken

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


def _break_date(when: Break) -> str:
    """Write the date of a break: « 1er janvier 2023 »."""
    day = "1er" if when.at.day == 1 else str(when.at.day)
    return f"{day}\u00a0{_MONTHS[when.at.month - 1]}\u00a0{when.at.year}"


def sentence(series: Series, axis_start: Decimal) -> str:
    """Say the finding, and where the axis starts when that is not zero."""
    finding = series.finding or _neutral_finding(series)
    if axis_start == 0:
        return finding
    return f"{finding} L’axe commence à {format_number(axis_start)}."


def _neutral_finding(series: Series) -> str:
    known = series.known()
    if not known:
        return "Aucune valeur connue."
    last = known[-1]
    said = f"{spoken(last.value, last.qualifier, series.unit)} en {last.period}"
    said = capital(said)
    if len(known) == 1:
        return f"{said}."
    before = known[-2]
    said += f", contre {spoken(before.value, before.qualifier, '')} en {before.period}"
    if series.broken_between(before.at, last.at):
        said += f"{SEMICOLON}une rupture de série les sépare"
    return f"{said}."


def _point_words(point: Point, unit: str) -> str:
    said = point.word if point.value is None else spoken(point.value, point.qualifier, unit)
    extra = ", ".join(part for part in (point.status, point.note) if part)
    return f"{point.period}{COLON}{said}" + (f" ({extra})" if extra else "")


def _mark_words(name: str, mark: Mark, unit: str) -> str:
    return f"{name} {mark.period}{COLON}{spoken(mark.value, Qualifier.EXACT, unit)}"


def description(series: Series) -> str:
    """The text alternative: every value, each break, what is hoped and what is foreseen."""
    parts = [_point_words(point, series.unit) for point in series.points]
    parts += [f"{b.word.lower()} le {_break_date(b)}{COLON}{b.reason}" for b in series.breaks]
    parts += [_mark_words(name, mark, series.unit) for name, mark in _named(series)]
    return f"Courbe. {listed(parts)}."


def _named(series: Series) -> list[tuple[str, Mark]]:
    named = [("attendu", mark) for mark in series.expected]
    named += [("prévision", mark) for mark in series.forecast]
    return named + ([(series.target_word, series.target)] if series.target else [])


def table(series: Series) -> Table:
    """The same data in rows; a value after a break says so."""
    rows = [_row(series, i) for i in range(len(series.points))]
    rows += [(mark.period, name, marked(mark.value), "", "", "") for name, mark in _named(series)]
    columns = ("Période", "Nature", f"Valeur ({series.unit})", "Qualificatif", "Statut", "Remarque")
    return Table(caption=series.title, columns=columns, rows=tuple(rows))


def _row(series: Series, index: int) -> tuple[str, ...]:
    point = series.points[index]
    remarks = [point.note] if point.note else []
    if point.value is None and point.word != UNKNOWN:
        remarks.append(point.word)
    before = series.points[index - 1] if index else None
    crossed = before and series.broken_between(before.at, point.at)
    if crossed:
        remarks.append(f"après {crossed.word.lower()}{COLON}{crossed.reason}")
    value = marked(point.value)
    qualifier = "" if point.value is None else point.qualifier.label
    return (point.period, "réalisé", value, qualifier, point.status, listed(remarks))

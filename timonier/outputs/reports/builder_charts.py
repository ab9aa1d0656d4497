"""Charts and maps of the report, drawn from bound figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from timonier.engine.quantities import Qualifier
from timonier.engine.typography import NBSP
from timonier.outputs.charts import (
    PRINT,
    Area,
    Chart,
    CommuneMap,
    MapClass,
    Tone,
    YearBar,
    YearBars,
    YearBreak,
    commune_map,
    tile_outlines,
    year_bars_chart,
)
from timonier.outputs.reports.edition import Edition, printed_unit
from timonier.outputs.reports.printing import MINUS, number
from timonier.outputs.reports.reader import BreakRow, FigureRow, PlaceRow
from timonier.outputs.reports.tree import BoundFigure, ChartBlock, DataTable, MapBlock

MOST = 2
"""Charts printed in one chapter: the figures that make a series, two at most."""

_GROUND, _EDGE, _HERE = "#D3E3F5", "#FFFFFF", "#C8453B"


def series_of(edition: Edition, codes: Iterable[str]) -> Iterator[ChartBlock]:
    """A chart for each indicator met that has values in two years or more, the longest first."""
    rows = [edition.registry.by_code[code] for code in codes if code in edition.registry.by_code]
    found: dict[str, list[FigureRow]] = {}
    for row in rows:
        if row.indicator not in found:
            found[row.indicator] = _years(edition, row)
    long_enough = [series for series in found.values() if _is_telling(series)]
    ranked = sorted(long_enough, key=len, reverse=True)
    for series in ranked[:MOST]:
        yield _chart(edition, series)


def _is_telling(series: list[FigureRow]) -> bool:
    """Several years, of an activity (not of the setting), that are not all alike."""
    alike = len({row.value for row in series}) == 1
    return len(series) > 1 and not alike and series[-1].nature != "context"


def _years(edition: Edition, head: FigureRow) -> list[FigureRow]:
    """One value a year for the indicator and the place of *head*, in one unit."""
    place = edition.place_of(head)
    by_year: dict[int, FigureRow] = {}
    for row in edition.registry.figures:
        same = row.indicator == head.indicator and row.unit == head.unit
        usable = row.value is not None and row.value >= 0 and not row.repeats
        in_time = row.year is not None and row.year <= edition.report.year
        if same and usable and in_time and edition.place_of(row) == place:
            by_year.setdefault(row.year or 0, row)
    return [by_year[year] for year in sorted(by_year)]


def _chart(edition: Edition, series: list[FigureRow]) -> ChartBlock:
    last = series[-1]
    unit = printed_unit(last, keep=True)
    breaks = _breaks(edition, series)
    bars = [YearBar(row.year or 0, row.value, Qualifier(row.qualifier)) for row in series]
    if (last.year or 0) < edition.report.year:
        bars.append(YearBar(edition.report.year, None, word="non publié"))
    drawn = year_bars_chart(
        YearBars(
            title=last.name,
            unit=unit,
            bars=tuple(bars),
            breaks=tuple(YearBreak(_after(one), one.reason) for one in breaks),
            finding=_finding(series, unit, breaks),
        ),
        uid=f"s-{last.indicator.lower()}",
        width=PRINT,
    )
    figures = tuple(edition.figures[row.code] for row in series)
    note = " ".join(f"Rupture{NBSP}: {one.reason}" for one in breaks)
    return chart_block(f"serie-{last.indicator.lower()}", drawn,
                       f"{figures[-1].territory}, {unit}", figures, note)  # fmt: skip


def _breaks(edition: Edition, series: list[FigureRow]) -> list[BreakRow]:
    first, last = series[0].year or 0, series[-1].year or 0
    kept: dict[int, BreakRow] = {}
    for row in edition.registry.breaks:
        if row.indicator == series[0].indicator and first < _after(row) <= last:
            kept.setdefault(_after(row), row)
    return list(kept.values())


def _after(row: BreakRow) -> int:
    return row.end.year


def _finding(series: list[FigureRow], unit: str, breaks: list[BreakRow]) -> str:
    """The last two values, and their difference when nothing forbids it."""
    before, after = series[-2], series[-1]
    assert before.value is not None
    assert after.value is not None
    said = (
        f"{number(before.value)}{NBSP}{unit} en {before.year}, "
        f"{number(after.value)}{NBSP}{unit} en {after.year}"
    )
    if any((before.year or 0) < _after(one) <= (after.year or 0) for one in breaks):
        return f"{said}{NBSP}: la série est rompue entre les deux, aucun écart n’est calculé."
    rounded = {before.qualifier, after.qualifier} != {"exact"}
    if not before.value or unit == "%" or rounded:
        return f"{said}."
    change = 100 * (after.value - before.value) / before.value
    sign = MINUS if change < 0 else "+"
    return f"{said}, soit {sign}{number(abs(change), 1)}{NBSP}%."


def chart_block(
    key: str, chart: Chart, subtitle: str, figures: tuple[BoundFigure, ...] = (), note: str = ""
) -> ChartBlock:
    """A drawn chart as a block of the report."""
    return ChartBlock(
        id=key,
        title=chart.title,
        subtitle=subtitle,
        svg=chart.svg,
        sentence=chart.sentence,
        description=chart.description,
        table=DataTable(chart.table.columns, chart.table.rows),
        figures=figures,
        note=note,
    )


# --- Maps ----------------------------------------------------------------------------------------


def cover_map(places: tuple[PlaceRow, ...], here: str = "") -> tuple[str, str]:
    """The territory as equal cells, one commune in coral; the drawing and its words."""
    spots = _spots(places)
    if not spots:
        return "", ""
    shapes = tile_outlines(spots)
    cells = "".join(
        f'<path d={quoteattr(path)} fill="{_HERE if code == here else _GROUND}" '
        f'stroke="{_EDGE}" stroke-width="5"/>'
        for code, path in sorted(shapes.paths.items())
    )
    # On the cover the drawing keeps to the right, clear of the words above it.
    left = 0 if here else max(0, round(1.45 * shapes.height) - shapes.width)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="{-left} 0 {shapes.width + left} {shapes.height}">'
        f"{cells}</svg>"
    )
    name = next((place.name for place in places if place.code == here), "")
    said = f"Carte schématique des {len(spots)} communes, une cellule pour chacune"
    return svg, f"{said}{NBSP}; {name} est mise en évidence." if name else f"{said}."


def _spots(places: tuple[PlaceRow, ...]) -> dict[str, tuple[float, float]]:
    return {
        place.code: (place.longitude, place.latitude)
        for place in places
        if place.longitude is not None and place.latitude is not None
    }


def undertakings_map(edition: Edition, statuses: dict[str, set[str]]) -> MapBlock | None:
    """Where the undertakings followed in this report take place, and where nothing is known."""
    communes = edition.registry.communes
    spots = _spots(communes)
    if len(spots) != len(communes) or not statuses:
        return None
    classes = (
        MapClass("silent", "au moins un engagement sans nouvelle", Tone.WATCH),
        MapClass("followed", "engagements suivis", Tone.LEVEL_2),
        MapClass("none", "aucun engagement localisé", Tone.NONE),
    )
    areas = tuple(
        Area(place.code, place.name, _class_of(statuses.get(place.code, set())))
        for place in communes
    )
    data = CommuneMap("Engagements localisés", classes, areas)
    drawn = commune_map(data, uid="engagements", width=PRINT, positions=spots)
    return MapBlock("engagements", drawn.title, "Une cellule par commune", drawn.svg,
                    drawn.description, drawn.sentence)  # fmt: skip


def _class_of(statuses: set[str]) -> str:
    if not statuses:
        return "none"
    return "silent" if "unknown" in statuses else "followed"

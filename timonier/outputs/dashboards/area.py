"""A former territory or the institution: its communes, and figures that are its own as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from timonier.engine.quantities import format_number
from timonier.outputs.charts import Area, CommuneMap, MapClass, Tone
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import short_day
from timonier.outputs.dashboards.ground import Drawn, ground
from timonier.outputs.dashboards.parts import Kpi, Link
from timonier.outputs.dashboards.phrases import capital, said
from timonier.outputs.dashboards.territories import CommuneRow, commune_rows
from timonier.outputs.dashboards.territory_figures import FigureRow, figure_rows
from timonier.outputs.reports.models import AnnualReport
from timonier.registry.territories import queries
from timonier.registry.territories.enums import TerritoryKind
from timonier.registry.territories.models import Territory

MOST_FIGURES = 40


@dataclass(frozen=True, slots=True)
class AreaPage:
    """A former territory or the institution: its communes, its figures, its ground."""

    territory: Territory
    title: str
    finding: str
    crumbs: Sequence[Link]
    kpis: Sequence[Kpi]
    drawn: Drawn | None
    rows: Sequence[CommuneRow]
    figures: Sequence[FigureRow]
    figures_title: str
    figures_total: int
    is_former: bool


def area_page(territory: Territory, visible: QuerySet[Territory], *, as_of: date) -> AreaPage:
    """The page of a former territory or of the institution, for the communes in *visible*."""
    report = AnnualReport.objects.order_by("-year").first()
    former = territory.kind == TerritoryKind.FORMER_TERRITORY
    everyone = commune_rows(visible.filter(kind=TerritoryKind.COMMUNE), report, as_of)
    rows = [row for row in everyone if not former or row.former_code == territory.code]
    figures = figure_rows([territory], as_of=as_of)
    return AreaPage(
        territory=territory,
        title=territory.name,
        finding=_area_finding(territory, rows, len(figures)),
        crumbs=[Link("Territoires", address("territories")), Link(territory.name)],
        kpis=_area_kpis(territory, rows, len(figures)),
        drawn=_area_map(territory, everyone, former),
        rows=rows,
        figures=figures[:MOST_FIGURES],
        figures_title=_figures_title(figures, territory),
        figures_total=len(figures),
        is_former=former,
    )


def _area_finding(territory: Territory, rows: Sequence[CommuneRow], figures: int) -> str:
    members = said(len(rows), "commune", feminine=True)
    if territory.ends_on:
        gone = f"a pris fin le {short_day(territory.ends_on)}"
        return f"{capital(members)} ; ce territoire {gone}, ses {figures} chiffres lui restent."
    return f"{capital(members)}, {said(figures, 'chiffre')} pour l’ensemble."


def _area_kpis(territory: Territory, rows: Sequence[CommuneRow], figures: int) -> list[Kpi]:
    known = [row.inhabitants for row in rows if row.inhabitants is not None]
    whole = len(known) == len(rows) and bool(rows)
    vintages = sorted({row.vintage for row in rows if row.vintage})
    since = short_day(territory.starts_on) if territory.starts_on else None
    return [
        Kpi("Communes", format_number(len(rows), 0), note=f"depuis le {since}" if since else ""),
        Kpi(
            "Population municipale",
            format_number(sum(known), 0) if whole else None,
            note=f"somme des communes, {', '.join(vintages)}" if whole else "",
            missing="incomplète",
        ),
        Kpi("Chiffres du territoire entier", format_number(figures, 0)),
        Kpi("Communes citées par un engagement", str(sum(r.undertakings > 0 for r in rows))),
    ]


def _area_map(territory: Territory, rows: Sequence[CommuneRow], former: bool) -> Drawn | None:
    shapes = ground(queries.communes())
    if not rows or (shapes.outlines is None and len(shapes.positions) < len(rows)):
        return None
    inside = MapClass("in", territory.name, Tone.LEVEL_3)
    outside = MapClass("out", "autres communes", Tone.NONE)
    areas = tuple(
        Area(r.code, r.name, "in" if not former or r.former_code == territory.code else "out",
             group=r.former)
        for r in rows
    )  # fmt: skip
    data = CommuneMap(
        title=f"{territory.name} : ses communes",
        classes=(inside, outside) if former else (inside,),
        areas=areas,
        labelled=tuple(
            r.code for r in sorted(rows, key=lambda r: -(r.inhabitants or 0))
            if not former or r.former_code == territory.code
        )[:5],
        grouped=True,
    )  # fmt: skip
    return shapes.draw(data, linked=[row.code for row in rows])


def _figures_title(figures: Sequence[FigureRow], territory: Territory) -> str:
    if not figures:
        return "Aucun chiffre ne parle de ce territoire"
    years = sorted({row.sort_year for row in figures if row.sort_year})
    span = f", de {years[0]} à {years[-1]}" if len(years) > 1 else ""
    return f"{capital(said(len(figures), 'chiffre'))} pour l’ensemble{span}"

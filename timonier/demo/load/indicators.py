"""Indicators, figures of the three reports, crosswalk, breaks, targets and coherence rules."""

from __future__ import annotations

from datetime import UTC, datetime, time

from timonier.demo.load.strategy import theme_nodes
from timonier.demo.load.tables import Row, day, documents, number, rows, split
from timonier.registry.documents.models import Document
from timonier.registry.indicators.enums import FigureStatus
from timonier.registry.indicators.models import (
    Break,
    ConsistencyRule,
    Crosswalk,
    Figure,
    Indicator,
    Responsibility,
    Target,
)
from timonier.registry.organisations.models import Unit
from timonier.registry.strategy.models import Objective
from timonier.registry.territories.models import Alias

AREAS = (("000", "policy_area_2017"), ("002", "policy_area_2020"), ("003", "policy_area_2023"))


def load_indicators() -> int:
    """Definition sheets, with theme, terms of ratios and the units that answer for them."""
    themes = theme_nodes()
    table = rows("indicators")
    created = Indicator.objects.bulk_create(_indicator(row, themes) for row in table)
    by_code = {indicator.code: indicator for indicator in created}
    ratios = []
    for row in table:
        if row["numerator_indicator"] and row["denominator_indicator"]:
            indicator = by_code[row["code"]]
            indicator.numerator = by_code[row["numerator_indicator"]]
            indicator.denominator = by_code[row["denominator_indicator"]]
            ratios.append(indicator)
    Indicator.objects.bulk_update(ratios, ["numerator", "denominator"])
    _load_responsibilities(table, by_code)
    return len(created)


def _indicator(row: Row, themes: dict) -> Indicator:
    note = row.get("discontinued_note", "")
    return Indicator(
        code=row["code"],
        name=row["name"],
        definition=row["definition"],
        kind=row["kind"] or "activity",
        unit=row["unit"],
        decimals=int(row["decimals"] or 0),
        direction=row["direction"] or "none",
        time_operator=row["time_operator"] or "last",
        perimeter_operator=row["perimeter_operator"] or "none",
        factor=number(row["factor"]) or 1,
        periodicity=row["periodicity"] or "annual",
        delay_days=int(row["delay_days"] or 180),
        theme=themes.get(row["theme_number"]),
        limits=note,
        source_note="Rapports d’activité de la Métropole",
    )


def _load_responsibilities(table: list[Row], by_code: dict[str, Indicator]) -> None:
    """The unit that answers for an indicator under each organisation, from its policy area."""
    units = {unit.code: unit for unit in Unit.objects.select_related("chart")}
    area_units = {
        (row["document"], row["policy_area"]): row["unit"] for row in rows("policy-area-units")
    }
    links = {}
    for row in table:
        for document, column in AREAS:
            for area in split(row[column]):
                if code := area_units.get((document, area)):
                    links[row["code"], code] = Responsibility(
                        indicator=by_code[row["code"]],
                        unit=units[code],
                        starts_on=units[code].chart.starts_on,
                        ends_on=units[code].chart.ends_on,
                    )
    Responsibility.objects.bulk_create(links.values())


def known_on(document: Document | None) -> datetime:
    """When the facts of a document were known: the day it was issued, else now."""
    if document is None or document.issued_on is None:
        return datetime.now(UTC)
    return datetime.combine(document.issued_on, time(9), tzinfo=UTC)


def load_figures() -> int:
    """Every figure of the three reports, with its line; repeats point to their first citation."""
    known = documents()
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    territories = {
        alias.printed: alias.territory for alias in Alias.objects.select_related("territory")
    }
    area_units = {
        (row["document"], row["policy_area"]): row["unit"] for row in rows("policy-area-units")
    }
    units = {unit.code: unit for unit in Unit.objects.all()}
    table = rows("figures")
    figures = {}
    for row in table:
        document = known[row["document"]]
        unit = units.get(area_units.get((row["document"], row["unit_in_charge_hint"]), ""))
        figures[row["id"]] = Figure(
            indicator=indicators[row["indicator"]],
            territory=territories.get(row["territory_printed"]),
            territory_printed=row["territory_printed"],
            unit=unit,
            period_start=day(row["period_start"]),
            period_end=day(row["period_end"]),
            period_printed=row["period_printed"],
            value=number(row["value"]),
            measure_unit=row["unit"],
            qualifier=row["qualifier"] or "exact",
            nature=row["nature"] or "achieved",
            status=row["status"] or FigureStatus.PUBLISHED,
            external_id=row["id"],
            label=row["label"][:300],
            comparison=row["comparison"][:200],
            document=document,
            line=row["line"],
            missing_reason="" if row["value"] else "non imprimée",
            recorded_at=known_on(document),
        )
    Figure.objects.bulk_create(
        [figures[row["id"]] for row in table if not row["repeat_of"]], batch_size=500
    )
    repeats = [figures[row["id"]] for row in table if row["repeat_of"]]
    for row in table:
        if row["repeat_of"]:
            figures[row["id"]].repeat_of = figures[row["repeat_of"]]
    Figure.objects.bulk_create(repeats, batch_size=500)
    return len(figures)


def load_comparisons() -> int:
    """Crosswalk between reports, breaks, targets and the rules figures satisfy together."""
    known = documents()
    figures = {figure.external_id: figure for figure in Figure.objects.exclude(external_id="")}
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    objectives = {objective.code: objective for objective in Objective.objects.all()}
    Crosswalk.objects.bulk_create(
        Crosswalk(
            from_figure=figures[row["id_from"]],
            to_figure=figures.get(row["id_to"]),
            comparability=row["comparability"],
            note=row["note"],
        )
        for row in rows("crosswalk")
    )
    Break.objects.bulk_create(
        Break(
            indicator=indicators[row["indicator"]],
            between_start=day(row["between_start"]),
            between_end=day(row["between_end"]),
            kind=row["kind"],
            reason=row["reason"],
        )
        for row in rows("breaks")
    )
    Target.objects.bulk_create(
        Target(
            indicator=indicators[row["indicator"]],
            objective=objectives.get(row["objective"]),
            value=number(row["value"]),
            due_printed=row["due_printed"],
            due_on=day(row["due_on"]),
            document=known.get(row["document"]),
            line=row["line"],
        )
        for row in rows("targets")
    )
    ConsistencyRule.objects.bulk_create(
        ConsistencyRule(
            code=row["rule"],
            kind=row["kind"],
            total=row["total"],
            parts=list(split(row["parts"])),
            share=row["share"],
            tolerance=number(row["tolerance"]) or 0,
            note=row["note"],
        )
        for row in rows("coherence-rules")
    )
    return Crosswalk.objects.count()

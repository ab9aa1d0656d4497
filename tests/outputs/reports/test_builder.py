"""The report built from the data set: every figure with its source, nothing invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest

from timonier.outputs.reports.builder import build_extracts, build_report
from timonier.outputs.reports.checks import check
from timonier.outputs.reports.delivery import prepare
from timonier.outputs.reports.edition import Edition, comparability, edition_of
from timonier.outputs.reports.models import AnnualReport
from timonier.outputs.reports.printing import DASH, difference_text, full_text
from timonier.outputs.reports.reader import Pair
from timonier.outputs.reports.render_html import render_html
from timonier.outputs.reports.render_typst import render_pdf
from timonier.outputs.reports.tree import (
    BoundFigure,
    ComparisonTable,
    FigureTable,
    Heading,
    LegalPage,
    ProjectBlock,
    Report,
)
from timonier.outputs.reports.vocabulary import Comparability

pytestmark = pytest.mark.django_db


def built(year: int) -> tuple[Edition, Report]:
    report = AnnualReport.objects.get(year=year)
    edition = edition_of(report)
    return edition, build_report(edition, check(report, edition))


def every(node: object, kind: type) -> Iterator:
    """Every value of a kind under a node of the tree."""
    if isinstance(node, kind):
        yield node
    if isinstance(node, tuple):
        for one in node:
            yield from every(one, kind)
    elif is_dataclass(node):
        for held in fields(node):
            yield from every(getattr(node, held.name), kind)


@pytest.mark.requirement("R121")
@pytest.mark.parametrize("year", [2017, 2020, 2023])
def test_every_printed_figure_has_a_unit_a_period_and_a_source(year):
    _, report = built(year)
    figures = list(every(report, BoundFigure))
    assert len(figures) > 100
    assert [f.id for f in figures if not (f.unit and f.period)] == []
    assert [f.id for f in figures if f.value is not None and f.source is None] == []


@pytest.mark.requirement("R102")
@pytest.mark.parametrize("year", [2017, 2020, 2023])
def test_no_figure_of_the_year_is_left_out(year):
    edition, report = built(year)
    printed = {figure.id for figure in every(report, BoundFigure)}
    owed = {row.code for row in edition.rows if not row.repeats}
    assert owed - printed == set()


@pytest.mark.requirement("R102")
def test_chapters_name_the_directorates_of_the_chart_in_force():
    _, report = built(2017)
    units = [unit for chapter in report.chapters for unit in chapter.units]
    assert any(unit.startswith("Direction thématique\u00a0:") for unit in units)
    assert any(unit.startswith("Direction transversale\u00a0:") for unit in units)
    assert any(unit.startswith("Direction fonctionnelle\u00a0:") for unit in units)


def test_an_unknown_value_is_never_printed_as_zero():
    _, report = built(2023)
    silent = [f for f in every(report, BoundFigure) if f.value is None]
    assert silent
    assert {full_text(figure) for figure in silent} <= {"non publié", "—"}


@pytest.mark.requirement("R122")
def test_no_difference_is_printed_across_a_change_of_measure():
    _, report = built(2023)
    figures = [f for table in every(report, ComparisonTable) for f in table.figures]
    changed = [f for f in figures if f.comparability.sign in {"≠", "∅"}]
    assert changed
    assert {difference_text(figure) for figure in changed} == {DASH}


@pytest.mark.parametrize(
    ("comparison", "note", "mark"),
    [
        ("identique", "", Comparability.IDENTICAL),
        ("comparable", "", Comparability.COMPARABLE),
        ("comparable", "arrondi en 2023", Comparability.ROUNDED),
        ("comparable", "année Covid", Comparability.EXCEPTIONAL_YEAR),
        ("millesime", "", Comparability.OTHER_YEAR),
        ("perimetre", "", Comparability.PERIMETER),
        ("suspect", "coquille", Comparability.DOUBTFUL),
        ("absent", "", Comparability.DISCONTINUED),
    ],
)
def test_the_crosswalk_says_what_may_be_compared(comparison, note, mark):
    edition, _ = built(2023)
    pair = Pair("002-0012", "003-0411", comparison, note)
    assert comparability(pair, edition.figures["003-0411"]) is mark


@pytest.mark.requirement("R108")
def test_water_and_waste_are_reported_for_each_of_the_six_territories():
    _, report = built(2020)
    chapter = next(one for one in report.chapters if one.title == "Actions par territoire")
    names = [block.text for block in chapter.blocks if isinstance(block, Heading)]
    assert len(names) == 6
    tables = [b for b in chapter.blocks if isinstance(b, FigureTable | ComparisonTable)]
    water = [f.id for t in tables if t.title.startswith("Eau, assainissement") for f in t.figures]
    assert {"002-0318", "002-0323"} <= set(water)


@pytest.mark.requirement("R124")
def test_an_operation_prints_its_first_cost_beside_the_silence_of_today():
    _, report = built(2023)
    tram = next(p for p in every(report, ProjectBlock) if p.id == "e-005")
    assert (tram.first_cost.id, full_text(tram.first_cost)) == ("002-0124", "320\u00a0M€")
    assert full_text(tram.current_cost) == "non publié"


@pytest.mark.requirement("R103")
def test_the_legal_page_says_that_the_accounts_are_not_attached():
    _, report = built(2023)
    facts = dict(next(every(report, LegalPage)).facts)
    assert facts["Comptes arrêtés"] == "non joints à ce jour"
    assert facts["À adresser aux maires avant le"] == "30\u00a0septembre\u00a02024"


@pytest.mark.requirement("R123")
def test_the_limits_come_from_the_check_of_the_report():
    edition, _ = built(2020)
    clean = build_report(edition, ())
    told = build_report(edition, check(AnnualReport.objects.get(year=2020), edition))

    def sentences(report: Report) -> str:
        return render_html(report)

    assert "4 404 interventions".replace(" ", "\u00a0") not in _limits_of(sentences(clean))
    assert "4\u00a0404 interventions" in _limits_of(sentences(told))


def _limits_of(page: str) -> str:
    return (
        page[page.index('id="chapitre-') :]
        .split("Ce que ce rapport ne peut pas dire")[-1]
        .split("<h2>Annexes")[0]
    )


def test_a_report_in_the_making_is_marked_as_a_draft():
    _, report = built(2023)
    assert report.edition.startswith("PROJET")


@pytest.mark.requirement("R128")
def test_the_extract_of_a_commune_tells_its_people_figures_and_silences():
    edition, report = built(2023)
    (extract,) = build_extracts(edition, report, ["13005"])
    titles = [chapter.title for chapter in extract.chapters]
    assert titles[0] == "La commune"
    assert titles[-1] == "Ce que l’on ne sait pas"
    ids = {figure.id for figure in every(extract, BoundFigure)}
    assert "003-0657" in ids, "its crematorium"
    assert "003-0653" not in ids, "the one of Martigues"


@pytest.mark.requirement("R128")
def test_an_extract_never_divides_a_figure_of_the_former_territory():
    edition, report = built(2023)
    (extract,) = build_extracts(edition, report, ["13005"])
    shared = [f for f in every(extract, BoundFigure) if f.territory.endswith("l’Étoile")]
    assert shared
    assert all(f.value == edition.registry.by_code[f.id].value for f in shared)


@pytest.mark.requirement("R121")
def test_the_same_snapshot_gives_the_same_bytes():
    first = prepare(AnnualReport.objects.get(year=2017))
    second = prepare(AnnualReport.objects.get(year=2017))
    assert first.key == second.key
    assert render_html(first.tree) == render_html(second.tree)
    assert render_pdf(first.tree) == render_pdf(second.tree)


def test_a_changed_value_changes_the_name_of_the_content():
    copy = prepare(AnnualReport.objects.get(year=2017))
    rows = tuple(
        replace(row, value=Decimal(1)) if row.code == "000-0060" else row
        for row in copy.edition.registry.figures
    )
    edition = replace(copy.edition, registry=replace(copy.edition.registry, figures=rows))
    assert replace(copy, tree=build_report(edition, copy.findings)).key != copy.key

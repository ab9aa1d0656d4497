"""The page of an indicator, computed from the registry."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from timonier.engine.periods import parse_period
from timonier.outputs.dashboards.figure_entry import warnings_for
from timonier.outputs.dashboards.indicator import IndicatorPage, indicator_page
from timonier.outputs.dashboards.parts import Node
from timonier.registry.indicators.actions import record_figure, revise_figure
from timonier.registry.indicators.models import (
    Break,
    ConsistencyRule,
    Crosswalk,
    Figure,
    Indicator,
    Target,
)
from timonier.registry.territories.models import Territory

pytestmark = pytest.mark.django_db
ON = date(2024, 9, 9)


@pytest.fixture
def trees(people: dict) -> Indicator:
    """100 trees in 2020, 150 in 2022, for the whole institution."""
    made = Indicator.objects.create(
        code="ESSAI-01",
        name="Arbres plantés",
        unit="arbres",
        direction="up",
        perimeter_operator="sum",
    )
    for year, value in (("2020", 100), ("2022", 150)):
        record(made, people, year, value)
    return made


def record(made: Indicator, people: dict, year: str, value: int, **more: object) -> Figure:
    place = more.pop("territory", Territory.objects.get(kind="institution"))
    return record_figure(
        indicator=made,
        by=people["controle"],
        period=parse_period(year),
        value=Decimal(value),
        territory=place,
        **more,
    )


def page(made: Indicator, **more: object) -> IndicatorPage:
    return indicator_page(made, on=ON, **more)


def plain(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ").replace("\u202f", " ")


def nodes(root: Node) -> list[Node]:
    return [root, *(inner for part in root.parts for inner in nodes(part))]


def test_the_title_is_the_finding(trees: Indicator) -> None:
    assert plain(page(trees).title) == "Arbres plantés : 150 arbres en 2022"


@pytest.mark.requirement("R91")
def test_a_difference_says_how_much_and_which_way(trees: Indicator) -> None:
    (gap,) = page(trees).differences
    assert (gap.label, plain(gap.text), gap.better) == ("Depuis 2020", "+50 arbres", True)
    assert "50,0 %" in plain(gap.note)


@pytest.mark.requirement("R91")
def test_a_difference_through_a_break_says_so(trees: Indicator) -> None:
    Break.objects.create(
        indicator=trees,
        between_start=date(2020, 12, 31),
        between_end=date(2022, 1, 1),
        kind="perimeter",
        reason="Une commune rejoint la Métropole.",
    )
    (gap,) = page(trees).differences
    assert "à travers une rupture (périmètre)" in gap.note


@pytest.mark.requirement("R122")
def test_nothing_is_subtracted_across_two_figures_that_do_not_compare(trees: Indicator) -> None:
    earlier, later = trees.figures.order_by("period_end")
    Crosswalk.objects.create(from_figure=earlier, to_figure=later, comparability="perimetre")
    shown = page(trees)
    assert shown.differences[0].text is None
    assert "ne se soustraient pas" in shown.differences[0].note
    assert shown.crosswalk[0].sign == "≠"


def test_a_contradicted_value_shows_both_and_subtracts_nothing(
    trees: Indicator, people: dict
) -> None:
    record(trees, people, "2022", 510, line="12")
    shown = page(trees)
    assert plain(shown.headline.value) in {"510 ou 150", "150 ou 510"}
    assert shown.differences[0].text is None
    assert any(check.kind == "un fait, deux valeurs" for check in shown.findings)


@pytest.mark.requirement("R84")
def test_a_ratio_is_computed_from_its_two_terms() -> None:
    """1 140 442 t over 1 890 000 inhabitants, in kg (figures 003-0376 and 003-0008)."""
    waste = Indicator.objects.get(code="DEC-01")
    shown = page(waste)
    assert (shown.headline.value, shown.computed) == ("603", True)
    assert shown.trace is not None
    assert shown.trace.parts_value == Decimal("603.4")


@pytest.mark.requirement("R87")
def test_each_leaf_of_the_trace_opens_its_figure_and_names_its_source() -> None:
    shown = page(Indicator.objects.get(code="DEC-01"))
    assert shown.trace is not None
    leaves = [node for node in nodes(shown.trace.root) if not node.parts]
    assert [leaf.source.split(",")[0] for leaf in leaves] == ["Rapport 2023", "Rapport 2023"]
    assert all("#chiffre-" in leaf.url for leaf in leaves)


def test_a_denominator_of_another_year_is_marked() -> None:
    shown = page(Indicator.objects.get(code="DEC-01"))
    assert shown.trace is not None
    assert shown.trace.root.parts[1].state == "warn"
    assert "dernière valeur connue" in shown.trace.coverage


def test_a_missing_part_is_hatched_and_counted(trees: Indicator, people: dict) -> None:
    commune = Territory.objects.filter(kind="commune").first()
    record(trees, people, "2022", 20, territory=commune)
    shown = page(trees)
    assert shown.trace is not None
    assert [node.state for node in shown.trace.root.parts] == ["", "miss"]
    assert "1 sur" in plain(shown.trace.coverage)
    assert shown.headline.value == "150"


def test_computing_again_says_identical_when_it_is() -> None:
    shown = page(Indicator.objects.get(code="DEC-01"), again=True)
    assert shown.again_identical
    assert "identique" in shown.again


def test_computing_again_gives_the_difference_of_the_parts() -> None:
    """69 actions published, and 68 in the detail by pillar (report 2020)."""
    shown = page(Indicator.objects.get(code="VIL-06"), again=True)
    assert not shown.again_identical
    assert "les parties donnent 68 actions" in plain(shown.again)


def test_what_is_expected_today_lies_on_the_line_to_the_target(trees: Indicator) -> None:
    Target.objects.create(
        indicator=trees,
        value=Decimal(200),
        baseline_value=Decimal(100),
        baseline_on=date(2023, 9, 9),
        due_on=date(2025, 9, 9),
        due_printed="sept. 2025",
    )
    (target,) = page(trees).targets
    assert plain(target.expected) == "150,1 arbres"
    assert page(trees).chart is not None


def test_a_superseded_value_stays_in_the_revisions(trees: Indicator, people: dict) -> None:
    latest = trees.figures.latest("period_end")
    revise_figure(figure=latest, by=people["controle"], reason="Recomptage", value=Decimal(155))
    said = page(trees).revisions[0]
    assert plain(said.text) == "2022 : 155 arbres, au lieu de 150 arbres. Motif : Recomptage"


@pytest.mark.requirement("R126")
def test_the_units_that_answer_are_told_under_each_organisation() -> None:
    made = (
        Indicator.objects.filter(responsibilities__unit__chart__code__in=["2017", "2020"])
        .distinct()
        .get(code="DEC-02")
    )
    charts = {line.chart for line in page(made).responsibles}
    assert len(charts) == 3
    assert all("20" in line.since for line in page(made).responsibles)


@pytest.mark.requirement("R90")
def test_a_total_that_its_parts_do_not_make_is_told_at_entry(
    trees: Indicator, people: dict
) -> None:
    for number, value in (("A", 60), ("B", 30)):
        record(trees, people, "2022", value, external_id=f"E-{number}", line=number)
    ConsistencyRule.objects.create(code="R-1", kind="sum", total="E-T", parts=["E-A", "E-B"])
    facts = {"value": Decimal(100), "period": parse_period("2022"), "external_id": "E-T"}
    (doubt,) = warnings_for(trees, facts)
    assert doubt.kind == "somme fausse"
    assert warnings_for(trees, facts | {"value": Decimal(90)}) == ()


@pytest.mark.requirement("R90")
def test_a_value_twenty_times_the_last_one_is_doubted(trees: Indicator) -> None:
    facts = {"value": Decimal(3000), "period": parse_period("2023")}
    (doubt,) = warnings_for(trees, facts)
    assert "facteur 20" in plain(doubt.message)


def test_bars_hold_one_level_of_territories(trees: Indicator, people: dict) -> None:
    places = [
        *Territory.objects.filter(kind="former_territory")[:2],
        *Territory.objects.filter(kind="commune")[:3],
    ]
    for rank, place in enumerate(places):
        record(trees, people, "2022", 10 + rank, territory=place)
    shown = page(trees)
    assert shown.comparison is not None
    named = [row[0] for row in shown.comparison.table.rows]
    assert sorted(named) == sorted(place.name for place in places[2:])


def test_the_number_of_queries_does_not_grow_with_figures(
    trees: Indicator, people: dict, django_assert_max_num_queries
) -> None:
    for year in range(1990, 2019):
        record(trees, people, str(year), year)
    with django_assert_max_num_queries(14):
        page(trees)


def test_an_indicator_that_nobody_measured_says_so() -> None:
    made = Indicator.objects.create(code="ESSAI-09", name="Rien")
    shown = page(made)
    assert plain(shown.title) == "Rien : aucune valeur connue"
    assert (shown.headline.value, shown.chart, shown.trace) == (None, None, None)

"""Trees, elements and objectives: counts, filters, links between trees."""

from datetime import date
from decimal import Decimal

import pytest

from timonier.outputs.dashboards.alignment import alignment_page
from timonier.outputs.dashboards.measures import read
from timonier.outputs.dashboards.node import node_page
from timonier.outputs.dashboards.objective import objective_page
from timonier.outputs.dashboards.strategy import strategies_page, tree_page
from timonier.registry.indicators.models import Figure, Indicator, Target
from timonier.registry.strategy.actions import review
from timonier.registry.strategy.models import Node, Objective, Strategy
from timonier.registry.strategy.queries import objectives, targets_of
from timonier.registry.territories.models import Territory

DAY = date(2026, 9, 9)
pytestmark = pytest.mark.django_db


def dimension() -> Strategy:
    return Strategy.objects.get(code="DIMENSION")


def listed(page) -> list[str]:
    return [row.objective.code for row in page.rows if row.objective]


@pytest.mark.requirement("R1")
def test_two_strategies_are_in_force_with_their_version_and_act():
    cards = {card.name: card for card in strategies_page(DAY).cards}
    assert set(cards) == {"DiMENSiON", "AMP 2R"}
    assert cards["AMP 2R"].act is not None
    assert {card.version for card in cards.values()} == {"2020"}


@pytest.mark.requirement("R2")
def test_each_tree_is_told_in_the_names_of_its_own_levels():
    assert tree_page(dimension(), DAY).sentence.startswith("7 piliers, 24 axes, 72 fiches")
    other = tree_page(Strategy.objects.get(code="AMP2R"), DAY)
    assert "initiatives" in other.sentence


def test_the_tree_lists_each_printed_objective_once():
    codes = listed(tree_page(dimension(), DAY))
    assert len(codes) == len(set(codes)) == 114


def test_filters_and_words_narrow_the_tree_together():
    done = tree_page(dimension(), DAY, filters=["realises"])
    assert done.matched == 8
    both = tree_page(dimension(), DAY, filters=["realises"], query="managers")
    assert 0 < both.matched < done.matched
    assert set(listed(both)) < set(listed(done))


@pytest.mark.requirement("R9")
def test_incomplete_objectives_are_shown_as_such_in_the_tree():
    page = tree_page(dimension(), DAY, filters=["sans-date"])
    assert {row.objective.lacking.split(", ")[-1] for row in page.rows if row.objective} == {
        "sans date"
    }


def test_composite_progress_is_not_computed_under_the_coverage_threshold():
    kpi = tree_page(dimension(), DAY).kpis[-1]
    assert (kpi.value, kpi.missing) == (None, "non calculé")


@pytest.mark.requirement("R10")
def test_orientations_without_objective_are_listed():
    page = alignment_page(Strategy.objects.get(code="AMP2R"))
    bare = {row.title for row in page.bare}
    held = {row.title for row in page.held}
    assert bare
    assert not bare & held
    assert all(row.own + row.through for row in page.held)


@pytest.mark.requirement("R10")
def test_an_orientation_is_carried_out_through_the_nodes_it_is_linked_to():
    node = Node.objects.get(code="AMP2R-M3.3")
    page = alignment_page(node.strategy)
    row = next(row for row in page.held if row.url.endswith("/AMP2R-M3.3/"))
    linked = Objective.objects.filter(node__code__startswith="DIM-7", narrative=False)
    assert row.through >= linked.count() > 0


def test_a_node_counts_what_its_whole_branch_holds():
    node = Node.objects.select_related("strategy").get(code="DIM-3")
    page = node_page(node, DAY)
    assert (page.tally.done, page.tally.total, page.tally.coverage) == (4, 24, "17\u00a0%")
    assert sum(child.tally.total for child in page.children) == 24


def test_the_tree_makes_the_same_queries_whatever_its_size(django_assert_max_num_queries):
    strategy = Strategy.objects.prefetch_related("levels").get(code="DIMENSION")
    with django_assert_max_num_queries(12) as first:
        tree_page(strategy, DAY)
    node = Node.objects.get(code="DIM-1-1.1")
    Objective.objects.bulk_create(
        Objective(node=node, code=f"X-{n}", title=f"Essai numéro {n}", kind="deliverable")
        for n in range(60)
    )
    with django_assert_max_num_queries(len(first)):
        tree_page(strategy, DAY)


@pytest.mark.requirement("R12")
def test_the_page_of_an_objective_keeps_its_past_wording(people):
    objective = objectives().get(code="DIM-1-1.1-o1")
    past = objective.title
    review(
        objective=objective,
        by=people["dgs"],
        year=2026,
        verdict="reworded",
        reason="Clarté",
        title="Répondre à chaque demande sous huit jours",
    )
    page = objective_page(objectives().get(code="DIM-1-1.1-o1"), DAY)
    assert page.title == "Répondre à chaque demande sous huit jours"
    assert past in page.reviews[0].text


@pytest.mark.requirement("R7")
def test_the_due_date_is_shown_as_printed_and_as_the_last_day():
    page = objective_page(objectives().get(code="DIM-1-1.1-o1"), DAY)
    facts = {fact.label: fact.value for fact in page.facts}
    assert facts["Échéance imprimée"] == "T4 2021"
    assert facts["Échéance retenue"] == "31\u00a0décembre 2021"


@pytest.mark.requirement("R6")
def test_the_dated_steps_of_an_objective_are_shown_with_their_targets():
    page = objective_page(objectives().get(code="DIM-4-3.1-o2"), DAY)
    assert len(page.steps) == 6
    assert sum(step.behind for step in page.steps) == 5


def test_a_target_without_baseline_is_not_judged():
    objective = objectives().get(code="DIM-1-1.1-o3")
    indicator = Indicator.objects.create(code="X-1", name="Usagers satisfaits", unit="%")
    target = Target.objects.create(
        indicator=indicator, objective=objective, value=Decimal(80), due_on=date(2025, 12, 31)
    )
    Figure.objects.create(
        indicator=indicator,
        territory=Territory.objects.get(kind="institution"),
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
        period_printed="2024",
        value=Decimal(50),
    )
    unjudged = read(targets_of(objective)[0], DAY)
    assert (unjudged.progress.shown, unjudged.off_track) == (None, None)
    Target.objects.filter(pk=target.pk).update(baseline_value=Decimal(20))
    judged = read(targets_of(objective)[0], DAY)
    assert (judged.progress.shown, judged.off_track) == (Decimal(50), True)

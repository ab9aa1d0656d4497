"""The charts: what was deduced, who lacks what, and how units go on."""

from __future__ import annotations

from datetime import date

import pytest

from timonier.accounts.models import User
from timonier.outputs.dashboards.organisation import chart_page, organisation_page
from timonier.registry.organisations.models import Chart, Succession, Unit
from timonier.registry.strategy.models import Objective

pytestmark = pytest.mark.django_db
NOW = date(2030, 1, 31)


def chart(code: str) -> Chart:
    return Chart.objects.select_related("document").get(code=code)


def row(page, code: str):
    return next(found for found in page.rows if found.unit.code == code)


@pytest.mark.requirement("R38")
def test_the_three_charts_are_dated_and_say_what_was_deduced():
    page = organisation_page()
    assert [card.code for card in page.cards] == ["2023", "2020", "2017"]
    newest = page.cards[0]
    assert newest.since == "1er\u00a0janv. 2023"
    assert newest.sourced == Unit.objects.filter(chart__code="2023").exclude(line="").count()


def test_every_unit_of_a_chart_has_one_fate_in_the_reform_that_follows():
    for reform in organisation_page().reforms:
        before = reform.title.split()[1]
        assert (
            sum(share.count for share in reform.shares)
            == Unit.objects.filter(chart__code=before).count()
        )


def test_a_sourced_link_wins_over_a_presumed_one_for_the_same_unit():
    old = Unit.objects.get(code="2020-dga-insi")
    new = Unit.objects.get(code="2023-dgs")
    Succession.objects.create(predecessor=old, successor=new, kind="partial", certainty="sourced")
    reform = next(r for r in organisation_page().reforms if r.title == "De 2020 à 2023")
    assert reform.shares[0].count == 1


@pytest.mark.requirement("R88")
def test_the_shares_of_units_having_each_tool_come_with_the_list_of_those_missing():
    page = chart_page(chart("2023"), as_of=NOW)
    board = next(option for option in page.lacking if "tableau" in option.label)
    without = chart_page(chart("2023"), as_of=NOW, lack="tableau-de-bord")
    assert len(without.rows) == board.count
    assert 0 < board.count < page.total


@pytest.mark.requirement("R88")
def test_an_objective_without_lead_makes_no_road_map():
    who = Unit.objects.get(code="2023-communication")
    node = Objective.objects.first().node
    aim = Objective.objects.create(node=node, code="essai", title="essai", kind="deliverable",
                                   unit=who, due_on=NOW)  # fmt: skip
    assert row(chart_page(chart("2023"), as_of=NOW), who.code).lacks == ["feuille-de-route"]
    aim.lead = User.objects.get(username="directrice")
    aim.save()
    assert row(chart_page(chart("2023"), as_of=NOW), who.code).lacks == []


def test_a_parent_counts_what_depends_on_it_once():
    page = chart_page(chart("2023"), as_of=NOW)
    root = row(page, "2023-dgd-ressources")
    below = [r for r in page.rows if r.parent == root.unit.code]
    assert root.indicators >= max(r.indicators for r in below)
    assert root.children == len(below)


def test_a_parent_comes_before_what_depends_on_it():
    seen = set()
    for found in chart_page(chart("2017"), as_of=NOW).rows:
        assert not found.parent or found.parent in seen
        seen.add(found.unit.code)


def test_filters_of_level_and_words_add_up():
    page = chart_page(chart("2017"), as_of=NOW, level="direction", query="déchets")
    assert page.rows
    assert all(found.unit.level == "direction" for found in page.rows)
    everywhere = chart_page(chart("2017"), as_of=NOW, query="déchets")
    assert len(page.rows) < len(everywhere.rows)


def test_an_unknown_filter_keeps_nothing_rather_than_everything():
    assert chart_page(chart("2017"), as_of=NOW, level="n-importe-quoi").rows == []


def test_a_large_chart_makes_as_many_queries_as_a_small_one(django_assert_max_num_queries):
    for code in ("2017", "2023"):
        found = chart(code)
        with django_assert_max_num_queries(8):
            chart_page(found, as_of=NOW)

"""What a person owes this week."""

from datetime import date

import pytest

from timonier.outputs.dashboards.week import expected_period, owed, week_page
from timonier.registry.strategy.models import Objective

DAY = date(2026, 9, 9)


def test_the_period_asked_for_is_the_newest_already_owed():
    assert str(expected_period(date(2020, 12, 31), "annual", 180, date(2024, 9, 9))) == "2023"


def test_a_value_owed_next_month_asks_for_the_period_after_the_last():
    assert str(expected_period(date(2025, 12, 31), "annual", 180, DAY)) == "2026"


@pytest.mark.django_db
def test_a_person_owes_only_what_the_own_units_answer_for(people):
    mine = {item.code for item in owed(people["directrice"], DAY)}
    assert mine
    assert owed(people["elue"], DAY) == []
    assert not mine & {item.code for item in owed(people["redaction"], DAY)}


@pytest.mark.django_db
def test_an_objective_due_is_owed_by_its_lead_until_it_is_closed(people):
    objective = Objective.objects.get(code="DIM-1-1.1-o2")
    Objective.objects.filter(pk=objective.pk).update(lead=people["controle"])
    assert [item.code for item in owed(people["controle"], DAY)] == ["DIM-1-1.1-o2"]
    Objective.objects.filter(pk=objective.pk).update(state="dropped")
    assert owed(people["controle"], DAY) == []


@pytest.mark.django_db
def test_an_empty_week_says_so(people):
    page = week_page(people["elue"], DAY)
    assert (page.title, page.cards) == ("Rien ne vous attend cette semaine", ())

"""Where an objective stands, and what it lacks."""

from datetime import date

import pytest

from timonier.registry.strategy.models import Node, Objective, Strategy
from timonier.registry.strategy.queries import plan_warnings, printed_objectives
from timonier.registry.strategy.standing import Standing, is_due, is_incomplete, standing

DAY = date(2026, 9, 9)


def objective(**facts: object) -> Objective:
    plain = {"title": "Ouvrir une maison du projet", "kind": "deliverable", "state": "planned"}
    return Objective(**plain | facts, node=Node(pk=1, strategy=Strategy(pk=1)))


@pytest.mark.requirement("R9")
def test_an_objective_without_measure_or_without_date_is_incomplete():
    assert is_incomplete(objective(due_on=date(2021, 12, 31)))
    assert is_incomplete(objective(proof_note="procès-verbal"))
    assert not is_incomplete(objective(due_on=date(2021, 12, 31), proof_note="procès-verbal"))


@pytest.mark.requirement("R125")
def test_a_due_objective_of_which_nothing_is_known_is_unmeasured_and_not_late():
    silent = objective(due_on=date(2021, 12, 31))
    assert is_due(silent, DAY)
    assert standing(silent, DAY) is Standing.UNMEASURED
    assert standing(silent, DAY, measured=True) is Standing.LATE


def test_a_closed_objective_is_never_due():
    assert not is_due(objective(due_on=date(2020, 6, 30), state="done"), DAY)


@pytest.mark.requirement("R13")
@pytest.mark.django_db
def test_the_dashboard_that_adds_up_others_is_due_before_them():
    warned = plan_warnings(Objective.objects.filter(node__strategy__code="DIMENSION"))
    wholes = [found for found in warned if found.kind == "whole_before_parts"]
    assert [found.ids for found in wholes] == [("DIM-3-2.1-o1", "DIM-3-2.1-n1")]


@pytest.mark.requirement("R13")
@pytest.mark.django_db
def test_the_two_pairs_of_objectives_printed_twice_are_named():
    warned = plan_warnings(printed_objectives(Strategy.objects.get(code="DIMENSION")))
    assert {found.ids for found in warned if found.kind == "same_text"} == {
        ("DIM-3-2.4-o1", "DIM-3-2.5-o1"),
        ("DIM-7-3.1-o1", "DIM-7-4.1-o2"),
    }

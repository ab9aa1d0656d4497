from datetime import date
from decimal import Decimal

import pytest

from timonier.engine.objectives import (
    Comparison,
    Objective,
    ObjectiveKind,
    Step,
    StepState,
    Trait,
    WarningKind,
    deliverable_met,
    is_incomplete,
    missing_traits,
    next_step,
    same_texts,
    step_owed,
    step_state,
    threshold_met,
    wholes_before_parts,
    yearly_steps,
)
from timonier.engine.periods import Period, parse_period

D = Decimal


def objective(**given):
    complete = {
        "id": "1",
        "title": "Répondre à toutes les demandes des usagers",
        "target": D(100),
        "unit": "% des demandes",
        "due": parse_period("T4 2021"),
        "lead": "DGA Relation usagers",
        "owner": "Direction de l'accueil",
        "parent": "Pilier 1",
    }
    return Objective(**(complete | given))


def test_a_complete_objective_lacks_nothing():
    assert missing_traits(objective()) == ()
    assert not is_incomplete(objective())


@pytest.mark.requirement("R9")
@pytest.mark.parametrize(
    ("removed", "trait"),
    [
        ({"title": "Améliorer"}, Trait.SPECIFIC),
        ({"target": None}, Trait.MEASURABLE),
        ({"unit": ""}, Trait.MEASURABLE),
        ({"lead": ""}, Trait.ASSIGNABLE),
        ({"owner": ""}, Trait.ASSIGNABLE),
        ({"parent": ""}, Trait.RELEVANT),
        ({"due": None}, Trait.TIMED),
    ],
)
def test_the_check_names_the_one_trait_that_lacks(removed, trait):
    assert missing_traits(objective(**removed)) == (trait,)


@pytest.mark.requirement("R9")
def test_an_objective_without_measure_or_date_is_incomplete():
    assert is_incomplete(objective(target=None))
    assert is_incomplete(objective(due=None))
    assert not is_incomplete(objective(lead=""))


def test_a_deliverable_is_measured_by_its_proof():
    deliverable = objective(kind=ObjectiveKind.DELIVERABLE, target=None, unit="")

    assert missing_traits(deliverable) == (Trait.MEASURABLE,)


@pytest.mark.requirement("R8")
@pytest.mark.parametrize(
    ("comparison", "threshold", "current", "met"),
    [
        (Comparison.AT_LEAST, 80, 80, True),
        (Comparison.AT_LEAST, 80, 79, False),
        (Comparison.AT_MOST, 20, 20, True),
        (Comparison.AT_MOST, 20, "21.9", False),
        (Comparison.RISE_BY, 20, 120, True),
        (Comparison.RISE_BY, 20, 119, False),
    ],
)
def test_a_threshold_objective_is_closed_by_its_value_and_direction(
    comparison, threshold, current, met
):
    assert threshold_met(comparison, D(threshold), D(current), baseline=D(100)).met is met


def test_without_value_or_baseline_nobody_can_say_whether_it_is_met():
    assert threshold_met(Comparison.AT_LEAST, D(1), None).met is None
    assert threshold_met(Comparison.RISE_BY, D(20), D(5), baseline=D(0)).met is None


@pytest.mark.requirement("R8")
def test_a_deliverable_is_closed_by_a_dated_proof_and_says_how_late():
    due = parse_period("T4 2020")

    assert deliverable_met(None, due).met is False
    assert deliverable_met(date(2020, 12, 31), due).reason == ""
    assert "1 jour après" in deliverable_met(date(2021, 1, 1), due).reason


@pytest.mark.requirement("R6")
def test_five_services_by_the_end_of_2020_then_three_a_year_until_2026():
    steps = yearly_steps(Step(parse_period("fin 2020"), D(5)), D(3), 2026)

    assert [(step.due.due.year, step.target) for step in steps] == list(
        zip(range(2020, 2027), range(5, 24, 3), strict=True)
    )


@pytest.mark.requirement("R6")
def test_each_step_has_its_own_state():
    first, second = Step(Period.year(2020), D(5)), Step(Period.year(2021), D(8))
    on = date(2021, 6, 1)

    assert (step_owed([first, second], on), next_step([first, second], on)) == (first, second)
    assert step_state(first, on, D(4)) is StepState.MISSED
    assert step_state(first, on, None) is StepState.UNMEASURED
    assert step_state(second, on, D(6)) is StepState.AHEAD
    assert step_state(second, on, D(8)) is StepState.HELD


@pytest.mark.requirement("R13")
def test_two_objectives_with_the_same_text_are_pointed_out():
    twins = [
        objective(id="2.4", title="Déployer les tableaux de bord"),
        objective(id="2.5", title="Déployer des Tableaux de bord"),
        objective(id="2.6", title="Déployer un tableau des effectifs"),
    ]

    (warning,) = same_texts(twins)

    assert warning.kind is WarningKind.SAME_TEXT
    assert warning.ids == ("2.4", "2.5")


@pytest.mark.requirement("R13")
def test_a_whole_due_before_its_parts_is_pointed_out():
    """The source case: DGS dashboard for T4 2020, DGA dashboards for T1 2021."""
    whole = objective(id="DGS", title="Tableau de bord du DGS", due=parse_period("T4 2020"))
    late = objective(id="DGA", title="Tableaux des DGA", due=parse_period("T1 2021"))
    early = objective(id="DIR", title="Tableaux des directions", due=parse_period("T3 2020"))

    (warning,) = wholes_before_parts([whole, late, early], {"DGS": ["DGA", "DIR"]})

    assert warning.ids == ("DGS", "DGA")
    assert "T4 2020" in warning.message
    assert "T1 2021" in warning.remedy

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.engine.progress import (
    Aim,
    Component,
    Direction,
    Milestone,
    composite,
    expected_progress,
    progress,
)

D = Decimal
RISE = Aim(Direction.INCREASE, baseline=D(50), target=D(100))
FALL = Aim(Direction.DECREASE, baseline=D(50), target=D(20))
BAND = Aim(Direction.RANGE, baseline=D(20), low=D(40), high=D(60))


@pytest.mark.parametrize(
    ("aim", "current", "raw", "shown"),
    [
        (RISE, 75, 50, 50),
        (RISE, 110, 120, 100),
        (RISE, 40, -20, 0),
        (FALL, 35, 50, 50),
        (FALL, 56, -20, 0),
        (BAND, 50, 100, 100),
        (BAND, 30, 50, 50),
        (BAND, 70, 50, 50),
        (BAND, 10, -50, 0),
    ],
)
def test_raw_progress_is_kept_beside_the_bounded_one(aim, current, raw, shown):
    result = progress(aim, D(current))

    assert (result.raw, result.shown) == (raw, shown)


@pytest.mark.parametrize(("current", "shown"), [(100, 100), (101, 100), (99, 0)])
def test_maintaining_is_all_or_nothing(current, shown):
    aim = Aim(Direction.MAINTAIN, baseline=D(100), target=D(100))

    assert progress(aim, D(current)).shown == shown


def test_maintaining_a_ceiling_is_held_from_below():
    aim = Aim(Direction.MAINTAIN, D(20), D(20), higher_is_better=False)

    assert progress(aim, D(19)).shown == 100
    assert progress(aim, D("21.9")).shown == 0


@pytest.mark.parametrize(
    ("aim", "current"),
    [
        (Aim(Direction.INCREASE, None, D(1)), D(1)),
        (Aim(Direction.INCREASE, D(1), None), D(1)),
        (RISE, None),
        (Aim(Direction.RANGE, D(1), low=D(2)), D(1)),
    ],
)
def test_a_missing_term_leaves_progress_undefined_with_a_reason(aim, current):
    result = progress(aim, current)

    assert (result.raw, result.shown, result.gap) == (None, None, None)
    assert result.reason.startswith("il manque")


def test_a_target_against_the_direction_is_undefined():
    result = progress(Aim(Direction.INCREASE, D(50), D(20)), D(30))

    assert result.raw is None
    assert "contredit" in result.reason


def test_the_gap_compares_raw_progress_with_the_elapsed_time():
    owed = expected_progress(date(2022, 1, 1), date(2020, 1, 1), date(2026, 1, 1))
    result = progress(RISE, D(60), owed)

    assert owed == 100 * D(731) / D(2192)
    assert result.gap == 20 - owed


def test_voted_milestones_replace_the_straight_line():
    steps = [Milestone(date(2021, 12, 31), D(20)), Milestone(date(2024, 12, 31), D(70))]
    on = [date(2021, 6, 1), date(2023, 1, 1), date(2025, 1, 1)]

    owed = [expected_progress(day, date(2021, 1, 1), date(2026, 1, 1), steps) for day in on]

    assert owed == [0, 20, 70]


def test_a_due_date_before_the_start_owes_nothing_known():
    assert expected_progress(date(2021, 1, 1), date(2021, 1, 1), date(2020, 1, 1)) is None


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_shown_progress_never_leaves_zero_to_a_hundred(start, goal, now):
    for direction in (Direction.INCREASE, Direction.DECREASE):
        result = progress(Aim(direction, D(start), D(goal)), D(now))
        assert result.shown is None or 0 <= result.shown <= 100


def test_a_composite_below_its_coverage_is_not_given_and_lists_what_is_missing():
    members = [Component("Délais", D(80), D(2)), Component("Satisfaction", None, D(3))]

    result = composite(members, threshold=D("0.5"))

    assert (result.value, result.coverage) == (None, D("0.4"))
    assert result.missing == ("Satisfaction",)
    assert "seuil" in result.reason


def test_a_composite_weighs_only_what_is_known():
    members = [Component("A", D(80), D(3)), Component("B", D(20), D(1)), Component("C", None)]

    assert composite(members, threshold=D("0.8")).value == 65

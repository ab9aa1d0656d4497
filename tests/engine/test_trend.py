from decimal import Decimal

import pytest

from timonier.engine.quantities import Qualifier, unit
from timonier.engine.trend import (
    Point,
    TrendLabel,
    annual_growth,
    forecast,
    theil_sen,
    trend_to_target,
    trend_without_target,
)

D = Decimal


def series(*pairs):
    return [Point(D(str(at)), D(str(value))) for at, value in pairs]


@pytest.mark.parametrize(
    ("last", "label"),
    [
        (110, TrendLabel.ON_TRACK),
        (107, TrendLabel.ACCELERATION_NEEDED),
        (103, TrendLabel.LIMITED),
        (99, TrendLabel.DETERIORATION),
    ],
)
def test_the_growth_observed_is_compared_with_the_growth_needed(last, label):
    """From 100 in 2018 to 121 in 2022 needs 4.88 % a year; thresholds 95, 60 and 0 %."""
    target = Point(D(2022), D(121))

    trend = trend_to_target(series((2018, 100), (2020, last)), target, increase=True)

    assert trend.label is label


def test_a_decrease_is_read_in_its_own_direction():
    """Waste, from 640 to 512 kg per inhabitant in ten years, is 2.2 % less each year."""
    points, target = series((2015, 640), (2020, 571)), Point(D(2025), D(512))

    trend = trend_to_target(points, target, increase=False)

    assert trend.label is TrendLabel.ON_TRACK
    assert round(trend.ratio, 2) == D("1.02")


def test_a_target_already_reached_is_on_track():
    trend = trend_to_target(series((2018, 5), (2020, 9)), Point(D(2026), D(8)), increase=True)

    assert trend.label is TrendLabel.ON_TRACK
    assert "atteinte" in trend.reason


@pytest.mark.parametrize(
    ("last", "label"),
    [
        (104, TrendLabel.ON_TRACK),
        (102, TrendLabel.ACCELERATION_NEEDED),
        ("100.4", TrendLabel.LIMITED),
        (99, TrendLabel.DETERIORATION),
    ],
)
def test_without_target_the_yearly_growth_decides(last, label):
    assert trend_without_target(series((2018, 100), (2020, last)), increase=True).label is label


def test_near_a_natural_limit_a_slower_growth_is_enough():
    points = series((2018, 98), (2020, 99))

    assert trend_without_target(points, increase=True).label is TrendLabel.ACCELERATION_NEEDED
    limited = trend_without_target(points, increase=True, limit=D(100))
    assert limited.label is TrendLabel.ACCELERATION_NEEDED
    closer = trend_without_target(series((2018, 95), (2020, 99)), increase=True, limit=D(100))
    assert closer.label is TrendLabel.ON_TRACK


def test_growth_from_zero_is_undefined():
    assert annual_growth(*series((2018, 0), (2020, 5))) is None
    assert annual_growth(*series((2018, 5), (2020, -1))) is None


def test_the_slope_and_its_interval_are_those_of_sen():
    """Sen (1968), p. 1379: slope 4, and [3.71, 4.38] at 93 %."""
    points = series((1, 9), (2, 15), (3, 19), (4, 20), (10, 45), (12, 55), (18, 78))

    slope = theil_sen(points, confidence=0.93)

    assert slope.value == 4
    assert (round(slope.low, 2), round(slope.high, 2)) == (D("3.71"), D("4.38"))


def test_a_change_of_sign_is_read_by_its_slope_from_four_points():
    points = series((2017, -2), (2018, 0), (2019, 2), (2020, 4))
    target = Point(D(2022), D(8))

    assert trend_to_target(points, target, increase=True).label is TrendLabel.ON_TRACK
    few = trend_to_target(points[:3], target, increase=True)
    assert few.label is TrendLabel.UNDEFINED
    assert "quatre" in few.reason


def test_one_absurd_value_does_not_move_the_slope():
    points = series((2015, 10), (2016, 11), (2017, 12), (2018, 13), (2019, 14000), (2020, 15))

    assert theil_sen(points).value == 1


def test_a_forecast_is_printed_as_a_forecast():
    points = series((2017, 10), (2018, 12), (2019, 14), (2020, 16))

    quantity = forecast(points, D(2022)).quantity(unit("km"))

    assert quantity.qualifier is Qualifier.FORECAST
    assert str(quantity).startswith("prévision de 20")


def test_three_points_are_too_few_for_a_forecast():
    result = forecast(series((2018, 1), (2019, 2), (2020, 3)), D(2021))

    assert result.value is None
    assert "quatre" in result.reason

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.engine.consolidation import (
    Part,
    PerimeterOperator,
    TimeOperator,
    consolidate,
    consolidate_time,
)

SUM, RATIO, MEAN = (
    PerimeterOperator.SUM,
    PerimeterOperator.RATIO_OF_SUMS,
    PerimeterOperator.WEIGHTED_MEAN,
)


def ratio(key, numerator, denominator):
    above = None if numerator is None else Decimal(numerator)
    return Part(key, key, numerator=above, denominator=Decimal(denominator))


def value(key, number, **more):
    return Part(key, key, None if number is None else Decimal(str(number)), **more)


def test_ratio_of_sums_gives_every_patient_the_same_weight():
    """Kidney stones: C. R. Charig et al., British Medical Journal 292 (1986), p. 879.

    The mean of the two rates ranks surgery first; the patients rank it second.
    """
    surgery = consolidate([ratio("small", 81, 87), ratio("large", 192, 263)], RATIO, scale=100)
    puncture = consolidate([ratio("small", 234, 270), ratio("large", 55, 80)], RATIO, scale=100)

    assert round(surgery.value) == 78
    assert round(puncture.value) == 83


counts = st.integers(0, 10_000)
shares = st.lists(st.tuples(counts, st.integers(1, 10_000)), min_size=1, max_size=12)


@given(shares, st.integers(0, 12))
def test_a_ratio_does_not_depend_on_how_services_are_grouped(pairs, cut):
    parts = [ratio(str(rank), *pair) for rank, pair in enumerate(pairs)]
    groups = [group for group in (parts[:cut], parts[cut:]) if group]
    middle = [consolidate(group, RATIO).as_part(str(n), "") for n, group in enumerate(groups)]

    assert consolidate(middle, RATIO).value == consolidate(parts, RATIO).value


@given(shares, st.integers(0, 12))
def test_a_weighted_mean_does_not_depend_on_how_services_are_grouped(pairs, cut):
    parts = [
        value(str(rank), mark, weight=Decimal(weight)) for rank, (mark, weight) in enumerate(pairs)
    ]
    groups = [group for group in (parts[:cut], parts[cut:]) if group]
    middle = [consolidate(group, MEAN).as_part(str(n), "") for n, group in enumerate(groups)]
    regrouped, direct = consolidate(middle, MEAN).value, consolidate(parts, MEAN).value

    assert abs(regrouped - direct) < Decimal("1e-18")


@given(st.lists(st.decimals(places=2, min_value=-(10**12), max_value=10**12), min_size=1))
def test_a_total_of_money_is_exact_to_the_cent(amounts):
    total = consolidate([value(str(n), amount) for n, amount in enumerate(amounts)], SUM).value

    assert total * 100 == sum(int(amount * 100) for amount in amounts)


def test_a_float_is_refused_as_an_amount():
    with pytest.raises(TypeError, match="float"):
        Part("A", "A", 0.1)


@pytest.mark.requirement("R87")
def test_a_missing_part_is_named_and_never_counted_as_zero():
    result = consolidate([value("Nord", 4), value("Sud", None)], SUM, threshold=Decimal("0.8"))

    assert (result.value, result.received, result.expected) == (4, 1, 2)
    assert result.trace.missing == ("Sud",)
    assert not result.publishable
    assert "1 valeur reçue sur 2" in result.reason


def test_nothing_received_is_unknown_not_zero():
    result = consolidate([value("Nord", None)], SUM, threshold=Decimal(0))

    assert result.value is None
    assert not result.publishable


def test_the_weighted_coverage_decides_when_denominators_are_known():
    """c = Σ received D / Σ expected D: one large service outweighs three small ones."""
    parts = [ratio("large", 60, 97), *(ratio(str(n), None, 1) for n in range(3))]
    result = consolidate(parts, RATIO, threshold=Decimal("0.95"))

    assert (result.coverage, result.weighted_coverage) == (Decimal("0.25"), Decimal("0.97"))
    assert result.publishable


def test_a_part_that_is_not_expected_does_not_lower_the_coverage():
    result = consolidate([value("Nord", 4), value("Sud", None, expected=False)], SUM)

    assert result.coverage == 1
    assert result.publishable


def test_a_zero_denominator_is_undefined_with_its_reason():
    result = consolidate([ratio("A", 0, 0)], RATIO)

    assert result.value is None
    assert "dénominateur" in result.reason


def test_a_median_is_refused_with_its_reason():
    result = consolidate([value("A", 3), value("B", 5)], PerimeterOperator.NONE)

    assert result.value is None
    assert "ne s'additionne pas" in result.reason


@pytest.mark.requirement("R84")
@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        (TimeOperator.SUM, 12),
        (TimeOperator.AVERAGE, 4),
        (TimeOperator.FIRST, 5),
        (TimeOperator.LAST, 1),
        (TimeOperator.LAST_IN_PERIOD, None),
        (TimeOperator.MIN, 1),
        (TimeOperator.MAX, 6),
        (TimeOperator.NONE, None),
    ],
)
def test_each_operator_over_time_has_its_own_answer(operator, expected):
    months = [value("01", 5), value("02", 6), value("03", 1), value("04", None)]

    assert consolidate_time(months, operator).value == expected


def test_a_stock_takes_its_last_value_over_time_and_its_sum_over_territories():
    nord = consolidate_time([value("2019", 10), value("2020", 12)], TimeOperator.LAST)
    sud = consolidate_time([value("2019", 20), value("2020", 25)], TimeOperator.LAST)

    assert consolidate([value("N", nord.value), value("S", sud.value)], SUM).value == 37


@pytest.mark.requirement("R87")
def test_a_total_opens_down_to_the_source_of_each_value():
    parts = [value("Nord", 4, source="rapport, l. 12"), value("Sud", 5, source="rapport, l. 13")]
    trace = consolidate(parts, SUM, label="Total", unit="t").trace

    assert [leaf.source for leaf in trace.leaves()] == ["rapport, l. 12", "rapport, l. 13"]
    assert trace.rule == "somme"

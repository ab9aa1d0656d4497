"""Graduations are round and enclose the values."""

import doctest
from decimal import Decimal
from itertools import pairwise

import pytest

from timonier.outputs.charts import scales


def test_the_examples_of_the_documentation_hold() -> None:
    result = doctest.testmod(scales)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("low", "high"), [("0", "0"), ("603", "640"), ("-12.5", "8.2"), ("0", "1200000"), ("7", "7")]
)
def test_graduations_enclose_the_values_at_an_even_step(low: str, high: str) -> None:
    found = scales.ticks(Decimal(low), Decimal(high), 4)
    steps = {b - a for a, b in pairwise(found)}
    assert found[0] <= Decimal(low) <= Decimal(high) <= found[-1]
    assert len(steps) == 1
    assert 2 <= len(found) <= 7

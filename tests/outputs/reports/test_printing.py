"""Numbers as French readers expect them, and differences only where they mean something."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.outputs.reports.printing import (
    common_scale,
    difference_text,
    full_text,
    long_date,
    number,
    value_text,
)
from timonier.outputs.reports.tree import BoundFigure, Source
from timonier.outputs.reports.vocabulary import Comparability, Missing, Qualifier

SOURCE = Source("Rapport d’activité 2020", "R20", 2020, "ligne 130")


def figure(value, unit="t", **changes):
    known = None if value is None else Decimal(value)
    return BoundFigure("f", "Grandeur", unit, "2020", "Métropole", known, source=SOURCE, **changes)


def compared(before, after, mark, unit="t"):
    return replace(figure(after, unit), previous=figure(before, unit), comparability=mark)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("8560000000", "€", "8,56\u00a0Md€"),
        ("390340000", "€", "390,34\u00a0M€"),
        ("459800", "€", "459\u00a0800\u00a0€"),
        ("8560000001", "€", "8\u00a0560\u00a0000\u00a0001\u00a0€"),
        ("123000000", "m³", "123\u00a0millions de m³"),
        ("94.50", "%", "94,5\u00a0%"),
        ("0", "t", "0\u00a0t"),
    ],
)
def test_a_value_is_scaled_only_when_no_digit_is_lost(value, unit, printed):
    assert full_text(figure(value, unit)) == printed


def test_both_values_of_a_comparison_share_one_scale():
    rough, exact = figure("900000000", "€"), figure("2100000001", "€")
    assert common_scale((rough, exact)) is None


@pytest.mark.requirement("R121")
@pytest.mark.parametrize("missing", list(Missing))
def test_an_unknown_value_prints_its_reason_and_never_zero(missing):
    printed = full_text(figure(None, missing=missing))
    assert printed == missing.value
    assert "0" not in printed


def test_an_approximate_value_says_so():
    approximate = figure("3300", qualifier=Qualifier.ABOUT)
    assert value_text(approximate) == "env.\u00a03\u00a0300"


@pytest.mark.requirement("R122")
@pytest.mark.parametrize("mark", [mark for mark in Comparability if not mark.allows_difference])
def test_no_difference_across_a_break_of_definition(mark):
    assert difference_text(compared("100", "150", mark)) == "—"


@pytest.mark.parametrize(
    ("before", "after", "unit", "printed"),
    [
        ("123", "131", "t", "+6,5\u00a0%"),
        ("1192239", "1140442", "t", "−4,3\u00a0%"),
        ("10", "12.5", "%", "+2,5\u00a0pt"),
        ("0", "5", "t", "—"),
        (None, "5", "t", "—"),
    ],
)
def test_a_difference_between_comparable_values(before, after, unit, printed):
    mark = Comparability.COMPARABLE
    assert difference_text(compared(before, after, mark, unit)) == printed


def test_a_change_of_unit_gives_no_difference_whatever_the_mark():
    changed = replace(
        figure("5", "dossiers"),
        previous=figure("4", "élèves"),
        comparability=Comparability.COMPARABLE,
    )
    assert difference_text(changed) == "—"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12)))
def test_a_printed_number_reads_back_as_the_same_value(value):
    printed = number(value).replace("\u00a0", "").replace(",", ".").replace("−", "-")
    assert Decimal(printed) == value


def test_the_first_of_the_month_is_an_ordinal():
    from datetime import date

    assert long_date(date(2023, 1, 1)) == "1er\u00a0janvier\u00a02023"

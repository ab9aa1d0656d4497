from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.engine.quantities import (
    NumberError,
    Qualifier,
    Quantity,
    UnitError,
    convert,
    format_difference,
    format_money,
    format_number,
    format_percent,
    parse_french_number,
    parse_quantity,
    unit,
)
from timonier.engine.typography import MINUS, NBSP, NNBSP

READINGS = [
    ("1 234,5", "1234.5"),
    (f"1{NBSP}234,5", "1234.5"),
    (f"16{NNBSP}500{NNBSP}000", "16500000"),
    ("16.500.000", "16500000"),
    ("16.500,25", "16500.25"),
    ("1,2 million", "1200000"),
    ("2 milliards", "2000000000"),
    ("28.6", "28.6"),
    ("−0,6", "-0.6"),
    ("- 3", "-3"),
    ("+28", "28"),
]


@pytest.mark.parametrize(("text", "value"), READINGS)
def test_a_french_number_is_read_as_it_is_printed(text, value):
    assert parse_french_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "n.c.", "12 34", "1,2,3", "1,234,567", "douze", "12 €"])
def test_an_unreadable_number_gives_the_reading_and_an_example(text):
    with pytest.raises(NumberError) as caught:
        parse_french_number(text)

    assert (text or "vide") in str(caught.value)
    assert "1 234,5" in str(caught.value)


def test_a_number_with_two_readings_is_refused():
    with pytest.raises(NumberError, match="peut se lire"):
        parse_french_number("1.234")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, max_value=10**15, min_value=-(10**15)
    )
)
def test_a_printed_number_reads_back_the_same(value):
    assert parse_french_number(format_number(value)) == value


def test_unknown_is_printed_as_unknown_never_as_zero():
    printed = {format_number(None), format_money(None), format_percent(None)}
    printed |= {format_difference(None), str(Quantity(None, unit("communes")))}

    assert printed == {"inconnu"}


def test_money_is_short_in_a_headline_and_to_the_cent_in_a_table():
    assert format_money(Decimal("8560000000"), compact=True) == f"8,56{NBSP}Md€"
    assert format_money(Decimal("999999999"), compact=True) == f"1{NBSP}Md€"
    assert format_money(Decimal("225515")) == f"225{NBSP}515,00{NBSP}€"


def test_cents_survive_printing_at_the_size_of_a_budget():
    assert format_money(Decimal("12345678901234.56")).endswith("234,56\u00a0€")


def test_a_difference_carries_its_sign_with_a_true_minus():
    assert format_difference(Decimal("-3.7"), unit("%")) == f"{MINUS}3,7{NBSP}%"
    assert format_difference(Decimal(12)) == "+12"
    assert format_difference(Decimal(0)) == "0"


@pytest.mark.requirement("R89")
@pytest.mark.parametrize(
    ("text", "qualifier", "printed"),
    [
        ("près de 60 communes", Qualifier.ABOUT, f"≈{NBSP}60{NBSP}communes"),
        ("plus de 50 %", Qualifier.MORE_THAN, f"plus de 50{NBSP}%"),
        ("jusqu'à 18 mois", Qualifier.UP_TO, f"jusqu'à 18{NBSP}mois"),
        ("92 communes", Qualifier.EXACT, f"92{NBSP}communes"),
    ],
)
def test_a_value_keeps_the_qualifier_of_its_source(text, qualifier, printed):
    quantity = parse_quantity(text)

    assert quantity.qualifier is qualifier
    assert str(quantity) == printed


def test_units_of_one_dimension_convert():
    assert convert(Decimal("1192239"), unit("t"), unit("kt")) == Decimal("1192.239")
    assert convert(Decimal(3148), unit("km²"), unit("ha")) == Decimal(314800)


@pytest.mark.parametrize(
    ("one", "two"), [("€ HT", "€ TTC"), ("dossiers", "avenants"), ("t", "t/an"), ("m²", "m³")]
)
def test_units_of_two_dimensions_never_convert(one, two):
    with pytest.raises(UnitError, match="ne se convertissent pas"):
        convert(Decimal(1), unit(one), unit(two))


def test_a_unit_is_singular_below_two():
    assert str(Quantity(Decimal("1.9"), unit("appels d'offres"))) == f"1,9{NBSP}appel d'offres"
    assert str(Quantity(Decimal(2), unit("bus"))) == f"2{NBSP}bus"

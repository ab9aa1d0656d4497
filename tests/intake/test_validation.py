"""Every error at once, cell by cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.intake.factories import OPERATIONS, WORDS, csv_bytes, one_column, xlsx_bytes
from timonier.engine.periods import Period
from timonier.engine.quantities import Qualifier
from timonier.intake.columns import Kind
from timonier.intake.readers import read_table
from timonier.intake.validation import CellError, Checked, check_table

TITLES = ["Code opération", "Libellé", "Commune", "AP votée", "CP 2024", "Fin"]


def check(*rows: list[str]) -> Checked:
    table = read_table(csv_bytes([TITLES, *rows]), "s.csv")
    return check_table(table, OPERATIONS, WORDS)


def read(kind: Kind, value: Any, **rest: Any) -> Any:
    """The value read from one cell of that kind."""
    table = read_table(xlsx_bytes([["Valeur", "Rang"], [value, 1]]), "s.xlsx")
    checked = check_table(table, one_column(kind, **rest), WORDS)
    assert not checked.errors, checked.errors
    return checked.rows[0].values["value"]


def fault(kind: Kind, value: Any, **rest: Any) -> CellError:
    """The one error of a cell of that kind."""
    table = read_table(xlsx_bytes([["Valeur", "Rang"], [value, 1]]), "s.xlsx")
    (error,) = check_table(table, one_column(kind, **rest), WORDS).errors
    return error


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.TEXT, 13005, "13005"),
        (Kind.INTEGER, "1 200", 1200),
        (Kind.DECIMAL, "1 234,5", Decimal("1234.5")),
        (Kind.DECIMAL, 0.1 + 0.2, Decimal("0.3")),
        (Kind.PERCENT, "28,6 %", Decimal("28.6")),
        (Kind.MONEY, "16.500.000", Decimal(16_500_000)),
        (Kind.MONEY, "1,2 M€", Decimal(1_200_000)),
        (Kind.MONEY, "-45 000,50 €", Decimal("-45000.50")),
        (Kind.DATE, "31/12/2026", date(2026, 12, 31)),
        (Kind.DATE, "2026-12-31", date(2026, 12, 31)),
        (Kind.DATE, "1er mars 2024", date(2024, 3, 1)),
        (Kind.DATE, date(2026, 12, 31), date(2026, 12, 31)),
        (Kind.PERIOD, "T4 2021", Period.quarter(2021, 4)),
        (Kind.PERIOD, 2021, Period.year(2021)),
        (Kind.YEAR, 2024, 2024),
        (Kind.BOOLEAN, "Vrai", True),
        (Kind.BOOLEAN, False, False),
        (Kind.COMMUNE, "MARTIGUES", "13056"),
        (Kind.COMMUNE, 13005, "13005"),
        (Kind.COMMUNE, "Pennes-Mirabeau (Les)", "13071"),
        (Kind.COMMUNE, "St Cannat", "13091"),
        (Kind.UNIT, "Tonnes", "t"),
        (Kind.EMAIL, "Helene.Roux@exemple.fr", "helene.roux@exemple.fr"),
    ],
)
def test_a_cell_is_read_as_its_column_declares(kind: Kind, value: Any, expected: Any) -> None:
    assert read(kind, value) == expected


@pytest.mark.parametrize(
    ("text", "qualifier", "value"),
    [
        ("près de 44", Qualifier.ABOUT, 44),
        ("≈ 44", Qualifier.ABOUT, 44),
        ("plus de 1 200", Qualifier.MORE_THAN, 1200),
        ("44", Qualifier.EXACT, 44),
        (44, Qualifier.EXACT, 44),
    ],
)
def test_a_figure_keeps_how_firmly_it_is_stated(text: Any, qualifier: Any, value: int) -> None:
    figure = read(Kind.FIGURE, text)
    assert (figure.qualifier, figure.value) == (qualifier, Decimal(value))


def test_a_choice_is_read_by_label_or_code() -> None:
    choices = {"achieved": "Réalisé", "target": "Cible"}
    assert read(Kind.CHOICE, "realise", choices=choices) == "achieved"
    assert read(Kind.CHOICE, "target", choices=choices) == "target"
    assert fault(Kind.CHOICE, "réalisés", choices=choices).suggestion == "Réalisé"


@pytest.mark.parametrize(
    ("kind", "value", "said", "suggestion"),
    [
        (Kind.INTEGER, "12,5", "entier", "13"),
        (Kind.DECIMAL, "douze", "douze", ""),
        (Kind.DECIMAL, "1.234", "peut se lire", ""),
        (Kind.DECIMAL, "12 %", "pourcentage", ""),
        (Kind.MONEY, "10,005", "deux décimales", "10,01"),
        (Kind.MONEY, "12 tonnes", "12 tonnes", ""),
        (Kind.MONEY, "12 € HT", "montant en euros", ""),
        (Kind.MONEY, "près de 12 €", "montant exact", ""),
        (Kind.DATE, "31/02/2025", "n’existe pas", ""),
        (Kind.DATE, "31/12/26", "deux chiffres", "31/12/2026"),
        (Kind.DATE, "T4 2021", "période", "31/12/2021"),
        (Kind.DATE, 45418, "pas une date", "06/05/2024"),
        (Kind.DATE, "bientôt", "pas une date", ""),
        (Kind.PERIOD, "T5 2024", "T5 2024", ""),
        (Kind.YEAR, "24", "année", ""),
        (Kind.BOOLEAN, "peut-être", "ni oui ni non", ""),
        (Kind.COMMUNE, "Marignanne", "inconnue", "Marignane"),
        (Kind.COMMUNE, "Tombouctou", "inconnue", ""),
        (Kind.UNIT, "tonne", "inconnue", "tonnes"),
        (Kind.EMAIL, "helene.roux", "adresse", ""),
        (Kind.TEXT, "#REF!", "#REF!", ""),
    ],
)
def test_a_wrong_cell_says_what_and_what_may_replace_it(
    kind: Kind, value: Any, said: str, suggestion: str
) -> None:
    error = fault(kind, value)
    assert said in error.message
    assert error.suggestion == suggestion
    assert (error.row, error.column, error.header) == (2, "A", "Valeur")


def test_a_date_that_does_not_exist_tells_the_length_of_its_month() -> None:
    assert fault(Kind.DATE, "31/02/2025").rule == "Février 2025 compte 28 jours"


def test_the_nearest_commune_is_offered_in_french() -> None:
    assert fault(Kind.COMMUNE, "Marignanne").help.startswith("La plus proche\u00a0: Marignane")


@pytest.mark.requirement("R121")
def test_an_unknown_cell_is_never_zero() -> None:
    (row,) = check(["A", "Gare", "", "", "", ""]).rows
    assert row.values["ap"] is None


def test_a_column_that_the_file_does_not_have_says_nothing() -> None:
    table = read_table(csv_bytes([["Code opération", "Commune"], ["A", "Aubagne"]]), "s.csv")
    (row,) = check_table(table, OPERATIONS, WORDS).rows
    assert set(row.values) == {"code", "commune"}


def test_all_errors_are_given_at_once_with_their_cells() -> None:
    checked = check(
        ["A", "Gare", "Marignanne", "douze", "1,5", "31/02/2025"],
        ["B", "Port", "Aubagne", "100", "50", "31/12/2026"],
        ["", "Halte", "Cassis", "100", "-5", ""],
    )
    assert [(error.row, error.column) for error in checked.errors] == [
        (2, "C"),
        (2, "D"),
        (2, "F"),
        (4, "A"),
        (4, "E"),
    ]
    assert [row.number for row in checked.rows] == [3]
    assert checked.faulty_rows == 2
    assert not checked.applicable


def test_a_code_given_twice_names_its_first_line() -> None:
    checked = check(["A", "", "", "", "", ""], ["B", "", "", "", "", ""], ["A", "", "", "", "", ""])
    (error,) = checked.errors
    assert (error.row, error.column) == (4, "A")
    assert "A\u00a0: déjà à la ligne\u00a02" in error.message


def test_a_code_given_twice_is_seen_even_if_its_first_line_has_an_error() -> None:
    checked = check(["A", "", "Nulle part", "", "", ""], ["A", "", "", "", "", ""])
    assert [error.row for error in checked.errors] == [2, 3]


def test_a_rule_between_cells_is_checked_when_both_are_known() -> None:
    checked = check(["A", "", "", "100", "120", ""], ["B", "", "", "", "120", ""])
    (error,) = checked.errors
    assert (error.row, error.column) == (2, "E")
    assert error.rule == "Les crédits ne dépassent pas l’autorisation"


def test_a_value_that_breaks_the_rule_of_its_column_is_refused() -> None:
    (error,) = check(["A", "", "", "100", "-45", ""]).errors
    assert error.rule == "Un crédit ne peut pas être négatif"


def test_a_line_with_too_many_cells_is_an_error() -> None:
    checked = check(["A", "Port; Vieux", "Aubagne", "1", "1", "", "x"])
    assert "de trop" in checked.errors[0].message


def test_the_check_is_told_in_one_sentence() -> None:
    checked = check(["A", "", "Marignanne", "", "", ""])
    assert checked.sentence() == "1\u00a0ligne lue, 1\u00a0cellule à corriger."

"""What an import would change, before it changes anything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.intake.factories import OPERATIONS, WORDS, csv_bytes
from timonier.engine.periods import Period
from timonier.intake.columns import Column, Kind
from timonier.intake.differences import Differences, compare
from timonier.intake.printing import gap, print_gap, print_value
from timonier.intake.readers import read_table
from timonier.intake.validation import Checked, check_table

TITLES = ["Code opération", "Libellé", "Commune", "AP votée", "CP 2024", "Fin"]
KNOWN: dict[tuple[Any, ...], dict[str, Any]] = {
    ("A",): {
        "code": "A",
        "name": "Gare",
        "commune": "13005",
        "ap": Decimal("2000000.00"),
        "cp": Decimal("1850000.00"),
        "end": date(2026, 12, 31),
    },
    ("Z",): {"code": "Z", "name": "Pont"},
    ("Y",): {"code": "Y", "name": "Dépôt"},
}
SAME = ["A", "Gare", "Aubagne", "2 000 000", "1 850 000,00", "31/12/2026"]


def checked(*rows: list[str]) -> Checked:
    return check_table(read_table(csv_bytes([TITLES, *rows]), "s.csv"), OPERATIONS, WORDS)


def differences(*rows: list[str], blank_keeps: bool = False) -> Differences:
    return compare(checked(*rows), KNOWN, OPERATIONS, blank_keeps=blank_keeps)


def test_a_change_shows_before_after_and_gap() -> None:
    changed = [*SAME[:4], "1 900 000", SAME[5]]
    (change,) = differences(changed).changes
    assert (change.key, change.row, change.column.key) == (("A",), 2, "cp")
    assert change.before_text == "1\u00a0850\u00a0000,00\u00a0€"
    assert change.after_text == "1\u00a0900\u00a0000,00\u00a0€"
    assert change.gap_text == "+50\u00a0000,00\u00a0€"


def test_another_dress_of_the_same_value_is_no_change() -> None:
    found = differences(SAME)
    assert found.identical == (("A",),)
    assert not found.changes


def test_a_key_unknown_is_an_addition() -> None:
    found = differences(["B", "Halte", "", "", "", ""])
    assert [row.key for row in found.additions] == [("B",)]


def test_what_the_file_no_longer_holds_waits_for_an_answer_in_the_order_known() -> None:
    assert differences(SAME).missing == (("Z",), ("Y",))


def test_a_line_with_an_error_is_not_a_disappearance() -> None:
    found = differences(SAME, ["Z", "Pont", "Nulle part", "", "", ""])
    assert found.missing == (("Y",),)
    assert not found.additions


def test_a_blank_cell_empties_the_field_and_shows_it() -> None:
    emptied = [*SAME[:5], ""]
    (change,) = differences(emptied).changes
    assert (change.after, change.after_text) == (None, "vide")


def test_a_blank_cell_can_be_told_to_keep_the_field() -> None:
    assert not differences([*SAME[:5], ""], blank_keeps=True).changes


def test_a_column_absent_from_the_file_is_not_compared() -> None:
    table = read_table(csv_bytes([["Code opération", "Libellé"], ["A", "Gare"]]), "s.csv")
    found = compare(check_table(table, OPERATIONS, WORDS), KNOWN, OPERATIONS)
    assert found.identical == (("A",),)


def test_what_was_just_applied_gives_no_difference() -> None:
    file = checked(SAME, ["B", "Halte", "Cassis", "10", "5", ""])
    applied = {row.key: dict(row.values) for row in file.rows}
    again = compare(file, applied, OPERATIONS)
    assert again.empty
    assert again.sentence() == "Aucune différence\u00a0: 2\u00a0lignes identiques."


def test_the_comparison_is_told_in_one_sentence() -> None:
    found = differences([*SAME[:1], "Gare neuve", *SAME[2:]], ["B", "Halte", "", "", "", ""])
    assert found.sentence() == (
        "1\u00a0ajout, 1\u00a0changement et 2\u00a0disparitions à confirmer."
    )
    assert found.writes == 2


def test_two_changes_of_one_record_are_one_record_to_write() -> None:
    found = differences(["A", "Gare neuve", "Cassis", *SAME[3:]])
    assert [change.column.key for change in found.changes] == ["name", "commune"]
    assert found.writes == 1


def test_periods_move_by_months_and_dates_by_days() -> None:
    column = Column("end", "Fin", kind=Kind.PERIOD)
    later = Period.quarter(2024, 4)
    assert print_gap(gap(Period.quarter(2023, 4), later), column, later) == "+12\u00a0mois"
    assert gap(date(2024, 1, 31), date(2024, 2, 29)) == 29


def test_a_blank_has_no_gap_and_never_prints_as_zero() -> None:
    column = Column("cp", "Crédits", kind=Kind.MONEY)
    assert gap(None, Decimal(5)) is None
    assert print_value(None, column) == "vide"
    assert print_value(Decimal(0), column) == "0,00\u00a0€"

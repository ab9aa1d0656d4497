"""Columns of a file matched to the fields of an import."""

from __future__ import annotations

from tests.intake.factories import OPERATIONS, csv_bytes
from timonier.intake.columns import How, Matching, match_columns
from timonier.intake.readers import read_table


def match(titles: list[str], chosen: dict[str, str | None] | None = None) -> Matching:
    table = read_table(csv_bytes([titles, ["1"] * len(titles)]), "s.csv")
    return match_columns(table, OPERATIONS, chosen)


def test_a_title_is_recognised_exactly_by_alias_or_whatever_its_dress() -> None:
    found = match(["Code opération", "Crédits 2024", "  ap VOTEE (€) "])
    assert [one.how for one in found.matches] == [How.EXACT, How.ALIAS, How.FOLDED]
    assert [one.column.key for one in found.used if one.column] == ["code", "cp", "ap"]


def test_a_close_title_is_suggested_but_never_used() -> None:
    found = match(["Code opération", "Comune"])
    assert found.matches[1].how is How.SUGGESTED
    assert found.matches[1].column is None
    assert found.matches[1].suggestion is OPERATIONS.column("commune")
    assert any(problem.blocking for problem in found.problems)


def test_an_unknown_column_is_said_and_does_not_block() -> None:
    found = match(["Code opération", "Météo du jour"])
    assert [problem.blocking for problem in found.problems] == [False]
    assert "inconnue" in found.problems[0].message


def test_a_missing_required_column_blocks_and_names_the_close_one() -> None:
    found = match(["Code operatio", "Libellé"])
    assert len(found.problems) == 1
    assert found.problems[0].blocking
    assert "absente" in found.problems[0].message
    assert "colonne A" in found.problems[0].remedy


def test_a_field_given_by_two_columns_uses_neither() -> None:
    found = match(["Code opération", "Commune", "COMMUNE"])
    assert [one.how for one in found.matches[1:]] == [How.DUPLICATE, How.DUPLICATE]
    assert "B et C" in found.problems[0].message


def test_the_answer_of_a_person_wins_over_everything() -> None:
    found = match(["Code opération", "Comune", "Libellé"], {"Comune": "commune", "Libellé": None})
    assert [one.how for one in found.matches] == [How.EXACT, How.CHOSEN, How.IGNORED]
    assert not found.problems


def test_the_column_of_an_error_report_is_ignored() -> None:
    found = match(["Code opération", "Erreurs"])
    assert found.matches[1].how is How.IGNORED
    assert not found.problems


def test_each_column_shows_an_example_read() -> None:
    table = read_table(csv_bytes([["Code opération"], [" "], ["2019-T-0001"]]), "s.csv")
    assert match_columns(table, OPERATIONS).matches[0].example == "2019-T-0001"

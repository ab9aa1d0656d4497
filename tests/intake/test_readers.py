"""Tables as people really send them."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.factories import (
    OPERATIONS,
    csv_bytes,
    ods_bytes,
    ods_row,
    ods_text,
    xlsx_bytes,
)
from timonier.intake.errors import IntakeError
from timonier.intake.readers import read_table
from timonier.intake.table import CellFault, Table

ROWS = [["Libellé", "Commune"], ["Pôle d’échanges", "Aubagne"], ["Cœur de ville", "Châteauneuf"]]
DAY = date(2026, 12, 31)
DATA = Path(__file__).parents[3] / "shared" / "data"


def values(table: Table) -> list[list[object]]:
    return [list(row.values) for row in table.rows]


def codes(table: Table) -> set[str]:
    return {note.code for note in table.notes}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 avec BOM"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_an_encoding_is_recognised_and_named(encoding: str, name: str) -> None:
    table = read_table(csv_bytes(ROWS, encoding=encoding), "liste.csv")
    assert table.encoding == name
    assert values(table) == ROWS[1:]


def test_a_byte_unknown_to_windows_is_read_as_latin_1() -> None:
    table = read_table(b"Lib;Commune\nA\x81\xe9;Aubagne", "liste.csv")
    assert table.encoding == "Latin-1"
    assert values(table) == [["A\x81é", "Aubagne"]]


def test_two_encodings_in_one_file_are_read_line_by_line_and_said() -> None:
    lines = ["Commune;Note", "Aubagne;déjà", "Cassis;été", "Marseille;près"]
    content = b"\n".join(
        line.encode("cp1252" if number == 2 else "utf-8") for number, line in enumerate(lines)
    )
    table = read_table(content, "liste.csv")
    assert [row[1] for row in values(table)] == ["déjà", "été", "près"]
    note = next(note for note in table.notes if note.code == "mixed_encodings")
    assert "ligne\u00a03 en Windows-1252" in note.message


def test_accents_converted_twice_are_said() -> None:
    twice = "Commune;Note\nAubagne;été".encode().decode("cp1252").encode()
    assert "double_encoding" in codes(read_table(twice, "liste.csv"))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    table = read_table(csv_bytes(ROWS, separator), "liste.csv")
    assert table.separator == separator
    assert values(table) == ROWS[1:]


def test_decimal_commas_do_not_pass_for_separators() -> None:
    content = b"Taux;Part\n1,5;2,5\n3,25;4,5\n"
    assert values(read_table(content, "taux.csv")) == [["1,5", "2,5"], ["3,25", "4,5"]]


def test_a_line_break_between_quotes_stays_in_its_cell() -> None:
    table = read_table(b'Nom;Note\n"Gare\nroutiere";a\nHalte;b\n', "liste.csv")
    assert values(table) == [["Gare\nroutiere", "a"], ["Halte", "b"]]
    assert [row.number for row in table.rows] == [2, 3]


def test_a_quote_never_closed_is_refused_with_its_line() -> None:
    with pytest.raises(IntakeError, match="ligne\u00a03"):
        read_table(b'Nom;Note\nGare;a\n"Halte;b\nPort;c\n', "liste.csv")


def test_a_quote_inside_a_text_is_read_and_said() -> None:
    table = read_table(b'Nom;Note\n"Le "Grand" Port";a\n', "liste.csv")
    assert "stray_quote" in codes(table)
    assert table.rows[0].values[1] == "a"


def test_blank_lines_are_left_out_and_counted() -> None:
    table = read_table(b"Nom;Note\n\n;;\nGare;a\n", "liste.csv")
    assert [row.number for row in table.rows] == [4]


def test_a_binary_under_the_name_of_a_text_is_refused() -> None:
    with pytest.raises(IntakeError, match="pas du texte"):
        read_table(b"Nom;Note\n" + bytes(20) + b"abcdefghijkl" * 40, "liste.csv")


def test_a_file_without_a_filled_line_is_refused() -> None:
    with pytest.raises(IntakeError, match="aucune ligne remplie"):
        read_table(b";;\n;;\n", "liste.csv")


TITLES = ("Code", "Nom", "Note")
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Cf")), min_size=1).filter(
    lambda text: text.strip(" \ufeff") == text and text[0] not in "'#E"
)


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=8))
def test_any_text_written_to_csv_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerows([TITLES, *rows])
    table = read_table(
        buffer.getvalue().encode("utf-8-sig"), "x.csv", known_headers=["Code", "Nom"]
    )
    assert [row.values for row in table.rows] == rows


def test_typed_cells_keep_their_type_and_address() -> None:
    content = xlsx_bytes(
        [
            ["Code", "Montant", "Fin", "Ouvert"],
            ["A", 1234.5, date(2026, 12, 31), True],
            ["B", 13005],
        ]
    )
    table = read_table(content, "suivi.xlsx")
    assert values(table) == [["A", 1234.5, DAY, True], ["B", 13005, None, None]]
    cell = table.cell(table.rows[0], 2)
    assert (cell.address, cell.text, cell.sheet) == ("C2", "31/12/2026", "Feuil1")


def test_titles_above_the_header_are_skipped_and_said() -> None:
    titles = [["Suivi des opérations"], [], ["Édité le", date(2024, 9, 9)]]
    content = xlsx_bytes([*titles, ["Code", "Nom", "Commune"], ["A", "Gare", "Aubagne"]])
    table = read_table(content, "suivi.xlsx")
    assert table.header_row == 4
    assert values(table) == [["A", "Gare", "Aubagne"]]
    assert "header_row" in codes(table)


def test_expected_titles_find_a_header_under_a_wider_line() -> None:
    content = csv_bytes(
        [["Direction", "Mobilité", "Pôle", "Sud"], ["Code opération", "Commune"], ["A", "Aubagne"]]
    )
    table = read_table(content, "s.csv", known_headers=OPERATIONS.known_headers)
    assert table.header_row == 2


def test_a_table_that_does_not_start_in_a1_keeps_its_addresses() -> None:
    table = read_table(xlsx_bytes([[], [None, "Code", "Nom"], [None, "A", "Gare"]]), "s.xlsx")
    assert [column.letter for column in table.columns] == ["B", "C"]
    assert table.cell(table.rows[0], 0).address == "B3"


def test_an_empty_column_is_dropped_and_an_untitled_one_is_said() -> None:
    table = read_table(
        xlsx_bytes([["Code", None, "Nom", None], ["A", None, "Gare", "?"]]), "s.xlsx"
    )
    assert [column.letter for column in table.columns] == ["A", "C", "D"]
    assert "untitled" in codes(table)


def test_a_value_cut_by_a_separator_is_counted_on_its_line() -> None:
    table = read_table(b"Code;Nom\nA;Gare\nB;Port;Vieux\n", "s.csv")
    assert [row.overflow for row in table.rows] == [0, 1]


def build(fill: object) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        fill(book)  # type: ignore[operator]
    return buffer.getvalue()


def test_a_merged_text_is_repeated_but_a_merged_amount_counts_once() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Commune", "Montant", "Nom"])
        page.write_column(1, 2, ["a", "b", "c"])
        page.merge_range(1, 0, 3, 0, "Aubagne")
        page.merge_range(1, 1, 3, 1, 900)

    table = read_table(build(fill), "s.xlsx")
    assert values(table) == [["Aubagne", 900, "a"], ["Aubagne", None, "b"], ["Aubagne", None, "c"]]
    assert {"merged_filled", "merged_number"} <= codes(table)


def test_hidden_rows_are_read_and_said() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_column(0, 0, ["Nom", "a", "b"])
        page.set_row(2, None, None, {"hidden": True})

    table = read_table(build(fill), "s.xlsx")
    assert len(table.rows) == 2
    assert any("Ligne\u00a03 masquée" in note.message for note in table.notes)


def test_formulas_give_their_saved_value_and_errors_stay_errors() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Nom", "Valeur"])
        page.write_column(1, 0, ["somme", "casse", "jamais calculée"])
        page.write_formula(1, 1, "=1+1", None, 2)
        page.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        page.write_formula(3, 1, "=1+1", None, "")

    found = [row[1] for row in values(read_table(build(fill), "s.xlsx"))]
    assert found == [2, CellFault("#DIV/0!"), CellFault("formule non calculée")]


def test_a_percentage_is_read_as_it_is_shown() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Nom", "Taux"])
        page.write(1, 0, "a")
        page.write(1, 1, 0.285, book.add_format({"num_format": "0.0%"}))
        page.write(2, 0, "b")
        page.write(2, 1, 0.285, book.add_format({"num_format": '0.0" %"'}))

    found = [row[1] for row in values(read_table(build(fill), "s.xlsx"))]
    assert found == ["28,5\u00a0%", 0.285]


def test_the_first_visible_filled_sheet_is_read_and_the_others_are_said() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Vide")
        hidden = book.add_worksheet("Calculs")
        hidden.write(0, 0, "secret")
        hidden.hide()
        book.add_worksheet("AP_CP").write_column(0, 0, ["Nom", "a"])

    content = build(fill)
    table = read_table(content, "s.xlsx")
    assert table.sheet == "AP_CP"
    assert "other_sheets" in codes(table)
    assert read_table(content, "s.xlsx", "calculs").columns[0].text == "secret"


def test_a_sheet_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(IntakeError, match="Feuil1"):
        read_table(xlsx_bytes([["Nom"], ["a"]]), "s.xlsx", "AP_CP")


def test_an_ods_is_read_with_its_merges_percentages_dates_errors_and_hidden_rows() -> None:
    spanned = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
    percent = '<table:table-cell office:value-type="percentage" office:value="0.12"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-12-31"/>'
    error = ods_text("#REF!", 'calcext:value-type="error" table:formula="of:=#REF!"')
    content = ods_bytes(
        ods_row(ods_text("Commune"), ods_text("Taux"), ods_text("Fin")),
        ods_row(ods_text("Aubagne", spanned), percent, day),
        ods_row("<table:covered-table-cell/>", error, attributes='table:visibility="collapse"'),
    )
    table = read_table(content, "s.ods")
    assert values(table)[0] == ["Aubagne", "12\u00a0%", date(2026, 12, 31)]
    assert values(table)[1][0] == "Aubagne"
    assert isinstance(values(table)[1][1], CellFault)
    assert {"merged_filled", "hidden_rows", "formulas"} <= codes(table)


@pytest.mark.parametrize("name", ["figures-2017", "figures-2020", "systems"])
def test_the_published_lists_are_read_whole(name: str) -> None:
    path = DATA / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"{name}.csv is not on this machine")
    with path.open(encoding="utf-8", newline="") as file:
        expected = sum(1 for _ in csv.reader(file)) - 1
    assert len(read_table(path, path.name).rows) == expected

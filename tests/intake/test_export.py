"""Exports that are safe to open, and that come back unchanged."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.intake.factories import OPERATIONS, WORDS, csv_bytes, part
from timonier.engine.periods import Period
from timonier.engine.quantities import parse_quantity
from timonier.intake.columns import Column, Kind, Schema
from timonier.intake.differences import compare
from timonier.intake.export import Notice, write_csv, write_error_report, write_xlsx
from timonier.intake.export.cells import neutral
from timonier.intake.readers import read_table
from timonier.intake.readers.raw import clean_text
from timonier.intake.validation import check_table

NOW = datetime(2024, 9, 9, 10, 30)
NOTICE = Notice("Opérations", NOW, date(2024, 9, 9), (("Commune", "Aubagne"),), "Registre")
EVERY_KIND = Schema(
    "Tout",
    (
        Column("code", "Code", required=True),
        Column("name", "Nom"),
        Column("count", "Nombre", kind=Kind.INTEGER),
        Column("rate", "Taux", kind=Kind.PERCENT),
        Column("amount", "Montant", kind=Kind.MONEY),
        Column("end", "Fin", kind=Kind.DATE),
        Column("due", "Échéance", kind=Kind.PERIOD),
        Column("year", "Année", kind=Kind.YEAR),
        Column("open", "Ouvert", kind=Kind.BOOLEAN),
        Column("nature", "Nature", kind=Kind.CHOICE, choices={"achieved": "Réalisé"}),
        Column("commune", "Commune", kind=Kind.COMMUNE),
        Column("figure", "Valeur", kind=Kind.FIGURE),
    ),
    unique=("code",),
)
RECORDS: list[dict[str, Any]] = [
    {
        "code": "0012",
        "name": '=HYPERLINK("http://x")',
        "count": -3,
        "rate": Decimal("28.6"),
        "amount": Decimal("-45000.50"),
        "end": date(2026, 12, 31),
        "due": Period.quarter(2021, 4).worded("T4 2021"),
        "year": 2024,
        "open": True,
        "nature": "achieved",
        "commune": "13005",
        "figure": parse_quantity("près de 44 communes"),
    },
    {
        "code": "@B",
        "name": '\'=déjà, "cité" ; et\nsur deux lignes',
        "count": 0,
        "rate": None,
        "amount": Decimal("123456789012.34"),
        "end": None,
        "due": None,
        "year": None,
        "open": False,
        "nature": None,
        "commune": None,
        "figure": parse_quantity("1 200"),
    },
]


def exported(fmt: str, records: list[dict[str, Any]] = RECORDS) -> bytes:
    buffer = io.BytesIO()
    if fmt == "xlsx":
        write_xlsx(buffer, EVERY_KIND.columns, records, NOTICE)
    else:
        write_csv(buffer, EVERY_KIND.columns, records)
    return buffer.getvalue()


@pytest.mark.parametrize("fmt", ["xlsx", "csv"])
def test_an_export_imported_back_gives_no_difference(fmt: str) -> None:
    table = read_table(exported(fmt), f"liste.{fmt}")
    checked = check_table(table, EVERY_KIND, WORDS)
    assert not checked.errors
    known = {(record["code"],): record for record in RECORDS}
    found = compare(checked, known, EVERY_KIND)
    assert found.empty, found.changes
    assert len(found.identical) == len(RECORDS)


def test_a_csv_is_marked_utf_8_with_semicolons_and_rfc_4180_quotes() -> None:
    content = exported("csv")
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [len(line) for line in lines] == [12, 12, 12]
    assert lines[1][1] == '\'=HYPERLINK("http://x")'
    assert lines[1][2] == "-3"
    assert lines[1][4] == "-45000,50"
    assert content.count(b"\r\n") == 3


def test_an_xlsx_holds_typed_numbers_and_dates_and_no_formula() -> None:
    content = exported("xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][2:6] == [-3.0, 0.286, -45000.5, date(2026, 12, 31)]
    assert rows[1][1] == '\'=HYPERLINK("http://x")'
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet
    assert b'state="frozen"' in sheet


def test_an_xlsx_says_when_it_was_made_and_what_was_filtered() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(exported("xlsx")))
    lines = dict(book.get_sheet_by_name("Notice").to_python())
    assert lines["Fichier produit le"] == "09/09/2024 à 10:30"
    assert lines["Commune"] == "Aubagne"


def test_the_same_list_gives_the_same_file() -> None:
    assert exported("xlsx") == exported("xlsx")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\x00", "'="])
def test_a_text_never_starts_a_formula(start: str) -> None:
    assert neutral(f"{start}1+1").startswith("'")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs")), min_size=1))
def test_the_escape_of_a_text_is_undone_by_reading(text: str) -> None:
    assume(text[0] not in "#E" and text.strip("\ufeff\u202f\u00a0 ") == text)
    assert clean_text(neutral(text)) == text


def test_a_number_of_more_than_fifteen_digits_loses_none() -> None:
    record = {"code": "A", "amount": Decimal("12345678901234567.89")}
    table = read_table(exported("xlsx", [record]), "s.xlsx")
    (row,) = check_table(table, EVERY_KIND, WORDS).rows
    assert row.values["amount"] == record["amount"]


def test_a_text_too_long_for_a_cell_is_cut_and_said() -> None:
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(exported("xlsx", [{"code": "A", "name": "x" * 40_000}]))
    )
    assert "1\u00a0texte coupé" in dict(book.get_sheet_by_name("Notice").to_python())["Attention"]


TITLES = ["Code opération", "Libellé", "Commune"]
FAULTY = [["Suivi"], [], TITLES, ["A", "=1+1", "Marignanne"], [], ["B", "Port", "Aubagne"]]


def report() -> bytes:
    table = read_table(csv_bytes(FAULTY), "s.csv")
    buffer = io.BytesIO()
    write_error_report(buffer, table, check_table(table, OPERATIONS, WORDS), NOW)
    return buffer.getvalue()


def test_an_error_report_keeps_the_addresses_of_the_file() -> None:
    page = CalamineWorkbook.from_filelike(io.BytesIO(report())).get_sheet_by_index(0)
    rows = page.to_python(skip_empty_area=False)
    assert rows[3][:3] == ["A", "'=1+1", "Marignanne"]
    assert rows[3][3].startswith("C\u00a0: Commune")
    assert rows[5] == ["B", "Port", "Aubagne", ""]


def test_an_error_report_can_be_deposited_again() -> None:
    table = read_table(report(), "erreurs.xlsx")
    checked = check_table(table, OPERATIONS, WORDS)
    assert [(error.row, error.column) for error in checked.errors] == [(4, "C")]
    assert not checked.problems


def test_an_error_report_lists_every_error() -> None:
    page = CalamineWorkbook.from_filelike(io.BytesIO(report())).get_sheet_by_index(1)
    assert page.to_python()[1][:3] == ["C4", "Commune", "Marignanne"]

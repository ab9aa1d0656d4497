"""Give the user's own lines back, each with what must be corrected in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from timonier.intake.columns import ERRORS_LABEL
from timonier.intake.export.cells import neutral
from timonier.intake.export.workbook import Notice, Target, header_format, new_workbook
from timonier.intake.safety_sheets import column_index
from timonier.intake.table import CellValue, Row, Table, as_text
from timonier.intake.validation import CellError, Checked

_LIST_TITLES: Final = (
    "Cellule",
    "Colonne",
    "Valeur lue",
    "Ce qui ne va pas",
    "Règle",
    "Proposition",
)


def write_error_report(target: Target, table: Table, checked: Checked, made_at: datetime) -> None:
    """Write the lines at their own addresses, faulty cells coloured, with a column « Erreurs ».

    Cell F42 of the user's file is still F42 here, so the messages stay true; the file can be
    corrected and deposited again, where the column « Erreurs » is ignored. A second sheet lists
    the errors.
    """
    book = new_workbook(target, Notice(f"Erreurs de {table.filename}", made_at))
    _write_lines(book, table, checked.errors)
    _write_list(book, checked)
    book.close()


def _write_lines(book: xlsxwriter.Workbook, table: Table, errors: Sequence[CellError]) -> None:
    sheet = book.add_worksheet("À corriger")
    header, date_format = header_format(book), book.add_format({"num_format": "dd/mm/yyyy"})
    faulty = book.add_format({"bg_color": "#FBE3DF"})
    faulty_date = book.add_format({"bg_color": "#FBE3DF", "num_format": "dd/mm/yyyy"})
    ranks = [column_index(column.letter) for column in table.columns]
    last = max(ranks) + 1
    sheet.set_column(0, last - 1, 18)
    sheet.set_column(last, last, 90)
    for rank, column in zip(ranks, table.columns, strict=True):
        sheet.write_string(table.header_row - 1, rank, neutral(column.text), header)
    sheet.write_string(table.header_row - 1, last, ERRORS_LABEL, header)
    sheet.freeze_panes(table.header_row, 0)
    by_row: dict[int, list[CellError]] = defaultdict(list)
    for error in errors:
        by_row[error.row].append(error)
    for row in table.rows:
        found = by_row.get(row.number, [])
        wrong = {error.column for error in found}
        for rank, column, value in zip(ranks, table.columns, row.values, strict=True):
            looks = (faulty, faulty_date) if column.letter in wrong else (None, date_format)
            _put(sheet, row, rank, value, looks)
        if found:
            text = "\u202f; ".join(_said(error) for error in found)
            sheet.write_string(row.number - 1, last, neutral(text)[:32_767])
    end = table.rows[-1].number - 1 if table.rows else table.header_row
    sheet.autofilter(table.header_row - 1, 0, end, last)


def _put(
    sheet: Worksheet, row: Row, rank: int, value: CellValue, looks: tuple[Format | None, Format]
) -> None:
    at, (look, date_look) = row.number - 1, looks
    if value is None:
        if look:
            sheet.write_blank(at, rank, None, look)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(at, rank, value, look)
    elif isinstance(value, date) and as_text(value).count(":") == 0 and value.year > 1900:
        sheet.write_datetime(at, rank, value, date_look)
    else:
        sheet.write_string(at, rank, neutral(as_text(value))[:32_767], look)


def _said(error: CellError) -> str:
    place = f"{error.column}\u00a0: " if error.column else ""
    return f"{place}{error.message}" + (f" ({error.help})" if error.help else "")


def _write_list(book: xlsxwriter.Workbook, checked: Checked) -> None:
    sheet = book.add_worksheet("Liste des erreurs")
    header = header_format(book)
    for rank, (title, width) in enumerate(zip(_LIST_TITLES, (12, 24, 28, 60, 60, 40), strict=True)):
        sheet.set_column(rank, rank, width)
        sheet.write_string(0, rank, title, header)
    for number, error in enumerate(checked.errors, start=1):
        cells = (
            f"{error.column}{error.row}",
            error.header,
            error.value,
            error.message,
            error.rule,
            error.help or error.suggestion,
        )
        for rank, text in enumerate(cells):
            sheet.write_string(number, rank, neutral(text)[:32_767])
    sheet.freeze_panes(1, 0)

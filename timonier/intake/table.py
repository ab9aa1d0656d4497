"""A table as it was read: typed values, and for each the cell that the user can open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell whose value the spreadsheet itself does not know: ``#REF!``, never computed…"""

    code: str

    def __str__(self) -> str:
        return self.code


CellValue = str | int | float | bool | date | datetime | time | timedelta | CellFault | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader settled by itself and that the user must know; not an error."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Header:
    """A column of the file: its letter in the sheet and its title, empty when it has none."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number in the sheet, its values in the order of the columns.

    ``overflow`` counts the filled cells found beyond the last column.
    """

    number: int
    values: tuple[CellValue, ...]
    overflow: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, with its address."""

    value: CellValue
    text: str
    sheet: str
    row: int
    column: str

    @property
    def address(self) -> str:
        """The address as spreadsheets write it, such as F42."""
        return f"{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class Table:
    """What one sheet holds, from its header row down; blank lines are left out."""

    filename: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    columns: tuple[Header, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    separator: str = ""
    notes: tuple[Note, ...] = ()

    def cell(self, row: Row, index: int) -> Cell:
        """The cell of a row in the column of that rank, built only when it is asked for."""
        value = row.values[index]
        return Cell(value, as_text(value), self.sheet, row.number, self.columns[index].letter)

    def cells(self, row: Row) -> Iterator[Cell]:
        """All the cells of a row."""
        return (self.cell(row, index) for index in range(len(self.columns)))

    def example(self, index: int) -> str:
        """The first value of a column, to recognise it; empty when the column is."""
        values = (as_text(row.values[index]) for row in self.rows[:1000])
        return next(filter(None, values), "")


def as_text(value: CellValue) -> str:
    """A value as a French spreadsheet shows it.

    >>> as_text(1234.5), as_text(True), as_text(date(2026, 12, 31)), as_text(None)
    ('1234,5', 'oui', '31/12/2026', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return format(as_decimal(value), "f").replace(".", ",")
    if isinstance(value, datetime):
        plain = value.time() == time(0)
        return f"{value:%d/%m/%Y}" if plain else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def as_decimal(value: int | float) -> Decimal:
    """The decimal that a spreadsheet shows: fifteen significant digits, as Excel keeps.

    >>> as_decimal(0.1 + 0.2), as_decimal(1234567.89)
    (Decimal('0.3'), Decimal('1234567.89'))
    """
    return Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))


def column_letter(index: int) -> str:
    """Letters of a column, from its rank counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

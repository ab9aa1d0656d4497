"""Write a list to XLSX: typed cells, a header that stays, and a sheet that says what it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from timonier.engine.numerals import format_number
from timonier.intake.columns import Column, Kind
from timonier.intake.errors import IntakeError
from timonier.intake.export.cells import Ready, neutral, ready
from timonier.intake.wording import counted

Target = Path | IO[bytes]

_MAX_ROWS: Final = 1_048_575
_MAX_TEXT: Final = 32_767
_MAX_DIGITS: Final = 15
_FIRST_DAY: Final = date(1900, 3, 1)
_SAMPLE: Final = 200
_FORMATS: Final = {
    Kind.INTEGER: "#,##0",
    Kind.MONEY: "#,##0.00",
    Kind.PERCENT: "0.0%",
    Kind.YEAR: "0",
    Kind.DATE: "dd/mm/yyyy",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader of the file must know: what it is, when it was made, what was filtered."""

    title: str
    made_at: datetime
    as_of: date | None = None
    filters: tuple[tuple[str, str], ...] = ()
    source: str = ""


def write_xlsx(
    target: Target, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], notice: Notice
) -> None:
    """Write the declared columns of the rows, then a sheet « Notice »; the same input gives the
    same file. A text longer than a cell can hold is cut, and the notice says how many were.
    """
    book = new_workbook(target, notice)
    sheet = ListSheet(book, "Liste", columns)
    count = sheet.write(rows)
    _write_notice(book, notice, count, sheet.cut)
    book.close()


def new_workbook(target: Target, notice: Notice) -> xlsxwriter.Workbook:
    """A workbook that never guesses formulas, links nor numbers from texts."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    where = str(target) if isinstance(target, Path) else target
    book = xlsxwriter.Workbook(where, options)
    made_at = notice.made_at.replace(tzinfo=None)
    book.set_properties({"title": notice.title, "author": "Timonier", "created": made_at})
    return book


def header_format(book: xlsxwriter.Workbook) -> Format:
    """The look of column titles."""
    look = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0D2240", "text_wrap": True}
    return book.add_format(look | {"valign": "top", "border": 1, "border_color": "#0D2240"})


class ListSheet:
    """One sheet that holds a list; ``cut`` counts the texts too long for a cell."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, columns: Sequence[Column]) -> None:
        self._sheet: Worksheet = book.add_worksheet(name)
        self._columns = columns
        self._header = header_format(book)
        self._formats = {
            kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()
        }
        self.cut = 0

    def write(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write the titles and the rows; return how many rows."""
        stream = iter(rows)
        sample = list(itertools.islice(stream, _SAMPLE))
        self._set_up(sample)
        count = 0
        for count, row in enumerate(itertools.chain(sample, stream), start=1):
            if count > _MAX_ROWS:
                raise _too_many()
            for rank, column in enumerate(self._columns):
                self.put(count, rank, ready(row.get(column.key), column), column.kind)
        if self._columns:
            self._sheet.autofilter(0, 0, max(count, 1), len(self._columns) - 1)
        return count

    def _set_up(self, sample: Sequence[Mapping[str, Any]]) -> None:
        for rank, column in enumerate(self._columns):
            texts = [str(ready(row.get(column.key), column) or "") for row in sample]
            widest = max([len(column.label), 8, *map(len, texts)])
            self._sheet.set_column(rank, rank, min(widest + 2, 60))
        for rank, column in enumerate(self._columns):
            self._sheet.write_string(0, rank, neutral(column.label), self._header)
        self._sheet.freeze_panes(1, 0)

    def put(self, row: int, rank: int, cell: Ready, kind: Kind) -> None:
        """Write one cell with the type of its value."""
        look = self._formats.get(kind)
        if cell is None:
            return
        if isinstance(cell, int | Decimal) and _fits(cell):
            number = Decimal(cell) / 100 if kind is Kind.PERCENT else cell
            self._sheet.write_number(row, rank, float(number), look)
        elif isinstance(cell, date) and cell >= _FIRST_DAY:
            self._sheet.write_datetime(row, rank, cell, self._formats[Kind.DATE])
        else:
            self._put_text(row, rank, _printed(cell))

    def _put_text(self, row: int, rank: int, text: str) -> None:
        if len(text) > _MAX_TEXT:
            self.cut += 1
            text = text[: _MAX_TEXT - 1] + "…"
        self._sheet.write_string(row, rank, text)


def _fits(number: int | Decimal) -> bool:
    """Whether a spreadsheet keeps every digit; it keeps fifteen."""
    return len(Decimal(number).normalize().as_tuple().digits) <= _MAX_DIGITS


def _printed(cell: Ready) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, int | Decimal):
        return format(Decimal(cell), "f").replace(".", ",")
    return str(cell)


def _write_notice(book: xlsxwriter.Workbook, notice: Notice, count: int, cut: int) -> None:
    sheet = book.add_worksheet("Notice")
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    bold = book.add_format({"bold": True})
    for rank, (label, text) in enumerate(_notice_lines(notice, count, cut)):
        sheet.write_string(rank, 0, neutral(label), bold)
        sheet.write_string(rank, 1, neutral(text))


def _notice_lines(notice: Notice, count: int, cut: int) -> list[tuple[str, str]]:
    lines = [("Contenu", notice.title)]
    lines.append(("Fichier produit le", f"{notice.made_at:%d/%m/%Y à %H:%M}"))
    if notice.as_of:
        lines.append(("Données arrêtées au", f"{notice.as_of:%d/%m/%Y}"))
    if notice.source:
        lines.append(("Source", notice.source))
    lines.append(("Lignes", format_number(count)))
    lines += notice.filters or (("Filtres", "aucun"),)
    if cut:
        said = counted(cut, "texte coupé", "textes coupés")
        lines.append(("Attention", f"{said}\u00a0: une cellule contient 32\u00a0767 caractères."))
    return lines


def _too_many() -> IntakeError:
    return IntakeError(
        f"plus de {format_number(_MAX_ROWS)} lignes à exporter, un classeur n’en contient pas plus",
        remedy="filtrez la liste, ou exportez-la en CSV",
    )

"""Find the header row under titles, and cut the rows to its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timonier.engine.numerals import format_number
from timonier.engine.typography import listed
from timonier.intake.readers.raw import RawSheet
from timonier.intake.table import CellValue, Header, Note, Row, Table, as_text, column_letter
from timonier.intake.wording import name_key

_LOOKED_AT: Final = 30
_WIDE_ENOUGH: Final = 0.6

RawRows = Sequence[tuple[int, list[CellValue]]]


def build_table(raw: RawSheet, known_headers: tuple[str, ...] = ()) -> Table:
    """Name the columns and keep the rows below the header."""
    at = find_header(raw.rows, known_headers)
    number, titles = raw.rows[at]
    below = raw.rows[at + 1 :]
    kept = _columns(titles, below, texts_only=bool(raw.separator))
    columns = tuple(Header(column_letter(i), _title(titles, i)) for i in kept)
    notes = [*raw.notes, *_notes(raw.rows[:at], number, columns)]
    return Table(
        filename=raw.filename,
        sheet=raw.sheet,
        sheets=raw.sheets,
        header_row=number,
        columns=columns,
        rows=tuple(_cut(below, kept)),
        encoding=raw.encoding,
        separator=raw.separator,
        notes=tuple(notes),
    )


def find_header(rows: RawRows, known_headers: tuple[str, ...] = ()) -> int:
    """Rank of the header row.

    With the names that the import expects, the row that holds most of them wins. Otherwise it
    is the first row, mostly of texts, that is about as wide as the table: titles are narrow.
    """
    head = [values for _, values in rows[:_LOOKED_AT]]
    known = {name_key(name) for name in known_headers}
    hits = [len({name_key(as_text(value)) for value in values} & known) for values in head]
    if known and max(hits) >= min(2, len(known)):
        return hits.index(max(hits))
    width = max(sum(value is not None for value in values) for values in head)
    for rank, values in enumerate(head):
        filled = [value for value in values if value is not None]
        texts = sum(isinstance(value, str) and not value[0].isdigit() for value in filled)
        if len(filled) >= _WIDE_ENOUGH * width and texts * 2 > len(filled):
            return rank
    return 0


def _columns(titles: list[CellValue], below: RawRows, *, texts_only: bool) -> list[int]:
    """Ranks of the columns kept: those with a title, and in a workbook those with values.

    In a text file, cells beyond the last title come from a separator inside a value: they are
    counted by row instead, and become errors.
    """
    titled = {rank for rank, value in enumerate(titles) if value is not None}
    last = max(titled)
    filled: set[int] = set()
    width = max((len(values) for _, values in below), default=0)
    for rank in range(min(width, last + 1) if texts_only else width):
        if rank not in titled and any(len(v) > rank and v[rank] is not None for _, v in below):
            filled.add(rank)
    return sorted(titled | filled)


def _title(titles: list[CellValue], rank: int) -> str:
    return " ".join(as_text(titles[rank]).split()) if rank < len(titles) else ""


def _cut(rows: RawRows, kept: list[int]) -> list[Row]:
    width = kept[-1] + 1
    whole = kept == list(range(width))
    cut = []
    for number, values in rows:
        overflow = sum(value is not None for value in values[width:])
        if len(values) < width:
            values = values + [None] * (width - len(values))
        chosen = tuple(values[:width]) if whole else tuple(values[rank] for rank in kept)
        if overflow or any(value is not None for value in chosen):
            cut.append(Row(number, chosen, overflow))
    return cut


def _notes(above: RawRows, number: int, columns: tuple[Header, ...]) -> list[Note]:
    notes = []
    if above:
        notes.append(
            Note(
                "header_row",
                f"Titres de colonnes lus à la ligne\u00a0{format_number(number)}\u202f; "
                "ce qui est au-dessus n’est pas importé.",
            )
        )
    untitled = [column.letter for column in columns if not column.text]
    if untitled:
        notes.append(Note("untitled", _untitled(untitled)))
    return notes


def _untitled(letters: list[str]) -> str:
    if len(letters) == 1:
        return f"Colonne {letters[0]} sans titre\u00a0: elle n’est pas importée."
    return f"Colonnes {listed(letters)} sans titre\u00a0: elles ne sont pas importées."

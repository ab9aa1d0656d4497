"""Read one sheet of an .xlsx or an .ods, and settle what a sheet hides.

Values are those the spreadsheet saved: formulas give their last result, never recomputed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from timonier.engine.typography import listed
from timonier.intake.errors import IntakeError, refused
from timonier.intake.readers.raw import RawSheet, clean_text
from timonier.intake.safety import Inspected
from timonier.intake.safety_sheets import Position, SheetMarks
from timonier.intake.table import CellFault, CellValue, Note, as_decimal, column_letter
from timonier.intake.wording import counted, line_list, name_key, quoted

Grid = dict[int, list[CellValue]]
Merge = tuple[Position, Position]

_MAX_FILLED: Final = 1_000_000
_RESAVE: Final = "Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis déposez-le."


def read_workbook(inspected: Inspected, sheet: str | None = None) -> RawSheet:
    """Read the sheet of that name, or the first visible one that holds something."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(inspected.content)) as book:
            return _read(book, inspected, sheet)
    except CalamineError as error:
        raise _unreadable(inspected.filename) from error
    except IntakeError:
        raise
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(inspected.filename) from error


def _read(book: CalamineWorkbook, inspected: Inspected, wanted: str | None) -> RawSheet:
    names = visible_sheets(book)
    notes: list[Note] = []
    if wanted is None:
        name, page = _first_filled(book, names, inspected.filename)
        notes += _other_sheets(name, names)
    else:
        name = _named(wanted, book.sheet_names, inspected.filename)
        page = book.get_sheet_by_name(name)
    marks = inspected.marks.get(name, SheetMarks())
    grid = _grid(page)
    _put_faults(grid, marks)
    _put_percents(grid, marks)
    merges = page.merged_cell_ranges or marks.merges
    notes += _fill_merges(grid, merges)
    notes += _hidden_and_formulas(grid, marks)
    rows = [
        (number + 1, values)
        for number, values in sorted(grid.items())
        if any(value is not None for value in values)
    ]
    return RawSheet(inspected.filename, name, tuple(names), rows, notes=notes)


def visible_sheets(book: CalamineWorkbook) -> list[str]:
    """Names of the sheets of cells that a user sees."""
    return [
        one.name
        for one in book.sheets_metadata
        if one.visible == SheetVisibleEnum.Visible and one.typ == SheetTypeEnum.WorkSheet
    ]


def _first_filled(
    book: CalamineWorkbook, names: list[str], filename: str
) -> tuple[str, CalamineSheet]:
    for name in names:
        page = book.get_sheet_by_name(name)
        if page.height:
            return name, page
    raise refused(
        "aucune feuille visible ne contient de données",
        filename,
        "Affichez la feuille à importer, ou vérifiez le fichier.",
    )


def _named(wanted: str, names: list[str], filename: str) -> str:
    for name in names:
        if name == wanted or name_key(name) == name_key(wanted):
            return name
    raise refused(
        f"pas de feuille {quoted(wanted)}",
        filename,
        f"Feuilles du fichier\u00a0: {listed([quoted(name) for name in names])}.",
    )


def _other_sheets(name: str, names: list[str]) -> list[Note]:
    others = [other for other in names if other != name and name_key(other) != "notice"]
    if not others:
        return []
    count = counted(len(others), "autre feuille n’est pas lue", "autres feuilles ne sont pas lues")
    return [Note("other_sheets", f"Feuille {quoted(name)} lue\u202f; {count}.")]


def _grid(page: CalamineSheet) -> Grid:
    """Rows by their number from 0, each from column A."""
    start = page.start
    if start is None:
        return {}
    first, left = start
    padding: list[CellValue] = [None] * left
    return {
        first + shift: padding + [_value(value) for value in values]
        for shift, values in enumerate(page.to_python(skip_empty_area=True))
    }


def _value(value: object) -> CellValue:
    if isinstance(value, str):
        return clean_text(value) if value else None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value  # type: ignore[return-value]


def _put_faults(grid: Grid, marks: SheetMarks) -> None:
    """Put the errors back: the reader of values gives them as blanks."""
    for (row, column), code in marks.faults.items():
        values = grid.setdefault(row, [])
        values.extend([None] * (column + 1 - len(values)))
        if values[column] is None:
            values[column] = CellFault(code)


def _put_percents(grid: Grid, marks: SheetMarks) -> None:
    """A cell that shows « 12 % » holds 0.12: keep what its author sees."""
    for row, column in marks.percents:
        values = grid.get(row, [])
        value = values[column] if column < len(values) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            percent = as_decimal(value) * 100
            values[column] = f"{percent.normalize():f}".replace(".", ",") + "\u00a0%"


def _fill_merges(grid: Grid, merges: Iterable[Merge]) -> list[Note]:
    """Repeat a merged text or date down its lines; never a number, it would count twice."""
    filled: list[str] = []
    kept_once: list[str] = []
    wide: list[str] = []
    budget = _MAX_FILLED
    last = max(grid, default=-1)
    for (top, left), (bottom, right) in merges:
        value = _at(grid, top, left)
        name = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
        bottom = min(bottom, last)
        budget -= bottom - top
        if value is None or budget < 0:
            continue
        if bottom == top:
            wide.append(name)
        elif isinstance(value, str | date):
            filled.append(name)
            _repeat(grid, value, range(top + 1, bottom + 1), left)
        else:
            kept_once.append(name)
    return _merge_notes(filled, kept_once, wide)


def _at(grid: Grid, row: int, column: int) -> CellValue:
    values = grid.get(row, [])
    return values[column] if column < len(values) else None


def _repeat(grid: Grid, value: CellValue, rows: range, column: int) -> None:
    for row in rows:
        values = grid.get(row)
        if values is None or not any(one is not None for one in values):
            continue
        values.extend([None] * (column + 1 - len(values)))
        values[column] = value if values[column] is None else values[column]


def _merge_notes(filled: list[str], kept_once: list[str], wide: list[str]) -> list[Note]:
    notes = []
    if filled:
        notes.append(
            Note("merged_filled", f"Cellules fusionnées {_some(filled)}\u00a0: valeur répétée.")
        )
    if kept_once:
        notes.append(
            Note(
                "merged_number",
                f"Nombres en cellules fusionnées {_some(kept_once)}\u00a0: "
                "lus sur la première ligne seulement, pour ne pas les compter plusieurs fois.",
            )
        )
    if wide:
        notes.append(
            Note(
                "merged_wide",
                f"Cellules fusionnées en largeur {_some(wide)}\u00a0: "
                "lues dans leur première colonne.",
            )
        )
    return notes


def _some(names: list[str], limit: int = 4) -> str:
    more = [counted(len(names) - limit, "autre", "autres")] if len(names) > limit else []
    return listed(names[:limit] + more)


def _hidden_and_formulas(grid: Grid, marks: SheetMarks) -> list[Note]:
    notes = []
    hidden = [row + 1 for row in marks.hidden_rows if any(v is not None for v in grid.get(row, []))]
    if hidden:
        verb = "masquée lue" if len(hidden) == 1 else "masquées lues"
        notes.append(
            Note("hidden_rows", f"{line_list(hidden).capitalize()} {verb} comme les autres.")
        )
    if marks.formulas:
        notes.append(
            Note(
                "formulas",
                f"{counted(marks.formulas, 'formule', 'formules')}\u00a0: "
                "c’est leur dernier résultat enregistré qui est lu.",
            )
        )
    return notes


def _unreadable(filename: str) -> IntakeError:
    return refused("le classeur est abîmé et ne s’ouvre pas", filename, _RESAVE)

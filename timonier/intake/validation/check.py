"""Check every cell of a table and give all the errors at once, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from timonier.engine.numerals import format_number
from timonier.engine.typography import NBSP
from timonier.intake.columns import (
    Column,
    ColumnMatch,
    ColumnProblem,
    Matching,
    RowRule,
    Schema,
    match_columns,
)
from timonier.intake.table import Row, Table, as_text
from timonier.intake.validation.kinds import Reader, reader_for
from timonier.intake.validation.problems import CellProblem
from timonier.intake.validation.vocabularies import Vocabularies
from timonier.intake.wording import counted, quoted

Key = tuple[Any, ...]
_MEMO_LIMIT: Final = 20_000


@dataclass(frozen=True, slots=True)
class CellError:
    """One cell to correct: its place, what was read, what is wrong, the rule, what may replace it.

    ``column`` is empty for an error of the whole line. ``help`` is the French line that offers
    ``suggestion``, a value that can be put in the cell as it is.
    """

    sheet: str
    row: int
    column: str
    header: str
    value: str
    message: str
    rule: str = ""
    suggestion: str = ""
    help: str = ""
    key: str = ""

    @property
    def place(self) -> str:
        """The place as the screen shows it, such as « Ligne 42, F »."""
        line = f"Ligne{NBSP}{format_number(self.row)}"
        return f"{line}, {self.column}" if self.column else line


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A line without error: its values by field, None where its cell is blank."""

    number: int
    key: Key
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check gives: the sound lines, every error, and the columns as recognised.

    ``faulty_keys`` are the keys of lines with an error: present in the file, so not missing.
    ``faulty`` gives those lines with what could be read of them: a blank cell gives None, a
    cell in error no value at all.
    """

    rows: tuple[CheckedRow, ...]
    errors: tuple[CellError, ...]
    matching: Matching
    read: int
    faulty_keys: frozenset[Key] = frozenset()
    faulty: tuple[CheckedRow, ...] = ()

    @property
    def problems(self) -> tuple[ColumnProblem, ...]:
        """What is wrong with the columns themselves."""
        return self.matching.problems

    @property
    def applicable(self) -> bool:
        """Whether nothing stands in the way of applying the import."""
        return not self.errors and not any(problem.blocking for problem in self.problems)

    @property
    def faulty_rows(self) -> int:
        """How many lines hold at least one error."""
        return len({error.row for error in self.errors})

    def sentence(self) -> str:
        """One sentence for the head of the page.

        « 10 000 lignes lues, 12 cellules à corriger. »
        """
        read = counted(self.read, "ligne lue", "lignes lues")
        if not self.errors:
            return f"{read}, aucune cellule à corriger."
        return f"{read}, {counted(len(self.errors), 'cellule', 'cellules')} à corriger."


def check_table(
    table: Table,
    schema: Schema,
    vocabularies: Vocabularies | None = None,
    matching: Matching | None = None,
) -> Checked:
    """Read every cell of the recognised columns.

    A blank cell gives None, and an error if its column is required. A column that the file
    does not have gives no key in ``values``: what is not said changes nothing.
    Lines with an error are left out of ``rows``; all their errors are listed.
    """
    matching = matching or match_columns(table, schema)
    checker = _Checker(table, schema, vocabularies or Vocabularies(), matching)
    rows = [found for row in table.rows if (found := checker.row(row))]
    sound = {row.key for row in rows}
    return Checked(
        rows=tuple(rows),
        errors=tuple(checker.errors),
        matching=matching,
        read=len(table.rows),
        faulty_keys=frozenset(checker.keys - sound),
        faulty=tuple(checker.faulty),
    )


class _Checker:
    """The state of one check: errors found so far, keys already met, texts already read."""

    def __init__(
        self, table: Table, schema: Schema, words: Vocabularies, matching: Matching
    ) -> None:
        self.errors: list[CellError] = []
        self.faulty: list[CheckedRow] = []
        self._table, self._schema = table, schema
        self._match = {m.column.key: m for m in matching.used if m.column}
        self._columns: list[tuple[int, Column, Reader, dict[str, Any]]] = [
            (m.index, m.column, reader_for(m.column, words), {}) for m in matching.used if m.column
        ]
        self._unique = schema.unique if set(schema.unique) <= set(self._match) else ()
        self._seen: dict[Key, int] = {}

    @property
    def keys(self) -> set[Key]:
        """Every key that the file holds, on sound lines or not."""
        return set(self._seen)

    def row(self, row: Row) -> CheckedRow | None:
        """The line with its values, or None when it has an error."""
        before = len(self.errors)
        if row.overflow:
            self._add_overflow(row)
        values: dict[str, Any] = {}
        faulty: set[str] = set()
        for index, column, read, memo in self._columns:
            try:
                values[column.key] = self._value(row, index, column, read, memo)
            except CellProblem as problem:
                faulty.add(column.key)
                self._add(row, self._match[column.key], problem)
        key = tuple(values.get(name) for name in self._unique)
        if self._unique and not faulty.intersection(self._unique):
            self._check_unique(row, key)
        for rule in self._schema.row_rules:
            self._check_rule(row, rule, values)
        found = CheckedRow(row.number, key, values)
        if len(self.errors) > before:
            self.faulty.append(found)
            return None
        return found

    def _value(
        self, row: Row, index: int, column: Column, read: Reader, memo: dict[str, Any]
    ) -> Any:
        value = row.values[index]
        if value is None:
            if column.required:
                raise _blank(column)
            return None
        if not isinstance(value, str):
            return read(value)
        if value in memo:
            return memo[value]
        result = read(value)
        if len(memo) < _MEMO_LIMIT:
            memo[value] = result
        return result

    def _check_unique(self, row: Row, key: Key) -> None:
        first = self._seen.setdefault(key, row.number)
        if first == row.number or not any(part is not None for part in key):
            return
        match = self._match[self._unique[0]]
        said = ", ".join(as_text(row.values[self._match[name].index]) for name in self._unique)
        label = " et ".join(self._schema.column(name).label for name in self._unique)
        problem = CellProblem(
            f"{label} {said}{NBSP}: déjà à la ligne{NBSP}{format_number(first)}",
            f"Une seule ligne par {label[:1].lower()}{label[1:]}",
        )
        self._add(row, match, problem)

    def _check_rule(self, row: Row, rule: RowRule, values: Mapping[str, Any]) -> None:
        if any(values.get(name) is None for name in rule.columns):
            return
        message = rule.broken(values)
        if message:
            self._add(row, self._match[rule.columns[0]], CellProblem(message, rule.sentence))

    def _add(self, row: Row, match: ColumnMatch, problem: CellProblem) -> None:
        self.errors.append(
            CellError(
                sheet=self._table.sheet,
                row=row.number,
                column=match.header.letter,
                header=match.header.text,
                value=as_text(row.values[match.index]),
                message=_capital(problem.message),
                rule=_capital(problem.rule),
                suggestion=problem.suggestion,
                help=problem.help,
                key=match.column.key if match.column else "",
            )
        )

    def _add_overflow(self, row: Row) -> None:
        cells = counted(row.overflow, "cellule de trop", "cellules de trop")
        self.errors.append(
            CellError(
                sheet=self._table.sheet,
                row=row.number,
                column="",
                header="",
                value="",
                message=f"{cells} dans cette ligne",
                rule="Un texte qui contient le séparateur se met entre guillemets",
            )
        )


def _blank(column: Column) -> CellProblem:
    example = f", par exemple {column.example}" if column.example else ""
    return CellProblem(f"Cellule vide pour {quoted(column.label)}", f"Champ obligatoire{example}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

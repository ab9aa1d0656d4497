"""What every kind of import has in common: read against the registry, compare, write, undo."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from timonier.accounts.models import User
from timonier.intake.columns import Column, Kind, Schema
from timonier.intake.differences import Change as Difference
from timonier.intake.models import Change
from timonier.intake.table import Table
from timonier.intake.validation import CellError, Checked, CheckedRow, Vocabularies

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A record of the registry that a file may speak of: its fields, and how it is called."""

    pk: int
    values: Mapping[str, Any]
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """The lines checked against the registry, and the records they are compared with."""

    checked: Checked
    known: Mapping[Key, Known]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write: lines to add, lines that change a record, records to close."""

    batch: uuid.UUID
    by: User
    reason: str
    known: Mapping[Key, Known]
    additions: tuple[CheckedRow, ...]
    changes: Mapping[Key, tuple[Difference, ...]]
    closures: tuple[Key, ...]

    def pk(self, key: Key) -> int:
        """The number of the record known under that key."""
        return self.known[key].pk


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: how many records went back, and those kept with the reason why."""

    reverted: int
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Findings:
    """Errors found against the registry, each placed on the cell of a field.

    A field that the file does not have places its error on the whole line.
    """

    table: Table
    checked: Checked
    errors: list[CellError] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    _places: dict[str, int] = field(init=False)
    _values: dict[int, tuple[Any, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        used = self.checked.matching.used
        self._places = {match.column.key: match.index for match in used if match.column}

    def has(self, key: str) -> bool:
        """Whether the file has a column for that field."""
        return key in self._places

    def add(
        self,
        row: CheckedRow,
        key: str,
        message: str,
        rule: str,
        suggestion: str = "",
        help: str = "",
    ) -> None:
        """Refuse one cell: what is wrong, the rule, and what may replace it."""
        index = self._places.get(key)
        header = None if index is None else self.table.columns[index]
        self.rows.add(row.number)
        self.errors.append(
            CellError(
                sheet=self.table.sheet,
                row=row.number,
                column=header.letter if header else "",
                header=header.text if header else "",
                value=self._text(row, index),
                message=message[:1].upper() + message[1:],
                rule=rule[:1].upper() + rule[1:],
                suggestion=suggestion,
                help=help,
                key=key,
            )
        )

    def _text(self, row: CheckedRow, index: int | None) -> str:
        if index is None:
            return ""
        if not self._values:
            self._values = {line.number: line.values for line in self.table.rows}
        value = self._values[row.number][index]
        return "" if value is None else str(value)

    def settled(self, rows: Iterable[CheckedRow], faulty_keys: Iterable[Key]) -> Checked:
        """The check completed: *rows* without those refused here, all errors in file order."""
        errors = sorted([*self.checked.errors, *self.errors], key=lambda one: one.row)
        sound = tuple(row for row in rows if row.number not in self.rows)
        kept = {row.key for row in sound}
        return replace(
            self.checked,
            rows=sound,
            errors=tuple(errors),
            faulty_keys=frozenset(faulty_keys) - kept,
        )


class Importer(ABC):
    """One kind of import. An instance reads the registry once, and serves one file."""

    kind: ClassVar[str]
    label: ClassVar[str]
    one: ClassVar[str]
    many: ClassVar[str]
    identity: ClassVar[str]

    @property
    @abstractmethod
    def schema(self) -> Schema:
        """The columns, with the lists of the registry as it is now."""

    @property
    def words(self) -> Vocabularies:
        """The lists of places and units."""
        return Vocabularies()

    @abstractmethod
    def settle(self, table: Table, checked: Checked, today: date) -> Settled:
        """Check the lines against the registry and each other, and give each its key."""

    @abstractmethod
    def title(self, row: CheckedRow) -> str:
        """How a line that would be added is called."""

    @abstractmethod
    def write(self, plan: Plan) -> list[Change]:
        """Write, in a constant number of queries; returns what undoing needs."""

    @abstractmethod
    def undo(self, changes: list[Change], *, batch: uuid.UUID, by: User) -> Undone:
        """Put back what was, except what a person changed since."""

    @abstractmethod
    def export(self) -> Iterable[Mapping[str, Any]]:
        """Everything that such a file can hold, one dictionary per line."""

    @abstractmethod
    def example(self) -> list[Mapping[str, Any]]:
        """A line or two for the model workbook, with codes that this registry knows."""

    @property
    def export_columns(self) -> tuple[Column, ...]:
        """The columns as files carry them: codes of the registry, not their names."""
        coded = {Kind.COMMUNE, Kind.UNIT}
        references = self.references
        return tuple(
            replace(column, kind=Kind.TEXT, choices={})
            if column.kind in coded or column.key in references
            else column
            for column in self.schema.columns
        )

    @property
    def references(self) -> frozenset[str]:
        """Columns whose choices are records of the registry."""
        return frozenset()


def change(
    operation: str, model: str, pk: int | None, key: str, before: Any = None, after: Any = None
) -> Change:
    """One line of the list of changes; its batch and rank are given when it is stored."""
    return Change(
        operation=operation, model=model, object_id=pk, key=key[:200], before=before, after=after
    )


def was(one: Change) -> dict[str, Any]:
    """What a change keeps of the state before it."""
    return dict(one.before or {})


def became(one: Change) -> dict[str, Any]:
    """What a change keeps of the state after it."""
    return dict(one.after or {})


def key_text(key: Key) -> str:
    """A key as answers keep it, the same from one file to the next."""
    return "|".join("" if part is None else str(part) for part in key)

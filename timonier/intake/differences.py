"""What an import would change: additions, changes, disappearances; nothing is written here."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from timonier.engine.typography import listed
from timonier.intake.columns import Column, Schema
from timonier.intake.printing import gap, print_gap, print_value
from timonier.intake.validation import Checked, CheckedRow
from timonier.intake.wording import counted

Key = tuple[Any, ...]
Existing = Mapping[Key, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record that the file says otherwise; ``row`` is the line of the file."""

    key: Key
    row: int
    column: Column
    before: Any
    after: Any
    gap: Decimal | None

    @property
    def before_text(self) -> str:
        """The present value, in French."""
        return print_value(self.before, self.column)

    @property
    def after_text(self) -> str:
        """The value that the file gives, in French."""
        return print_value(self.after, self.column)

    @property
    def gap_text(self) -> str:
        """The move with its sign and unit, or an empty text."""
        return print_gap(self.gap, self.column, self.after)


@dataclass(frozen=True, slots=True)
class Differences:
    """The comparison of a file with what is known, in the order of the file.

    ``missing`` are records known and absent from the file, in the order of the registry: they
    wait for an answer and are never deleted by themselves.
    """

    additions: tuple[CheckedRow, ...]
    changes: tuple[Change, ...]
    identical: tuple[Key, ...]
    missing: tuple[Key, ...]

    @property
    def changed_keys(self) -> tuple[Key, ...]:
        """Records with at least one change, each once."""
        return tuple(dict.fromkeys(change.key for change in self.changes))

    @property
    def writes(self) -> int:
        """How many records applying the file would write."""
        return len(self.additions) + len(self.changed_keys)

    @property
    def empty(self) -> bool:
        """Whether applying the file would change nothing and ask nothing."""
        return not (self.additions or self.changes or self.missing)

    def sentence(self) -> str:
        """The comparison in one French sentence."""
        if self.empty:
            same = counted(len(self.identical), "ligne identique", "lignes identiques")
            return f"Aucune différence\u00a0: {same}."
        parts = (
            (len(self.additions), "ajout", "ajouts"),
            (len(self.changed_keys), "changement", "changements"),
            (len(self.missing), "disparition à confirmer", "disparitions à confirmer"),
            (len(self.identical), "ligne identique", "lignes identiques"),
        )
        return f"{listed([counted(*part) for part in parts if part[0]])}."


def compare(
    checked: Checked, existing: Existing, schema: Schema, *, blank_keeps: bool = False
) -> Differences:
    """Compare the sound lines of a file with the records known under the same keys.

    Only the fields that the file gives are compared. A blank cell empties the field, and shows
    as a change towards « vide »; with ``blank_keeps`` it leaves the field as it is. A line with
    an error is neither a change nor a disappearance. Comparing twice, or comparing what was
    just applied, gives the same result, respectively nothing.
    """
    additions: list[CheckedRow] = []
    changes: list[Change] = []
    identical: list[Key] = []
    for row in checked.rows:
        if row.key not in existing:
            additions.append(row)
            continue
        found = _changes(row, existing[row.key], schema, blank_keeps)
        changes += found
        if not found:
            identical.append(row.key)
    present = {row.key for row in checked.rows} | checked.faulty_keys
    missing = tuple(key for key in existing if key not in present)
    return Differences(tuple(additions), tuple(changes), tuple(identical), missing)


def _changes(
    row: CheckedRow, known: Mapping[str, Any], schema: Schema, blank_keeps: bool
) -> list[Change]:
    changes = []
    for column in schema.columns:
        if column.key not in row.values or column.key not in known:
            continue
        before, after = known[column.key], row.values[column.key]
        if (after is None and blank_keeps) or _same(before, after):
            continue
        changes.append(Change(row.key, row.number, column, before, after, gap(before, after)))
    return changes


def _same(before: Any, after: Any) -> bool:
    """Equality of facts: « 1 » and « 1,00 » are one number, None and an empty text one blank."""
    return bool(_plain(before) == _plain(after))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n").strip(" \u00a0\u202f\t\n")
        return unicodedata.normalize("NFC", text) or None
    return value

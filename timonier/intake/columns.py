"""Declare the columns that an import expects, and match those of a file to them."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from timonier.engine.typography import listed
from timonier.intake.table import Header, Table
from timonier.intake.wording import name_key, quoted

_CLOSE_ENOUGH: Final = 0.72
ERRORS_LABEL: Final = "Erreurs"
"""Title of the column that an error report adds; never imported."""


class Kind(StrEnum):
    """What a column holds, and so how its cells are read."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    PERIOD = "period"
    YEAR = "year"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    COMMUNE = "commune"
    UNIT = "unit"
    FIGURE = "figure"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must satisfy, with the French sentence shown when it does not."""

    sentence: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of an import.

    ``choices`` gives, for CHOICE, the French label of each stored code; for UNIT and COMMUNE
    the name of each code is given to ``check`` in ``Vocabularies``. ``example`` is shown in
    messages, so it must be a value that passes.
    """

    key: str
    label: str
    required: bool = False
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()
    rule: Rule | None = None
    example: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    max_length: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every title under which a file may give this column."""
        return (self.label, self.key, *self.aliases)


Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule between the values of a row.

    ``broken`` returns what is wrong, in French, or None; it is called only when every one of
    ``columns`` was read without fault and is filled. The error is placed on the first of them.
    """

    sentence: str
    columns: tuple[str, ...]
    broken: Callable[[Values], str | None]


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of an import, the fields that identify a row, the rules between fields."""

    label: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    row_rules: tuple[RowRule, ...] = ()

    def column(self, key: str) -> Column:
        """The column of that key."""
        return next(column for column in self.columns if column.key == key)

    @property
    def known_headers(self) -> tuple[str, ...]:
        """Titles to look for when the header row is not the first one."""
        return tuple(name for column in self.columns for name in column.names)


class How(StrEnum):
    """How a column of the file was recognised, or why it is not."""

    EXACT = "exact"
    ALIAS = "alias"
    FOLDED = "folded"
    CHOSEN = "chosen"
    SUGGESTED = "suggested"
    IGNORED = "ignored"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """The state as the screen of columns shows it."""
        if self in {How.EXACT, How.ALIAS, How.FOLDED, How.CHOSEN}:
            return "Reconnu"
        return {"suggested": "À choisir", "duplicate": "En double"}.get(self.value, "Ignoré")


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column of the file and the field it feeds; ``suggestion`` waits for an answer."""

    index: int
    header: Header
    how: How
    column: Column | None = None
    suggestion: Column | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class ColumnProblem:
    """A column missing, given twice, or waiting for a choice."""

    message: str
    remedy: str
    letter: str = ""
    header: str = ""
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Matching:
    """All the columns of the file in their order, and what is wrong with them."""

    matches: tuple[ColumnMatch, ...]
    problems: tuple[ColumnProblem, ...]

    @property
    def used(self) -> tuple[ColumnMatch, ...]:
        """The columns that feed a field."""
        return tuple(match for match in self.matches if match.column is not None)

    @property
    def to_choose(self) -> tuple[ColumnMatch, ...]:
        """The columns for which a person must say what they are."""
        return tuple(match for match in self.matches if match.how is How.SUGGESTED)


def match_columns(
    table: Table, schema: Schema, chosen: Mapping[str, str | None] | None = None
) -> Matching:
    """Match the columns of a file to the fields of an import.

    ``chosen`` gives, by title, the key that a person chose (None: do not import), for instance
    at the last import of the same file; it wins over everything. Then come the exact label, an
    alias, the same words without case, accents and punctuation. A merely close title is only
    suggested, never used.
    """
    recognised = [_recognise(header, schema, chosen or {}) for header in table.columns]
    taken = Counter(column.key for _, column in recognised if column)
    matches = []
    for index, (header, (how, column)) in enumerate(zip(table.columns, recognised, strict=True)):
        suggestion = None
        if column and taken[column.key] > 1:
            how, column = How.DUPLICATE, None
        elif how is How.UNKNOWN:
            suggestion = _closest(header.text, [c for c in schema.columns if c.key not in taken])
            how = How.SUGGESTED if suggestion else How.UNKNOWN
        matches.append(ColumnMatch(index, header, how, column, suggestion, table.example(index)))
    problems = [*_duplicates(recognised, table), *_missing(matches, schema, taken)]
    return Matching(tuple(matches), tuple(problems + _unanswered(matches)))


def _recognise(
    header: Header, schema: Schema, chosen: Mapping[str, str | None]
) -> tuple[How, Column | None]:
    if header.text in chosen:
        key = chosen[header.text]
        return (How.CHOSEN, schema.column(key)) if key else (How.IGNORED, None)
    if not header.text or header.text == ERRORS_LABEL:
        return How.IGNORED, None
    for how, agrees in _WAYS:
        for column in schema.columns:
            if agrees(header.text, column):
                return how, column
    return How.UNKNOWN, None


def _is_exact(text: str, column: Column) -> bool:
    return text in (column.label, column.key)


def _is_alias(text: str, column: Column) -> bool:
    return text in column.aliases


def _is_folded(text: str, column: Column) -> bool:
    return name_key(text) in {name_key(name) for name in column.names}


_WAYS: Final[tuple[tuple[How, Callable[[str, Column], bool]], ...]] = (
    (How.EXACT, _is_exact),
    (How.ALIAS, _is_alias),
    (How.FOLDED, _is_folded),
)


def _closest(text: str, columns: Iterable[Column]) -> Column | None:
    names = {name_key(name): column for column in columns for name in column.names}
    close = difflib.get_close_matches(name_key(text), names, n=1, cutoff=_CLOSE_ENOUGH)
    return names[close[0]] if close else None


def _duplicates(recognised: list[tuple[How, Column | None]], table: Table) -> list[ColumnProblem]:
    places: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for header, (_, column) in zip(table.columns, recognised, strict=True):
        if column:
            places.setdefault(column.key, []).append(header.letter)
            labels[column.key] = column.label
    return [
        ColumnProblem(
            f"{quoted(labels[key])} est donné par {len(letters)} colonnes\u00a0: {listed(letters)}",
            "Gardez-en une seule, ou dites laquelle importer.",
            letters[1],
            labels[key],
        )
        for key, letters in places.items()
        if len(letters) > 1
    ]


def _missing(
    matches: list[ColumnMatch], schema: Schema, taken: Mapping[str, int]
) -> list[ColumnProblem]:
    problems = []
    for column in schema.columns:
        if not column.required or taken.get(column.key):
            continue
        close = next((match for match in matches if match.suggestion is column), None)
        remedy = f"Ajoutez une colonne intitulée {quoted(column.label)}."
        if close:
            remedy = (
                f"La colonne {close.header.letter}, {quoted(close.header.text)}, en est proche"
                "\u00a0: choisissez-la, ou renommez-la."
            )
        problems.append(ColumnProblem(f"Colonne {quoted(column.label)} absente du fichier", remedy))
    return problems


def _unanswered(matches: list[ColumnMatch]) -> list[ColumnProblem]:
    problems = []
    for match in matches:
        if match.suggestion and match.suggestion.required:
            continue  # said with the required column that it may be
        if match.how is How.SUGGESTED and match.suggestion:
            problems.append(
                ColumnProblem(
                    f"Colonne {quoted(match.header.text)} non reconnue",
                    f"Est-ce {quoted(match.suggestion.label)}\u202f? Choisissez, "
                    "ou laissez-la de côté.",
                    match.header.letter,
                    match.header.text,
                )
            )
        elif match.how is How.UNKNOWN:
            problems.append(
                ColumnProblem(
                    f"Colonne {quoted(match.header.text)} inconnue\u00a0: elle n’est pas importée",
                    "Rien à faire si elle ne sert pas.",
                    match.header.letter,
                    match.header.text,
                    blocking=False,
                )
            )
    return problems

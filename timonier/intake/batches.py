"""What reading a file gave, kept with its batch so that a page shows it without reading again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from timonier.engine.typography import NNBSP, listed
from timonier.intake.columns import Column, Kind, Matching
from timonier.intake.differences import Differences
from timonier.intake.schemas.base import Importer, Key, Known, key_text
from timonier.intake.table import Table
from timonier.intake.validation import CellError, Checked
from timonier.intake.wording import counted

CATEGORIES: Final = {
    "nombres": "Nombres",
    "dates": "Dates",
    "listes": "Listes",
    "autres": "Autres",
}
_PERIODS: Final = {"period", "due_printed"}
_BY_KIND: Final = {
    Kind.INTEGER: "nombres", Kind.DECIMAL: "nombres", Kind.PERCENT: "nombres",
    Kind.MONEY: "nombres", Kind.FIGURE: "nombres", Kind.DATE: "dates", Kind.PERIOD: "dates",
    Kind.YEAR: "dates", Kind.CHOICE: "listes", Kind.COMMUNE: "listes", Kind.UNIT: "listes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell to correct, as a page lists it."""

    place: str
    header: str
    value: str
    message: str
    rule: str
    help: str
    category: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A column missing, given twice, unknown, or waiting for a choice."""

    message: str
    remedy: str
    blocking: bool


@dataclass(frozen=True, slots=True)
class Matched:
    """A column of the file, and the field that it feeds or might feed."""

    letter: str
    header: str
    state: str
    key: str
    suggestion: str
    example: str


@dataclass(frozen=True, slots=True)
class Added:
    """A line that would be added."""

    row: int
    name: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that would change."""

    row: int
    name: str
    field: str
    before: str
    after: str
    gap: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A record known and absent from the file: someone says what becomes of it."""

    key: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a person must see before applying. Nothing here is written in the registry."""

    read: int
    columns: int
    sheet: str
    sheets: tuple[str, ...]
    encoding: str
    sentence: str
    differences: str
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]
    troubles: tuple[Trouble, ...]
    matches: tuple[Matched, ...]
    additions: tuple[Added, ...]
    changes: tuple[Changed, ...]
    missing: tuple[Missing, ...]
    changed: int
    identical: int
    fingerprint: str

    @property
    def blocking(self) -> tuple[Trouble, ...]:
        """Column problems that stand in the way."""
        return tuple(one for one in self.troubles if one.blocking)

    @property
    def writes(self) -> int:
        """How many records applying would write, answers to disappearances left aside."""
        return len(self.additions) + self.changed

    def unanswered(self, answers: Mapping[str, str]) -> tuple[Missing, ...]:
        """Disappearances that nobody answered yet."""
        return tuple(one for one in self.missing if one.key not in answers)

    def closures(self, answers: Mapping[str, str]) -> int:
        """How many records applying would close."""
        return sum(answers.get(one.key) == "close" for one in self.missing)

    def why_not(self, answers: Mapping[str, str]) -> str:
        """What stands in the way of applying, in French; empty when nothing does."""
        waiting = len(self.unanswered(answers))
        blocking = len(self.blocking)
        parts = [
            (len(self.faults), "cellule en erreur", "cellules en erreur"),
            (waiting, "disparition sans réponse", "disparitions sans réponse"),
            (blocking, "colonne à régler", "colonnes à régler"),
        ]
        said = [counted(*part) for part in parts if part[0]]
        if said:
            return f"Pas encore possible\u00a0: {listed(said)}."
        if not self.writes and not self.closures(answers):
            return f"Rien à écrire\u00a0: {counted(self.identical, *_SAME)}."
        return ""

    def as_json(self) -> dict[str, Any]:
        """The report as its batch keeps it."""
        data = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name, kind in _PARTS.items():
            fields = tuple(kind.__dataclass_fields__)
            data[name] = [{f: getattr(one, f) for f in fields} for one in data[name]]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The report of a batch."""
        parts: dict[str, Any] = {name: data[name] for name in cls.__dataclass_fields__}
        for name, kind in _PARTS.items():
            parts[name] = tuple(kind(**one) for one in data[name])
        return cls(**(parts | {"sheets": tuple(data["sheets"]), "notes": tuple(data["notes"])}))


_SAME: Final = ("ligne identique", "lignes identiques")
_PARTS: Final[dict[str, Any]] = {
    "faults": Fault, "troubles": Trouble, "matches": Matched, "additions": Added,
    "changes": Changed, "missing": Missing,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a file against the registry as it is now."""

    importer: Importer
    table: Table
    checked: Checked
    differences: Differences
    known: Mapping[Key, Known]

    @property
    def fingerprint(self) -> str:
        """What the differences are: the same while neither the file nor its records change."""
        said = [
            [(row.key, sorted(row.values.items(), key=str)) for row in self.differences.additions],
            [(one.key, one.column.key, one.before, one.after) for one in self.differences.changes],
            sorted(map(key_text, self.differences.missing)),
            [(key, self.known[key].pk) for key in self.differences.changed_keys],
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def report(self) -> Report:
        """The page's view of this reading."""
        table, checked, found = self.table, self.checked, self.differences
        return Report(
            read=checked.read,
            columns=len(table.columns),
            sheet=table.sheet,
            sheets=table.sheets,
            encoding=table.encoding,
            sentence=checked.sentence(),
            differences=found.sentence(),
            notes=tuple(note.message for note in table.notes),
            faults=tuple(_fault(error, self.importer) for error in checked.errors),
            troubles=tuple(
                Trouble(one.message, one.remedy, one.blocking) for one in checked.problems
            ),
            matches=_matches(checked.matching),
            additions=tuple(Added(row.number, self.importer.title(row)) for row in found.additions),
            changes=self._changes(),
            missing=tuple(
                Missing(key_text(key), self.known[key].name, self.known[key].detail)
                for key in found.missing
            ),
            changed=len(found.changed_keys),
            identical=len(found.identical),
            fingerprint=self.fingerprint,
        )

    def _changes(self) -> tuple[Changed, ...]:
        return tuple(
            Changed(
                one.row,
                self._named(one.key),
                one.column.label,
                one.before_text,
                one.after_text,
                one.gap_text,
            )
            for one in self.differences.changes
        )

    def _named(self, key: Key) -> str:
        known = self.known[key]
        return f"{known.name} ({known.detail})" if known.detail else known.name


def _fault(error: CellError, importer: Importer) -> Fault:
    category = "autres"
    column = _column(error.key, importer)
    if column is not None:
        category = "dates" if column.key in _PERIODS else _BY_KIND.get(column.kind, "autres")
    return Fault(
        error.place, error.header, error.value, error.message, error.rule, error.help, category
    )


def _column(key: str, importer: Importer) -> Column | None:
    return next((one for one in importer.schema.columns if one.key == key), None)


def _matches(matching: Matching) -> tuple[Matched, ...]:
    return tuple(
        Matched(
            one.header.letter,
            one.header.text,
            one.how.label,
            one.column.key if one.column else "",
            one.suggestion.key if one.suggestion else "",
            one.example[:60],
        )
        for one in matching.matches
    )


def line_of(fault: Fault) -> str:
    """One fault on one line, for a terminal or a journal."""
    said = f"{fault.place}\u00a0: {fault.message}"
    more = [text for text in (fault.rule, fault.help) if text]
    return f"{said}. {f'{NNBSP}; '.join(more)}." if more else f"{said}."

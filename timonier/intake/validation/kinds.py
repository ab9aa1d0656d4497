"""Read the value of one cell as its column declares it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from timonier.intake.columns import Column, Kind
from timonier.intake.safety_sheets import UNCOMPUTED
from timonier.intake.table import CellFault, CellValue, as_text
from timonier.intake.validation.moments import read_date, read_period, read_year
from timonier.intake.validation.numbers import (
    read_decimal,
    read_figure,
    read_integer,
    read_money,
    read_percent,
)
from timonier.intake.validation.problems import CellProblem
from timonier.intake.validation.vocabularies import Vocabularies, Vocabulary
from timonier.intake.wording import counted, name_key, quoted

Reader = Callable[[CellValue], Any]

_EMAIL: Final = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s.,;<>()\"]{2,}")
_TRUE: Final = {"oui", "o", "vrai", "x", "1", "true", "yes"}
_FALSE: Final = {"non", "n", "faux", "0", "false", "no"}


def reader_for(column: Column, words: Vocabularies) -> Reader:
    """The function that reads the filled cells of a column, its rule included."""
    read = _reader_of_kind(column, words)
    rule = column.rule

    def read_cell(value: CellValue) -> Any:
        if isinstance(value, CellFault):
            raise _fault(value)
        result = read(value)
        if rule and not rule.holds(result):
            raise CellProblem(f"{quoted(as_text(value))} n’est pas admis", rule.sentence)
        return result

    return read_cell


def _reader_of_kind(column: Column, words: Vocabularies) -> Reader:
    if column.kind is Kind.TEXT:
        return lambda value: _text(value, column)
    if column.kind is Kind.CHOICE:
        choices = Vocabulary(
            column.label, column.choices, "n’est pas dans la liste", "Valeur la plus proche"
        )
        return lambda value: choices.code_of(as_text(value))
    if column.kind is Kind.COMMUNE:
        return lambda value: _commune(value, words.communes)
    if column.kind is Kind.UNIT:
        listed_units = words.units
        return lambda value: _in_list(as_text(value), listed_units)
    return _SIMPLE[column.kind]


def _text(value: CellValue, column: Column) -> str:
    text = as_text(value)
    if column.max_length is not None and len(text) > column.max_length:
        raise CellProblem(
            f"{quoted(text)} est trop long",
            f"{counted(column.max_length, 'caractère', 'caractères')} au plus",
        )
    return text


def _commune(value: CellValue, communes: Vocabulary | None) -> str:
    """A code loses its first zero when a spreadsheet takes it for a number: give it back."""
    text = as_text(value)
    if text.isdigit() and len(text) == 4:
        text = f"0{text}"
    return _in_list(text, communes)


def _in_list(text: str, words: Vocabulary | None) -> str:
    return words.code_of(text) if words else text


def _boolean(value: CellValue) -> bool:
    key = name_key(as_text(value))
    if key in _TRUE or key in _FALSE:
        return key in _TRUE
    raise CellProblem(f"{quoted(as_text(value))} n’est ni oui ni non", "Oui ou non")


def _email(value: CellValue) -> str:
    text = as_text(value)
    if not _EMAIL.fullmatch(text):
        raise CellProblem(
            f"{quoted(text)} n’est pas une adresse électronique",
            "Une adresse, par exemple prenom.nom@exemple.fr",
        )
    return text.lower()


def _fault(fault: CellFault) -> CellProblem:
    if fault.code == UNCOMPUTED:
        return CellProblem(
            "La formule de cette cellule n’a jamais été calculée",
            "Ouvrez le fichier dans votre tableur et enregistrez-le, ou écrivez la valeur",
        )
    return CellProblem(
        f"La cellule contient l’erreur {quoted(fault.code)}",
        "Corrigez la formule, ou écrivez la valeur",
    )


_SIMPLE: Final[dict[Kind, Reader]] = {
    Kind.INTEGER: read_integer,
    Kind.DECIMAL: read_decimal,
    Kind.PERCENT: read_percent,
    Kind.MONEY: read_money,
    Kind.DATE: read_date,
    Kind.PERIOD: read_period,
    Kind.YEAR: read_year,
    Kind.BOOLEAN: _boolean,
    Kind.FIGURE: read_figure,
    Kind.EMAIL: _email,
}

"""Rows before their header is known, and the cleaning that all formats share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from timonier.intake.table import CellFault, CellValue, Note

_FAULTS: Final = re.compile(
    r"#(?:REF!|N/A|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NULL!|NUL!|NUM!|NOMBRE!|SPILL!|CALC!)"
    r"|Err\u00a0?:[0-9]{3}"
)
_ESCAPED: Final = re.compile(r"'+[=+\-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, slots=True)
class RawSheet:
    """What a format gives: numbered rows of values, none of them entirely blank."""

    filename: str
    sheet: str
    sheets: tuple[str, ...]
    rows: list[tuple[int, list[CellValue]]]
    encoding: str = ""
    separator: str = ""
    notes: list[Note] = field(default_factory=list)


def clean_text(text: str) -> CellValue:
    """A text cell: blank becomes None, an error code a fault, an export's escape is undone.

    >>> clean_text("  "), clean_text("#REF!"), clean_text("'=A1"), clean_text(" Aubagne")
    (None, CellFault(code='#REF!'), '=A1', 'Aubagne')
    """
    text = text.strip(" \u00a0\u202f\ufeff\t\r\n")
    if not text:
        return None
    if text[0] == "'" and _ESCAPED.match(text):
        return text[1:]
    if text[0] in "#E" and _FAULTS.fullmatch(text):
        return CellFault(text)
    return text

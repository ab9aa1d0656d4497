"""Read a CSV file: encoding, separator, quoted line breaks.

A row is numbered as a spreadsheet numbers it when it opens the file: by record, blank lines
counted, a quoted line break not counted.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Final

from timonier.engine.numerals import format_number
from timonier.intake.errors import refused
from timonier.intake.limits import Limits
from timonier.intake.readers.encodings import decode
from timonier.intake.readers.raw import RawSheet, clean_text
from timonier.intake.table import CellValue, Note

_SEPARATORS: Final = (";", "\t", ",", "|")
_NAMES: Final = {";": "point-virgule", "\t": "tabulation", ",": "virgule", "|": "barre verticale"}
_SAMPLE: Final = 60
_QUOTES: Final = (
    "Supprimez ce guillemet ou doublez-le, ou enregistrez le tableau en .xlsx, "
    "qui n’a pas ce défaut."
)


def read_delimited(content: bytes, filename: str, limits: Limits) -> RawSheet:
    """Read the rows of a text file; every value is a text, cleaned, or None."""
    decoded = decode(content, filename)
    text = decoded.text
    if text[:4].lower() == "sep=":
        separator, text = text[4:5], "\n" + text.partition("\n")[2]
    else:
        separator = guess_separator(text)
    notes = list(decoded.notes)
    try:
        rows = _rows(_records(text, separator, strict=True), filename, limits)
    except csv.Error as error:
        _refuse_open_quote(text, separator, filename, error)
        notes.append(_stray_quote_note(text, separator))
        rows = _rows(_records(text, separator, strict=False), filename, limits)
    return RawSheet(filename, "", (), rows, decoded.encoding, separator, notes)


def guess_separator(text: str) -> str:
    r"""The separator that cuts the first lines most regularly.

    Regularity comes before count, so decimal commas do not win over semicolons.

    >>> guess_separator("Commune;Taux\nAubagne;1,5\nCassis;2,25\n")
    ';'
    """
    return max(_SEPARATORS, key=lambda one: (_regularity(text, one), -_SEPARATORS.index(one)))


def _regularity(text: str, separator: str) -> tuple[float, int]:
    sample = _records(text[:200_000], separator, strict=False)
    try:
        widths = [len(record) for record in itertools.islice(sample, _SAMPLE) if any(record)]
    except csv.Error:
        return 0.0, 0
    cut = Counter(width for width in widths if width > 1)
    if not cut:
        return 0.0, 0
    width, count = cut.most_common(1)[0]
    return round(count / len(widths), 1), width


def _records(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def _rows(
    records: Iterator[list[str]], filename: str, limits: Limits
) -> list[tuple[int, list[CellValue]]]:
    rows: list[tuple[int, list[CellValue]]] = []
    for number, record in enumerate(records, start=1):
        if len(record) > limits.columns:
            raise refused(
                f"la ligne\u00a0{format_number(number)} a {format_number(len(record))} colonnes, "
                f"la limite est de {format_number(limits.columns)}",
                filename,
                "Vérifiez le séparateur du fichier.",
            )
        values = [clean_text(text) if text else None for text in record]
        if any(value is not None for value in values):
            rows.append((number, values))
    if len(rows) > limits.rows:
        raise refused(
            f"le fichier a plus de {format_number(limits.rows)} lignes",
            filename,
            "Découpez-le en plusieurs fichiers.",
        )
    return rows


def _refuse_open_quote(text: str, separator: str, filename: str, error: csv.Error) -> None:
    """A quotation mark never closed swallows the rest of the file: refuse it, with its line."""
    if "unexpected end" not in str(error) and "field larger" not in str(error):
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 0
    try:
        for _ in reader:
            line = reader.line_num
    except csv.Error:
        pass
    raise refused(
        f"un guillemet ouvert à la ligne\u00a0{format_number(line + 1)} n’est jamais refermé",
        filename,
        _QUOTES,
    ) from error


def _stray_quote_note(text: str, separator: str) -> Note:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        pass
    return Note(
        "stray_quote",
        f"Ligne\u00a0{format_number(reader.line_num)}\u00a0: un guillemet au milieu d’un texte. "
        "La cellule a été lue au mieux\u202f; vérifiez-la.",
    )

"""Read and write the CSV tables: UTF-8, comma, header, one line feed per row."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

Row = dict[str, str]

PROJECT = Path(__file__).resolve().parents[3]
SHARED = PROJECT.parent / "shared"
DATA = Path(__file__).resolve().parents[1] / "data"
HAND = Path(__file__).resolve().parent / "hand"

NO_BREAK = "\u00a0"
NARROW = "\u202f"


@cache
def read(path: Path) -> list[Row]:
    """Every row of a CSV file, as text; read once, so never changed by who receives it."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shared(name: str) -> list[Row]:
    """A table of the readings, beside the project."""
    return read(SHARED / "data" / f"{name}.csv")


def source_lines(name: str) -> list[str]:
    """The lines of a source document; line 1 has index 0."""
    return (SHARED / "sources" / f"{name}.txt").read_text(encoding="utf-8").split("\n")


def hand(name: str) -> list[Row]:
    """A table of decisions taken by hand."""
    return read(HAND / f"{name}.csv")


def to_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The text of a table; a row with a missing or unknown column is an error."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        if set(row) != set(columns):
            raise ValueError(f"Colonnes inattendues : {sorted(set(row) ^ set(columns))}")
        writer.writerow(row)
    return buffer.getvalue()


def french(text: str) -> str:
    """French spacing, apostrophe and minus sign; the words are not touched.

    >>> french("L'eau : -0,6 % vs 2019")
    'L’eau\\xa0: −0,6\\xa0% vs 2019'
    """
    text = text.replace("'", "’")
    text = re.sub(r" ([:€%»])", NO_BREAK + r"\1", text)
    text = re.sub(r" ([;!?])", NARROW + r"\1", text)
    text = text.replace("« ", "«" + NO_BREAK)
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NO_BREAK, text)
    return re.sub(r"(^|(?<=[\s(]))-(?=\d)", "−", text)

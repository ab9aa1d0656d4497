"""Reading and checking a file of figures, beside reading it with the spreadsheet library alone.

Prints JSON: rows, columns, seconds, baseline_seconds (python-calamine alone, or csv alone),
peak_megabytes. ``--rows`` and ``--format`` choose the file, which is built before the clock.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import resource
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineWorkbook

from timonier.engine.quantities import parse_quantity
from timonier.intake.columns import Column, Kind, RowRule, Schema
from timonier.intake.export import Notice, write_csv, write_xlsx
from timonier.intake.readers import read_table
from timonier.intake.validation import Vocabularies, check_table
from timonier.intake.validation.vocabularies import communes, units

COMMUNES = {f"13{number:03d}": f"Commune {number}" for number in range(1, 93)}
NATURES = {"achieved": "Réalisé", "target": "Cible", "forecast": "Prévision"}


def _share_is_possible(values: Any) -> str | None:
    if values["numerator"] <= values["denominator"]:
        return None
    return "Le numérateur dépasse le dénominateur"


SCHEMA = Schema(
    "Chiffres",
    (
        Column("code", "Code", required=True),
        Column("indicator", "Indicateur", required=True),
        Column("commune", "Commune", kind=Kind.COMMUNE),
        Column("unit", "Unité", kind=Kind.UNIT),
        Column("value", "Valeur", kind=Kind.FIGURE),
        Column("numerator", "Numérateur", kind=Kind.DECIMAL),
        Column("denominator", "Dénominateur", kind=Kind.DECIMAL),
        Column("amount", "Montant", kind=Kind.MONEY),
        Column("rate", "Taux", kind=Kind.PERCENT),
        Column("period", "Période", kind=Kind.PERIOD),
        Column("entered", "Saisi le", kind=Kind.DATE),
        Column("year", "Année", kind=Kind.YEAR),
        Column("nature", "Nature", kind=Kind.CHOICE, choices=NATURES),
        Column("closed", "Clos", kind=Kind.BOOLEAN),
        Column("note", "Commentaire"),
    ),
    unique=("code",),
    row_rules=(
        RowRule(
            "Une part ne dépasse pas le tout", ("numerator", "denominator"), _share_is_possible
        ),
    ),
)
WORDS = Vocabularies(communes(COMMUNES), units({"t": "tonnes", "pct": "%", "hab": "habitants"}))


def record(number: int) -> dict[str, Any]:
    """One sound line; no two have the same code."""
    return {
        "code": f"F-{number:06d}",
        "indicator": f"Indicateur {number % 2000}",
        "commune": list(COMMUNES)[number % 92],
        "unit": ("t", "pct", "hab")[number % 3],
        "value": parse_quantity(f"{('', 'près de ', 'plus de ')[number % 3]}{number % 5000}"),
        "numerator": Decimal(number % 97),
        "denominator": Decimal(97),
        "amount": Decimal(number * 137) / 100,
        "rate": Decimal(number % 1000) / 10,
        "period": f"T{number % 4 + 1} {2014 + number % 10}",
        "entered": date(2024, 1, 1) + timedelta(days=number % 366),
        "year": 2014 + number % 10,
        "nature": tuple(NATURES)[number % 3],
        "closed": number % 2 == 0,
        "note": f"Déclaré par le service, ligne {number}",
    }


def build(rows: int, fmt: str) -> bytes:
    """The file to import, as the product itself exports it."""
    buffer = io.BytesIO()
    records = (record(number) for number in range(rows))
    if fmt == "csv":
        write_csv(buffer, SCHEMA.columns, records)
    else:
        notice = Notice("Essai", datetime(2024, 9, 9))
        write_xlsx(buffer, SCHEMA.columns, records, notice)
    return buffer.getvalue()


def baseline(content: bytes, fmt: str) -> int:
    """The same file read without looking at anything."""
    if fmt == "csv":
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        return len(list(csv.reader(text, delimiter=";")))
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return len(book.get_sheet_by_index(0).to_python())


def product(content: bytes, fmt: str) -> int:
    """Safety, reading, columns, every cell, keys and rules."""
    table = read_table(content, f"chiffres.{fmt}", known_headers=SCHEMA.known_headers)
    checked = check_table(table, SCHEMA, WORDS)
    if checked.errors:
        raise SystemExit(f"unexpected errors: {checked.errors[:3]}")
    return len(checked.rows)


def seconds(run: Callable[[bytes, str], int], content: bytes, fmt: str) -> float:
    """The best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        run(content, fmt)
        best = min(best, time.perf_counter() - start)
    return round(best, 3)


def measure(rows: int = 10_000, fmt: str = "xlsx") -> dict[str, Any]:
    """Sizes, seconds and memory of one format."""
    content = build(rows, fmt)
    return {
        "bench": "import_check",
        "format": fmt,
        "rows": rows,
        "columns": len(SCHEMA.columns),
        "file_bytes": len(content),
        "seconds": seconds(product, content, fmt),
        "baseline": "csv" if fmt == "csv" else "python-calamine",
        "baseline_seconds": seconds(baseline, content, fmt),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def run() -> dict[str, Any]:
    """Ten thousand lines of a workbook."""
    return measure()


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--format", choices=["xlsx", "csv"], default="xlsx")
    options = parser.parse_args()
    print(json.dumps(measure(options.rows, options.format), ensure_ascii=False))


if __name__ == "__main__":
    main()

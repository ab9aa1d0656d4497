"""Write a list to CSV: UTF-8 with its mark, semicolons, RFC 4180 quoting."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from timonier.intake.columns import Column
from timonier.intake.export.cells import neutral, ready

Target = Path | IO[bytes]


def write_csv(target: Target, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the declared columns of the rows; numbers with a decimal comma, dates as 31/12/2026."""
    if isinstance(target, Path):
        with target.open("wb") as file:
            write_csv(file, columns, rows)
        return
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutral(column.label) for column in columns])
    for row in rows:
        writer.writerow([_field(row.get(column.key), column) for column in columns])
    text.detach()


def _field(value: Any, column: Column) -> str:
    cell = ready(value, column)
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)

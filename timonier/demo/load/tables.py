"""Read the data set's CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from timonier.registry.documents.models import Document

DATA = Path(__file__).resolve().parent.parent / "data"
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of ``data/NAME.csv``."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    """An ISO date, or None when the source gives none."""
    return date.fromisoformat(text) if text else None


def number(text: str) -> Decimal | None:
    """A number, or None: unknown is not zero."""
    return Decimal(text) if text else None


def true(text: str) -> bool:
    """« true » and its kin."""
    return text.strip().lower() in {"true", "1", "oui", "yes"}


def documents() -> dict[str, Document]:
    """Documents by code."""
    return {document.code: document for document in Document.objects.all()}


def split(text: str) -> Iterable[str]:
    """Values separated by a vertical bar."""
    return (part.strip() for part in text.split("|") if part.strip())

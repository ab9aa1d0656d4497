"""Files of a snapshot, read and kept in memory: they never change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]
KEPT = 4096
"""Indicators of one snapshot kept in memory at a time."""


class Store:
    """Rows of one snapshot folder: whole registry tables, figures and results by indicator."""

    def __init__(self, path: Path, shares: int) -> None:
        self.path = path
        self.shares = shares
        self._tables: dict[str, list[Row]] = {}
        self._indexes: dict[tuple[str, str], dict[Any, list[Row]]] = {}
        self._lock = Lock()
        self._rows: dict[tuple[str, int], list[Row]] = {}

    def table(self, name: str) -> list[Row]:
        """All rows of ``registry/NAME`` or of a summary."""
        if name not in self._tables:
            rows = pq.read_table(self.path / f"{name}.parquet").to_pylist()
            with self._lock:
                self._tables.setdefault(name, rows)
        return self._tables[name]

    def index(self, name: str, column: str) -> dict[Any, list[Row]]:
        """Rows of a table by the value of a column."""
        key = (name, column)
        if key not in self._indexes:
            found: dict[Any, list[Row]] = {}
            for row in self.table(name):
                found.setdefault(row[column], []).append(row)
            with self._lock:
                self._indexes.setdefault(key, found)
        return self._indexes[key]

    def one(self, name: str, pk: int) -> Row | None:
        """The row of a registry table with this number."""
        rows = self.index(name, "id").get(pk)
        return rows[0] if rows else None

    def of_indicator(self, kind: str, indicator_id: int) -> list[Row]:
        """Figures or results of one indicator."""
        if self.shares == 1:
            return self.index(f"{kind}/00", "indicator_id").get(indicator_id, [])
        key = (kind, indicator_id)
        if key not in self._rows:
            self._fetch(kind, indicator_id % self.shares, {indicator_id})
        return self._rows[key]

    def preload(self, indicators: Iterable[int]) -> None:
        """Read many indicators at once, one pass over each file they are in."""
        if self.shares == 1:
            return
        wanted: dict[int, set[int]] = {}
        for pk in indicators:
            wanted.setdefault(pk % self.shares, set()).add(pk)
        for share, ids in wanted.items():
            for kind in ("figures", "words", "results"):
                missing = {pk for pk in ids if (kind, pk) not in self._rows}
                if missing:
                    self._fetch(kind, share, missing)

    def _fetch(self, kind: str, share: int, indicators: set[int]) -> None:
        path = self.path / kind / f"{share:02}.parquet"
        table = pq.read_table(path, filters=[("indicator_id", "in", sorted(indicators))])
        found: dict[tuple[str, int], list[Row]] = {(kind, pk): [] for pk in indicators}
        for row in table.to_pylist():
            found[kind, row["indicator_id"]].append(row)
        with self._lock:
            if len(self._rows) > KEPT:
                self._rows = {}
            self._rows = {**self._rows, **found}

    def ids(self, name: str) -> Iterable[int]:
        """Numbers of the rows of a registry table."""
        return (row["id"] for row in self.table(name))

    @cached_property
    def institution_id(self) -> int | None:
        """The territory of the institution itself."""
        found = self.index("registry/territories", "kind").get("institution", [])
        return found[0]["id"] if found else None

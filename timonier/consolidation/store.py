"""Files of a snapshot, read and kept in memory: they never change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
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
        self._by_indicator = lru_cache(maxsize=KEPT)(self._read_indicator)

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
        return self._by_indicator(kind, indicator_id)

    def _read_indicator(self, kind: str, indicator_id: int) -> list[Row]:
        path = self.path / kind / f"{indicator_id % self.shares:02}.parquet"
        table = pq.read_table(path, filters=[("indicator_id", "=", indicator_id)])
        rows: list[Row] = table.to_pylist()
        return rows

    def ids(self, name: str) -> Iterable[int]:
        """Numbers of the rows of a registry table."""
        return (row["id"] for row in self.table(name))

    @cached_property
    def institution_id(self) -> int | None:
        """The territory of the institution itself."""
        found = self.index("registry/territories", "kind").get("institution", [])
        return found[0]["id"] if found else None

"""One consolidation: figures in, roles, results and registry tables out, as files of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from timonier.consolidation import extract, statements, tables
from timonier.consolidation.layout import Folder, shares_for
from timonier.consolidation.source import Arrow, reading

VALUE = "DECIMAL(24, 4)"
MEMORY = "700MB"
FIGURES = "figures"
RESULTS = "results"


@contextmanager
def computing() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own, in memory, that leaves room for the rest of a 1 GB machine."""
    link = duckdb.connect(config={"memory_limit": MEMORY, "preserve_insertion_order": False})
    try:
        yield link
    finally:
        link.close()


def run(link: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    """Run a statement to its end and return its rows."""
    rows: list[Any] = link.execute(sql).fetchall()
    return rows


@dataclass(frozen=True, slots=True)
class Registry:
    """The small tables read once for a consolidation."""

    tables: dict[str, pa.Table]

    @classmethod
    def read(cls, as_of: date) -> Registry:
        """Every table of the registry, with the closures of its trees."""
        found = {name: tables.dump(name) for name in tables.DUMPS}
        found["feed_arrivals"] = tables.last_arrivals(as_of)
        found["unit_closure"] = tables.tree_closure(found["units"], "unit_id")
        found["node_closure"] = tables.tree_closure(found["nodes"], "node_id")
        found["territory_closure"] = tables.territory_closure(
            found["memberships"], found["territories"]
        )
        return cls(found)

    def register(self, link: duckdb.DuckDBPyConnection) -> None:
        """Under the names and columns that the expressions read."""
        for name in ("indicators", "unit_closure", "territory_closure"):
            link.register(f"registry_{name}", self.tables[name])
        run(
            link,
            "CREATE TEMP TABLE indicators AS SELECT id AS indicator_id,"
            " perimeter_operator AS operator, factor::DECIMAL(14, 6) AS factor,"
            " (coverage_threshold / 100)::DECIMAL(7, 4) AS threshold, numerator_id, denominator_id"
            " FROM registry_indicators",
        )
        run(link, "CREATE TEMP TABLE closure AS SELECT * FROM registry_territory_closure")
        run(
            link,
            "CREATE TEMP TABLE unit_closure AS SELECT ancestor_id, unit_id"
            " FROM registry_unit_closure WHERE depth > 0",
        )


def load(link: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """All figures known at the end of a day, into the table ``figures``."""
    with reading(extract.figures_sql(as_of), extract.SCHEMA) as sources:
        _store(link, sources)


def _store(link: duckdb.DuckDBPyConnection, sources: list[Arrow]) -> None:
    columns = ", ".join(_cast(field.name) for field in extract.SCHEMA)
    for rank, source in enumerate(sources):
        link.register(f"source_{rank}", source)
    union = " UNION ALL ".join(
        f"SELECT {columns} FROM source_{rank} SEMI JOIN indicators USING (indicator_id)"
        for rank in range(len(sources))
    )
    run(link, f"CREATE TEMP TABLE figures AS {union}")
    for rank in range(len(sources)):
        link.unregister(f"source_{rank}")


def _cast(name: str) -> str:
    if name in ("value", "numerator", "denominator"):
        return f"{name}::{VALUE} AS {name}"
    return name


def consolidate(link: duckdb.DuckDBPyConnection) -> None:
    """From ``figures`` to ``roles``, ``own`` and ``results``; see the expressions."""
    run(link, f"CREATE TEMP TABLE roles AS {statements.sql('roles')}")
    run(link, f"CREATE TEMP TABLE own AS {statements.sql('own')}")
    run(
        link,
        "CREATE TEMP TABLE expected AS"
        " SELECT ancestor_id AS territory_id, period_end, count(*) AS expected"
        " FROM (SELECT DISTINCT period_end FROM figures WHERE period_end IS NOT NULL), closure"
        " WHERE (starts_on IS NULL OR starts_on <= period_end)"
        " AND (ends_on IS NULL OR ends_on >= period_end)"
        " AND territory_id NOT IN (SELECT ancestor_id FROM closure) GROUP BY ALL",
    )
    run(link, f"CREATE TEMP TABLE results AS {statements.sql('results')}")


def write_shares(link: duckdb.DuckDBPyConnection, folder: Folder, count: int) -> None:
    """Figures with their role and results, sorted, each share of indicators in its file."""
    figures = _arrow(link, _FIGURES, count)
    results = _arrow(link, _RESULTS, count)
    for name, table in ((FIGURES, figures), (RESULTS, results)):
        for share, part in _cut(table, count):
            folder.write(f"{name}/{share:02}", part)


_FIGURES = """
    SELECT f.* EXCLUDE (words), coalesce(role, 'counted') AS role,
        words::JSON->>0 AS line, words::JSON->>1 AS external_id, words::JSON->>2 AS label,
        words::JSON->>3 AS comparison, words::JSON->>4 AS missing_reason,
        words::JSON->>5 AS territory_printed, words::JSON->>6 AS period_printed,
        words::JSON->>7 AS measure_unit
    FROM figures f LEFT JOIN roles USING (id)
    ORDER BY indicator_id % {count}, indicator_id, period_end, territory_id, f.id
"""
_RESULTS = """
    SELECT * FROM results
    ORDER BY indicator_id % {count}, indicator_id, period_end, period_start, nature, territory_id
"""


def _arrow(link: duckdb.DuckDBPyConnection, sql: str, count: int) -> pa.Table:
    return link.sql(sql.format(count=count)).to_arrow_table()


def _cut(table: pa.Table, count: int) -> Iterator[tuple[int, pa.Table]]:
    if count == 1:
        yield 0, table
        return
    import pyarrow.compute as pc

    shares = pc.subtract(
        table["indicator_id"],
        pc.multiply(pc.divide(table["indicator_id"], count), count),
    ).to_numpy()
    for share in range(count):
        low, high = shares.searchsorted([share, share + 1])
        yield share, table.slice(low, high - low)


def build(as_of: date) -> tuple[str, str, dict[str, Any]]:
    """A whole snapshot from the registry: (folder, sha256, manifest)."""
    mark = extract.settled(None)
    folder = Folder()
    try:
        with computing() as link:
            registry = Registry.read(as_of)
            registry.register(link)
            load(link, as_of)
            consolidate(link)
            total = run(link, "SELECT count(*) FROM figures")[0][0]
            shares = shares_for(total)
            write_shares(link, folder, shares)
        for name, table in registry.tables.items():
            folder.write(f"registry/{name}", table)
        return folder.close(
            {
                "as_of": as_of.isoformat(),
                "figures": total,
                "shares": shares,
                "mark": mark.to_dict(),
            }
        )
    except BaseException:
        folder.discard()
        raise

"""One consolidation: figures in, roles, results and registry tables out, as files of a folder."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from timonier.consolidation import extract, statements, tables
from timonier.consolidation.headlines import headlines
from timonier.consolidation.layout import SHARES, Folder, shares_for
from timonier.consolidation.reader import Reader
from timonier.consolidation.source import reading
from timonier.consolidation.summary import write_summary

MEMORY = "600MB"
FIGURES = "figures"
RESULTS = "results"
WORDS = "words"
ROLES = "ENUM ('counted', 'same', 'contradictory', 'repeat', 'unknown', 'undated', 'elsewhere')"


@contextmanager
def computing() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own, in memory, that leaves room for the rest of a 1 GB machine."""
    link = duckdb.connect(config={"memory_limit": MEMORY, "preserve_insertion_order": False})
    link.execute("SET enable_progress_bar = false").fetchall()
    try:
        yield link
    finally:
        link.close()


def run(link: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    """Run a statement to its end and return its rows."""
    rows: list[Any] = link.execute(sql).fetchall()
    return rows


@dataclass(frozen=True, slots=True)
class Built:
    """A finished folder: its name under the root of snapshots, its hash and its manifest."""

    directory: str
    sha256: str
    manifest: dict[str, Any]


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
        for name in ("indicators", "territories", "unit_closure", "territory_closure"):
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
    """All figures known at the end of a day, into the tables ``figures`` and ``words``."""
    fetch(link, FIGURES, extract.figures_sql(as_of))
    run(link, f"CREATE TEMP TABLE words AS {extract.words_sql(FIGURES)}")


def fetch(link: duckdb.DuckDBPyConnection, table: str, sql: str, pages: bool = True) -> None:
    """The figures of a query, of active indicators only, as a table of DuckDB."""
    with reading(sql, extract.SCHEMA, pages) as sources:
        for rank, source in enumerate(sources):
            link.register(f"source_{rank}", source)
        union = " UNION ALL ".join(
            f"{extract.unpacked(f'source_{rank}')}"
            " WHERE place >> 32 IN (SELECT indicator_id FROM indicators)"
            for rank in range(len(sources))
        )
        run(link, f"CREATE TEMP TABLE {table} AS {union}")
        for rank in range(len(sources)):
            link.unregister(f"source_{rank}")


def consolidate(link: duckdb.DuckDBPyConnection) -> None:
    """From ``figures`` to ``roles``, ``own`` and ``results``; see the expressions.

    What is few is found first and kept, so that the engine knows it is few.
    """
    for step in ("crowded", "roles", "own", "unknown", "blocked"):
        run(link, f"CREATE TEMP TABLE {step} AS {statements.sql(step)}")
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


def write_shares(
    link: duckdb.DuckDBPyConnection,
    folder: Folder,
    count: int,
    only: Container[int] = range(SHARES),
) -> None:
    """Figures with their role, their texts and results: each share of indicators in its files.

    A few shares at a time, so that the whole never stands twice in memory.
    """
    wanted = [share for share in range(count) if share in only]
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        listed = ", ".join(str(share) for share in some)
        here = f"WHERE indicator_id % {count} IN ({listed})"
        order = f"ORDER BY indicator_id % {count}, indicator_id"
        for name, sql in ((FIGURES, _FIGURES), (WORDS, _WORDS), (RESULTS, _RESULTS)):
            table = arrow(link, sql.format(here=here, order=order))
            parts = _cut(table, count, some)
            folder.write_all((f"{name}/{share:02}", part) for share, part in parts)


AT_ONCE = 16
_FIGURES = f"""
    SELECT f.* EXCLUDE (rest), coalesce(role, 'counted')::{ROLES} AS role
    FROM figures f LEFT JOIN roles USING (id) {{here}} {{order}}, id
"""
_WORDS = "SELECT * FROM words {here} {order}, id"
_RESULTS = """
    SELECT * FROM results {here} {order}, period_end, period_start, nature, territory_id
"""


def arrow(link: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """The rows of a query as an Arrow table."""
    return link.sql(sql).to_arrow_table()


def _cut(table: pa.Table, count: int, shares: list[int]) -> Iterator[tuple[int, pa.Table]]:
    """The rows of each share, from a table in the order of shares."""
    owners = table["indicator_id"].to_numpy() % count
    for share in shares:
        low, high = owners.searchsorted([share, share + 1])
        yield share, table.slice(low, high - low)


DIFFERENCES = """
    SELECT indicator_id, territory_id, period_start, period_end, nature::VARCHAR AS nature,
        published, computed, received, expected
    FROM results
    WHERE received = expected AND expected > 0 AND published <> round(computed, 4)
    ORDER BY ALL
"""
"""Published totals that their parts, all received, do not give."""


def build(as_of: date) -> Built:
    """A whole snapshot from the registry."""
    mark = extract.settled(None)
    with writing() as folder:
        with computing() as link:
            registry = Registry.read(as_of)
            registry.register(link)
            load(link, as_of)
            consolidate(link)
            total = run(link, "SELECT count(*) FROM figures")[0][0]
            shares = shares_for(total)
            write_shares(link, folder, shares)
            folder.write("summary/headlines", headlines(link))
            folder.write("summary/differences", arrow(link, DIFFERENCES))
        return finish(folder, registry, as_of, shares, mark)


@contextmanager
def writing() -> Iterator[Folder]:
    """A folder that leaves nothing behind when the work fails."""
    folder = Folder()
    try:
        yield folder
    except BaseException:
        folder.discard()
        raise


def finish(
    folder: Folder, registry: Registry, as_of: date, shares: int, mark: extract.Mark
) -> Built:
    """Write what every snapshot computes anew from the rest, then name the folder."""
    for name, table in registry.tables.items():
        folder.write(f"registry/{name}", table)
    figures = sum(one.rows for name, one in folder.files.items() if name.startswith(FIGURES))
    about = {"as_of": as_of.isoformat(), "figures": figures, "shares": shares}
    write_summary(folder, Reader(folder.path, about))
    return Built(*folder.close({**about, "mark": mark.to_dict()}))

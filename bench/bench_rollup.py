"""50 million facts over a tree of 5,865 nodes, from Parquet: the shared expression against SQL.

The two take turns, since other work on the machine would otherwise favour one of them.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from bench.measure import best

NODES = 5_865
"""Numbered from 1; the parent of a node is its number divided by 5, rounded down."""

LIMIT = 1.5


def run(facts: int = 50_000_000, memory: str = "2GB") -> dict[str, Any]:
    """Seconds of both, their ratio, and the proof that they give the same totals."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        _generate(path, facts)
        ours, theirs = _expression(path), _BY_HAND.format(path=path)
        with duckdb.connect(config={"memory_limit": memory, "temp_directory": folder}) as link:
            link.execute("SET enable_progress_bar = false").fetchall()
            same = _total(link, ours) == _total(link, theirs)
            turns = [
                [best(partial(_run, link, sql), 1) for sql in (theirs, ours)] for _ in range(3)
            ]
        size = (path / "facts.parquet").stat().st_size
    baseline, expression = (min(runs, key=_seconds) for runs in zip(*turns, strict=True))
    ratio = round(expression["seconds"] / baseline["seconds"], 3)
    return {
        "facts": facts,
        "nodes": NODES,
        "parquet_mb": round(size / 1e6),
        "memory_limit": memory,
        "same_totals": same,
        "expression": expression,
        "baseline": baseline,
        "ratio": ratio,
        "cpu_ratio": round(expression["cpu_seconds"] / baseline["cpu_seconds"], 3),
        "limits": {"ratio": LIMIT},
        "within": same and ratio <= LIMIT,
    }


def _generate(path: Path, facts: int) -> None:
    """Facts on the leaves and the closure of the tree, from a hash: always the same."""
    first = NODES // 5 + 1
    with duckdb.connect() as link:
        link.execute(
            f"COPY (SELECT {first} + hash(range) % {NODES - first + 1} AS node_id,"
            " (hash(range + 1) % 40)::SMALLINT AS indicator_id,"
            " (2014 + hash(range + 2) % 10)::SMALLINT AS year,"
            " ((hash(range + 3) % 1000000) / 100)::DECIMAL(12, 2) AS value"
            f" FROM range({facts})) TO '{path}/facts.parquet' (COMPRESSION zstd)"
        ).fetchall()
        link.execute(
            "COPY (WITH RECURSIVE tree(ancestor_id, node_id) AS ("
            f" SELECT range, range FROM range(1, {NODES + 1})"
            " UNION ALL SELECT ancestor_id // 5, node_id FROM tree WHERE ancestor_id >= 5)"
            f" SELECT * FROM tree) TO '{path}/closure.parquet'"
        ).fetchall()


def _expression(path: Path) -> str:
    """The product's expression, over the two files."""
    from timonier.consolidation.rollup import totals_over_closure_sql

    return (
        f"WITH facts AS (SELECT * FROM read_parquet('{path}/facts.parquet')),"
        f" closure AS (SELECT * FROM read_parquet('{path}/closure.parquet'))"
        f" SELECT * FROM ({totals_over_closure_sql()})"
    )


_BY_HAND = """
WITH leaf AS (
    SELECT node_id, indicator_id, year, sum(value) AS total, count(value) AS received
    FROM read_parquet('{path}/facts.parquet') GROUP BY ALL
)
SELECT ancestor_id AS node_id, indicator_id, year, sum(total) AS total, sum(received) AS received
FROM leaf JOIN read_parquet('{path}/closure.parquet') USING (node_id) GROUP BY ALL
"""


def _seconds(run: dict[str, Any]) -> float:
    return float(run["seconds"])


def _run(link: duckdb.DuckDBPyConnection, sql: str) -> None:
    link.execute(f"CREATE OR REPLACE TEMP TABLE outcome AS {sql}").fetchall()


def _total(link: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    checks = "count(*), sum(total), sum(received), sum(hash(node_id, indicator_id, year) % 1000)"
    return link.execute(f"SELECT {checks} FROM ({sql})").fetchall()

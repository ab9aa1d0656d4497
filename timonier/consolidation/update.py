"""A snapshot made from an earlier one: only the shares that changed are computed again.

The files that did not change are the same files (hard links); those that changed come out byte for
byte as a whole consolidation would write them, so that both ways give one hash.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from timonier.consolidation import extract
from timonier.consolidation.build import (
    DIFFERENCES,
    FIGURES,
    RESULTS,
    WORDS,
    Built,
    Registry,
    arrow,
    build,
    computing,
    consolidate,
    fetch,
    finish,
    run,
    write_shares,
    writing,
)
from timonier.consolidation.headlines import headlines
from timonier.consolidation.layout import SCHEMA_VERSION, Folder, shares_for
from timonier.consolidation.models import Snapshot

RULES = ("perimeter_operator", "factor", "coverage_threshold", "numerator_id", "denominator_id")
"""What, changed in a definition sheet, changes the results of its indicator."""

SHAPES = ("territory_closure", "unit_closure")
"""Trees whose change touches every result: everything is then computed again."""


KEYS = ("indicator_id", "territory_id", "period_start", "period_end", "nature")
"""Order of the rows of a summary, whichever way they were computed."""


@dataclass(frozen=True, slots=True)
class Parent:
    """The earlier snapshot, as files."""

    path: Path
    as_of: date
    shares: int
    figures: int
    mark: extract.Mark
    files: dict[str, dict[str, int | str]]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Parent:
        """From its row."""
        manifest = snapshot.manifest
        return cls(
            snapshot.path,
            snapshot.as_of,
            manifest["shares"],
            manifest["figures"],
            extract.Mark.from_dict(manifest["mark"]),
            manifest["files"],
        )

    def table(self, name: str) -> pa.Table:
        """One of its whole tables."""
        return pq.read_table(self.path / f"{name}.parquet")

    def shares_sql(self, kind: str, shares: Iterable[int]) -> str:
        """The rows of some of its shares, for DuckDB."""
        listed = ", ".join(f"'{self.path / kind}/{share:02}.parquet'" for share in sorted(shares))
        return f"SELECT * FROM read_parquet([{listed}])"


def update(as_of: date, snapshot: Snapshot) -> Built:
    """The snapshot of *as_of*, from an earlier one when that is possible, else from nothing."""
    if not _usable(snapshot, as_of):
        return build(as_of)
    parent = Parent.of(snapshot)
    mark = extract.settled(parent.mark)
    registry = Registry.read(as_of)
    if any(not _same(parent, registry, name) for name in SHAPES):
        return build(as_of)
    with computing() as link:
        registry.register(link)
        _fetch_changes(link, parent, registry, as_of)
        total = _total(link, parent)
        if shares_for(total) != parent.shares:
            return build(as_of)
        with writing() as folder:
            shares = _touched_shares(link, parent, registry)
            _compute(link, folder, parent, registry, shares)
            return finish(folder, registry, as_of, parent.shares, mark)


def _usable(snapshot: Snapshot, as_of: date) -> bool:
    manifest = snapshot.manifest
    return (
        manifest.get("schema") == SCHEMA_VERSION
        and snapshot.as_of <= as_of
        and manifest.get("mark", {}).get("figure_id", 0) > 0
        and snapshot.path.is_dir()
    )


def _same(parent: Parent, registry: Registry, name: str) -> bool:
    return bool(parent.table(f"registry/{name}").equals(registry.tables[name]))


def _fetch_changes(
    link: duckdb.DuckDBPyConnection, parent: Parent, registry: Registry, as_of: date
) -> None:
    """Tables ``news`` (known now) and ``gone`` (known no more) since the earlier snapshot."""
    before = set(parent.table("registry/indicators")["id"].to_pylist())
    added = set(registry.tables["indicators"]["id"].to_pylist()) - before
    sql = extract.news_sql(as_of, parent.as_of, parent.mark, added)
    fetch(link, "news", sql, pages=False)
    fetch(link, "gone", extract.gone_sql(as_of, parent.as_of, parent.mark), pages=False)
    _forget_known(link, parent)


def _forget_known(link: duckdb.DuckDBPyConnection, parent: Parent) -> None:
    """Leave out news that the earlier snapshot already had, and departures it had already seen."""
    rows = run(link, "SELECT indicator_id FROM news UNION SELECT indicator_id FROM gone")
    shares = {row[0] % parent.shares for row in rows}
    if shares:
        run(
            link, f"CREATE TEMP TABLE held AS SELECT id FROM ({parent.shares_sql(FIGURES, shares)})"
        )
        run(link, "DELETE FROM news WHERE id IN (SELECT id FROM held)")
        run(link, "DELETE FROM gone WHERE id NOT IN (SELECT id FROM held)")


def _total(link: duckdb.DuckDBPyConnection, parent: Parent) -> int:
    """How many figures there will be, when no indicator is archived in the meantime."""
    counts = "SELECT (SELECT count(*) FROM news) - (SELECT count(*) FROM gone)"
    return parent.figures + int(run(link, counts)[0][0])


def _touched_shares(
    link: duckdb.DuckDBPyConnection, parent: Parent, registry: Registry
) -> set[int]:
    """Shares of the indicators whose figures or rule changed, and of the ratios drawn from them."""
    rows = run(link, "SELECT indicator_id FROM news UNION SELECT indicator_id FROM gone")
    touched = {row[0] for row in rows} | _changed_rules(parent, registry)
    links = registry.tables["indicators"].select(["id", "numerator_id", "denominator_id"])
    drawn = {
        row["id"]
        for row in links.to_pylist()
        if row["numerator_id"] in touched or row["denominator_id"] in touched
    }
    return {pk % parent.shares for pk in touched | drawn}


def _changed_rules(parent: Parent, registry: Registry) -> set[int]:
    """Indicators added, archived, or whose rule changed."""
    columns = ["id", *RULES]
    now = registry.tables["indicators"].select(columns)
    before = parent.table("registry/indicators").select(columns)
    if now.equals(before):
        return set()
    rows = [{tuple(row.values()) for row in table.to_pylist()} for table in (now, before)]
    return {row[0] for row in rows[0] ^ rows[1]}


def _compute(
    link: duckdb.DuckDBPyConnection,
    folder: Folder,
    parent: Parent,
    registry: Registry,
    shares: set[int],
) -> None:
    """Compute the touched shares, take over the others."""
    _gather(link, parent, shares | _terms_shares(registry, shares, parent.shares))
    consolidate(link)
    write_shares(link, folder, parent.shares, shares)
    for name, stored in parent.files.items():
        kind, _, rest = name.partition("/")
        if kind in (FIGURES, WORDS, RESULTS) and int(rest.split(".")[0]) not in shares:
            folder.keep(name, parent.path, stored)
    for name, table in (("headlines", headlines(link)), ("differences", arrow(link, DIFFERENCES))):
        mixed = _mixed(parent.table(f"summary/{name}"), table, parent.shares, shares)
        folder.write(f"summary/{name}", mixed)


def _terms_shares(registry: Registry, shares: set[int], count: int) -> set[int]:
    """Shares of the numerators and denominators of the ratios that are computed again."""
    links = registry.tables["indicators"].select(["id", "numerator_id", "denominator_id"])
    return {
        term % count
        for row in links.to_pylist()
        if row["id"] % count in shares
        for term in (row["numerator_id"], row["denominator_id"])
        if term is not None
    }


def _gather(link: duckdb.DuckDBPyConnection, parent: Parent, shares: set[int]) -> None:
    """Tables ``figures`` and ``words`` of some shares, as they are known now."""
    listed = ", ".join(str(share) for share in sorted(shares)) or "-1"
    here = f"indicator_id % {parent.shares} IN ({listed})"
    kept = (
        "id NOT IN (SELECT id FROM gone UNION ALL SELECT id FROM news)"
        " AND indicator_id IN (SELECT indicator_id FROM indicators)"
    )
    run(link, f"CREATE TEMP TABLE figures AS SELECT * FROM news WHERE {here}")
    run(
        link, f"CREATE TEMP TABLE words AS SELECT * FROM ({extract.words_sql('news')}) WHERE {here}"
    )
    if shares:
        for kind, columns in ((FIGURES, "* EXCLUDE (role)"), (WORDS, "*")):
            old = f"SELECT {columns} FROM ({parent.shares_sql(kind, shares)}) WHERE {kept}"
            run(link, f"INSERT INTO {kind} BY NAME {old}")


def _mixed(before: pa.Table, now: pa.Table, count: int, shares: set[int]) -> pa.Table:
    """The rows of untouched indicators as they were, those of touched ones as they are."""
    rows = pa.concat_tables([_of(before, count, shares, False), _of(now, count, shares, True)])
    return rows.sort_by([(name, "ascending") for name in KEYS if name in rows.column_names])


def _of(table: pa.Table, count: int, shares: set[int], inside: bool) -> pa.Table:
    owners = table["indicator_id"].to_pylist()
    return table.filter(pa.array([(pk % count in shares) is inside for pk in owners], pa.bool_()))

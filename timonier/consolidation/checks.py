"""Are the files of a snapshot what they were, and what changed from one snapshot to another?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb

from timonier.consolidation.layout import MANIFEST, digest
from timonier.consolidation.models import Snapshot
from timonier.consolidation.reader import Reader, open_snapshot
from timonier.consolidation.values import Difference, Problem
from timonier.consolidation.wording import period_name
from timonier.engine.numerals import format_number
from timonier.engine.typography import NBSP, quoted

REMEDY = "Restaurez le dossier depuis une sauvegarde, ou refaites la photo à la même date."


def verify(snapshot: Snapshot) -> list[Problem]:
    """Hash every file again; an empty list means that nothing moved since the snapshot."""
    path = snapshot.path
    if not path.is_dir():
        return [Problem(snapshot.directory, "a disparu", REMEDY)]
    listed = snapshot.manifest["files"]
    problems = []
    for name, stored in listed.items():
        file = path / name
        if not file.is_file():
            problems.append(Problem(name, "a disparu", REMEDY))
        elif digest(file) != stored["sha256"]:
            problems.append(Problem(name, "a été modifié après la photo", REMEDY))
    present = {file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()}
    for name in sorted(present - set(listed) - {MANIFEST}):
        problems.append(Problem(name, "a été ajouté après la photo", REMEDY))
    return [*problems, *_manifest_problems(snapshot)]


def _manifest_problems(snapshot: Snapshot) -> Iterator[Problem]:
    file = snapshot.path / MANIFEST
    if not file.is_file():
        yield Problem(MANIFEST, "a disparu", REMEDY)
    elif json.loads(file.read_text(encoding="utf-8"))["files"] != snapshot.manifest["files"]:
        yield Problem(MANIFEST, "ne décrit plus les mêmes fichiers", REMEDY)


_CHANGES = """
    WITH before AS (SELECT * FROM read_parquet('{a}')), after AS (SELECT * FROM read_parquet('{b}'))
    SELECT * FROM (
        SELECT coalesce(a.indicator_id, b.indicator_id) AS indicator_id,
            coalesce(a.territory_id, b.territory_id) AS territory_id,
            coalesce(a.period_start, b.period_start) AS period_start,
            coalesce(a.period_end, b.period_end) AS period_end,
            a.value AS old, b.value AS new, a.{key} IS NULL AS added, b.{key} IS NULL AS removed
        FROM before a FULL JOIN after b ON {on}
        WHERE a.value IS DISTINCT FROM b.value OR a.{key} IS NULL OR b.{key} IS NULL
    ) ORDER BY ALL
"""
_CELL = " AND ".join(
    f"a.{name} IS NOT DISTINCT FROM b.{name}"
    for name in ("indicator_id", "territory_id", "period_start", "period_end", "nature")
)


def compare(before: Snapshot, after: Snapshot) -> list[Difference]:
    """What changed: figures that came, went or were revised, and totals that moved with them."""
    one, two = open_snapshot(before), open_snapshot(after)
    files = before.manifest["files"], after.manifest["files"]
    if files[0] == files[1]:
        return []
    found = [_figure(two, one, row) for row in _changed(one, two, "figures", "a.id = b.id", "id")]
    found += [_total(two, one, row) for row in _changed(one, two, "results", _CELL, "indicator_id")]
    return [*_paired(found), *_definitions(one, two)]


def _changed(one: Reader, two: Reader, kind: str, on: str, key: str) -> list[dict[str, Any]]:
    glob = [str(reader.path / kind / "*.parquet") for reader in (one, two)]
    sql = _CHANGES.format(a=glob[0], b=glob[1], on=on, key=key)
    with duckdb.connect() as link:
        return list(link.sql(sql).to_arrow_table().to_pylist())


def _named(two: Reader, one: Reader, row: dict[str, Any]) -> tuple[str, str]:
    """Key and French name of the cell of a row; archived objects keep their earlier name."""
    names = []
    for table, pk in (("indicators", row["indicator_id"]), ("territories", row["territory_id"])):
        found = two.store.one(f"registry/{table}", pk) or one.store.one(f"registry/{table}", pk)
        names.append(found["name"] if found else "hors du registre")
    period = period_name(row["period_start"], row["period_end"])
    key = f"{row['indicator_id']}/{row['territory_id']}/{row['period_end']}"
    return key, f"{quoted(names[0])}, {names[1]}, {period}"


def _figure(two: Reader, one: Reader, row: dict[str, Any]) -> Difference:
    key, name = _named(two, one, row)
    if row["added"]:
        return Difference("figure_added", key, f"{name}{NBSP}: {_n(row['new'])}, nouveau chiffre")
    if row["removed"]:
        text = f"{name}{NBSP}: {_n(row['old'])} n’y figure plus"
        return Difference("figure_removed", key, text)
    text = f"{name}{NBSP}: {_n(row['old'])} devient {_n(row['new'])}"
    return Difference("figure_changed", key, text)


def _total(two: Reader, one: Reader, row: dict[str, Any]) -> Difference:
    key, name = _named(two, one, row)
    if row["added"]:
        return Difference("total_added", key, f"{name}, total{NBSP}: {_n(row['new'])}, nouveau")
    if row["removed"]:
        return Difference("total_removed", key, f"{name}, total{NBSP}: n’est plus calculé")
    text = f"{name}, total{NBSP}: {_n(row['old'])} devient {_n(row['new'])}"
    return Difference("total_changed", key, text)


def _paired(found: list[Difference]) -> list[Difference]:
    """A figure that left and one that came in the same cell are one revision."""
    gone = {one.key: one for one in found if one.kind == "figure_removed"}
    came = {one.key: one for one in found if one.kind == "figure_added"}
    revised = gone.keys() & came.keys()
    kept = [
        one
        for one in found
        if not (one.kind in ("figure_removed", "figure_added") and one.key in revised)
    ]
    joined = [
        Difference("figure_revised", key, _revision(gone[key].what, came[key].what))
        for key in sorted(revised)
    ]
    return joined + kept


def _revision(gone: str, came: str) -> str:
    name, _, old = gone.partition(f"{NBSP}: ")
    new = came.partition(f"{NBSP}: ")[2].removesuffix(", nouveau chiffre")
    return f"{name}{NBSP}: {old.removesuffix(' n’y figure plus')} devient {new} (révision)"


WATCHED = {
    "objectives": (("state", "état"), ("due_on", "échéance"), ("target_value", "cible")),
    "indicators": (
        ("perimeter_operator", "opérateur de périmètre"),
        ("time_operator", "opérateur de temps"),
        ("definition", "définition"),
        ("unit", "unité"),
        ("discontinued_on", "date d’interruption"),
    ),
    "undertakings": (("status", "état"), ("promised_on", "échéance")),
}
"""Columns whose change is told, table by table."""


def _definitions(one: Reader, two: Reader) -> Iterator[Difference]:
    for table, columns in WATCHED.items():
        before = {row["id"]: row for row in one.store.table(f"registry/{table}")}
        for row in two.store.table(f"registry/{table}"):
            old = before.get(row["id"])
            for column, name in columns:
                if old is not None and old[column] != row[column]:
                    text = f"{row['code']}, {name}{NBSP}: {_plain(old[column])} devient"
                    yield Difference(
                        f"{table}_changed", row["code"], f"{text} {_plain(row[column])}"
                    )


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return format_number(value)
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return quoted(str(value)) if value else "non renseigné"


def _n(value: Decimal | None) -> str:
    return format_number(value)

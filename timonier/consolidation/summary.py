"""Progress, counts and alerts of a snapshot, computed by the engine from what was consolidated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

import pyarrow as pa

from timonier.consolidation.alerts import alerts
from timonier.consolidation.followed import follow_objectives, follow_targets
from timonier.consolidation.layout import Folder
from timonier.consolidation.reader import Reader
from timonier.consolidation.scopes import members_of, scopes
from timonier.consolidation.tables import DECIMAL, arrow

_TYPES: dict[str, pa.DataType] = {
    "int": pa.int64(),
    "str": pa.string(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "Decimal": DECIMAL,
}


def write_summary(folder: Folder, reader: Reader) -> None:
    """Write ``summary/…``: one file per list, each row naming the objects that it counts."""
    targets = follow_targets(reader)
    objectives = follow_objectives(reader, targets)
    folder.write("summary/targets", _table(targets))
    folder.write("summary/objectives", _table(objectives))
    folder.write("summary/scopes", _table(scopes(reader, objectives)))
    folder.write("summary/members", _members(reader))
    folder.write("summary/alerts", _table(alerts(reader, targets, objectives)))


_MEMBERS = pa.schema(
    [
        ("scope", pa.string()),
        ("scope_id", pa.int64()),
        ("kind", pa.string()),
        ("member_id", pa.int64()),
    ]
)


def _members(reader: Reader) -> pa.Table:
    """What each scope counts, object by object; the institution counts everything."""
    rows = [
        (scope, pk, kind, member)
        for scope, pk, members in members_of(reader)
        if scope != "institution"
        for kind in ("objectives", "indicators", "undertakings")
        for member in sorted(getattr(members, kind))
    ]
    return arrow(rows, _MEMBERS)


def _table(rows: Sequence[Any] | Iterable[Any]) -> pa.Table:
    """Frozen values as a table, typed by their annotations."""
    listed = list(rows)
    kind = type(listed[0]) if listed else None
    if kind is None:
        return pa.table({})
    names = [(field.name, str(field.type).split(" | ")[0]) for field in fields(kind)]
    schema = pa.schema([(name, _TYPES[type_]) for name, type_ in names])
    take = attrgetter(*(name for name, _ in names))
    return arrow([take(row) for row in listed], schema)

"""Figures read from PostgreSQL as Arrow, in columns, without a Python object per value.

Outside a transaction the rows come through ADBC, on several connections that share one database
snapshot. Inside a transaction they come through Django's own connection, since no other one sees
what is not yet committed; that way is for small amounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeAlias

import pyarrow as pa
from django.db import connection
from psycopg.conninfo import make_conninfo

Arrow: TypeAlias = pa.Table | pa.RecordBatchReader

CONNECTIONS = 2
"""Two readers keep both cores of a small machine busy; more do not help the server."""


def address() -> str:
    """The libpq address of Django's database; a socket folder is an ordinary ``host``."""
    settings = connection.settings_dict
    given = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "dbname": settings["NAME"],
    }
    return make_conninfo(**{name: str(value) for name, value in given.items() if value})


@contextmanager
def reading(sql: str, schema: pa.Schema, pages: bool = True) -> Iterator[list[Arrow]]:
    """Open the rows of *sql* as Arrow sources of the given *schema*.

    *sql* holds ``{slice}`` where a condition may be added to read a share of the table; with
    ``pages=False`` there are few rows, and opening other connections would take longer.
    """
    if connection.in_atomic_block or not pages:
        yield [_through_django(sql.format(slice="true"), schema)]
        return
    with ExitStack() as stack:
        yield _through_adbc(stack, sql, CONNECTIONS)


def _through_django(sql: str, schema: pa.Schema) -> pa.Table:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        columns = list(zip(*cursor.fetchall(), strict=True))
    if not columns:
        return schema.empty_table()
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _through_adbc(stack: ExitStack, sql: str, count: int) -> list[Arrow]:
    cursors = [_cursor(stack) for _ in range(count)]
    cursors[0].execute("SELECT pg_export_snapshot(), pg_relation_size('indicators_figure') / 8192")
    snapshot, size = cursors[0].fetchone()
    for cursor in cursors[1:]:
        cursor.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
    bounds = [size * rank // count for rank in range(count)]
    readers: list[Arrow] = []
    for rank, cursor in enumerate(cursors):
        low = f"f.ctid >= '({bounds[rank]},0)'::tid" if rank else "true"
        high = f"f.ctid < '({bounds[rank + 1]},0)'::tid" if rank + 1 < count else "true"
        cursor.execute(sql.format(slice=f"{low} AND {high}"))
        readers.append(stack.enter_context(cursor.fetch_record_batch()))
    return readers


def _cursor(stack: ExitStack) -> Any:
    from adbc_driver_postgresql import dbapi

    link = stack.enter_context(dbapi.connect(address()))
    cursor = stack.enter_context(link.cursor())
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    return cursor

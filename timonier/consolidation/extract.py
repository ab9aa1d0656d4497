"""What a snapshot takes from the registry, in both times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow as pa
from django.db import connection
from django.utils import timezone

from timonier.registry.indicators.enums import FigureStatus, Nature, Qualifier

SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("place", pa.int64()),
        ("frame", pa.int64()),
        ("origin", pa.int64()),
        ("amount", pa.string()),
        ("rest", pa.string()),
    ]
)
"""How figures travel. Reading costs by the column, so that small numbers travel together:

- ``place``: indicator, then territory (0 for none), 32 bits each;
- ``frame``: first and last day since 1900 (0 for none, 20 bits each), nature, qualifier, status;
- ``origin``: feed, then unit of the organisation (0 for none);
- ``amount``: the value, as text so that no digit is lost;
- ``rest``: what most figures do not have, as a JSON list in the order of :data:`REST`.
"""

REST = (
    "numerator",
    "denominator",
    "repeat_of_id",
    "document_id",
    "line",
    "external_id",
    "label",
    "comparison",
    "missing_reason",
    "territory_printed",
    "period_printed",
    "measure_unit",
)
WORDS = REST[4:]
"""Texts of a figure; the last two are the rule's own when nothing else is said."""

CODES = {
    "nature": (8, Nature.values),
    "qualifier": (4, Qualifier.values),
    "status": (0, FigureStatus.values),
}
"""Place of each enumeration in ``frame``, and its words in order."""

DAY_ZERO = "DATE '1900-01-01'"
MARGIN = timedelta(minutes=5)
"""Clocks of the web servers may differ by this much."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where the figures of a snapshot are complete, so that the next reads only news."""

    figure_id: int
    at: datetime

    def to_dict(self) -> dict[str, Any]:
        """As the manifest keeps it."""
        return {"figure_id": self.figure_id, "at": self.at.isoformat()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Mark:
        """As the manifest kept it."""
        return cls(int(data["figure_id"]), datetime.fromisoformat(data["at"]))


def end_of(day: date) -> datetime:
    """The first moment after a day, in the institution's time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def settled(previous: Mark | None) -> Mark:
    """The mark to keep for a reading that starts now.

    A number is drawn before its row is seen: while somebody else is writing figures, the mark
    stays at the previous one, and the next reading goes over the same rows again.
    """
    now = timezone.now() - MARGIN
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(last_value, 0) FROM pg_sequences"
            " WHERE sequencename = 'indicators_figure_id_seq' AND schemaname = current_schema()"
        )
        row = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE relation = 'indicators_figure'::regclass"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND pid <> pg_backend_pid() AND mode NOT IN ('AccessShareLock', 'RowShareLock')"
        )
        writers = cursor.fetchone()[0]
    if writers:
        return previous or Mark(0, datetime.fromtimestamp(0, tz=timezone.get_current_timezone()))
    return Mark(int(row[0]) if row else 0, now)


def figures_sql(as_of: date) -> str:
    """Figures known at the end of a day."""
    moment = _literal(end_of(as_of))
    columns = [_column(field) for field in SCHEMA]
    return (
        f"SELECT {', '.join(columns)} FROM indicators_figure f"
        f" WHERE f.recorded_at < {moment}"
        f" AND (f.superseded_at IS NULL OR f.superseded_at >= {moment}) AND {{slice}}"
    )


def news_sql(as_of: date, parent_as_of: date, mark: Mark, added: Iterable[int]) -> str:
    """Figures that may have come since the mark, and all those of newly added indicators."""
    since = [f"f.id > {mark.figure_id}"]
    if as_of != parent_as_of:
        since.append(f"f.recorded_at >= {_literal(end_of(parent_as_of))}")
    if listed := ", ".join(str(pk) for pk in sorted(added)):
        since.append(f"f.indicator_id IN ({listed})")
    return f"{figures_sql(as_of)} AND ({' OR '.join(since)})"


def gone_sql(as_of: date, parent_as_of: date, mark: Mark) -> str:
    """Figures superseded since the mark, or by news, and no longer known at the end of the day."""
    columns = ", ".join(_column(field) for field in SCHEMA)
    since = min(mark.at, end_of(parent_as_of))
    return (
        f"SELECT {columns} FROM indicators_figure f WHERE (f.superseded_at >= {_literal(since)}"
        " OR f.id IN (SELECT supersedes_id FROM indicators_figure"
        f" WHERE id > {mark.figure_id} AND supersedes_id IS NOT NULL))"
        f" AND f.superseded_at < {_literal(end_of(as_of))} AND {{slice}}"
    )


def _column(field: pa.Field) -> str:
    return f"{_TRAVEL[field.name]} AS {field.name}"


def _day(name: str) -> str:
    return f"coalesce(f.{name} - {DAY_ZERO}, 0)::bigint"


def _code(name: str, shift: int, words: list[str]) -> str:
    cases = " ".join(f"WHEN '{word}' THEN {rank << shift}" for rank, word in enumerate(words))
    return f"CASE f.{name} {cases} END"


def _rest() -> str:
    said = " OR ".join(
        [f"f.{name} IS NOT NULL" for name in REST[:4]] + [f"f.{name} <> ''" for name in WORDS[:-2]]
    )
    listed = ", ".join(f"f.{name}::text" for name in REST)
    return f"CASE WHEN {said} THEN array_to_json(ARRAY[{listed}])::text END"


_TRAVEL = {
    "id": "f.id",
    "place": "(f.indicator_id << 32) | coalesce(f.territory_id, 0)",
    "frame": " | ".join(
        [
            f"({_day('period_start')} << 40)",
            f"({_day('period_end')} << 20)",
            *(_code(name, shift, words) for name, (shift, words) in CODES.items()),
        ]
    ),
    "origin": "(coalesce(f.feed_id, 0) << 32) | coalesce(f.unit_id, 0)",
    "amount": "f.value::text",
    "rest": _rest(),
}


def _literal(moment: datetime) -> str:
    return f"'{moment.isoformat()}'::timestamptz"


def unpacked(source: str) -> str:
    """The figures of *source*, column by column in DuckDB, from how they travelled."""
    value = "DECIMAL(24, 4)"
    columns = [
        "id",
        "place >> 32 AS indicator_id",
        "nullif(place & 4294967295, 0) AS territory_id",
        "nullif(origin & 4294967295, 0) AS unit_id",
        _undated("period_start", 40),
        _undated("period_end", 20),
        f"amount::{value} AS value",
        *(f"{_said(name)}::{value} AS {name}" for name in ("numerator", "denominator")),
        *(_decoded(name, shift, words) for name, (shift, words) in CODES.items()),
        *(f"{_said(name)}::BIGINT AS {name}" for name in ("repeat_of_id", "document_id")),
        "nullif(origin >> 32, 0) AS feed_id",
        "rest",
    ]
    return f"SELECT {', '.join(columns)} FROM {source}"


def _said(name: str) -> str:
    """One of the things most figures do not have; only those that have some are opened."""
    return f"CASE WHEN rest IS NOT NULL THEN rest::JSON->>{REST.index(name)} END"


def words_sql(table: str) -> str:
    """The texts of the figures of a table that have some."""
    paths = ", ".join(f"'$[{REST.index(name)}]'" for name in WORDS)
    texts = ", ".join(f"said[{rank}] AS {name}" for rank, name in enumerate(WORDS, start=1))
    some = " OR ".join(f"said[{rank}] <> ''" for rank in range(1, len(WORDS) - 1))
    listed = (
        f"SELECT id, indicator_id, json_extract_string(rest, [{paths}]) AS said"
        f" FROM {table} WHERE rest IS NOT NULL"
    )
    return f"SELECT id, indicator_id, {texts} FROM ({listed}) WHERE {some}"


def _undated(name: str, shift: int) -> str:
    days = f"((frame >> {shift}) & 1048575)::INTEGER"
    return f"CASE WHEN {days} > 0 THEN {DAY_ZERO} + {days} END AS {name}"


def _decoded(name: str, shift: int, words: list[str]) -> str:
    code = f"(frame >> {shift}) & 15"
    kind = f"ENUM ({', '.join(repr(word) for word in words)})"
    cases = " ".join(f"WHEN {rank} THEN '{word}'::{kind}" for rank, word in enumerate(words))
    return f"CASE {code} {cases} END AS {name}"

"""What a snapshot takes from the registry, in both times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow as pa
from django.db import connection
from django.utils import timezone

SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("indicator_id", pa.int64()),
        ("territory_id", pa.int64()),
        ("unit_id", pa.int64()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("value", pa.string()),
        ("numerator", pa.string()),
        ("denominator", pa.string()),
        ("nature", pa.string()),
        ("qualifier", pa.string()),
        ("status", pa.string()),
        ("repeat_of_id", pa.int64()),
        ("document_id", pa.int64()),
        ("feed_id", pa.int64()),
        ("words", pa.string()),
    ]
)
WORDS = (
    "line",
    "external_id",
    "label",
    "comparison",
    "missing_reason",
    "territory_printed",
    "period_printed",
    "measure_unit",
)
"""Texts of a figure, brought as one list when there is something to say: most have none."""

NEWS = ("line", "external_id", "label", "comparison", "missing_reason", "territory_printed")
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

    A number is drawn before its row is seen: while somebody is writing figures, the mark stays
    at the previous one, and the next reading goes over the same rows again.
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
            " AND mode NOT IN ('AccessShareLock', 'RowShareLock')"
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


def news_sql(as_of: date, parent_as_of: date, mark: Mark) -> str:
    """Figures that may have come since the mark of an earlier snapshot."""
    since = (
        f"(f.id > {mark.figure_id} OR f.recorded_at >= {_literal(end_of(parent_as_of))})"
        if as_of != parent_as_of
        else f"f.id > {mark.figure_id}"
    )
    return f"{figures_sql(as_of)} AND {since}"


def gone_sql(as_of: date, parent_as_of: date, mark: Mark) -> str:
    """Numbers of figures superseded since the mark, and no longer known at the end of the day."""
    since = min(mark.at, end_of(parent_as_of))
    return (
        "SELECT f.id FROM indicators_figure f"
        f" WHERE f.superseded_at >= {_literal(since)}"
        f" AND f.superseded_at < {_literal(end_of(as_of))} AND {{slice}}"
    )


def _column(field: pa.Field) -> str:
    if field.name == "words":
        news = " AND ".join(f"f.{name} = ''" for name in NEWS)
        listed = ", ".join(f"f.{name}" for name in WORDS)
        year = "f.period_printed = '' OR f.period_printed = date_part('year', f.period_end)::text"
        return (
            f"CASE WHEN {news} THEN NULL"
            f" ELSE array_to_json(ARRAY[{listed}]::text[])::text END AS words"
        ).replace("{year}", year)
    if field.name in ("value", "numerator", "denominator"):
        return f"f.{field.name}::text AS {field.name}"
    return f"f.{field.name}"


def _literal(moment: datetime) -> str:
    return f"'{moment.isoformat()}'::timestamptz"

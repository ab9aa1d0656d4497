"""2,000 indicators × 92 communes × 10 years: a whole snapshot, then one after one changed value."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.utils import timezone

from bench.measure import best, measured
from bench.scratch import fill, scratch_database

FULL_SECONDS, CHANGE_SECONDS = 3.0, 0.5


def run(indicators: int = 2000, communes: int = 92, years: int = 10) -> dict[str, Any]:
    """Sizes, seconds and the baseline: hand-written SQL over the same rows, without a snapshot."""
    root, settings.SNAPSHOT_ROOT = settings.SNAPSHOT_ROOT, Path(tempfile.mkdtemp())
    try:
        with scratch_database():
            figures = fill(indicators, communes, years)
            return _measure(figures) | {"indicators": indicators, "communes": communes}
    finally:
        shutil.rmtree(settings.SNAPSHOT_ROOT, ignore_errors=True)
        settings.SNAPSHOT_ROOT = root


def _measure(figures: int) -> dict[str, Any]:
    from timonier.consolidation.actions import consolidate
    from timonier.consolidation.models import Snapshot

    consolidate(by=None, as_of=date(2015, 12, 31))  # imports and compiled statements
    full = best(lambda: consolidate(by=None), 3)
    changes = []
    for _ in range(3):
        _change_one()
        changes.append({})
        with measured(changes[-1]):
            last = consolidate(by=None, parent=Snapshot.objects.order_by("-id").first())
    assert last.sha256 == consolidate(by=None).sha256, "the two ways disagree"
    change = min(changes, key=lambda one: one["seconds"])
    return {
        "figures": figures,
        "snapshot_mb": round(sum(f["bytes"] for f in last.manifest["files"].values()) / 1e6, 1),
        "full": full,
        "one_change": change | {"all_seconds": [one["seconds"] for one in changes]},
        "baseline": best(_by_hand, 2),
        "limits": {"full": FULL_SECONDS, "one_change": CHANGE_SECONDS},
        "within": full["seconds"] <= FULL_SECONDS and change["seconds"] <= CHANGE_SECONDS,
    }


def _change_one() -> None:
    """Revise the first figure of a commune, as the action does."""
    from timonier.registry.indicators.models import Figure

    now = timezone.now()
    old = Figure.objects.filter(superseded_at=None, value__isnull=False).order_by("id")[0]
    Figure.objects.filter(pk=old.pk).update(superseded_at=now)
    changed = {"supersedes_id": old.pk, "revision_reason": "essai", "recorded_at": now}
    old.pk, old.value = None, (old.value or Decimal(0)) + 1
    for name, value in changed.items():
        setattr(old, name, value)
    old.save(force_insert=True)


def _by_hand() -> int:
    """The same totals in SQL written for this case alone: no role, no coverage, no trace, no file.

    PostgreSQL gives the rows over the same driver, DuckDB adds them up.
    """
    from adbc_driver_postgresql import dbapi

    from timonier.consolidation.extract import end_of
    from timonier.consolidation.source import address

    moment = end_of(timezone.localdate()).isoformat()

    with dbapi.connect(address()) as link, link.cursor() as cursor, duckdb.connect() as engine:
        cursor.execute("SELECT territory_id, commune_id FROM territories_membership")
        engine.register("members", cursor.fetch_arrow_table())
        cursor.execute("SELECT id, perimeter_operator, factor::float8 FROM indicators_indicator")
        engine.register("sheets", cursor.fetch_arrow_table())
        cursor.execute(
            "SELECT indicator_id, territory_id, period_end, value::text, numerator::text,"
            " denominator::text FROM indicators_figure"
            f" WHERE recorded_at < '{moment}'"
            f" AND (superseded_at IS NULL OR superseded_at >= '{moment}')"
        )
        with cursor.fetch_record_batch() as rows:
            engine.register("rows", rows)
            totals = engine.sql(
                "SELECT indicator_id, m.territory_id, period_end,"
                " CASE any_value(perimeter_operator) WHEN 'sum' THEN"
                " sum(r.value::DECIMAL(24, 4)) WHEN 'ratio_of_sums' THEN any_value(factor) *"
                " sum(numerator::DECIMAL(24, 4)) / sum(denominator::DECIMAL(24, 4)) END AS total"
                " FROM rows r JOIN members m ON m.commune_id = r.territory_id"
                " JOIN sheets s ON s.id = indicator_id GROUP BY ALL"
            ).to_arrow_table()
    return int(totals.num_rows)

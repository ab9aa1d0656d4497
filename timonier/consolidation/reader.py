"""Read a snapshot: every screen, report and export takes its numbers here, so that they agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from timonier.consolidation.boards import Boards
from timonier.consolidation.models import Snapshot
from timonier.consolidation.store import Row, Store
from timonier.consolidation.tracing import trace_of
from timonier.consolidation.values import NATURES, Figure, Series, SeriesBreak, TargetPoint, Value
from timonier.consolidation.wording import period_name, reason_text
from timonier.engine.trace import Trace

OPENED = 4
"""Snapshots kept open by a process."""


class Reader(Boards):
    """A snapshot opened for reading; thread-safe, since nothing in it changes."""

    def __init__(self, path: Path, manifest: dict[str, Any]) -> None:
        self.path = path
        self.manifest = manifest
        self.as_of = date.fromisoformat(manifest["as_of"])
        self.store = Store(path, int(manifest["shares"]))

    # ---- figures and values -------------------------------------------------------------

    def figures(self, indicator_id: int) -> tuple[Figure, ...]:
        """Every figure of an indicator, in the order of periods, then places."""
        return tuple(self._figure(row) for row in self.store.of_indicator("figures", indicator_id))

    def figure(self, indicator_id: int, figure_id: int) -> Figure | None:
        """One figure of an indicator by its number."""
        return next((one for one in self.figures(indicator_id) if one.id == figure_id), None)

    def values(self, indicator_id: int, territory_id: int | None = None) -> tuple[Value, ...]:
        """Values of an indicator in one place (the institution by default), oldest first.

        Periods of different lengths and natures stand side by side; nothing is filled in.
        """
        place = self.store.institution_id if territory_id is None else territory_id
        rows = self.store.of_indicator("results", indicator_id)
        summed = {_key(row): row for row in rows if row["territory_id"] == place}
        figures: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.store.of_indicator("figures", indicator_id):
            if row["territory_id"] == place and row["period_end"] is not None:
                figures.setdefault(_key(row), []).append(row)
        keys = sorted(summed.keys() | figures.keys(), key=_order)
        values = (self._value(key, summed.get(key), figures.get(key, []), place) for key in keys)
        return tuple(value for value in values if value is not None)

    def value(
        self,
        indicator_id: int,
        territory_id: int | None = None,
        period_end: date | None = None,
        nature: str | None = None,
    ) -> Value | None:
        """The value at the end of a period (the newest by default); achieved before planned."""
        found = [
            value
            for value in self.values(indicator_id, territory_id)
            if (period_end is None or value.period_end == period_end)
            and (nature is None or value.nature == nature)
        ]
        if not found:
            return None
        newest = max(value.period_end for value in found)
        ended = [value for value in found if value.period_end == newest]
        return min(ended, key=lambda value: (NATURES.index(value.nature), value.period_start))

    def series(self, indicator_id: int, territory_id: int | None = None) -> Series:
        """The achieved values of an indicator in a place, with its breaks and its targets."""
        place = self.store.institution_id if territory_id is None else territory_id
        values = tuple(
            value
            for value in self.values(indicator_id, place)
            if value.nature in ("achieved", "context")
        )
        return Series(
            indicator_id, place or 0, values, self.breaks(indicator_id), self.targets(indicator_id)
        )

    def breaks(self, indicator_id: int) -> tuple[SeriesBreak, ...]:
        """Where the series of an indicator changes meaning, oldest first."""
        rows = self.store.index("registry/breaks", "indicator_id").get(indicator_id, [])
        found = (
            SeriesBreak(row["between_start"], row["between_end"], row["kind"], row["reason"])
            for row in rows
        )
        return tuple(sorted(found, key=lambda one: one.after))

    def targets(self, indicator_id: int) -> tuple[TargetPoint, ...]:
        """What is aimed at for an indicator, undated targets last."""
        rows = self.store.index("registry/targets", "indicator_id").get(indicator_id, [])
        found = (
            TargetPoint(
                row["id"],
                row["value"],
                row["due_on"],
                row["due_printed"],
                row["baseline_value"],
                row["baseline_on"],
                row["objective_id"],
                self.source(row["document_id"], row["line"]),
            )
            for row in rows
        )
        return tuple(sorted(found, key=lambda one: (one.due_on is None, one.due_on or date.min)))

    def comparison(
        self, indicator_id: int, territory_id: int | None, period_end: date
    ) -> tuple[Value, ...]:
        """The value of each territory directly or indirectly inside another, for one period."""
        place = self.store.institution_id if territory_id is None else territory_id
        inside = self.store.index("registry/territory_closure", "ancestor_id").get(place, [])
        ids = sorted({row["territory_id"] for row in inside})
        values = (self.value(indicator_id, pk, period_end) for pk in ids)
        return tuple(value for value in values if value is not None)

    def trace(
        self,
        indicator_id: int,
        territory_id: int | None = None,
        period_end: date | None = None,
        nature: str | None = None,
    ) -> Trace | None:
        """What produced a value, down to each figure, its document and its line."""
        value = self.value(indicator_id, territory_id, period_end, nature)
        return None if value is None else trace_of(self, value)

    # ---- words ---------------------------------------------------------------------------

    def source(self, document_id: int | None, line: str | None) -> str:
        """« rapport d’activité 2020, l. 1294 »; empty when no document is named."""
        document = self.store.one("registry/documents", document_id) if document_id else None
        if document is None:
            return ""
        title = str(document["short_title"])
        return f"{title}, l.\u00a0{line}" if line else title

    def indicator(self, indicator_id: int) -> Row:
        """The definition sheet of an indicator; ``KeyError`` when it is archived or unknown."""
        row = self.store.one("registry/indicators", indicator_id)
        if row is None:
            raise KeyError(indicator_id)
        return row

    # ---- from rows to values -------------------------------------------------------------

    def _figure(self, row: Row) -> Figure:
        document = (
            self.store.one("registry/documents", row["document_id"]) if row["document_id"] else None
        )
        feed = self.store.one("registry/feeds", row["feed_id"]) if row["feed_id"] else None
        words = self._words(row)
        texts = {
            name: words.get(name) or ""
            for name in ("line", "external_id", "label", "comparison", "missing_reason")
        }
        named = document["short_title"] if document else (feed["name"] if feed else "")
        return Figure(
            id=row["id"],
            indicator_id=row["indicator_id"],
            territory_id=row["territory_id"],
            unit_id=row["unit_id"],
            period_start=row["period_start"],
            period_end=row["period_end"],
            period=words.get("period_printed")
            or period_name(row["period_start"], row["period_end"]),
            value=row["value"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            measure_unit=words.get("measure_unit") or self.indicator(row["indicator_id"])["unit"],
            qualifier=row["qualifier"],
            nature=row["nature"],
            status=row["status"],
            role=row["role"],
            repeat_of_id=row["repeat_of_id"],
            document=named,
            document_id=row["document_id"],
            feed_id=row["feed_id"],
            territory_printed=words.get("territory_printed") or "",
            **texts,
        )

    def _words(self, row: Row) -> Row:
        """The texts of a figure; most have none."""
        rows = self.store.of_indicator("words", row["indicator_id"])
        return next((one for one in rows if one["id"] == row["id"]), {})

    def _value(
        self, key: tuple[Any, ...], result: Row | None, rows: list[Row], place: int | None
    ) -> Value | None:
        counted = [row for row in rows if row["role"] == "counted"]
        rivals = tuple(row["id"] for row in rows if row["role"] == "contradictory")
        if result is None and not counted and not rivals:
            rows = [row for row in rows if row["role"] == "unknown"]
            if not rows:
                return None
        base = result or (counted or rows)[0]
        lone = result is None
        coverage = None if lone or base["coverage"] is None else Decimal(repr(base["coverage"]))
        reason = _lone_reason(counted, rivals) if lone else base["reason"]
        told = (counted or rows or [{}])[0]
        words = self._words(told) if told else {}
        sheet = self.indicator(base["indicator_id"])
        return Value(
            indicator_id=base["indicator_id"],
            territory_id=place or 0,
            period_start=key[0],
            period_end=key[1],
            period=words.get("period_printed") or period_name(key[0], key[1]),
            nature=key[2],
            value=base["value"] if counted or not lone else None,
            numerator=base["numerator"],
            denominator=base["denominator"],
            unit=words.get("measure_unit") or sheet["unit"],
            decimals=sheet["decimals"],
            qualifier=base["qualifier"] or "exact",
            status=told.get("status") or "",
            origin="published" if lone else base["origin"],
            published=(base["value"] if counted else None) if lone else base["published"],
            computed=None if lone else base["computed"],
            received=0 if lone else base["received"],
            expected=0 if lone else base["expected"],
            coverage=coverage,
            publishable=bool(counted) if lone else base["publishable"],
            reason=reason_text(reason, 0 if lone else base["received"], base),
            figures=tuple(row["id"] for row in counted),
            contradictory=rivals,
        )


def _lone_reason(counted: list[Row], rivals: tuple[int, ...]) -> str:
    if counted:
        return ""
    return "contradictory" if rivals else "unknown"


def _key(row: Row) -> tuple[Any, ...]:
    return (row["period_start"], row["period_end"], row["nature"])


def _order(key: tuple[Any, ...]) -> tuple[Any, ...]:
    start, end, nature = key
    return (end, start, NATURES.index(nature) if nature in NATURES else len(NATURES))


@lru_cache(maxsize=OPENED)
def _opened(path: Path, shares: int, as_of: str) -> Reader:
    return Reader(path, {"shares": shares, "as_of": as_of})


def open_snapshot(snapshot: Snapshot) -> Reader:
    """The reader of a snapshot, kept by this process while it is among the last opened."""
    manifest = snapshot.manifest
    return _opened(snapshot.path, int(manifest["shares"]), str(manifest["as_of"]))


def latest_snapshot() -> Snapshot | None:
    """The newest snapshot of today's knowledge; None before the first."""
    return Snapshot.objects.order_by("-id").first()

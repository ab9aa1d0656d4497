"""What dashboards read: progress, counts that open their lists, alerts, teams."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from timonier.consolidation.alerts import KINDS, Alert
from timonier.consolidation.followed import FollowedObjective, FollowedTarget
from timonier.consolidation.scopes import Scope
from timonier.consolidation.store import Row, Store

T = TypeVar("T")

TEAM_LEVELS = ("dgd", "dga", "pole", "direction", "mission", "territory_dgs")
"""Units that are owed a road map, a dashboard and objectives (R88)."""


@dataclass(frozen=True, slots=True)
class Team:
    """A unit of the organisation in force, and what it has."""

    unit_id: int
    code: str
    name: str
    has_roadmap: bool
    has_dashboard: bool
    has_objectives: bool

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.has_roadmap and self.has_dashboard and self.has_objectives


@dataclass(frozen=True, slots=True)
class AlertCount:
    """How many alerts of a kind; ``label`` is French, in the singular."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """Indicators that have a value for a period, out of those that are followed."""

    received: int
    expected: int
    missing: tuple[int, ...]


class Boards:
    """The lists and counts of one snapshot."""

    store: Store
    as_of: date

    def headline(self, indicator_id: int) -> Row | None:
        """The newest value of an indicator and what troubles it; None when it has no figure."""
        rows = self.store.index("summary/headlines", "indicator_id").get(indicator_id)
        return rows[0] if rows else None

    def scope(self, kind: str, pk: int) -> Scope | None:
        """Counts and progress of a ``node``, ``strategy``, ``theme``, ``unit``, ``institution``."""
        return self._scopes.get((kind, pk))

    def scopes(self, kind: str) -> tuple[Scope, ...]:
        """Every scope of a kind."""
        return tuple(one for (name, _), one in self._scopes.items() if name == kind)

    def members(self, kind: str, pk: int, what: str) -> tuple[int, ...]:
        """Numbers of the ``objectives``, ``indicators`` or ``undertakings`` that a scope counts."""
        if kind == "institution":
            return tuple(self.store.ids(f"registry/{what}"))
        rows = self.store.index("summary/members", "scope_id").get(pk, [])
        return tuple(
            row["member_id"] for row in rows if row["scope"] == kind and row["kind"] == what
        )

    def objective(self, pk: int) -> FollowedObjective | None:
        """Where an objective stands."""
        return self._objectives.get(pk)

    def objectives(self, kind: str, pk: int) -> tuple[FollowedObjective, ...]:
        """The objectives that a scope counts."""
        return tuple(self._objectives[one] for one in self.members(kind, pk, "objectives"))

    def followed_targets(self, indicator_id: int) -> tuple[FollowedTarget, ...]:
        """Where the targets of an indicator stand."""
        return tuple(one for one in self._targets if one.indicator_id == indicator_id)

    def alerts(
        self,
        kind: str | None = None,
        *,
        scope: tuple[str, int] | None = None,
        object_kind: str | None = None,
    ) -> tuple[Alert, ...]:
        """Alerts of a kind (all by default), of the institution or of what a scope counts."""
        found = [
            one
            for one in self._alerts
            if (kind is None or one.kind == kind)
            and (object_kind is None or one.object_kind == object_kind)
        ]
        if scope is None or scope[0] == "institution":
            return tuple(found)
        held = {
            (what.removesuffix("s"), pk)
            for what in ("objectives", "indicators", "undertakings")
            for pk in self.members(*scope, what)
        }
        return tuple(
            one
            for one in found
            if (one.object_kind, one.object_id) in held
            or (scope[0] == "unit" and one.unit_id == scope[1])
        )

    def alert_counts(self, scope: tuple[str, int] | None = None) -> tuple[AlertCount, ...]:
        """How many alerts of each kind; a kind without alert counts 0."""
        counts = Counter(one.kind for one in self.alerts(scope=scope))
        return tuple(AlertCount(kind, label, counts[kind]) for kind, label in KINDS.items())

    def teams(self) -> tuple[Team, ...]:
        """The teams of the organisation in force on the day of the snapshot (R88)."""
        charts = {
            row["id"]
            for row in self.store.table("registry/charts")
            if row["starts_on"] <= self.as_of
            and (row["ends_on"] is None or row["ends_on"] >= self.as_of)
        }
        return tuple(
            self._team(row)
            for row in self.store.table("registry/units")
            if row["chart_id"] in charts and row["level"] in TEAM_LEVELS
        )

    def _team(self, row: Row) -> Team:
        scope = self.scope("unit", row["id"])
        return Team(
            row["id"],
            row["code"],
            row["name"],
            bool(scope and scope.has_roadmap),
            bool(scope and scope.has_dashboard),
            bool(scope and scope.has_objectives),
        )

    def completeness(self, since: date) -> Completeness:
        """Indicators whose newest value is about a period that ends on *since* or later."""
        followed = [
            row["id"]
            for row in self.store.table("registry/indicators")
            if row["discontinued_on"] is None or row["discontinued_on"] > self.as_of
        ]
        missing = tuple(pk for pk in followed if not self._told_since(pk, since))
        return Completeness(len(followed) - len(missing), len(followed), missing)

    def _told_since(self, indicator_id: int, since: date) -> bool:
        line = self.headline(indicator_id)
        return bool(line and line["newest_end"] and line["newest_end"] >= since)

    @cached_property
    def _scopes(self) -> dict[tuple[str, int], Scope]:
        found = self._typed("summary/scopes", Scope)
        return {(one.kind, one.scope_id): one for one in found}

    @cached_property
    def _objectives(self) -> dict[int, FollowedObjective]:
        found = self._typed("summary/objectives", FollowedObjective)
        return {one.objective_id: one for one in found}

    @cached_property
    def _targets(self) -> list[FollowedTarget]:
        return self._typed("summary/targets", FollowedTarget)

    @cached_property
    def _alerts(self) -> list[Alert]:
        return self._typed("summary/alerts", Alert)

    def _typed(self, name: str, kind: type[T]) -> list[T]:
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
        rows: list[dict[str, Any]] = self.store.table(name)
        return [kind(**{key: row[key] for key in names}) for row in rows]

"""Counts and composite progress of each node, strategy, theme and organisation unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from timonier.consolidation.followed import FollowedObjective
from timonier.engine.progress import Component, composite

if TYPE_CHECKING:
    from timonier.consolidation.reader import Reader

THRESHOLD = Decimal("0.5")
"""A composite is shown only when half of its members are measured."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What hangs on a node, a strategy, a theme or a unit, itself and all below it.

    ``kind`` is ``node``, ``strategy``, ``theme``, ``unit`` or ``institution``. Late objectives
    are also in their own state. ``progress`` is a percentage, None below the threshold;
    ``coverage`` is the measured share of the objectives, in [0, 1].
    """

    kind: str
    scope_id: int
    objectives: int
    planned: int
    started: int
    done: int
    dropped: int
    late: int
    undated: int
    unmeasured: int
    progress: Decimal | None
    coverage: Decimal | None
    reason: str
    indicators: int
    known: int
    contradictory: int
    undertakings: int
    undertakings_kept: int
    undertakings_late: int
    undertakings_unknown: int
    has_roadmap: bool
    has_dashboard: bool
    has_objectives: bool


@dataclass(frozen=True, slots=True)
class Members:
    """The numbers of what a scope holds."""

    objectives: frozenset[int]
    indicators: frozenset[int]
    undertakings: frozenset[int]


def scopes(reader: Reader, objectives: Sequence[FollowedObjective]) -> list[Scope]:
    """Every scope, with its counts."""
    followed = {one.objective_id: one for one in objectives}
    return [_scope(reader, kind, pk, members, followed) for kind, pk, members in members_of(reader)]


def members_of(reader: Reader) -> Iterator[tuple[str, int, Members]]:
    """(kind, number, members) of every scope."""
    yield from _nodes(reader)
    yield from _units(reader)
    store = reader.store
    everything = Members(
        frozenset(store.ids("registry/objectives")),
        frozenset(store.ids("registry/indicators")),
        frozenset(store.ids("registry/undertakings")),
    )
    yield "institution", store.institution_id or 0, everything


def _nodes(reader: Reader) -> Iterator[tuple[str, int, Members]]:
    """Nodes with what is below them; a theme also takes what is linked to it."""
    store = reader.store
    below = _below(reader, "registry/node_closure", "node_id")
    direct = _direct_of_nodes(reader)
    linked: dict[int, set[int]] = defaultdict(set)
    for row in store.table("registry/node_links"):
        linked[row["to_node_id"]] |= below.get(row["from_node_id"], set())
    themes = {row["id"] for row in store.table("registry/strategies") if row["kind"] == "themes"}
    by_strategy: dict[int, set[int]] = defaultdict(set)
    for row in store.table("registry/nodes"):
        pk = row["id"]
        by_strategy[row["strategy_id"]].add(pk)
        is_theme = row["strategy_id"] in themes
        nodes = below.get(pk, {pk}) | (linked[pk] if is_theme else set())
        yield "theme" if is_theme else "node", pk, _union(direct, nodes)
    for pk, nodes in sorted(by_strategy.items()):
        yield "strategy", pk, _union(direct, nodes)


def _below(reader: Reader, table: str, column: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in reader.store.table(table):
        found[row["ancestor_id"]].add(row[column])
    return found


def _direct_of_nodes(reader: Reader) -> dict[int, Members]:
    """What hangs directly on each node."""
    store = reader.store
    objectives: dict[int, set[int]] = defaultdict(set)
    indicators: dict[int, set[int]] = defaultdict(set)
    undertakings: dict[int, set[int]] = defaultdict(set)
    for row in store.table("registry/objectives"):
        objectives[row["node_id"]].add(row["id"])
    known = set(store.ids("registry/indicators"))
    for row in store.table("registry/indicator_nodes"):
        if row["indicator_id"] in known:
            indicators[row["node_id"]].add(row["indicator_id"])
    for row in store.table("registry/indicators"):
        indicators[row["theme_id"]].add(row["id"])
    for row in store.table("registry/undertakings"):
        undertakings[row["theme_id"]].add(row["id"])
    nodes = objectives.keys() | indicators.keys() | undertakings.keys()
    return {
        pk: Members(
            frozenset(objectives[pk]), frozenset(indicators[pk]), frozenset(undertakings[pk])
        )
        for pk in nodes
    }


def _units(reader: Reader) -> Iterator[tuple[str, int, Members]]:
    store = reader.store
    below = _below(reader, "registry/unit_closure", "unit_id")
    objectives: dict[int, set[int]] = defaultdict(set)
    indicators: dict[int, set[int]] = defaultdict(set)
    for row in store.table("registry/objectives"):
        objectives[row["unit_id"]].add(row["id"])
    known = set(store.ids("registry/indicators"))
    for row in store.table("registry/responsibilities"):
        if row["indicator_id"] in known:
            indicators[row["unit_id"]].add(row["indicator_id"])
    nothing: frozenset[int] = frozenset()
    direct = {
        pk: Members(frozenset(objectives[pk]), frozenset(indicators[pk]), nothing)
        for pk in objectives.keys() | indicators.keys()
    }
    for row in store.table("registry/units"):
        yield "unit", row["id"], _union(direct, below.get(row["id"], {row["id"]}))


def _union(direct: dict[int, Members], nodes: Iterable[int]) -> Members:
    held = [direct[pk] for pk in nodes if pk in direct]
    return Members(
        frozenset().union(*(one.objectives for one in held)),
        frozenset().union(*(one.indicators for one in held)),
        frozenset().union(*(one.undertakings for one in held)),
    )


def _scope(
    reader: Reader,
    kind: str,
    pk: int,
    members: Members,
    followed: dict[int, FollowedObjective],
) -> Scope:
    objectives = [followed[one] for one in sorted(members.objectives)]
    states = [one.state for one in objectives]
    kept = [one for one in objectives if one.state != "dropped"]
    whole = composite([Component(str(one.objective_id), one.shown) for one in kept], THRESHOLD)
    headlines = [reader.headline(one) for one in members.indicators]
    fates = [reader.store.one("registry/undertakings", one) for one in members.undertakings]
    statuses = [row["status"] for row in fates if row]
    return Scope(
        kind=kind,
        scope_id=pk,
        objectives=len(objectives),
        **{state: states.count(state) for state in ("planned", "started", "done", "dropped")},
        late=sum(one.late for one in objectives),
        undated=sum(one.undated for one in objectives),
        unmeasured=len(whole.missing),
        progress=whole.value,
        coverage=whole.coverage,
        reason=whole.reason if kept else "aucun objectif",
        indicators=len(members.indicators),
        known=sum(1 for one in headlines if one and one["value"] is not None),
        contradictory=sum(1 for one in headlines if one and one["contradictory"]),
        undertakings=len(statuses),
        undertakings_kept=statuses.count("kept"),
        undertakings_late=statuses.count("late"),
        undertakings_unknown=statuses.count("unknown"),
        has_roadmap=any(not one.undated for one in objectives),
        has_dashboard=bool(members.indicators),
        has_objectives=bool(objectives),
    )

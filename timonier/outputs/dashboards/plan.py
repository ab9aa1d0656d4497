"""A strategy tree held in memory: nodes, their objectives, and the counts of each branch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from timonier.engine.objectives import Trait
from timonier.engine.progress import Component, Composite, composite
from timonier.engine.quantities import format_percent
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import short_day
from timonier.registry.strategy.models import Confidence, Node, Objective, Strategy
from timonier.registry.strategy.queries import latest_judgements, nodes_of, objectives
from timonier.registry.strategy.standing import (
    Standing,
    is_due,
    is_incomplete,
    is_measured,
    missing_traits,
    standing,
)

THRESHOLD = Decimal("0.6")
"""Under this known share of its objectives, the progress of a branch is not computed."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of SMART: held or lacking; ``name`` is said by screen readers."""

    letter: str
    name: str
    held: bool


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """One objective in a list or a tree."""

    code: str
    number: str
    title: str
    url: str
    due: str
    overdue: bool
    status: str
    weather: str | None
    smart: tuple[Letter, ...]
    lacking: str
    narrative: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a branch. ``known`` counts objectives of which something is known."""

    total: int
    done: int
    due: int
    unmeasured: int
    incomplete: int
    known: int
    targets: int
    undated: int

    @property
    def coverage(self) -> str:
        """The known share of the objectives, in percent; a dash without objectives."""
        return format_percent(Decimal(100 * self.known) / self.total, 0) if self.total else "—"


def tally(held: Iterable[Objective], on: date) -> Tally:
    """Count *held*; an objective due of which nothing is known is not a late one."""
    rows = list(held)
    states = Counter(state(row, on) for row in rows)
    unmeasured = sum(is_due(row, on) and state(row, on) is Standing.UNMEASURED for row in rows)
    return Tally(
        total=len(rows),
        done=states[Standing.DONE],
        due=sum(is_due(row, on) for row in rows),
        unmeasured=unmeasured,
        incomplete=sum(is_incomplete(row) for row in rows),
        known=len(rows) - states[Standing.UNMEASURED],
        targets=sum(row.target_value is not None for row in rows),
        undated=sum(row.due_on is None for row in rows),
    )


def state(objective: Objective, on: date) -> Standing:
    """The status of an objective read by ``queries.objectives``."""
    return standing(objective, on, measured=is_measured(objective))


def composed(held: Iterable[Objective], on: date, label: str) -> Composite:
    """The composite progress of a branch; undefined under the coverage threshold."""
    shown = {Standing.DONE: Decimal(100), Standing.DROPPED: Decimal(0)}
    return composite(
        [Component(row.title, shown.get(state(row, on))) for row in held], THRESHOLD, label=label
    )


def line(objective: Objective, on: date, weather: Confidence | None) -> ObjectiveLine:
    """An objective as every list shows it."""
    missing = set(missing_traits(objective))
    return ObjectiveLine(
        code=objective.code,
        number=objective.node.number,
        title=objective.title,
        url=address("objective", objective.code),
        due=objective.due_printed or short_day(objective.due_on),
        overdue=is_due(objective, on),
        status=state(objective, on).value,
        weather=weather.get_level_display() if weather else None,
        smart=tuple(
            Letter(letter, trait.label, trait not in missing)
            for letter, trait in zip("SMART", Trait, strict=True)
        ),
        lacking=lacking(objective),
        narrative=objective.narrative,
    )


def lacking(objective: Objective) -> str:
    """What an incomplete objective lacks, in a few words; empty for a complete one."""
    said = []
    if Trait.MEASURABLE in missing_traits(objective):
        said.append("sans cible chiffrée")
    elif objective.target_implicit:
        said.append("cible implicite")
    if objective.due_on is None:
        said.append("sans date")
    return ", ".join(said)


@dataclass(slots=True)
class Plan:
    """One strategy with everything its page needs; five queries whatever its size."""

    strategy: Strategy
    nodes: list[Node]
    objectives: list[Objective]
    weather: dict[int, Confidence]
    node_weather: dict[int, Confidence]
    children: dict[int | None, list[Node]] = field(default_factory=dict)
    held: dict[int, list[Objective]] = field(default_factory=dict)

    def below(self, node: Node) -> Iterator[Node]:
        """*node* and everything under it, in printed order."""
        yield node
        for child in self.children.get(node.pk, []):
            yield from self.below(child)

    def objectives_of(self, node: Node, *, narrative: bool = False) -> list[Objective]:
        """Objectives of *node* and of everything under it."""
        return [
            row
            for found in self.below(node)
            for row in self.held.get(found.pk, [])
            if narrative or not row.narrative
        ]

    def path(self, node: Node) -> list[Node]:
        """The ancestors of *node*, from the top, itself excluded."""
        by_id = {found.pk: found for found in self.nodes}
        found: list[Node] = []
        parent = by_id.get(node.parent_id or 0)
        while parent is not None:
            found.append(parent)
            parent = by_id.get(parent.parent_id or 0)
        return found[::-1]

    @property
    def printed(self) -> list[Objective]:
        """The objectives that the plan states as such."""
        return [row for row in self.objectives if not row.narrative]


def plan_of(strategy: Strategy) -> Plan:
    """Read one strategy tree."""
    judged = latest_judgements(strategy)
    plan = Plan(
        strategy=strategy,
        nodes=list(nodes_of(strategy)),
        objectives=list(
            objectives().filter(node__strategy=strategy).order_by("node__position", "position")
        ),
        weather=judged.objectives,
        node_weather=judged.nodes,
    )
    children: dict[int | None, list[Node]] = defaultdict(list)
    for node in plan.nodes:
        children[node.parent_id].append(node)
    held: dict[int, list[Objective]] = defaultdict(list)
    for objective in plan.objectives:
        held[objective.node_id].append(objective)
    plan.children, plan.held = dict(children), dict(held)
    return plan


def rank_of(node: Node, levels: Iterable[object]) -> str:
    """What a node is called, from its own name or the level of its depth; no query."""
    if node.level_name:
        return node.level_name.capitalize()
    found = next((lv for lv in levels if getattr(lv, "depth", None) == node.depth), None)
    return str(getattr(found, "name", ""))

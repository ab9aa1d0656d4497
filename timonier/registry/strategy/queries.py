"""Reads of strategies, objectives and undertakings; the number of queries never grows with rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from timonier.engine.objectives import PlanWarning, same_texts, wholes_before_parts
from timonier.registry.indicators.enums import Nature
from timonier.registry.indicators.models import Figure, Target
from timonier.registry.strategy.enums import StrategyKind, UndertakingStatus
from timonier.registry.strategy.models import (
    Confidence,
    Node,
    NodeLink,
    Objective,
    Strategy,
    Undertaking,
)
from timonier.registry.strategy.standing import checked

ACHIEVED = (Nature.ACHIEVED, Nature.CONTEXT)


def strategies() -> QuerySet[Strategy]:
    """Active strategies with their levels and adopting act; themes only file things."""
    rows: QuerySet[Strategy] = Strategy.objects.active()
    return (
        rows.exclude(kind=StrategyKind.THEMES)
        .select_related("adopting_act", "document", "replaces")
        .prefetch_related("levels")
        .annotate(node_count=Count("nodes", filter=Q(nodes__depth__gt=0), distinct=True))
    )


def objectives() -> QuerySet[Objective]:
    """Active objectives with their place; ``measured``: a linked indicator has a value."""
    measure = Target.objects.filter(
        objective=OuterRef("pk"),
        indicator__figures__superseded_at__isnull=True,
        indicator__figures__value__isnull=False,
        indicator__figures__nature__in=ACHIEVED,
    )
    rows: QuerySet[Objective] = Objective.objects.active()
    return rows.select_related("node", "node__strategy", "lead", "unit", "document").annotate(
        measured=Exists(measure)
    )


def printed_objectives(strategy: Strategy | None = None) -> QuerySet[Objective]:
    """The objectives that a plan states as such, without those drawn from its running text."""
    rows = objectives().filter(narrative=False)
    return rows.filter(node__strategy=strategy) if strategy else rows


def nodes_of(strategy: Strategy) -> QuerySet[Node]:
    """The active nodes of a tree in their printed order."""
    rows: QuerySet[Node] = Node.objects.active().filter(strategy=strategy)
    return rows.select_related("strategy", "document").order_by("position")


def links_of(nodes: Iterable[int]) -> list[NodeLink]:
    """Links that start from, or point to, one of *nodes*; one query."""
    ids = list(nodes)
    return list(
        NodeLink.objects.filter(Q(from_node__in=ids) | Q(to_node__in=ids)).select_related(
            "from_node__strategy", "to_node__strategy"
        )
    )


@dataclass(frozen=True, slots=True)
class Judgements:
    """The latest météo of each objective and node, by id."""

    objectives: dict[int, Confidence]
    nodes: dict[int, Confidence]


def latest_judgements(strategy: Strategy | None = None) -> Judgements:
    """The météo in force for each objective and node; one query."""
    rows = Confidence.objects.select_related("author").order_by("stated_at", "id")
    if strategy:
        rows = rows.filter(Q(objective__node__strategy=strategy) | Q(node__strategy=strategy))
    found = Judgements({}, {})
    for row in rows:
        if row.objective_id:
            found.objectives[row.objective_id] = row
        elif row.node_id:
            found.nodes[row.node_id] = row
    return found


def plan_warnings(rows: Iterable[Objective]) -> tuple[PlanWarning, ...]:
    """What the objectives *rows* say that does not hold together (R13); one query."""
    known = {row.pk: row for row in rows}
    parts: dict[str, list[str]] = defaultdict(list)
    through: Any = Objective.consolidates.through
    pairs = through.objects.filter(from_objective__in=known).values_list(
        "from_objective_id", "to_objective_id"
    )
    for whole, part in pairs:
        if part in known:
            parts[known[whole].code].append(known[part].code)
    plain = [checked(row) for row in known.values()]
    return (*wholes_before_parts(plain, parts), *same_texts(plain))


def undertakings() -> QuerySet[Undertaking]:
    """Active undertakings with the two documents that promise and prove."""
    rows: QuerySet[Undertaking] = Undertaking.objects.active()
    return rows.select_related("promise_document", "evidence_document", "theme")


def undertaking_counts() -> dict[str, dict[str, int]]:
    """How many undertakings of each section hold each status; one query."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Undertaking.objects.active().values("section", "status").order_by("section")
    for row in rows.annotate(count=Count("pk")):
        counts[row["section"]][row["status"]] = row["count"]
    return dict(counts)


def undertakings_by_commune() -> dict[int, list[Undertaking]]:
    """The localised undertakings of each commune; two queries."""
    found: dict[int, list[Undertaking]] = defaultdict(list)
    rows = Undertaking.objects.active().prefetch_related("communes")
    for row in rows.filter(communes__isnull=False).distinct():
        for commune in row.communes.all():
            found[commune.pk].append(row)
    return dict(found)


WORST_FIRST = (
    UndertakingStatus.LATE,
    UndertakingStatus.DROPPED,
    UndertakingStatus.UNKNOWN,
    UndertakingStatus.IN_PROGRESS,
    UndertakingStatus.KEPT,
)
"""From the least to the most favourable; no news stands before what is under way or kept."""


def targets_with_values() -> list[Target]:
    """Every target in force, each with the figures of its indicator in order of time."""
    return list(_with_values(Target.objects.filter(indicator__archived_at__isnull=True)))


def targets_of(objective: Objective) -> list[Target]:
    """Targets that measure *objective*, each with the figures of its indicator in order of time."""
    return list(_with_values(objective.targets.all()))


def _with_values(targets: QuerySet[Target]) -> QuerySet[Target]:
    figures = (
        Figure.objects.current()
        .filter(nature__in=ACHIEVED, repeat_of__isnull=True, period_end__isnull=False)
        .select_related("document", "territory")
        .order_by("period_end", "id")
    )
    return targets.select_related(
        "indicator", "territory", "document", "objective"
    ).prefetch_related(Prefetch("indicator__figures", queryset=figures, to_attr="known"))

"""Two trees side by side: what carries out each orientation, and those with nothing (R10)."""

from __future__ import annotations

from dataclasses import dataclass

from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import capital, in_letters
from timonier.outputs.dashboards.parts import Link, Option
from timonier.outputs.dashboards.plan import Plan, plan_of, rank_of
from timonier.registry.strategy.models import Node, NodeLink, Strategy
from timonier.registry.strategy.queries import links_of, strategies

KINDS = {
    "carries_out": "met en œuvre",
    "same_object": "même objet",
    "related": "objet voisin",
    "source_says": "rapprochés par la source",
    "subject": "thème",
}
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link between two trees: where from, where to, what kind, and on what grounds."""

    origin: Link
    target: Link
    target_tree: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class OrientationRow:
    """An orientation: the objectives of its own branch, and those of the nodes it is linked to."""

    rank: str
    title: str
    url: str
    own: int
    through: int


@dataclass(frozen=True, slots=True)
class AlignmentPage:
    """What carries out the orientations of one strategy; ``bare``: those that nothing does."""

    title: str
    sentence: str
    crumbs: tuple[Link, ...]
    choices: tuple[Option, ...]
    bare: tuple[OrientationRow, ...]
    held: tuple[OrientationRow, ...]
    links: tuple[LinkRow, ...]

    @property
    def span(self) -> int:
        """Columns left for the orientations carried out."""
        return 7 if self.bare else 12


def link_word(kind: str) -> str:
    """The French word of a kind of link."""
    return KINDS.get(kind, kind)


def alignment_page(strategy: Strategy) -> AlignmentPage:
    """The orientations of *strategy*: each with what carries it out."""
    plans = {row.pk: plan_of(row) for row in strategies()}
    plan = plans.get(strategy.pk) or plan_of(strategy)
    links = links_of(node.pk for node in plan.nodes)
    rows = [
        _orientation(node, plan, plans, links)
        for top in plan.children.get(None, [])
        for node in _shallow(plan, top)
        if node.depth
    ]
    bare = tuple(row for row in rows if not row.own + row.through)
    total = len(rows)
    return AlignmentPage(
        title=_title(len(bare), total),
        sentence="Une orientation est mise en œuvre par les objectifs de sa branche, ou par ceux "
        "des éléments auxquels elle est reliée dans un autre arbre.",
        crumbs=(
            Link("Stratégie", address("strategies")),
            Link(strategy.name, address("strategy", strategy.code)),
            Link("Alignement"),
        ),
        choices=tuple(_choice(row.strategy, pk == strategy.pk) for pk, row in plans.items()),
        bare=bare,
        held=tuple(row for row in rows if row.own + row.through),
        links=tuple(_link(link, strategy) for link in links),
    )


def _choice(strategy: Strategy, current: bool) -> Option:
    return Option(strategy.name, address("strategy_links", de=strategy.code), current)


def _title(bare: int, total: int) -> str:
    if not bare:
        return "Chaque orientation a des objectifs qui la mettent en œuvre"
    verb = "n’a" if bare < 2 else "n’ont"
    noun = "orientation" if bare < 2 else "orientations"
    said = capital(in_letters(bare, feminine=True))
    return f"{said} {noun} sur {total} {verb} aucun objectif"


def _shallow(plan: Plan, node: Node) -> list[Node]:
    return [found for found in plan.below(node) if found.depth <= DEEPEST]


def _orientation(
    node: Node, plan: Plan, plans: dict[int, Plan], links: list[NodeLink]
) -> OrientationRow:
    inside = {found.pk for found in plan.below(node)}
    reached: set[int] = set()
    for link in links:
        far = _far_end(link, inside)
        other = plans.get(far.strategy_id) if far else None
        if far and other:
            reached |= {row.pk for row in other.objectives_of(far)}
    return OrientationRow(
        rank=rank_of(node, plan.strategy.levels.all()),
        title=str(node),
        url=address("node", plan.strategy.code, node.code),
        own=len(plan.objectives_of(node)),
        through=len(reached),
    )


def _far_end(link: NodeLink, inside: set[int]) -> Node | None:
    if link.from_node_id in inside and link.to_node_id not in inside:
        return link.to_node
    if link.to_node_id in inside and link.from_node_id not in inside:
        return link.from_node
    return None


def _link(link: NodeLink, strategy: Strategy) -> LinkRow:
    here, there = link.from_node, link.to_node
    if here.strategy_id != strategy.pk:
        here, there = there, here
    return LinkRow(
        origin=_as_link(here),
        target=_as_link(there),
        target_tree=there.strategy.name,
        kind=link_word(link.kind),
        note=link.note,
    )


def _as_link(node: Node) -> Link:
    return Link(str(node), address("node", node.strategy.code, node.code))

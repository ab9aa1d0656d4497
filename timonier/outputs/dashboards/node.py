"""The page of one element of a strategy: its branch, its progress, its links, its météo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timonier.engine.quantities import format_percent
from timonier.outputs.dashboards import plan as plans
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.alignment import link_word
from timonier.outputs.dashboards.judgement import Weather, weather_of
from timonier.outputs.dashboards.parts import Fact, Link
from timonier.outputs.dashboards.plan import ObjectiveLine, Plan, Tally, plan_of, tally
from timonier.registry.strategy.models import Node, Undertaking
from timonier.registry.strategy.queries import links_of


@dataclass(frozen=True, slots=True)
class ChildRow:
    """An element under this one, with the counts of its branch."""

    rank: str
    title: str
    url: str
    tally: Tally
    weather: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """An element of another tree linked to this one."""

    title: str
    url: str
    tree: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class NodePage:
    """One element of a tree. ``composed`` None: progress undefined, ``why`` says the reason."""

    code: str
    strategy: str
    title: str
    rank: str
    sentence: str
    crumbs: tuple[Link, ...]
    tally: Tally
    composed: str | None
    why: str
    children: tuple[ChildRow, ...]
    objectives: tuple[ObjectiveLine, ...]
    linked: tuple[Linked, ...]
    indicators: tuple[Link, ...]
    undertakings: tuple[Link, ...]
    weather: Weather
    facts: tuple[Fact, ...]
    edit_url: str
    new_objective_url: str


def node_page(node: Node, on: date) -> NodePage:
    """The page of *node*; the number of queries does not grow with its branch."""
    plan = plan_of(node.strategy)
    held = plan.objectives_of(node)
    counts = tally(held, on)
    whole = plans.composed(held, on, node.title)
    levels = list(node.strategy.levels.all())
    signed = node.confidences.select_related("author")
    return NodePage(
        code=node.code,
        strategy=node.strategy.code,
        title=str(node),
        rank=plans.rank_of(node, levels),
        sentence=_sentence(counts),
        crumbs=_crumbs(plan, node),
        tally=counts,
        composed=None if whole.value is None else format_percent(whole.value, 0),
        why=_why(counts, whole.reason),
        children=tuple(_child(row, plan, on) for row in plan.children.get(node.pk, [])),
        objectives=tuple(
            plans.line(row, on, plan.weather.get(row.pk)) for row in plan.held.get(node.pk, [])
        ),
        linked=_linked(node),
        indicators=_indicators(node),
        undertakings=_undertakings(node),
        weather=weather_of(signed),
        facts=_facts(node),
        edit_url=address("nodes_edit", node.pk),
        new_objective_url=address("objectives_new", node=node.pk),
    )


def _sentence(counts: Tally) -> str:
    if not counts.total:
        return "Aucun objectif ne met encore cet élément en œuvre."
    done = "réalisé" if counts.done < 2 else "réalisés"
    said = f"{counts.done} objectif{'' if counts.done < 2 else 's'} {done} sur {counts.total}"
    if not counts.unmeasured:
        return f"{said}."
    verb = "est échu" if counts.unmeasured < 2 else "sont échus"
    return f"{said} ; {counts.unmeasured} {verb} sans que rien ne dise s’il y a résultat."


def _why(counts: Tally, reason: str) -> str:
    threshold = format_percent(100 * plans.THRESHOLD, 0)
    return f"{reason} : couverture {counts.coverage}, seuil {threshold}" if reason else ""


def _crumbs(plan: Plan, node: Node) -> tuple[Link, ...]:
    code = plan.strategy.code
    above = plan.path(node)
    return (
        Link("Stratégie", address("strategies")),
        Link(plan.strategy.name, address("strategy", code)),
        *(Link(str(row), address("node", code, row.code)) for row in above),
        Link(node.number or node.code),
    )


def _child(node: Node, plan: Plan, on: date) -> ChildRow:
    weather = plan.node_weather.get(node.pk)
    return ChildRow(
        rank=plans.rank_of(node, plan.strategy.levels.all()),
        title=str(node),
        url=address("node", plan.strategy.code, node.code),
        tally=tally(plan.objectives_of(node), on),
        weather=weather.get_level_display() if weather else None,
    )


def _linked(node: Node) -> tuple[Linked, ...]:
    found = []
    for link in links_of([node.pk]):
        far = link.to_node if link.from_node_id == node.pk else link.from_node
        url = address("node", far.strategy.code, far.code)
        found.append(Linked(str(far), url, far.strategy.name, link_word(link.kind), link.note))
    return tuple(found)


MOST_INDICATORS = 30


def _indicators(node: Node) -> tuple[Link, ...]:
    rows = node.indicators.filter(archived_at__isnull=True)
    if node.strategy.kind != "themes":
        rows = rows.order_by("code")[:MOST_INDICATORS]
    else:
        rows = node.theme_indicators.filter(archived_at__isnull=True)[:MOST_INDICATORS]
    return tuple(Link(row.name, address("indicator", row.code)) for row in rows)


def _undertakings(node: Node) -> tuple[Link, ...]:
    rows = Undertaking.objects.active().filter(theme=node)
    return tuple(Link(row.subject, address("undertaking", row.code)) for row in rows)


def _facts(node: Node) -> tuple[Fact, ...]:
    return (
        Fact("Code", node.code),
        Fact("Stratégie", node.strategy.name, address("strategy", node.strategy.code)),
        Fact("Source", node.source or None, missing="non rattachée"),
        Fact("Remarque", node.note or None, missing="aucune"),
    )

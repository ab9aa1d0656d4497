"""The strategies in force, and the tree of one of them with its counts and its warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timonier.engine.objectives import PlanWarning, WarningKind
from timonier.engine.quantities import format_number, format_percent
from timonier.engine.search import matches
from timonier.engine.typography import sentence
from timonier.outputs.dashboards import plan as plans
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import capital, counted, in_letters, long_day
from timonier.outputs.dashboards.parts import Kpi, Link, Option
from timonier.outputs.dashboards.plan import ObjectiveLine, Plan, Tally, plan_of, tally
from timonier.registry.strategy.models import Node, Objective, Strategy
from timonier.registry.strategy.queries import plan_warnings, printed_objectives, strategies
from timonier.registry.strategy.standing import is_due, is_incomplete

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class StrategyCard:
    """One strategy in the list: version, adopting act, levels as it names them, counts."""

    name: str
    url: str
    kind: str
    version: str
    act: Link | None
    levels: str
    period: str
    description: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class StrategiesPage:
    """The strategies in force at the same time."""

    title: str
    sentence: str
    cards: tuple[StrategyCard, ...]


def strategies_page(on: date) -> StrategiesPage:
    """Every strategy in force; four queries whatever their number."""
    rows = list(strategies())
    held: dict[int, list[Objective]] = {}
    for objective in printed_objectives():
        held.setdefault(objective.node.strategy_id, []).append(objective)
    cards = tuple(_card(row, held.get(row.pk, []), on) for row in rows)
    total = sum(card.tally.total for card in cards)
    done = sum(card.tally.done for card in cards)
    count = len(cards)
    return StrategiesPage(
        title=f"{capital(in_letters(count, feminine=True))} stratégies en vigueur en même temps"
        if count > 1
        else "Stratégie",
        sentence=f"{counted(done, 'objectif réalisé', 'objectifs réalisés')} sur {total}. "
        "Chaque arbre garde ses niveaux, sa version et son acte d’adoption."
        if count
        else "Aucune stratégie n’est encore enregistrée.",
        cards=cards,
    )


def _card(row: Strategy, held: Sequence[Objective], on: date) -> StrategyCard:
    act = row.adopting_act
    return StrategyCard(
        name=row.name,
        url=address("strategy", row.code),
        kind=str(row.get_kind_display()),
        version=row.version,
        act=Link(str(act), address("act", act.code)) if act else None,
        levels=", ".join(level.plural.lower() for level in row.levels.all()),
        period=f"depuis le {long_day(row.starts_on)}" if row.starts_on else "sans date d’effet",
        description=row.description,
        tally=tally(held, on),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree: a node (``objective`` None) or an objective.

    ``level`` is 1 to 3; ``parent`` the id of the row above; ``shown`` is false while one of its
    ancestors is folded.
    """

    id: str
    level: int
    parent: str
    shown: bool
    open: bool
    foldable: bool
    rank: str
    number: str
    title: str
    url: str
    about: str
    tally: Tally | None
    weather: str | None
    objective: ObjectiveLine | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning of R13 with the objectives it is about."""

    title: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TreePage:
    """The tree of one strategy. ``query`` and ``filters`` are what the address asks for."""

    code: str
    title: str
    eyebrow: str
    sentence: str
    crumbs: tuple[Link, ...]
    kpis: tuple[Kpi, ...]
    warnings: tuple[Warned, ...]
    filters: tuple[Option, ...]
    chosen: tuple[str, ...]
    query: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    matched: int
    total: int
    links_url: str
    act: Link | None
    source: str


COLUMNS = ("Échéance", "Réalisé, hachuré : sans mesure", "Météo", "SMART")

Test = Callable[[Objective, date], bool]
FILTERS: Mapping[str, tuple[str, Test]] = {
    "echus": ("Échus", lambda row, on: is_due(row, on)),
    "a-venir": (
        "À venir",
        lambda row, on: row.due_on is not None and row.due_on >= on and row.state != "done",
    ),
    "sans-mesure": ("Sans mesure", lambda row, on: plans.state(row, on).value == "Sans mesure"),
    "sans-cible": ("Sans cible chiffrée", lambda row, on: row.target_value is None),
    "sans-date": ("Sans date", lambda row, on: row.due_on is None),
    "incomplets": ("SMART incomplets", lambda row, on: is_incomplete(row)),
    "realises": ("Réalisés", lambda row, on: row.state == "done"),
    "texte": ("Tirés du texte", lambda row, on: row.narrative),
}
"""Filters of the tree by the name they have in the address; several combine."""


def tree_page(
    strategy: Strategy, on: date, *, filters: Sequence[str] = (), query: str = ""
) -> TreePage:
    """The tree of *strategy*, narrowed by filters and words; the queries do not grow with rows."""
    plan = plan_of(strategy)
    chosen = tuple(key for key in FILTERS if key in filters)
    found = _selected(plan, on, chosen, query)
    counts = tally(plan.printed, on)
    act = strategy.adopting_act
    return TreePage(
        code=strategy.code,
        title=f"{strategy.name}, {strategy.get_kind_display().lower()}",
        eyebrow=_eyebrow(strategy),
        sentence=_sentence(plan, counts),
        crumbs=(Link("Stratégie", address("strategies")), Link(strategy.name)),
        kpis=_kpis(plan, counts, on),
        warnings=tuple(_warned(row, plan) for row in plan_warnings(plan.objectives)),
        filters=_options(plan, on, chosen, query),
        chosen=chosen,
        query=query,
        columns=(_first_column(strategy), *COLUMNS),
        rows=tuple(_rows(plan, on, found, narrowed=bool(chosen or query))),
        matched=len(found),
        total=counts.total,
        links_url=address("strategy_links", de=strategy.code),
        act=Link(str(act), address("act", act.code)) if act else None,
        source=strategy.source,
    )


def _eyebrow(strategy: Strategy) -> str:
    version = f"Version {strategy.version}" if strategy.version else ""
    since = f"en vigueur depuis le {long_day(strategy.starts_on)}" if strategy.starts_on else ""
    return ", ".join(part for part in (version, since) if part)


def _first_column(strategy: Strategy) -> str:
    names = [level.name for level in strategy.levels.all()][: DEEPEST - 1]
    return capital(", ".join([*(name.lower() for name in names), "objectif"]))


def _sentence(plan: Plan, counts: Tally) -> str:
    """« 7 piliers, 24 axes, 72 fiches, 114 objectifs. » in the words of the tree."""
    ranks = Counter(node.depth for node in plan.nodes if node.depth)
    said = [
        f"{format_number(ranks[level.depth])} "
        f"{(level.plural if ranks[level.depth] > 1 else level.name).lower()}"
        for level in plan.strategy.levels.all()
        if ranks[level.depth]
    ]
    said.append(counted(counts.total, "objectif"))
    return f"{', '.join(said)}. Les échéances sont reprises telles qu’elles sont imprimées."


def _kpis(plan: Plan, counts: Tally, on: date) -> tuple[Kpi, ...]:
    whole = plans.composed(plan.printed, on, plan.strategy.name)
    value = None if whole.value is None else format_percent(whole.value, 0)
    implicit = sum(row.target_implicit for row in plan.printed)
    return (
        Kpi("Réalisés", str(counts.done), f"sur {counts.total}", "avec leur date et leur preuve"),
        Kpi("Échus sans mesure", str(counts.unmeasured), f"sur {counts.due} échus"),
        Kpi(
            "Cible chiffrée",
            str(counts.targets),
            f"sur {counts.total}",
            f"dont {counted(implicit, 'implicite')}",
        ),
        Kpi(
            "Avancement composé",
            value,
            note=f"couverture {counts.coverage}, seuil {format_percent(100 * plans.THRESHOLD, 0)}",
            missing="non calculé",
        ),
    )


TITLES = {
    WarningKind.WHOLE_BEFORE_PARTS: "Un ensemble attendu avant ses parties.",
    WarningKind.SAME_TEXT: "Un même texte pour plusieurs objectifs.",
}


def _warned(found: PlanWarning, plan: Plan) -> Warned:
    known = {row.code: row for row in plan.objectives}
    return Warned(
        TITLES[found.kind],
        f"{sentence(found.message)} {sentence(found.remedy)}",
        tuple(Link(_numbered(known[code]), address("objective", code)) for code in found.ids),
    )


def _numbered(objective: Objective) -> str:
    return f"Objectif {objective.node.number}".strip() + f" ({objective.number})"


def _options(plan: Plan, on: date, chosen: tuple[str, ...], query: str) -> tuple[Option, ...]:
    options = []
    for key, (label, test) in FILTERS.items():
        pool = plan.objectives if key == "texte" else plan.printed
        count = sum(test(row, on) for row in pool)
        current = key in chosen
        kept = [name for name in chosen if name != key] + ([] if current else [key])
        url = address("strategy", plan.strategy.code, f=kept, q=query)
        if count or current:
            options.append(Option(label, url, current, count))
    return tuple(options)


def _selected(plan: Plan, on: date, chosen: Sequence[str], query: str) -> dict[int, Objective]:
    """The objectives that the address asks for, by id; those drawn from the text only if asked."""
    pool = plan.objectives if "texte" in chosen else plan.printed
    return {
        row.pk: row
        for row in pool
        if all(FILTERS[key][1](row, on) for key in chosen)
        and (not query or matches(query, f"{row.title} {row.node.title} {row.code}"))
    }


def _rows(plan: Plan, on: date, found: dict[int, Objective], *, narrowed: bool) -> list[Row]:
    builder = _Builder(plan, on, found, narrowed)
    tops = [*plan.children.get(None, [])]
    tops.sort(key=lambda node: (node.depth == 0, node.position))
    rows: list[Row] = []
    for rank, node in enumerate(tops):
        rows += builder.branch(node, 1, "", shown=True, open_first=rank == 0)
    return rows


@dataclass(frozen=True, slots=True)
class _Builder:
    """Rows of the tree: two levels of nodes, then objectives or the nodes that have none."""

    plan: Plan
    on: date
    found: dict[int, Objective]
    narrowed: bool

    def branch(
        self, node: Node, level: int, parent: str, *, shown: bool, open_first: bool = False
    ) -> list[Row]:
        """*node* and what stands under it, empty when the filters leave nothing there."""
        unfold = self.narrowed or open_first
        inner = self._own(node, node.code, shown=shown and unfold)
        for child in self.plan.children.get(node.pk, []):
            if level + 1 < DEEPEST:
                inner += self.branch(child, level + 1, node.code, shown=shown and unfold)
            else:
                inner += self._leaves(child, node.code, shown=shown and unfold)
        if not inner and (self.narrowed or node.depth == 0):
            return []
        return [self._node(node, level, parent, shown, unfold, bool(inner)), *inner]

    def _own(self, node: Node, parent: str, *, shown: bool) -> list[Row]:
        rows = self.plan.held.get(node.pk, [])
        return [self._objective(row, parent, shown) for row in rows if row.pk in self.found]

    def _leaves(self, node: Node, parent: str, *, shown: bool) -> list[Row]:
        """A deep node is shown through its objectives, or by itself when it has none."""
        rows: list[Row] = []
        for deep in self.plan.below(node):
            own = self._own(deep, parent, shown=shown)
            if not own and not self.narrowed:
                own = [self._node(deep, DEEPEST, parent, shown, False, False)]
            rows += own
        return rows

    def _node(
        self, node: Node, level: int, parent: str, shown: bool, unfold: bool, foldable: bool
    ) -> Row:
        held = self.plan.objectives_of(node)
        below = len(self.plan.children.get(node.pk, []))
        weather = self.plan.node_weather.get(node.pk)
        about = counted(len(held), "objectif") if held else "aucun objectif"
        if level == 1 and below:
            about = f"{counted(below, self._word(node, below), self._word(node, below))}, {about}"
        return Row(
            id=node.code,
            level=level,
            parent=parent,
            shown=shown,
            open=unfold,
            foldable=foldable,
            rank=plans.rank_of(node, self.plan.strategy.levels.all()),
            number=node.number,
            title=node.title,
            url=address("node", self.plan.strategy.code, node.code),
            about=about,
            tally=tally(held, self.on) if held else None,
            weather=weather.get_level_display() if weather else None,
        )

    def _word(self, node: Node, count: int) -> str:
        """The name of the level below, in agreement; « éléments » where levels are mixed."""
        kinds = {child.level_name for child in self.plan.children.get(node.pk, [])}
        level = next(
            (lv for lv in self.plan.strategy.levels.all() if lv.depth == node.depth + 1), None
        )
        if level is None or len(kinds) > 1 or " ou " in level.name:
            return "élément" if count < 2 else "éléments"
        return (level.name if count < 2 else level.plural).lower()

    def _objective(self, objective: Objective, parent: str, shown: bool) -> Row:
        found = plans.line(objective, self.on, self.plan.weather.get(objective.pk))
        return Row(
            id=objective.code,
            level=DEEPEST,
            parent=parent,
            shown=shown,
            open=False,
            foldable=False,
            rank="",
            number=found.number,
            title=found.title,
            url=found.url,
            about=found.due,
            tally=None,
            weather=found.weather,
            objective=found,
        )

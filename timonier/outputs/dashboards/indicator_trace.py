"""« D’où vient ce chiffre » : the tree under a value, down to each document and line (R87)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from timonier.engine.consolidation import Part, PerimeterOperator, consolidate
from timonier.engine.numerals import format_number, round_half_up
from timonier.engine.quantities import Quantity, unit
from timonier.engine.typography import NBSP, NNBSP, UNKNOWN
from timonier.outputs.dashboards.figures import (
    figure_address,
    lower_first,
    measure_of,
    perimeter_of,
    period_of,
    printed,
    source_of,
)
from timonier.outputs.dashboards.french import counted
from timonier.outputs.dashboards.indicator_series import (
    Observation,
    perimeter_key,
    states_something,
)
from timonier.outputs.dashboards.parts import Node
from timonier.registry.indicators.models import ConsistencyRule, Figure, Indicator
from timonier.registry.territories.models import Territory


@dataclass(frozen=True, slots=True)
class TracePage:
    """The tree, the rule in a sentence, and what its parts cover.

    ``coverage`` is empty when the value has no parts. ``parts_value`` is what the parts give by
    the rule of the indicator; None when nothing may be computed.
    """

    root: Node
    rule: str
    coverage: str
    parts_value: Decimal | None


def leaf(figure: Figure, label: str = "", about: str = "") -> Node:
    """One figure of the registry: its value, its period, the link to its line."""
    notes = [f"porte sur {period_of(figure)}", figure.get_status_display().lower()]
    strange = bool(about) and period_of(figure) != about
    number = f", chiffre {figure.external_id}" if figure.external_id else ""
    return Node(
        label=label or figure.label or figure.indicator.name,
        value=printed(figure.value, measure_of(figure), figure.qualifier),
        note=", ".join(notes),
        source=f"{source_of(figure)}{number}",
        url=figure_address(figure),
        state="warn" if strange else "",
    )


def missing(label: str, why: str) -> Node:
    """A part that was expected and that nobody gave: never a zero."""
    return Node(label=label, value=UNKNOWN, note=why, state="miss")


def trace(
    indicator: Indicator,
    current: Observation,
    figures: Sequence[Figure],
    territories: Sequence[Territory],
    rules: Sequence[ConsistencyRule],
    cited: Mapping[str, Figure],
) -> TracePage:
    """What produced *current*: its two terms, else its declared parts, else its territories."""
    if current.top is not None and current.below is not None:
        return _ratio(indicator, current, rules, cited)
    assert current.figure is not None
    declared = declared_parts(current.figure, rules, cited)
    if declared:
        return _declared(indicator, current, declared)
    places = [f for f in figures if _part_of(f, current)]
    if places:
        return _places(indicator, current, places, territories)
    root = leaf(current.figure, "Résultat")
    return TracePage(root, _rule(indicator), "", None)


def _rule(indicator: Indicator) -> str:
    over = indicator.get_perimeter_operator_display()
    said = over[:1].lower() + over[1:]
    return f"Règle de l’indicateur{NBSP}: {said}."


# --- A ratio -------------------------------------------------------------------------------


def _ratio(
    indicator: Indicator,
    current: Observation,
    rules: Sequence[ConsistencyRule],
    cited: Mapping[str, Figure],
) -> TracePage:
    top, below = current.top, current.below
    assert top is not None
    assert below is not None
    factor = "" if indicator.factor == 1 else f" × {format_number(indicator.factor)}"
    words = f"{top.printed}{factor} ÷ {below.printed}"
    parts = (
        _term("Numérateur", top, top.period, rules, cited),
        _term("Dénominateur", below, top.period, rules, cited),
    )
    root = Node("Résultat", current.printed, note=words, parts=parts)
    rule = f"Rapport de deux sommes, jamais moyenne de taux{NBSP}: numérateur ÷ dénominateur."
    aside = ""
    if below.period != top.period:
        aside = (
            f"Le dénominateur porte sur {below.period}, le numérateur sur {top.period}{NBSP}: "
            "c’est la dernière valeur connue du dénominateur."
        )
    return TracePage(root, rule, aside, current.value)


def _term(
    role: str,
    term: Observation,
    about: str,
    rules: Sequence[ConsistencyRule],
    cited: Mapping[str, Figure],
) -> Node:
    assert term.figure is not None
    node = leaf(term.figure, f"{role}{NBSP}: {lower_first(term.figure.indicator.name)}", about)
    parts = tuple(leaf(part, about=about) for part in declared_parts(term.figure, rules, cited))
    return Node(node.label, node.value, node.note, node.source, node.url, node.state, parts)


# --- Parts that a rule declares ------------------------------------------------------------


def declared_parts(
    figure: Figure, rules: Sequence[ConsistencyRule], cited: Mapping[str, Figure]
) -> list[Figure]:
    """The figures that a rule of sums says add up to *figure*."""
    for rule in rules:
        if rule.kind == "sum" and figure.external_id and rule.total == figure.external_id:
            return [cited[number] for number in rule.parts if number in cited]
    return []


def _declared(indicator: Indicator, current: Observation, parts: Sequence[Figure]) -> TracePage:
    given = [Part(str(part.pk), part.label, part.value) for part in parts]
    found = consolidate(given, PerimeterOperator.SUM)
    nodes = tuple(
        leaf(part, about=current.period)
        if part.value is not None
        else missing(part.label, part.missing_reason)
        for part in parts
    )
    summed = Quantity(found.value, unit(current.measure))
    assert current.figure is not None
    head = leaf(current.figure, "Résultat publié")
    root = Node(head.label, head.value, head.note, head.source, head.url, parts=nodes)
    cover = (
        f"Couverture des parties{NBSP}: {found.received} sur {found.expected}. "
        f"Leur somme donne {summed}{NNBSP}; la valeur publiée fait foi."
    )
    return TracePage(root, "Somme des parties que la source détaille.", cover, found.value)


# --- Territories ---------------------------------------------------------------------------


def _part_of(figure: Figure, current: Observation) -> bool:
    """Whether a figure is the value of a part of the territory, for the same period."""
    assert current.figure is not None
    same = (figure.period_start, figure.period_end) == (
        current.figure.period_start,
        current.figure.period_end,
    )
    below = perimeter_key(current.figure) == 0 and perimeter_key(figure) > 0
    return same and below and states_something(figure)


def _places(
    indicator: Indicator,
    current: Observation,
    figures: Sequence[Figure],
    territories: Sequence[Territory],
) -> TracePage:
    level = level_of(figures)
    here = {f.territory_id: f for f in figures if f.territory and f.territory.kind == level}
    owed = [t for t in territories if t.kind == level]
    parts = [_place_part(territory, here.get(territory.pk)) for territory in owed]
    operator = PerimeterOperator(indicator.perimeter_operator)
    threshold = indicator.coverage_threshold / 100
    found = consolidate(parts, operator, threshold=threshold, scale=indicator.factor)
    nodes = tuple(leaf(figure, perimeter_of(figure)) for figure in here.values())
    rest = len(owed) - len(here)
    if rest > 0:
        noun = "territoire" if level == "former_territory" else "commune"
        nodes += (missing(counted(rest, noun), "aucune valeur reçue pour cette période"),)
    assert current.figure is not None
    head = leaf(current.figure, "Résultat publié")
    root = Node(head.label, head.value, head.note, head.source, head.url, parts=nodes)
    return TracePage(root, _rule(indicator), _cover(found.reason, here, owed), found.value)


def _cover(reason: str, here: Mapping[int | None, Figure], owed: Sequence[Territory]) -> str:
    said = f"Couverture des parties{NBSP}: {len(here)} sur {len(owed)}. "
    if reason:
        return f"{said}Ce que donnent les parties n’est pas publiable{NBSP}: {reason}."
    return f"{said}La valeur publiée pour l’ensemble fait foi."


def _place_part(territory: Territory, figure: Figure | None) -> Part:
    if figure is None:
        return Part(territory.code, territory.name)
    return Part(
        territory.code,
        territory.name,
        figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        weight=figure.denominator,
    )


def level_of(figures: Sequence[Figure]) -> str:
    """One level only, since communes and former territories are nested: the fuller one."""
    kinds = [figure.territory.kind for figure in figures if figure.territory]
    return max(set(kinds), key=lambda kind: (kinds.count(kind), kind), default="")


# --- Computing again -----------------------------------------------------------------------


def parts_again(current: Observation, again: Decimal | None) -> tuple[str, bool]:
    """What the parts give when they are added anew: the sentence, and whether it is the value."""
    if again is None:
        return "Cette valeur est imprimée par sa source, sans parties qui la composent.", True
    done = Quantity(again, unit(current.measure))
    if again == current.value:
        return f"Calcul refait depuis le registre{NBSP}: identique, {done}.", True
    gap = format_number(again - current.value, signed=True)
    said = (
        f"Calcul refait depuis le registre{NBSP}: les parties donnent {done}, "
        f"contre {current.printed} (écart {gap})."
    )
    return f"{said} Corrigez une partie, ou dites ce que les parties ne comptent pas.", False


def snapshot_again(current: Observation, stored: Decimal | None, snapshot: int) -> tuple[str, bool]:
    """The value of the snapshot against that of the registry now; None: the snapshot has none."""
    if stored is None and current.rivals:
        why = "des sources se contredisent"
        return f"La photo n°{NBSP}{snapshot} ne retient aucune valeur{NBSP}: {why}.", False
    if stored is None and current.computed:
        why = "ses deux termes ne portent pas sur la même période"
        return f"La photo n°{NBSP}{snapshot} ne consolide pas ce rapport{NBSP}: {why}.", True
    if stored is None:
        return f"La photo n°{NBSP}{snapshot} ne porte pas encore cette période.", False
    if round_half_up(stored, 4) == round_half_up(current.value, 4):
        return f"Identique à la photo n°{NBSP}{snapshot}.", True
    shown = Quantity(stored, unit(current.measure))
    said = f"La photo n°{NBSP}{snapshot} porte {shown}{NNBSP}; le registre dit {current.printed}."
    return f"{said} La prochaine photo reprendra le registre.", False

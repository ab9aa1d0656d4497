"""Strategies, their objectives, the eleven themes and the undertakings."""

from __future__ import annotations

from timonier.accounts.models import User
from timonier.demo.load.tables import Row, day, documents, number, rows, split, true
from timonier.registry.acts.models import Act
from timonier.registry.organisations.models import Unit
from timonier.registry.strategy.enums import ObjectiveState, StrategyKind
from timonier.registry.strategy.models import (
    Level,
    Node,
    NodeLink,
    Objective,
    Step,
    Strategy,
    Undertaking,
)
from timonier.registry.territories.models import Territory

THEMES = "themes"
KINDS = {"recovery_framework": StrategyKind.FRAMEWORK}


def load_themes() -> int:
    """The eleven themes, as a flat strategy of their own."""
    known = documents()
    themes = Strategy.objects.create(
        code=THEMES,
        name="Thématiques de politiques publiques",
        kind="themes",
        version="1",
        document=known["001"],
        line="2169",
        description="Onze thématiques ; la onzième réunit les fonctions support.",
    )
    Level.objects.create(strategy=themes, depth=1, name="Thématique", plural="Thématiques")
    for row in rows("themes"):
        Node.objects.create(
            strategy=themes,
            code=f"T{int(row['number']):02}",
            depth=1,
            number=row["number"],
            title=row["name"],
            position=int(row["number"]),
            note="Fonctions support" if true(row["support"]) else "",
            document=known.get(row["document"]),
            line=row["line"],
        )
    return themes.nodes.count()


def theme_nodes() -> dict[str, Node]:
    """Themes by printed number."""
    return {node.number: node for node in Node.objects.filter(strategy__code=THEMES)}


def load_strategies() -> int:
    """DiMENSiON and AMP 2R with their levels, nodes, objectives and dated steps."""
    known = documents()
    strategies = {row["code"]: _strategy(row, known) for row in rows("strategies")}
    for row in rows("strategy-levels"):
        Level.objects.create(
            strategy=strategies[row["strategy"]],
            depth=int(row["depth"]),
            name=row["name"],
            plural=row["plural"],
        )
    nodes: dict[tuple[str, str], Node] = {}
    for position, row in enumerate(rows("strategy-nodes")):
        nodes[row["strategy"], row["code"]] = Node.objects.create(
            strategy=strategies[row["strategy"]],
            code=row["code"],
            parent=nodes[row["strategy"], row["parent"]] if row["parent"] else None,
            depth=int(row["depth"]),
            number=row["number"],
            title=row["title"],
            level_name=row.get("level_name", ""),
            position=position,
            note=row.get("note", ""),
            document=known.get(row["document"]),
            line=row["line"],
        )
    for code, strategy in strategies.items():
        nodes[code, ""] = _whole(strategy)
    _load_objectives(nodes, known)
    _load_links(nodes)
    return len(nodes)


def _whole(strategy: Strategy) -> Node:
    """What a strategy says of itself as a whole hangs on a node of depth 0, outside its levels."""
    return Node.objects.create(
        strategy=strategy, code=f"{strategy.code}-0", depth=0, title="Démarche d’ensemble"
    )


def _strategy(row: Row, known: dict) -> Strategy:
    hint = row.get("adopting_act_hint", "")
    act = Act.objects.filter(code=hint).first() or (
        Act.objects.filter(identifiers__value=hint).first() if hint else None
    )
    return Strategy.objects.create(
        code=row["code"],
        name=row["name"],
        kind=KINDS.get(row["kind"], row["kind"]),
        version=row["version"],
        starts_on=day(row["starts_on"]),
        ends_on=day(row["ends_on"]),
        adopting_act=act,
        document=known.get(row["document"]),
        line=row["line"],
        description=row["description"],
    )


def _load_objectives(nodes: dict[tuple[str, str], Node], known: dict) -> None:
    objectives = {}
    for position, row in enumerate(rows("objectives")):
        done = bool(row["status_printed"]) or bool(row["done_on_printed"])
        objectives[row["code"]] = Objective(
            node=nodes[row["strategy"], row["node"]],
            code=row["code"],
            number=row["number"],
            title=row["title"],
            kind=row["kind"],
            target_value=number(row["target_value"]),
            target_unit=row["target_unit"],
            comparison=row["comparison"],
            narrative=true(row.get("narrative", "")),
            target_implicit=true(row.get("target_implicit", "")),
            note=row.get("note", ""),
            due_printed=row["due_printed"],
            due_on=day(row["due_on"]),
            state=ObjectiveState.DONE if done else ObjectiveState.PLANNED,
            done_printed=(row["done_on_printed"] or row["status_printed"]) if done else "",
            proof_note=f"Donné pour réalisé par le document, ligne {row['line']}" if done else "",
            position=position,
            document=known.get(row["document"]),
            line=row["line"],
        )
    Objective.objects.bulk_create(objectives.values())
    Step.objects.bulk_create(
        Step(
            objective=objectives[row["objective"]],
            position=int(row["position"]),
            title=row["title"],
            target_value=number(row["target_value"]),
            target_unit=row["target_unit"],
            due_printed=row["due_printed"],
            due_on=day(row["due_on"]),
            line=row["line"],
        )
        for row in rows("objective-steps")
    )
    for row in rows("objective-parts"):
        objectives[row["whole"]].consolidates.add(objectives[row["part"]])


def _load_links(nodes: dict[tuple[str, str], Node]) -> None:
    by_code = {code: node for (_, code), node in nodes.items()}
    by_code |= {node.code: node for node in theme_nodes().values()}
    by_code |= {number: node for number, node in theme_nodes().items() if number not in by_code}
    links = [
        NodeLink(
            from_node=by_code[row["from_node"]],
            to_node=by_code[row["to_node"]],
            kind=row["kind"],
            note=row["note"],
        )
        for row in rows("orientation-links")
        if row["from_node"] in by_code and row["to_node"] in by_code
    ]
    NodeLink.objects.bulk_create(links)


def load_undertakings() -> int:
    """What was announced in 2020 and what 2023 says of it."""
    known = documents()
    communes = {territory.code: territory for territory in Territory.objects.all()}
    for row in rows("undertakings"):
        undertaking = Undertaking.objects.create(
            code=row["code"],
            section=row["theme_section"],
            subject=row["subject"],
            promise=row["promise"],
            promised_amount=number(row["promised_amount"]),
            promised_amount_unit=row["promised_amount_unit"],
            promised_printed=row["promised_on_printed"],
            promised_on=day(row["promised_on"]),
            status=row["status"],
            evidence=row["evidence"],
            promise_document=known.get(row["promise_document"]),
            promise_line=", ".join(split(row["promise_lines"])),
            evidence_document=known.get(row["evidence_document"]),
            evidence_line=", ".join(split(row["evidence_lines"])),
            note=row["note"],
        )
        undertaking.communes.set([communes[code] for code in split(row["communes"])])
    return Undertaking.objects.count()


def attach_examples(people: dict[str, User]) -> None:
    """Give a few objectives a unit and a lead, so that a road map and a week can be tried.

    No source says who leads them: each keeps a note that says it is an example.
    """
    units = {unit.code: unit for unit in Unit.objects.all()}
    for row in rows("objective-units"):
        objective = Objective.objects.get(code=row["objective"])
        objective.unit, objective.lead = units[row["unit"]], people[row["lead"]]
        objective.note = " ".join(filter(None, (objective.note, f"({row['note']})")))
        objective.save()

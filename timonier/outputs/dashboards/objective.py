"""The page of one objective: as printed and as checked, steps, measures, proof, yearly reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from timonier.engine.quantities import format_number
from timonier.engine.typography import NBSP
from timonier.outputs.dashboards import plan as plans
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import long_day
from timonier.outputs.dashboards.judgement import Weather, weather_of
from timonier.outputs.dashboards.measures import Measure, printed, read
from timonier.outputs.dashboards.parts import Fact, Link, Revision
from timonier.outputs.dashboards.plan import ObjectiveLine
from timonier.registry.strategy.enums import ObjectiveState
from timonier.registry.strategy.models import Objective, ObjectiveReview, Step
from timonier.registry.strategy.queries import targets_of
from timonier.registry.strategy.standing import is_due, is_incomplete, missing_traits


@dataclass(frozen=True, slots=True)
class StepRow:
    """A dated step: its target, its due date as printed and as a date, whether it is behind."""

    title: str
    target: str
    due: str
    on: str
    behind: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """A SMART trait that the objective lacks, and what to do."""

    trait: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    """One objective. ``state`` is the recorded state, ``line.status`` what lists say on the day."""

    code: str
    title: str
    sentence: str
    crumbs: tuple[Link, ...]
    line: ObjectiveLine
    state: str
    incomplete: bool
    lacks: tuple[Lack, ...]
    facts: tuple[Fact, ...]
    people: tuple[Fact, ...]
    steps: tuple[StepRow, ...]
    measures: tuple[Measure, ...]
    proof: Link | None
    proof_note: str
    reviews: tuple[Revision, ...]
    weather: Weather
    served: Link | None
    children: tuple[Link, ...]
    parts: tuple[Link, ...]
    edit_url: str
    history_url: str


def objective_page(objective: Objective, on: date) -> ObjectivePage:
    """The page of *objective*, read by ``queries.objectives``; a constant number of queries."""
    signed = list(objective.confidences.select_related("author"))
    found = plans.line(objective, on, signed[0] if signed else None)
    missing = missing_traits(objective)
    return ObjectivePage(
        code=objective.code,
        title=objective.title,
        sentence=_sentence(objective, on),
        crumbs=_crumbs(objective),
        line=found,
        state=objective.state,
        incomplete=is_incomplete(objective),
        lacks=tuple(Lack(trait.label, trait.remedy) for trait in missing),
        facts=_facts(objective),
        people=_people(objective),
        steps=tuple(_step(row, on) for row in objective.steps.all()),
        measures=tuple(read(row, on) for row in targets_of(objective)),
        proof=_proof(objective),
        proof_note=objective.proof_note,
        reviews=tuple(_review(row) for row in objective.reviews.select_related("decided_by")),
        weather=weather_of(signed),
        served=_served(objective),
        children=_links(objective.children.filter(archived_at__isnull=True)),
        parts=_links(objective.consolidates.filter(archived_at__isnull=True)),
        edit_url=address("objectives_edit", objective.code),
        history_url=address("objectives_sheet", objective.code),
    )


def _sentence(objective: Objective, on: date) -> str:
    due = objective.due_printed or (long_day(objective.due_on) if objective.due_on else "")
    if objective.state == ObjectiveState.DONE:
        when = long_day(objective.done_on) if objective.done_on else objective.done_printed
        return f"Réalisé : {when}." if when else "Réalisé."
    if objective.state == ObjectiveState.DROPPED:
        return "Abandonné ; le motif se lit dans les bilans annuels."
    if not due:
        return "Sans échéance imprimée : rien ne dit quand il doit être atteint."
    if is_due(objective, on):
        known = plans.state(objective, on).value != "Sans mesure"
        tail = "" if known else " ; rien ne dit encore s’il est atteint"
        return f"Attendu pour {due}, échéance passée{tail}."
    return f"Attendu pour {due}."


def _crumbs(objective: Objective) -> tuple[Link, ...]:
    node, strategy = objective.node, objective.node.strategy
    return (
        Link("Stratégie", address("strategies")),
        Link(strategy.name, address("strategy", strategy.code)),
        Link(str(node), address("node", strategy.code, node.code)),
        Link(objective.number or objective.code),
    )


def _facts(objective: Objective) -> tuple[Fact, ...]:
    due = long_day(objective.due_on) if objective.due_on else None
    return (
        Fact("Type", str(objective.get_kind_display())),
        Fact("Cible", _target(objective), missing="sans cible chiffrée", note=_implicit(objective)),
        Fact("Échéance imprimée", objective.due_printed or None, missing="aucune"),
        Fact("Échéance retenue", due, missing="sans date", note="dernier jour de la période"),
        Fact("Code", objective.code),
        Fact("Source", objective.source or None, missing="non rattachée"),
        Fact("Remarque", objective.note or None, missing="aucune"),
    )


def _target(objective: Objective) -> str | None:
    if objective.target_value is None:
        return None
    way = str(objective.get_comparison_display()) if objective.comparison else ""
    value = f"{format_number(objective.target_value)}{NBSP}{objective.target_unit}".strip()
    return f"{way} {value}".strip()


def _implicit(objective: Objective) -> str:
    return "cible implicite, déduite du texte" if objective.target_implicit else ""


def _people(objective: Objective) -> tuple[Fact, ...]:
    unit = objective.unit
    contributors = ", ".join(str(person) for person in objective.contributors.all())
    return (
        Fact("Chef de file", str(objective.lead) if objective.lead else None, missing="à désigner"),
        Fact(
            "Unité responsable",
            unit.name if unit else None,
            address("unit", unit.code) if unit else "",
            missing="à désigner",
        ),
        Fact("Contributeurs", contributors or None, missing="aucun"),
    )


def _step(row: Step, on: date) -> StepRow:
    return StepRow(
        title=row.title,
        target=printed(row.target_value, row.target_unit),
        due=row.due_printed or "sans échéance",
        on=long_day(row.due_on),
        behind=row.due_on is not None and row.due_on < on,
    )


def _proof(objective: Objective) -> Link | None:
    proof = objective.proof
    return Link(str(proof), address("document", proof.code)) if proof else None


def _served(objective: Objective) -> Link | None:
    parent = objective.parent
    return Link(parent.title, address("objective", parent.code)) if parent else None


def _links(rows: Any) -> tuple[Link, ...]:
    return tuple(Link(row.title, address("objective", row.code)) for row in rows)


WORDS = {
    "title": "libellé",
    "target_value": "cible",
    "target_unit": "unité",
    "due_printed": "échéance",
    "state": "état",
}


def _review(row: ObjectiveReview) -> Revision:
    changed = "".join(
        f" {word.capitalize()} : « {_kept(row.before.get(key))} » devient "
        f"« {_kept(row.after.get(key))} »."
        for key, word in WORDS.items()
        if row.before.get(key) != row.after.get(key)
    )
    return Revision(
        when=f"Bilan {row.year}",
        text=f"{row.get_verdict_display().capitalize()}. {row.reason}{changed}",
        who=f"{row.decided_by}, {long_day(timezone.localdate(row.decided_at))}",
    )


def _kept(value: object) -> str:
    """A past value as text; states in their French word, nothing as « rien »."""
    if value in (None, ""):
        return "rien"
    return str(dict(ObjectiveState.choices).get(str(value), value)).removesuffix(".0000")

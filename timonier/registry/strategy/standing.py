"""Where an objective stands on a day, in the closed vocabulary of statuses, and what it lacks.

An objective that is due and of which nothing is known is « sans mesure »: it is neither late nor
done, because unknown is not zero (R9, R125).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from timonier.engine import objectives as engine
from timonier.engine.objectives import Trait
from timonier.engine.period import Period
from timonier.registry.strategy.enums import ObjectiveState
from timonier.registry.strategy.models import Objective


class Standing(StrEnum):
    """What a list says of an objective."""

    DONE = "Réalisé"
    DROPPED = "Abandonné"
    LATE = "En retard"
    RUNNING = "En cours"
    UNMEASURED = "Sans mesure"


def is_due(objective: Objective, on: date) -> bool:
    """Whether the due date is behind and nobody said that the objective is closed."""
    closed = objective.state in {ObjectiveState.DONE, ObjectiveState.DROPPED}
    return not closed and objective.due_on is not None and objective.due_on < on


def is_measured(objective: Objective) -> bool:
    """Whether a linked indicator has a value, as ``queries.objectives`` annotates it."""
    return bool(getattr(objective, "measured", False))


def standing(objective: Objective, on: date, *, measured: bool = False) -> Standing:
    """The status of an objective; ``measured`` says that a linked indicator has a value."""
    if objective.state == ObjectiveState.DONE:
        return Standing.DONE
    if objective.state == ObjectiveState.DROPPED:
        return Standing.DROPPED
    followed = measured or objective.state == ObjectiveState.STARTED
    if not followed:
        return Standing.UNMEASURED
    return Standing.LATE if is_due(objective, on) else Standing.RUNNING


def checked(objective: Objective) -> engine.Objective:
    """The objective as the SMART check of the engine reads it.

    The proof of a deliverable is what closes it: a document, a note on it, or a target in figures.
    """
    due = Period.day(objective.due_on).worded(objective.due_printed) if objective.due_on else None
    target = "" if objective.target_value is None else str(objective.target_value)
    return engine.Objective(
        id=objective.code,
        title=objective.title,
        kind=engine.ObjectiveKind(objective.kind),
        target=objective.target_value,
        unit=objective.target_unit,
        proof=objective.proof_note or str(objective.proof_id or "") or target,
        due=due,
        lead=str(objective.lead_id or ""),
        owner=str(objective.unit_id or ""),
        parent=str(objective.node_id or ""),
    )


def missing_traits(objective: Objective) -> tuple[Trait, ...]:
    """The SMART traits that an objective lacks."""
    return engine.missing_traits(checked(objective))


def is_incomplete(objective: Objective) -> bool:
    """Whether every list shows it as incomplete: no measure, or no date (R9)."""
    return engine.is_incomplete(checked(objective))

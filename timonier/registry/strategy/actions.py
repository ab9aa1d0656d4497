"""Follow objectives: engage, mark done with a proof, drop, review each year, judge (météo)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.journal.actions import record
from timonier.registry.core.actions import plain
from timonier.registry.documents.models import Document
from timonier.registry.strategy.enums import ObjectiveState, Verdict
from timonier.registry.strategy.models import Confidence, Node, Objective, ObjectiveReview

REVIEWED_FIELDS = ("title", "target_value", "target_unit", "due_on", "due_printed", "state")


def _save(objective: Objective, by: User, verb: str, summary: str, **details: Any) -> None:
    objective.full_clean()
    objective.save()
    record(
        action=f"objective.{verb}",
        by=by,
        target=objective,
        summary=f"{summary} : {objective.title}",
        details=details,
    )


@transaction.atomic
def start(*, objective: Objective, by: User, lead: User | None = None) -> None:
    """Engage an objective; refused without a lead (R5)."""
    policy.require(by, "objective.update", objective)
    objective.lead = lead or objective.lead
    objective.state = ObjectiveState.STARTED
    _save(objective, by, "started", "Objectif engagé")


@transaction.atomic
def complete(
    *, objective: Objective, by: User, on: date, proof: Document | None = None, proof_note: str = ""
) -> None:
    """Mark an objective done on a date, with what proves it (R14)."""
    policy.require(by, "objective.update", objective)
    objective.state = ObjectiveState.DONE
    objective.done_on, objective.proof, objective.proof_note = on, proof, proof_note
    _save(objective, by, "completed", "Objectif réalisé", on=on, proof=plain(proof))


@transaction.atomic
def reopen(*, objective: Objective, by: User, reason: str) -> None:
    """Take a completion back, with a reason."""
    policy.require(by, "objective.update", objective)
    if not reason.strip():
        raise ValidationError("Rouvrir un objectif demande un motif.")
    objective.state = ObjectiveState.STARTED if objective.lead else ObjectiveState.PLANNED
    objective.done_on, objective.done_printed = None, ""
    objective.proof, objective.proof_note = None, ""
    _save(objective, by, "reopened", "Objectif rouvert", reason=reason)


@transaction.atomic
def review(
    *, objective: Objective, by: User, year: int, verdict: str, reason: str, **changes: Any
) -> ObjectiveReview:
    """Record what the yearly review decides; past wording, target and date stay readable."""
    policy.require(by, "objective.update", objective)
    if not reason.strip():
        raise ValidationError({"reason": "Le bilan annuel dit pourquoi."})
    if verdict == Verdict.CONFIRMED and changes:
        raise ValidationError("Un objectif confirmé ne change pas : choisissez une autre suite.")
    before = {name: plain(getattr(objective, name)) for name in REVIEWED_FIELDS}
    if verdict == Verdict.DROPPED:
        changes = {"state": ObjectiveState.DROPPED}
    for name, value in changes.items():
        setattr(objective, name, value)
    after = {name: plain(getattr(objective, name)) for name in REVIEWED_FIELDS}
    _save(objective, by, "reviewed", f"Bilan {year}", verdict=verdict, reason=reason)
    return ObjectiveReview.objects.create(
        objective=objective,
        year=year,
        verdict=verdict,
        reason=reason,
        before=_json(before),
        after=_json(after),
        decided_by=by,
    )


def _json(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value if value is None or isinstance(value, (str, int)) else str(value)
        for name, value in values.items()
    }


@transaction.atomic
def judge(
    *,
    by: User,
    level: str,
    reason: str,
    objective: Objective | None = None,
    node: Node | None = None,
) -> Confidence:
    """Sign a météo on an objective or a node; the previous ones stay readable."""
    if objective is not None:
        policy.require(by, "objective.update", objective)
    else:
        policy.require(by, "registry.edit")
    confidence = Confidence(objective=objective, node=node, level=level, reason=reason, author=by)
    confidence.full_clean()
    confidence.save()
    record(
        action="confidence.stated",
        by=by,
        target=objective or node,
        summary=f"Météo « {confidence.get_level_display()} » : {objective or node}",
        details={"reason": reason},
    )
    return confidence

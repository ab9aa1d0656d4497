"""Objectives: are they SMART, are they met, do they hang together (R6, R8, R9, R13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from timonier.engine.period import Period
from timonier.engine.search import stems
from timonier.engine.typography import quoted


class ObjectiveKind(StrEnum):
    """A deliverable is closed by a dated proof, a threshold by an indicator value (R8)."""

    DELIVERABLE = "deliverable"
    THRESHOLD = "threshold"


class Trait(StrEnum):
    """The five traits, in the reading of G. T. Doran (« There's a S.M.A.R.T. way », 1981).

    *Assignable* (somebody answers for it) can be checked; whether an objective is
    realistic is a human judgement, so R asks that a parent orientation be named.
    """

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ASSIGNABLE = "assignable"
    RELEVANT = "relevant"
    TIMED = "timed"

    @property
    def label(self) -> str:
        """The French name of the trait."""
        return _TRAITS[self][0]

    @property
    def remedy(self) -> str:
        """What to do when it lacks."""
        return _TRAITS[self][1]


_TRAITS = {
    Trait.SPECIFIC: ("spécifique", "dites l'action et son objet en quelques mots"),
    Trait.MEASURABLE: ("mesurable", "donnez une cible et son unité, ou la preuve attendue"),
    Trait.ASSIGNABLE: ("attribué", "nommez un chef de file et un service responsable"),
    Trait.RELEVANT: ("rattaché", "reliez l'objectif à l'orientation qu'il sert"),
    Trait.TIMED: ("daté", "donnez une échéance"),
}
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Objective:
    """What is known of an objective; an empty text or ``None`` is what it lacks."""

    id: str
    title: str
    kind: ObjectiveKind = ObjectiveKind.THRESHOLD
    target: Decimal | None = None
    unit: str = ""
    proof: str = ""
    due: Period | None = None
    lead: str = ""
    owner: str = ""
    parent: str = ""


def missing_traits(objective: Objective) -> tuple[Trait, ...]:
    """The SMART traits that an objective lacks, in the order of the word (R9).

    >>> [trait.label for trait in missing_traits(Objective("1", "Améliorer", lead="Mme A."))]
    ['spécifique', 'mesurable', 'attribué', 'rattaché', 'daté']
    """
    held = {
        Trait.SPECIFIC: len(stems(objective.title)) >= _FEWEST_WORDS,
        Trait.MEASURABLE: _measurable(objective),
        Trait.ASSIGNABLE: bool(objective.lead and objective.owner),
        Trait.RELEVANT: bool(objective.parent),
        Trait.TIMED: objective.due is not None,
    }
    return tuple(trait for trait in Trait if not held[trait])


def _measurable(objective: Objective) -> bool:
    if objective.kind is ObjectiveKind.DELIVERABLE:
        return bool(objective.proof)
    return objective.target is not None and bool(objective.unit)


def is_incomplete(objective: Objective) -> bool:
    """Whether every list must show it as incomplete: no measure, or no date (R9)."""
    return not {Trait.MEASURABLE, Trait.TIMED}.isdisjoint(missing_traits(objective))


class Comparison(StrEnum):
    """The direction of a threshold."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RISE_BY = "rise_by"


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Whether an objective is met; ``None`` when nobody can say, with the reason.

    ``observed`` is what was compared: the value, or the rise in percent.
    """

    met: bool | None
    observed: Decimal | None = None
    reason: str = ""


def threshold_met(
    comparison: Comparison,
    threshold: Decimal,
    current: Decimal | None,
    baseline: Decimal | None = None,
) -> Satisfaction:
    """Whether a threshold objective is met (R8); ``threshold`` of a rise is in percent.

    >>> threshold_met(Comparison.RISE_BY, Decimal(20), Decimal(120), baseline=Decimal(100)).met
    True
    >>> threshold_met(Comparison.AT_MOST, Decimal(20), Decimal("21.9")).met
    False
    >>> threshold_met(Comparison.AT_LEAST, Decimal(1), None).met is None
    True
    """
    if current is None:
        return Satisfaction(None, reason="aucune valeur mesurée")
    if comparison is Comparison.AT_LEAST:
        return Satisfaction(current >= threshold, current)
    if comparison is Comparison.AT_MOST:
        return Satisfaction(current <= threshold, current)
    if not baseline:
        return Satisfaction(None, reason="une hausse en % demande une valeur initiale non nulle")
    rise = 100 * (current - baseline) / abs(baseline)
    return Satisfaction(rise >= threshold, rise)


def deliverable_met(proof_date: date | None, due: Period | None = None) -> Satisfaction:
    """Whether a deliverable is closed by a dated proof (R8), late or not.

    >>> deliverable_met(date(2021, 1, 8), Period.quarter(2020, 4)).reason
    "preuve datée de 8 jours après l'échéance"
    """
    if proof_date is None:
        return Satisfaction(False, reason="aucune preuve datée")
    late = (proof_date - due.due).days if due else 0
    if late <= 0:
        return Satisfaction(True)
    days = "1 jour" if late == 1 else f"{late} jours"
    return Satisfaction(True, reason=f"preuve datée de {days} après l'échéance")


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of an objective: this value is owed at the end of this period (R6)."""

    due: Period
    target: Decimal


class StepState(StrEnum):
    """Where a step stands on a day."""

    HELD = "held"
    MISSED = "missed"
    UNMEASURED = "unmeasured"
    AHEAD = "ahead"


def yearly_steps(first: Step, increment: Decimal, last_year: int) -> tuple[Step, ...]:
    """« Five services by the end of 2020, then three a year until 2026 » (R6).

    >>> steps = yearly_steps(Step(Period.year(2020), Decimal(5)), Decimal(3), 2026)
    >>> [int(step.target) for step in steps]
    [5, 8, 11, 14, 17, 20, 23]
    """
    start = first.due.end.year
    later = (
        Step(Period.year(year), first.target + increment * (year - start))
        for year in range(start + 1, last_year + 1)
    )
    return (first, *later)


def step_owed(steps: Iterable[Step], on: date) -> Step | None:
    """The last step already due on a day; ``None`` before the first."""
    return max((step for step in steps if step.due.due <= on), key=_due, default=None)


def next_step(steps: Iterable[Step], on: date) -> Step | None:
    """The nearest step still ahead; ``None`` after the last."""
    return min((step for step in steps if step.due.due > on), key=_due, default=None)


def step_state(step: Step, on: date, value: Decimal | None) -> StepState:
    """Where a step stands, given the value known for its date; unknown is not missed."""
    if value is not None and value >= step.target:
        return StepState.HELD
    if on < step.due.due:
        return StepState.AHEAD
    return StepState.UNMEASURED if value is None else StepState.MISSED


def _due(step: Step) -> date:
    return step.due.due


class WarningKind(StrEnum):
    """What a plan can say that does not hold together (R13)."""

    SAME_TEXT = "same_text"
    WHOLE_BEFORE_PARTS = "whole_before_parts"


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """A weakness of a plan: which objectives, what is wrong, what to do (French)."""

    kind: WarningKind
    ids: tuple[str, ...]
    message: str
    remedy: str


def same_texts(objectives: Sequence[Objective]) -> tuple[PlanWarning, ...]:
    """Objectives that bear the same text, accents, plurals and small words aside (R13)."""
    by_text: dict[tuple[str, ...], list[Objective]] = {}
    for objective in objectives:
        by_text.setdefault(stems(objective.title), []).append(objective)
    return tuple(
        PlanWarning(
            WarningKind.SAME_TEXT,
            tuple(item.id for item in group),
            f"{len(group)} objectifs portent le même texte, {quoted(group[0].title)}",
            "fusionnez-les, ou dites dans chaque titre ce qui le distingue",
        )
        for words, group in by_text.items()
        if words and len(group) > 1
    )


def wholes_before_parts(
    objectives: Sequence[Objective], parts: Mapping[str, Sequence[str]]
) -> tuple[PlanWarning, ...]:
    """Consolidated deliverables due before one of their parts (R13).

    ``parts`` maps the id of a whole to the ids of what it is made of. An objective
    without a due date is left to the SMART check.
    """
    by_id = {objective.id: objective for objective in objectives}
    found = []
    for whole_id, part_ids in parts.items():
        whole = by_id[whole_id]
        late = [by_id[part] for part in part_ids if _later(by_id[part], whole)]
        if late:
            found.append(_whole_warning(whole, late))
    return tuple(found)


def _later(part: Objective, whole: Objective) -> bool:
    return part.due is not None and whole.due is not None and part.due.due > whole.due.due


def _whole_warning(whole: Objective, late: Sequence[Objective]) -> PlanWarning:
    last = max((part.due for part in late if part.due), key=lambda period: period.due)
    return PlanWarning(
        WarningKind.WHOLE_BEFORE_PARTS,
        (whole.id, *(part.id for part in late)),
        f"{quoted(whole.title)} est attendu pour {whole.due}, avant ses parties ({last})",
        f"reportez l'ensemble après {last}, ou avancez les parties",
    )

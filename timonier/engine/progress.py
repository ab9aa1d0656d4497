"""How far an objective has come, and how far it should be (STANDARDS §4).

``raw = 100·(VA − VI)/(VC − VI)`` with VI the baseline, VC the target, VA the current value;
the sign handles increase and decrease. The raw figure is kept beside the one shown, which
is bounded to [0, 100]: a negative raw figure means regression. A missing term makes the
result undefined, with its reason, never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from timonier.engine.trace import Trace
from timonier.engine.typography import listed

ZERO, HUNDRED = Decimal(0), Decimal(100)


class Direction(StrEnum):
    """Which way is better for an indicator."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    RANGE = "range"

    @property
    def label(self) -> str:
        """The French word of the definition sheet."""
        return {"increase": "hausse", "decrease": "baisse", "maintain": "maintien"}.get(
            self.value, "fourchette"
        )


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at: a target from a baseline, or a range [low, high].

    ``higher_is_better`` serves only to *maintain*, where the direction does not tell.
    """

    direction: Direction
    baseline: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress in percent; ``raw`` may leave [0, 100], ``shown`` may not.

    ``gap`` is raw − expected, in points. ``None`` is undefined, and ``reason`` says why.
    """

    raw: Decimal | None
    shown: Decimal | None
    expected: Decimal | None = None
    gap: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A voted point on the way: this much progress (in percent) is owed on this day."""

    day: date
    percent: Decimal


def bounded(raw: Decimal) -> Decimal:
    """A raw progress brought into [0, 100].

    >>> bounded(Decimal(-12)), bounded(Decimal(130))
    (Decimal('0'), Decimal('100'))
    """
    return min(HUNDRED, max(ZERO, raw))


def progress(aim: Aim, current: Decimal | None, expected: Decimal | None = None) -> Progress:
    """Progress towards an aim, beside what was expected by now.

    >>> fewer = Aim(Direction.DECREASE, baseline=Decimal(50), target=Decimal(20))
    >>> progress(fewer, Decimal(35)).raw
    Decimal('50')
    >>> progress(fewer, None).reason
    'il manque la valeur actuelle'
    """
    raw, reason = _raw(aim, current)
    if raw is None:
        return Progress(None, None, expected, None, reason)
    gap = None if expected is None else raw - expected
    return Progress(raw, bounded(raw), expected, gap)


def _raw(aim: Aim, current: Decimal | None) -> tuple[Decimal | None, str]:
    if aim.direction is Direction.RANGE:
        return _raw_in_range(aim, current)
    missing = _missing(baseline=aim.baseline, target=aim.target, current=current)
    if missing:
        return None, missing
    assert aim.baseline is not None
    assert aim.target is not None
    assert current is not None
    if aim.direction is Direction.MAINTAIN or aim.target == aim.baseline:
        return _held(aim, current, aim.target), ""
    distance = aim.target - aim.baseline
    if (distance > 0) is not (aim.direction is Direction.INCREASE):
        return None, f"la cible contredit le sens attendu, la {aim.direction.label}"
    return HUNDRED * (current - aim.baseline) / distance, ""


def _held(aim: Aim, current: Decimal, target: Decimal) -> Decimal:
    """All or nothing: 100 when the value is at least as good as the target."""
    upward = aim.direction is Direction.INCREASE or (
        aim.direction is Direction.MAINTAIN and aim.higher_is_better
    )
    return HUNDRED if (current >= target if upward else current <= target) else ZERO


def _raw_in_range(aim: Aim, current: Decimal | None) -> tuple[Decimal | None, str]:
    """100 inside [low, high]; outside, the share of the initial distance already covered.

    A baseline inside the range leaves nothing to cover: being outside is then 0, as for
    *maintain*.
    """
    missing = _missing(low=aim.low, high=aim.high, baseline=aim.baseline, current=current)
    if missing:
        return None, missing
    assert aim.low is not None
    assert aim.high is not None
    assert aim.baseline is not None
    assert current is not None
    if aim.low > aim.high:
        return None, "la borne basse dépasse la borne haute"
    now = _distance(current, aim.low, aim.high)
    start = _distance(aim.baseline, aim.low, aim.high)
    if now == 0:
        return HUNDRED, ""
    return (HUNDRED * (1 - now / start) if start else ZERO), ""


def _distance(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return max(low - value, value - high, ZERO)


def _missing(**terms: Decimal | None) -> str:
    names = {"baseline": "la valeur initiale", "target": "la cible", "low": "la borne basse"}
    names |= {"high": "la borne haute", "current": "la valeur actuelle"}
    absent = [names[name] for name, value in terms.items() if value is None]
    return f"il manque {listed(absent)}" if absent else ""


def expected_progress(
    on: date, start: date, due: date, milestones: Sequence[Milestone] = ()
) -> Decimal | None:
    """Progress owed on a day, in percent: linear, or as voted.

    With milestones, nothing is owed before the first, and each holds until the next.
    Undefined (``None``) when the due date does not follow the start.

    >>> expected_progress(date(2021, 7, 2), date(2021, 1, 1), date(2022, 1, 1)).quantize(Decimal(1))
    Decimal('50')
    """
    if milestones:
        owed = [step.percent for step in sorted(milestones, key=_day) if step.day <= on]
        return owed[-1] if owed else ZERO
    if due <= start:
        return None
    return bounded(HUNDRED * (on - start).days / Decimal((due - start).days))


def _day(step: Milestone) -> date:
    return step.day


@dataclass(frozen=True, slots=True)
class Component:
    """One weighted member of a composite; ``shown`` is its bounded progress, or unknown."""

    label: str
    shown: Decimal | None
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Composite:
    """A composite progress in percent, or ``None`` with its reason and what is missing.

    ``coverage`` is the known share of the weights, in [0, 1].
    """

    value: Decimal | None
    coverage: Decimal | None
    missing: tuple[str, ...]
    reason: str
    trace: Trace


def composite(components: Sequence[Component], threshold: Decimal, *, label: str = "") -> Composite:
    """``Σ wᵢ·shownᵢ / Σ wᵢ`` over the known members, only from the coverage threshold.

    >>> known = Component("Délais", Decimal(80))
    >>> unknown = Component("Satisfaction", None)
    >>> composite([known, unknown], Decimal("0.5")).value
    Decimal('80')
    >>> composite([known, unknown], Decimal("0.6")).missing
    ('Satisfaction',)
    """
    known = [(part.weight, part.shown) for part in components if part.shown is not None]
    missing = tuple(part.label for part in components if part.shown is None)
    total = sum((part.weight for part in components), ZERO)
    held = sum((weight for weight, _ in known), ZERO)
    coverage = held / total if total else None
    value, reason = None, "aucun élément mesuré"
    if coverage is not None and held and coverage >= threshold:
        value, reason = sum((weight * shown for weight, shown in known), ZERO) / held, ""
    elif held:
        reason = "couverture inférieure au seuil"
    parts = tuple(
        Trace(part.label, part.shown, "%", note=f"poids {part.weight}")
        for part in components
        if part.shown is not None
    )
    trace = Trace(label, value, "%", "moyenne pondérée", parts, missing, note=reason)
    return Composite(value, coverage, missing, reason, trace)

"""The report checked against itself: every rule, one list (R123)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from timonier.engine.coherence.arithmetic import (
    broken_shares,
    broken_sums,
    guessed_shares,
    near_sums,
)
from timonier.engine.coherence.claims import Claim, Finding, ShareRule, SumRule
from timonier.engine.coherence.dates import DatedFact, OrderRule, date_faults
from timonier.engine.coherence.plausible import (
    USUAL_RATIOS,
    RatioRule,
    impossible_values,
    jumps,
    unlikely_ratios,
)
from timonier.engine.coherence.same_fact import two_values
from timonier.engine.coherence.years import discontinued, other_years, unmarked_breaks


@dataclass(frozen=True, slots=True)
class Beside:
    """What the report is checked with, besides its own figures; all of it optional.

    ``others`` are figures of other years, to compare magnitudes; ``previous`` those of the
    last report, each owed again or explained. ``matches`` maps the ids of an earlier report
    to those of a later one, as the crosswalk declares; it serves in both directions to
    compare magnitudes. ``breaks`` holds the ids whose series is declared broken.
    """

    sums: Sequence[SumRule] = ()
    shares: Sequence[ShareRule] = ()
    ratios: Sequence[RatioRule] = USUAL_RATIOS
    others: Sequence[Claim] = ()
    previous: Sequence[Claim] = ()
    matches: Mapping[str, str] = field(default_factory=dict)
    breaks: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    dates: Sequence[DatedFact] = ()
    orders: Sequence[OrderRule] = ()


def check_report(
    year: int, claims: Sequence[Claim], beside: Beside | None = None
) -> tuple[Finding, ...]:
    """All findings of the report of a year, most serious first, each said once.

    ``claims`` come in the order of the document: a total is read beside its detail.
    """
    beside = beside or Beside()
    by_id = {claim.id: claim for claim in claims}
    twins = {after: before for before, after in beside.matches.items()} | dict(beside.matches)
    unbroken = [claim for claim in claims if claim.id not in beside.breaks]
    found = [
        *two_values(claims),
        *broken_sums(by_id, beside.sums),
        *near_sums(claims),
        *broken_shares(by_id, beside.shares),
        *guessed_shares(claims),
        *impossible_values(claims),
        *unlikely_ratios(claims, beside.ratios),
        *jumps(unbroken, [*beside.previous, *beside.others], twins),
        *other_years(claims, year),
        *discontinued(beside.previous, claims, beside.matches, beside.reasons),
        *unmarked_breaks(beside.previous, claims, beside.matches, beside.breaks),
        *date_faults(beside.dates, year, beside.orders),
    ]
    once: dict[str, Finding] = {}
    for item in found:
        kept = once.get(item.key)
        if kept is None or item.severity.rank < kept.severity.rank:
            once[item.key] = item
    return tuple(sorted(once.values(), key=lambda item: item.severity.rank))

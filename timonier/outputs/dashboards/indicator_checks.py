"""Findings about the figures of one indicator, on its page and at entry (R90, R123)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from timonier.engine.coherence import (
    Claim,
    Finding,
    ShareRule,
    SumRule,
    broken_shares,
    broken_sums,
    jumps,
    two_values,
)
from timonier.outputs.dashboards.figures import claim_of
from timonier.registry.indicators.models import ConsistencyRule, Figure

TONES = {"blocking": "late", "to_justify": "watch", "information": "unknown"}


@dataclass(frozen=True, slots=True)
class Check:
    """One open finding, ready to print; ``tone`` is that of its badge."""

    kind: str
    message: str
    remedy: str
    places: str
    tone: str


def check_of(finding: Finding) -> Check:
    """The finding in the words of the page."""
    return Check(
        kind=finding.kind.label,
        message=finding.message,
        remedy=finding.remedy,
        places=", ".join(dict.fromkeys(finding.places)),
        tone=TONES[finding.severity.value],
    )


def open_findings(
    figures: Sequence[Figure],
    rules: Sequence[ConsistencyRule],
    cited: Mapping[str, Figure],
) -> tuple[Check, ...]:
    """What is wrong with the current figures: contradictions, sums, shares, magnitudes."""
    current = [figure for figure in figures if figure.superseded_at is None]
    claims = [claim_of(figure) for figure in current]
    known = {number: claim_of(figure) for number, figure in cited.items()}
    found = [*two_values(claims), *breaches(rules, known), *_jumps_inside(claims)]
    once = {finding.key: finding for finding in found}
    ordered = sorted(once.values(), key=lambda finding: finding.severity.rank)
    return tuple(check_of(finding) for finding in ordered)


def _jumps_inside(claims: Sequence[Claim]) -> list[Finding]:
    """Each value against the earlier ones of the same indicator."""
    dated = sorted((c for c in claims if c.year), key=lambda claim: claim.year or 0)
    found: list[Finding] = []
    for rank, claim in enumerate(dated):
        found += jumps([claim], dated[:rank])
    return found


def breaches(rules: Iterable[ConsistencyRule], claims: Mapping[str, Claim]) -> list[Finding]:
    """The rules that these claims break, beyond the tolerance of each rule.

    A rule that names a figure nobody knows any more is left aside.
    """
    found: list[Finding] = []
    for rule in rules:
        named = [number for number in (rule.total, rule.share, *rule.parts) if number]
        if all(number in claims for number in named) and not _tolerated(rule, claims):
            found += _broken(rule, claims)
    return found


def _broken(rule: ConsistencyRule, claims: Mapping[str, Claim]) -> list[Finding]:
    if rule.kind == "sum":
        return list(broken_sums(claims, [SumRule(rule.total, tuple(rule.parts))]))
    shares = [ShareRule(rule.share, part, rule.total) for part in rule.parts[:1] if rule.share]
    return list(broken_shares(claims, shares))


def _tolerated(rule: ConsistencyRule, claims: Mapping[str, Claim]) -> bool:
    """Whether the gap stays within what the rule allows, in the unit of its total or share."""
    values = [claims[number].value for number in (rule.total, *rule.parts)]
    if not rule.tolerance or any(value is None for value in values):
        return False
    known = [value for value in values if value is not None]
    if rule.kind == "sum":
        return abs(sum(known[1:], Decimal(0)) - known[0]) <= rule.tolerance
    share = claims[rule.share].value if rule.share else None
    if share is None or not known[0]:
        return False
    return abs(100 * known[1] / known[0] - share) <= rule.tolerance


def at_entry(
    entered: Claim,
    citation: str,
    earlier: Sequence[Figure],
    rules: Sequence[ConsistencyRule],
    cited: Mapping[str, Figure],
) -> tuple[Check, ...]:
    """Warnings about a value being typed: rules it would break, unlikely magnitude (R90).

    ``citation`` is the number under which the value stands in the rules, empty when none does.
    """
    known = {number: claim_of(figure) for number, figure in cited.items()}
    found: list[Finding] = []
    if citation:
        known[citation] = replace(entered, id=citation)
        found += breaches(rules, known)
    others = [claim_of(figure) for figure in earlier if figure.superseded_at is None]
    matches = {entered.id: _nearest(entered, others)}
    found += jumps([entered], others, {key: other for key, other in matches.items() if other})
    return tuple(check_of(finding) for finding in found)


def _nearest(entered: Claim, others: Sequence[Claim]) -> str:
    """The claim of the nearest other year: same indicator, so no need of the same words."""
    dated = [o for o in others if o.value and o.year and o.year != entered.year]
    if not dated or entered.year is None:
        return ""
    same = [other for other in dated if other.territory == entered.territory] or dated
    year = entered.year
    return min(same, key=lambda other: abs((other.year or 0) - year)).id

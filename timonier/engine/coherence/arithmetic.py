"""Sums and percentages: do the parts make the whole (R90, R123).

Declared rules are checked exactly. Rules that nobody declared are guessed only from strong
signs (a total printed beside its detail; shares of which most recompute), and a guess never
blocks: it asks the editor to justify.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import takewhile

from timonier.engine.coherence.claims import (
    Claim,
    Finding,
    FindingKind,
    Nature,
    Severity,
    ShareRule,
    SumRule,
    cited,
    claim_margin,
    enumerated,
    finding,
)
from timonier.engine.numerals import format_number
from timonier.engine.quantities import Qualifier, format_percent
from timonier.engine.search import fold, stems
from timonier.engine.typography import NBSP
from timonier.engine.units import Unit, convert, unit

HUNDRED = Decimal(100)
LONGEST_DETAIL = 8
SMALLEST_TOTAL = 20
NEAR_SUM = Decimal("0.03")
_SHARE_WORDS = frozenset({"part", "taux", "proportion", "pourcentage"})


def broken_sums(claims: Mapping[str, Claim], rules: Sequence[SumRule]) -> Iterator[Finding]:
    """Declared sums that fail; a missing part leaves the sum unchecked, and says so."""
    for rule in rules:
        total, parts = claims[rule.total], [claims[part] for part in rule.parts]
        if total.value is None or any(part.value is None for part in parts):
            yield _unchecked_sum(total, parts)
            continue
        gap = _gap(total, parts)
        if abs(gap) > _allowed(total, parts):
            yield _wrong_sum(total, parts, gap, Severity.BLOCKING)


def _gap(total: Claim, parts: Sequence[Claim]) -> Decimal:
    """Sum of the parts minus the total, in the unit of the total."""
    target = unit(total.unit)
    assert total.value is not None
    return sum((_in(part, target) for part in parts), Decimal(0)) - total.value


def _in(part: Claim, target: Unit) -> Decimal:
    own = unit(part.unit)
    assert part.value is not None
    if own.dimension != target.dimension:
        return part.value  # a declared rule may add rapports and avenants into dossiers
    return convert(part.value, own, target) or Decimal(0)


def _allowed(total: Claim, parts: Sequence[Claim]) -> Decimal:
    """What rounding in print can explain: nothing for exact whole numbers."""
    rounded = [claim for claim in (total, *parts) if claim_margin(claim) != Decimal("0.5")]
    return sum((claim_margin(claim) for claim in rounded), Decimal(0))


def _unchecked_sum(total: Claim, parts: Sequence[Claim]) -> Finding:
    blank = [claim for claim in (total, *parts) if claim.value is None]
    names = ", ".join(cited(claim) for claim in blank)
    return finding(
        FindingKind.SUM,
        Severity.INFORMATION,
        [total, *parts],
        f"la somme n'a pas pu être vérifiée, {names}",
        "saisissez la valeur manquante",
    )


def _wrong_sum(total: Claim, parts: Sequence[Claim], gap: Decimal, severity: Severity) -> Finding:
    assert total.value is not None
    return finding(
        FindingKind.SUM,
        severity,
        [total, *parts],
        f"{cited(total)}, alors que le détail donne {enumerated(parts)}"
        f" = {format_number(total.value + gap)} (écart {format_number(gap, signed=True)})",
        "corrigez le total ou le détail, ou dites ce que le détail ne compte pas",
    )


def near_sums(claims: Sequence[Claim]) -> Iterator[Finding]:
    """A total printed just before or after its detail, and missing it by a little.

    Sums that do add up are settled first: their members are neither a total nor a detail
    of anything else. What is left is a near miss only if the detail shares the words of
    the total; a detail in other units (rapports and avenants making dossiers) must have
    three exact parts or more.
    """
    settled = _settled(claims)
    for rank, total in enumerate(claims):
        if total.id in settled or not _could_be_total(total):
            continue
        near = [hit for run in _runs(claims, rank, settled) if (hit := _nearest(total, run))]
        if near:
            parts, gap = min(near, key=_size_of_gap)
            yield _wrong_sum(total, parts, gap, Severity.TO_JUSTIFY)


def _settled(claims: Sequence[Claim]) -> frozenset[str]:
    """Ids of the totals that add up, and of their parts."""
    members: set[str] = set()
    for rank, total in enumerate(claims):
        if _could_be_total(total):
            for run in _runs(claims, rank, frozenset()):
                hit = _nearest(total, run)
                if hit and not hit[1]:
                    members |= {total.id, *(part.id for part in hit[0])}
    return frozenset(members)


def _could_be_total(claim: Claim) -> bool:
    if claim.value is None or claim.value < SMALLEST_TOTAL:
        return False
    return unit(claim.unit).dimension != "part" and claim.qualifier is Qualifier.EXACT


def _runs(claims: Sequence[Claim], rank: int, settled: frozenset[str]) -> Iterator[list[Claim]]:
    """The runs of neighbours that could be the detail of the claim at this rank."""
    total = claims[rank]
    after = claims[rank + 1 : rank + 1 + LONGEST_DETAIL]
    before = claims[max(0, rank - LONGEST_DETAIL) : rank][::-1]
    for neighbours in (after, before):
        run = list(takewhile(partial(_beside, total, settled), neighbours))
        alike = [claim for claim in run if fold(claim.unit) == fold(total.unit)]
        yield [claim for claim in alike if _shared_words(claim, total)]
        if neighbours is after and len(alike) < len(run) and _mixed_detail(run, total):
            yield run


def _beside(total: Claim, settled: frozenset[str], claim: Claim) -> bool:
    same = (claim.year, fold(claim.territory), claim.theme)
    if same != (total.year, fold(total.territory), total.theme) or claim.id in settled:
        return False
    if claim.value is None or total.value is None or claim.value >= total.value:
        return False
    return claim.unit != "%"


def _shared_words(claim: Claim, total: Claim) -> frozenset[str]:
    """Words of both labels, the unit's own aside."""
    return frozenset(stems(claim.label)) & frozenset(stems(total.label)) - set(stems(claim.unit))


def _mixed_detail(run: Sequence[Claim], total: Claim) -> bool:
    counts = all(not _is_measured(claim) for claim in (total, *run))
    return len(run) >= 3 and counts and any(_shared_words(claim, total) for claim in run)


def _is_measured(claim: Claim) -> bool:
    """Whether a claim has a physical or money unit, instead of counting things."""
    known = unit(claim.unit)
    return known.dimension != fold(claim.unit) or claim.qualifier is not Qualifier.EXACT


def _nearest(total: Claim, run: Sequence[Claim]) -> tuple[list[Claim], Decimal] | None:
    """The beginning of the run whose sum is nearest to the total, if near enough."""
    mixed = any(fold(claim.unit) != fold(total.unit) for claim in run)
    lengths = range(3 if mixed else 2, len(run) + 1)
    hits = [(list(run[:length]), _gap(total, run[:length])) for length in lengths]
    best = min(hits, key=_size_of_gap, default=None)
    assert total.value is not None
    if best is None or abs(best[1]) > total.value * NEAR_SUM:
        return None
    within = abs(best[1]) <= _allowed(total, best[0])
    return (best[0], Decimal(0)) if within else best


def _size_of_gap(hit: tuple[list[Claim], Decimal]) -> Decimal:
    return abs(hit[1])


def broken_shares(claims: Mapping[str, Claim], rules: Sequence[ShareRule]) -> Iterator[Finding]:
    """Declared percentages that do not recompute, rounding in print allowed for."""
    for rule in rules:
        share, part, whole = claims[rule.share], claims[rule.part], claims[rule.whole]
        if share.value is None or part.value is None or not whole.value:
            continue
        if not recomputes(share, part, whole, growth=rule.growth):
            yield _wrong_share(share, part, whole, Severity.BLOCKING, growth=rule.growth)


def recomputes(share: Claim, part: Claim, whole: Claim, *, growth: bool = False) -> bool:
    """Whether a printed percentage is that of part over whole, rounding allowed for."""
    assert share.value is not None
    assert part.value is not None
    assert whole.value is not None
    low = (part.value - claim_margin(part)) / (whole.value + claim_margin(whole))
    high = (part.value + claim_margin(part)) / (whole.value - claim_margin(whole))
    shift = HUNDRED if growth else Decimal(0)
    reach = claim_margin(share)
    bounds = sorted((low * HUNDRED - shift, high * HUNDRED - shift))
    return bounds[0] - reach <= share.value <= bounds[1] + reach


def _wrong_share(
    share: Claim, part: Claim, whole: Claim, severity: Severity, *, growth: bool = False
) -> Finding:
    assert part.value is not None
    assert whole.value is not None
    computed = HUNDRED * part.value / whole.value - (HUNDRED if growth else 0)
    pair = f"{format_number(part.value)} / {format_number(whole.value)}"
    return finding(
        FindingKind.SHARE,
        severity,
        [share, part, whole],
        f"{cited(share)}, alors que {pair} donne {format_percent(computed)}",
        "corrigez le pourcentage ou l'un des deux termes, ou précisez de quel tout il est la part",
    )


def guessed_shares(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Shares of one whole: when two or more recompute, the others should too.

    Each share is paired with the measure that bears its words; the whole is the larger
    measure of the same unit with which most of the pairs recompute.
    """
    groups: dict[tuple[str, int | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None and claim.nature is not Nature.TARGET:
            groups[(claim.theme, claim.year, fold(claim.territory))].append(claim)
    for group in groups.values():
        yield from _shares_of_group(group)


def _shares_of_group(group: Sequence[Claim]) -> Iterator[Finding]:
    shares = [claim for claim in group if _is_share(claim)]
    measures: dict[str, list[Claim]] = defaultdict(list)
    for claim in group:
        if unit(claim.unit).dimension != "part":
            measures[fold(claim.unit)].append(claim)
    for candidates in measures.values():
        pairs = [(share, part) for share in shares if (part := _named_by(share, candidates))]
        whole = _whole_of(pairs, candidates)
        if whole is None:
            continue
        for share, part in pairs:
            if not recomputes(share, part, whole):
                yield _wrong_share(share, part, whole, Severity.TO_JUSTIFY)
        yield from _incomplete_shares([share for share, _ in pairs], whole)


def _is_share(claim: Claim) -> bool:
    return claim.unit == "%" and stems(claim.label)[:1] != () and _starts_as_share(claim.label)


def _starts_as_share(label: str) -> bool:
    return not _SHARE_WORDS.isdisjoint(stems(label))


def _named_by(share: Claim, candidates: Sequence[Claim]) -> Claim | None:
    """The measure whose label holds every word of the share's."""
    words = set(stems(share.label)) - _SHARE_WORDS
    bearing = (claim for claim in candidates if words and words <= set(stems(claim.label)))
    return next(bearing, None)


def _whole_of(pairs: Sequence[tuple[Claim, Claim]], candidates: Sequence[Claim]) -> Claim | None:
    """The measure that makes most of the shares recompute: two at least, and a majority."""
    best, score = None, 0
    for whole in candidates:
        larger = all(whole.value > part.value for _, part in pairs)  # type: ignore[operator]
        if larger and whole.value:
            good = sum(recomputes(share, part, whole) for share, part in pairs)
            best, score = (whole, good) if good > score else (best, score)
    return best if score >= 2 and 2 * score > len(pairs) else None


def _incomplete_shares(shares: Sequence[Claim], whole: Claim) -> Iterator[Finding]:
    total = sum((share.value or Decimal(0) for share in shares), Decimal(0))
    reach = sum((claim_margin(share) for share in shares), Decimal("0.5"))
    if len(shares) < 3 or abs(total - HUNDRED) <= reach or total < 80:
        return
    severity = Severity.TO_JUSTIFY if total < HUNDRED else Severity.BLOCKING
    rest = HUNDRED - total
    yield finding(
        FindingKind.SHARES_TOTAL,
        severity,
        [*shares, whole],
        f"les parts de {cited(whole)} donnent {enumerated(shares)} = {format_percent(total)}"
        f"\u202f; l'écart au tout est de {format_number(rest, signed=True)}{NBSP}points",
        "dites ce que compte le reste, ou corrigez la part qui ne se recalcule pas",
    )

"""One fact with two values: same subject, unit, year and territory, different figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from timonier.engine.coherence.claims import (
    Claim,
    Finding,
    FindingKind,
    Nature,
    Severity,
    base_value,
    cited,
    closeness,
    finding,
    margin,
    subject,
)
from timonier.engine.quantities import Qualifier
from timonier.engine.search import fold, stems
from timonier.engine.units import unit

CLOSE_LABELS, TRANSPOSED_LABELS = 0.8, 0.6
LEAST_COMMON_WORDS = 3
_AIMS = frozenset({Nature.TARGET, Nature.PROJECT})
_WISHES = frozenset({Qualifier.FORECAST, Qualifier.REQUESTED})
_Frame = tuple[str, int | None, str]


def two_values(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Facts that the report states with two values."""
    for group in _frames(claims):
        yield from _same_subject(group)
        yield from _close_subjects(group)


def _frames(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Claims that could speak of one fact: same dimension, year and territory."""
    frames: dict[_Frame, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None and claim.qualifier not in _WISHES:
            frame = (unit(claim.unit).dimension, claim.year, fold(claim.territory))
            frames[frame].append(claim)
    return (group for group in frames.values() if len(group) > 1)


def _same_subject(group: Sequence[Claim]) -> Iterator[Finding]:
    subjects: dict[frozenset[str], list[Claim]] = defaultdict(list)
    for claim in group:
        subjects[subject(claim.label, claim.theme)].append(claim)
    for same in subjects.values():
        pairs = [pair for pair in combinations(same, 2) if conflict(*pair)]
        involved = {claim.id: claim for pair in pairs for claim in pair}
        if involved:
            yield _two_values(list(involved.values()), _severity(involved.values()))


def _severity(claims: Iterable[Claim]) -> Severity:
    """The very same words leave no doubt; otherwise the editor may tell two facts apart."""
    labels = {frozenset(stems(claim.label)) for claim in claims}
    return Severity.BLOCKING if len(labels) == 1 else Severity.TO_JUSTIFY


def _close_subjects(group: Sequence[Claim]) -> Iterator[Finding]:
    """Labels that differ by a word of many, or less close ones whose digits are swapped."""
    read = [(claim, subject(claim.label, claim.theme)) for claim in group]
    for left, right in _sharing_words([words for _, words in read]):
        (one, words), (two, others) = read[left], read[right]
        if words == others or _named_apart(one.label, two.label):
            continue
        near = closeness(words, others)
        swapped = near >= TRANSPOSED_LABELS and transposed(one.value, two.value)
        if (swapped or (near >= CLOSE_LABELS and _differ_by_a_slip(words, others))) and conflict(
            one, two
        ):
            yield _two_values([one, two], Severity.TO_JUSTIFY)


def _named_apart(one: str, two: str) -> bool:
    """Whether each label names something that the other does not: Facebook and Twitter.

    >>> _named_apart("Abonnés Facebook en un an", "Abonnés Twitter en un an")
    True
    >>> _named_apart("Interventions sur les bâtiments", "Interventions de réparation")
    False
    """
    mine, theirs = _names(one), _names(two)
    return bool(mine - theirs and theirs - mine)


def _names(label: str) -> frozenset[str]:
    """The words with a capital letter, the first of the sentence left out."""
    return frozenset(word.strip(",;:.()«»") for word in label.split()[1:] if word[:1].isupper())


def _sharing_words(subjects: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Ranks of the pairs of subjects with three words in common.

    Subjects become bit masks: two thousand figures make two million pairs, and an integer
    ``&`` is several times faster than an intersection of sets.
    """
    bits: dict[str, int] = {}
    masks = [sum(1 << bits.setdefault(w, len(bits)) for w in words) for words in subjects]
    for rank, mask in enumerate(masks):
        for other, earlier in enumerate(masks[:rank]):
            common = mask & earlier
            if common and common.bit_count() >= LEAST_COMMON_WORDS:
                yield other, rank


def _differ_by_a_slip(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the words not shared are one word misspelt, not two different words."""
    left, right = sorted(words - others), sorted(others - words)
    if len(left) != 1 or len(right) != 1:
        return False
    one, two = left[0], right[0]
    return one[:4] == two[:4] and abs(len(one) - len(two)) <= 3 and not one[-1:].isdigit()


def conflict(one: Claim, two: Claim) -> bool:
    """Whether two claims of one fact cannot both be right, qualifiers considered."""
    if not _same_nature(one.nature, two.nature):
        return False
    first, second = base_value(one), base_value(two)
    if first is None or second is None or first == second:
        return False
    for claim, own, other in ((one, first, second), (two, second, first)):
        if claim.qualifier is Qualifier.MORE_THAN:
            return other < own
        if claim.qualifier in (Qualifier.LESS_THAN, Qualifier.UP_TO):
            return other > own
    return abs(first - second) > max(_reach(one, first), _reach(two, second))


def _same_nature(one: Nature, two: Nature) -> bool:
    """An aim is not compared with a result; a repetition may repeat either."""
    if Nature.REPEAT in (one, two) or one == two:
        return True
    return one not in _AIMS and two not in _AIMS


def _reach(claim: Claim, base: Decimal) -> Decimal:
    """How far a value rounded in print may be from the exact one, in base units."""
    factor = unit(claim.unit).factor
    return margin(base / factor, about=claim.qualifier is Qualifier.ABOUT) * factor


def transposed(one: Decimal | None, two: Decimal | None) -> bool:
    """Whether two numbers differ by one swap of digits, a common slip of the keyboard.

    >>> transposed(Decimal(4044), Decimal(4404)), transposed(Decimal(12), Decimal(21))
    (True, False)
    """
    if one is None or two is None:
        return False
    left, right = f"{one:f}", f"{two:f}"
    if len(left) != len(right) or len(left) < 3 or left == right:
        return False
    differing = [rank for rank in range(len(left)) if left[rank] != right[rank]]
    return len(differing) == 2 and sorted(left) == sorted(right)


def _two_values(claims: Sequence[Claim], severity: Severity) -> Finding:
    swapped = len(claims) == 2 and transposed(claims[0].value, claims[1].value)
    hint = "\u202f; deux chiffres semblent inversés" if swapped else ""
    return finding(
        FindingKind.TWO_VALUES,
        severity,
        claims,
        "le même fait a plusieurs valeurs, " + " et ".join(map(cited, claims)) + hint,
        "gardez la valeur que la source confirme, ou dites dans le libellé ce qui les distingue",
    )

"""The values of an indicator in order of time, and what may be subtracted from what (R91, R122)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from timonier.engine.consolidation import Part, PerimeterOperator, consolidate
from timonier.engine.numerals import format_number, round_half_up
from timonier.engine.quantities import Qualifier, format_difference, unit
from timonier.engine.typography import NBSP, NNBSP
from timonier.outputs import charts
from timonier.outputs.dashboards.figures import measure_of, period_of, printed
from timonier.registry.indicators.enums import Comparability, Nature
from timonier.registry.indicators.models import Break, Crosswalk, Figure, Indicator, Target
from timonier.registry.indicators.queries import OBSERVED

UNEQUAL = (
    Comparability.UNIT,
    Comparability.PERIMETER,
    Comparability.SPLIT,
    Comparability.SUSPECT,
)
"""Two figures that the correspondence declares so are never subtracted."""
RESERVED = (Comparability.WORDING, Comparability.VINTAGE)
NOT_MEASURED = ("forecast", "requested")


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of the series. ``figure`` is its source; a computed ratio has its two terms.

    ``rivals`` are other values that sources give for the same period and perimeter: until one of
    them is corrected, nothing is subtracted from a contradicted value.
    """

    start: date
    end: date
    period: str
    value: Decimal
    measure: str
    qualifier: Qualifier
    status: str
    figure: Figure | None = None
    top: Observation | None = None
    below: Observation | None = None
    rivals: tuple[Decimal, ...] = ()

    @property
    def at(self) -> date:
        """Where the value stands on the axis: the middle of its period."""
        return self.start + timedelta(days=(self.end - self.start).days // 2)

    @property
    def printed(self) -> str:
        """« ≈ 640 kg »."""
        return printed(self.value, self.measure, self.qualifier)

    @property
    def computed(self) -> bool:
        """Whether no source prints this value: it is the ratio of its two terms."""
        return self.top is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """From one period to another. ``text`` None: the two do not subtract, ``note`` says why.

    ``better`` is None when the indicator has no wished direction or nothing changed.
    """

    label: str
    text: str | None
    note: str
    better: bool | None = None


def is_whole(figure: Figure) -> bool:
    """Whether a figure speaks of the whole institution; a territory nobody placed does not."""
    return figure.territory is not None and figure.territory.kind == "institution"


def states_something(figure: Figure) -> bool:
    """A current figure with a value that is neither a target, a forecast nor a repetition."""
    return (
        figure.superseded_at is None
        and figure.value is not None
        and figure.repeat_of_id is None
        and figure.nature in OBSERVED
        and figure.qualifier not in NOT_MEASURED
    )


def perimeter_key(figure: Figure) -> int:
    """0 for the whole institution, else the key of the territory; −1 when nobody placed it."""
    return 0 if is_whole(figure) else int(figure.territory_id or -1)


def speaking(figures: Iterable[Figure]) -> Figure | None:
    """The figure that speaks for the indicator; same order as ``queries.latest_first``."""
    rows = [figure for figure in figures if states_something(figure)]
    return max(rows, key=_rank, default=None)


def _rank(figure: Figure) -> tuple[bool, bool, date, int, int]:
    return (
        not is_planned(figure),
        is_whole(figure),
        figure.period_end or date.min,
        figure.document_id or 0,
        figure.pk,
    )


def is_planned(figure: Figure) -> bool:
    """Whether a figure sizes a project: it stands alone, never among what was measured."""
    return figure.nature == Nature.PROJECT


def observations(figures: Sequence[Figure]) -> tuple[Observation, ...]:
    """The dated values of the perimeter that speaks for the indicator, one per period.

    Two documents may state one period: the latest document is drawn, both stay listed, and
    their contradiction is a finding.
    """
    spoken = speaking(figures)
    if spoken is None:
        return ()
    here = (perimeter_key(spoken), is_planned(spoken))
    rows = [
        figure
        for figure in figures
        if states_something(figure)
        and figure.period_end
        and (perimeter_key(figure), is_planned(figure)) == here
    ]
    by_day: dict[date, Observation] = {}
    for figure in sorted(rows, key=_rank):
        seen = _observed(figure, rows)
        by_day[seen.at] = seen
    return tuple(by_day[at] for at in sorted(by_day))


def _cell(figure: Figure) -> tuple[object, ...]:
    """Two figures of one cell must agree: same period, perimeter, unit and nature."""
    return (figure.period_start, figure.period_end, figure.unit_id, figure.nature)


def _observed(figure: Figure, rows: Sequence[Figure]) -> Observation:
    assert figure.value is not None
    assert figure.period_end is not None
    others = {other.value for other in rows if _cell(other) == _cell(figure)} - {figure.value}
    return Observation(
        start=figure.period_start or figure.period_end,
        end=figure.period_end,
        period=period_of(figure),
        value=figure.value,
        measure=measure_of(figure),
        qualifier=Qualifier(figure.qualifier),
        status=figure.get_status_display().lower(),
        figure=figure,
        rivals=tuple(sorted(value for value in others if value is not None)),
    )


def with_ratio(
    indicator: Indicator,
    own: Sequence[Observation],
    tops: Sequence[Observation],
    belows: Sequence[Observation],
) -> tuple[Observation, ...]:
    """Add the periods that only the two terms of a ratio cover.

    A denominator that is a stock (« dernière valeur connue ») serves until the next one is
    known; any other must be of the same period. A printed ratio is never replaced.
    """
    taken = {item.at for item in own}
    computed = [
        ratio
        for top in tops
        if top.at not in taken
        and (below := _denominator(indicator, top, belows)) is not None
        and (ratio := ratio_of(indicator, top, below)) is not None
    ]
    return tuple(sorted([*own, *computed], key=lambda item: item.at))


def _denominator(
    indicator: Indicator, top: Observation, belows: Sequence[Observation]
) -> Observation | None:
    same = [item for item in belows if (item.start, item.end) == (top.start, top.end)]
    if same:
        return same[-1]
    term = indicator.denominator
    if term is None or term.time_operator != "last":
        return None
    return next((item for item in reversed(belows) if item.end <= top.end), None)


def ratio_of(indicator: Indicator, top: Observation, below: Observation) -> Observation | None:
    """The ratio of two observations times the factor; None when there is nothing to divide by."""
    part = Part("", "", numerator=top.value, denominator=below.value)
    found = consolidate([part], PerimeterOperator.RATIO_OF_SUMS, scale=indicator.factor).value
    if found is None:
        return None
    exact = top.qualifier is below.qualifier is Qualifier.EXACT
    return Observation(
        start=top.start,
        end=top.end,
        period=top.period,
        value=round_half_up(found, max(indicator.decimals, 1)),
        measure=indicator.unit,
        qualifier=Qualifier.EXACT if exact else Qualifier.ABOUT,
        status="calculé",
        top=top,
        below=below,
    )


# --- What may be subtracted ----------------------------------------------------------------


def break_between(
    breaks: Iterable[Break], earlier: Observation, later: Observation
) -> Break | None:
    """The first declared break that separates two observations."""
    return next((b for b in breaks if earlier.end < b.between_end <= later.end), None)


def difference(
    indicator: Indicator,
    earlier: Observation,
    later: Observation,
    breaks: Iterable[Break],
    crosswalk: Mapping[tuple[int, int], Crosswalk],
) -> Difference:
    """What changed from one observation to another; never across ≠, and through a break says so."""
    label = f"Depuis {earlier.period}"
    link = _link(earlier, later, crosswalk)
    if earlier.rivals or later.rivals:
        return Difference(label, None, "des sources se contredisent, rien ne se soustrait")
    if unit(earlier.measure).dimension != unit(later.measure).dimension:
        return Difference(label, None, f"≠ unité{NNBSP}; les deux ne se soustraient pas")
    if link is not None and link.comparability in UNEQUAL:
        word = link.get_comparability_display()
        return Difference(label, None, f"≠ {word}{NNBSP}; les deux ne se soustraient pas")
    gap = later.value - earlier.value
    text = format_difference(gap, unit(later.measure))
    notes = [_percentage(earlier.value, gap)]
    broken = break_between(breaks, earlier, later)
    if broken is not None:
        notes.append(f"à travers une rupture ({broken.get_kind_display().lower()})")
    elif link is not None and link.comparability in RESERVED:
        notes.append(f"sous réserve{NBSP}: {link.get_comparability_display()}")
    if Qualifier.EXACT is not later.qualifier or Qualifier.EXACT is not earlier.qualifier:
        notes.append("valeurs arrondies")
    return Difference(label, text, ", ".join(filter(None, notes)), _better(indicator, gap))


def _link(
    earlier: Observation, later: Observation, crosswalk: Mapping[tuple[int, int], Crosswalk]
) -> Crosswalk | None:
    if earlier.figure is None or later.figure is None:
        return None
    return crosswalk.get((earlier.figure.pk, later.figure.pk))


def _percentage(before: Decimal, gap: Decimal) -> str:
    if not before:
        return ""
    return f"{format_number(100 * gap / abs(before), 1, signed=True)}{NBSP}%"


def _better(indicator: Indicator, gap: Decimal) -> bool | None:
    if not gap or indicator.direction not in ("up", "down"):
        return None
    return (gap > 0) is (indicator.direction == "up")


# --- The chart -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Path:
    """A dated target and where one starts from; ``expected`` is the value owed on a day."""

    target: Target
    start: date | None
    baseline: Decimal | None
    baseline_words: str

    def expected(self, on: date) -> Decimal | None:
        """On the straight line from the baseline to the target; None when a term is missing."""
        due = self.target.due_on
        if due is None or self.start is None or self.baseline is None or due <= self.start:
            return None
        share = min(
            Decimal(1),
            max(Decimal(0), Decimal((on - self.start).days)) / Decimal((due - self.start).days),
        )
        return self.baseline + (self.target.value - self.baseline) * share


def path_of(target: Target, seen: Sequence[Observation]) -> Path:
    """From the declared baseline, else from the last value known before the target was due."""
    if target.baseline_value is not None and target.baseline_on is not None:
        return Path(target, target.baseline_on, target.baseline_value, "valeur de départ déclarée")
    first = seen[0] if seen else None
    if first is None or target.due_on is None or first.end >= target.due_on:
        return Path(target, None, None, "")
    return Path(target, first.end, first.value, f"à partir de la valeur {first.period}")


def finding(name: str, seen: Sequence[Observation], breaks: Sequence[Break]) -> str:
    """The sentence that heads the chart, computed from its first and last values."""
    if len(seen) < 2:
        return ""
    first, last = seen[0], seen[-1]
    same = unit(first.measure).dimension == unit(last.measure).dimension
    if not same or not first.value or first.rivals or last.rivals:
        return ""
    change = 100 * (last.value - first.value) / abs(first.value)
    said = (
        "est stable"
        if round_half_up(change, 0) == 0
        else (
            f"{'augmente' if change > 0 else 'diminue'} de {format_number(abs(change), 0)}{NBSP}%"
        )
    )
    tail = ", à travers une rupture" if break_between(breaks, first, last) else ""
    return f"La valeur {said} de {first.period} à {last.period}{tail}."


def drawn(
    indicator: Indicator,
    seen: Sequence[Observation],
    breaks: Sequence[Break],
    path: Path | None,
    forecasts: Sequence[Figure],
) -> tuple[charts.Chart, charts.Chart] | None:
    """The series for wide and narrow screens; None when nothing is dated."""
    if not seen:
        return None
    same_unit = [o for o in seen if unit(o.measure).dimension == unit(seen[-1].measure).dimension]
    series = charts.Series(
        title=indicator.name,
        unit=seen[-1].measure or "sans unité",
        points=tuple(_point(item) for item in same_unit),
        breaks=tuple(_break(item) for item in breaks),
        target=_target(path),
        expected=_expected(path),
        forecast=_forecasts(forecasts),
        finding=finding(indicator.name, same_unit, breaks),
    )
    uid = f"serie-{indicator.pk}"
    return (
        charts.series_chart(series, uid=uid),
        charts.series_chart(series, uid=f"{uid}-m", width=charts.NARROW),
    )


def _point(item: Observation) -> charts.Point:
    return charts.Point(
        period=item.period,
        at=item.at,
        value=item.value,
        qualifier=item.qualifier,
        status=item.status,
        note="calculé" if item.computed else "contredit" if item.rivals else "",
    )


def _break(item: Break) -> charts.Break:
    return charts.Break(at=item.between_end, reason=item.get_kind_display().lower())


def _target(path: Path | None) -> charts.Mark | None:
    due = path.target.due_on if path is not None else None
    if path is None or due is None:
        return None
    return charts.Mark(path.target.due_printed or str(due.year), due, path.target.value)


def _expected(path: Path | None) -> tuple[charts.Mark, ...]:
    mark = _target(path)
    if mark is None or path is None or path.start is None or path.baseline is None:
        return ()
    start: date = path.start
    return (charts.Mark(str(start.year), start, path.baseline), mark)


def _forecasts(figures: Iterable[Figure]) -> tuple[charts.Mark, ...]:
    marks = {}
    for figure in figures:
        if figure.value is not None and figure.period_end and figure.superseded_at is None:
            start = figure.period_start or figure.period_end
            at = start + timedelta(days=(figure.period_end - start).days // 2)
            marks[at] = charts.Mark(period_of(figure), at, figure.value)
    return tuple(marks[at] for at in sorted(marks))

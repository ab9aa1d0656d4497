"""What a unit answers for: each indicator with the last value that the unit itself produced.

A figure stays with the unit that produced it. A reform does not move it: the next unit starts
with no value until it publishes its own, and the two are shown side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from timonier.engine.period import Period, Periodicity, PeriodKind, next_due
from timonier.engine.quantities import Qualifier, Quantity, format_quantity, unit
from timonier.registry.indicators.enums import Nature
from timonier.registry.indicators.models import Figure, Responsibility
from timonier.registry.organisations.models import Chart

RHYTHMS = {
    "monthly": Periodicity.MONTHLY,
    "quarterly": Periodicity.QUARTERLY,
    "half_yearly": Periodicity.HALF_YEARLY,
    "annual": Periodicity.YEARLY,
}
NOT_MEASURES = (Nature.TARGET, Nature.FORECAST)


class Freshness(StrEnum):
    """Whether the last value is the one expected."""

    UP_TO_DATE = "À jour"
    LATE = "En retard"
    UNMEASURED = "Sans mesure"

    @property
    def tone(self) -> str:
        """Tint of the badge."""
        return {"À jour": "ok", "En retard": "late"}.get(self.value, "unknown")


@dataclass(frozen=True, slots=True)
class UnitMeasure:
    """One indicator of one unit. ``value`` None: the unit never published a known value.

    ``due_on`` is the day the next value was, or is, expected; None without a dated value.
    """

    indicator_id: int
    unit_id: int
    code: str
    name: str
    value: str | None
    year: str
    place: str
    source: str
    citation: str
    state: Freshness
    due_on: date | None


def known(as_of: date) -> QuerySet[Figure]:
    """The figures known at the end of a day, as the snapshot of that day has them."""
    return Figure.objects.known_at(timezone.make_aware(datetime.combine(as_of, time.max)))


def text_of(figure: Figure, decimals: int | None = None) -> str | None:
    """The value of a figure with its unit and qualifier, as printed; None when unknown."""
    if figure.value is None:
        return None
    quantity = Quantity(figure.value, unit(figure.measure_unit), Qualifier(figure.qualifier))
    return format_quantity(quantity, decimals)


def year_of(figure: Figure) -> str:
    """The period as printed, else its year, else « sans date »."""
    if figure.period_printed:
        return figure.period_printed
    return str(figure.period_end.year) if figure.period_end else "sans date"


def judged_on(as_of: date, chart: Chart) -> date:
    """The day a unit is judged: today, or the last day of its chart when it is over."""
    return min(as_of, chart.ends_on) if chart.ends_on else as_of


def measures(unit_ids: Iterable[int], *, as_of: date) -> list[UnitMeasure]:
    """The indicators that the units *unit_ids* answer for, by code; two queries.

    The last value of a unit is judged on the day its organisation ended, else on *as_of*:
    it is late when the next one (rhythm plus delay of the producer) was expected before.
    """
    wanted = set(unit_ids)
    links = list(
        Responsibility.objects.filter(unit__in=wanted, indicator__archived_at__isnull=True)
        .select_related("indicator", "unit__chart")
        .order_by("indicator__code", "unit__position")
    )
    last = last_figures(wanted, as_of=as_of)
    return [_measure(link, last.get((link.unit_id, link.indicator_id)), as_of) for link in links]


def last_figures(unit_ids: Iterable[int], *, as_of: date) -> dict[tuple[int, int], Figure]:
    """The last figure known of each (unit, indicator), the institution's own before a part's."""
    rows = (
        known(as_of)
        .filter(unit__in=set(unit_ids), value__isnull=False, repeat_of__isnull=True)
        .exclude(nature__in=NOT_MEASURES)
        .select_related("document", "territory")
        .order_by("id")
    )
    best: dict[tuple[int, int], Figure] = {}
    for figure in rows:
        if figure.unit_id is None:
            continue
        key = (figure.unit_id, figure.indicator_id)
        if key not in best or _weight(figure) > _weight(best[key]):
            best[key] = figure
    return best


def _weight(figure: Figure) -> tuple[date, bool, int]:
    whole = figure.territory is not None and figure.territory.kind == "institution"
    return (figure.period_end or date.min, whole, -figure.pk)


def _measure(link: Responsibility, figure: Figure | None, as_of: date) -> UnitMeasure:
    indicator = link.indicator
    due_on = _next_due(figure, indicator.periodicity, indicator.delay_days)
    whole = figure is None or figure.territory is None or figure.territory.kind == "institution"
    return UnitMeasure(
        indicator_id=indicator.pk,
        unit_id=link.unit_id,
        code=indicator.code,
        name=indicator.name,
        value=text_of(figure) if figure else None,
        year=year_of(figure) if figure else "",
        place="" if whole or figure is None else str(figure.territory),
        source=figure.source if figure else "",
        citation=figure.external_id if figure else "",
        state=_state(due_on, judged_on(as_of, link.unit.chart)),
        due_on=due_on,
    )


def _next_due(figure: Figure | None, periodicity: str, delay: int) -> date | None:
    if figure is None or figure.period_end is None:
        return None
    start = figure.period_start or figure.period_end
    return next_due(Period(start, figure.period_end, PeriodKind.RANGE), RHYTHMS[periodicity], delay)


def _state(due_on: date | None, on: date) -> Freshness:
    if due_on is None:
        return Freshness.UNMEASURED
    return Freshness.LATE if due_on < on else Freshness.UP_TO_DATE


def in_state(found: Sequence[UnitMeasure], state: Freshness) -> int:
    """How many are in *state*."""
    return sum(measure.state is state for measure in found)

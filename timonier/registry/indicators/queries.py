"""Reads of indicators and figures. Each list makes the same number of queries for any length."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncMonth

from timonier.registry.indicators.enums import Freshness, Nature, Periodicity
from timonier.registry.indicators.models import ConsistencyRule, Crosswalk, Figure, Indicator

OBSERVED = (Nature.ACHIEVED, Nature.CONTEXT, Nature.PROJECT)
"""Natures that state something; a target or a forecast is never taken for a value."""

MONTHS = {
    Periodicity.MONTHLY: 1,
    Periodicity.QUARTERLY: 3,
    Periodicity.HALF_YEARLY: 6,
    Periodicity.ANNUAL: 12,
}


LAST = {
    "last_figure": "pk",
    "last_value": "value",
    "last_unit": "measure_unit",
    "last_qualifier": "qualifier",
    "last_period": "period_printed",
    "last_end": "period_end",
    "last_status": "status",
}
"""Annotation of a row of the list, and the field of the figure that it repeats."""


def observed(figures: QuerySet[Figure] | None = None) -> QuerySet[Figure]:
    """Current figures that state something and hold a value; repetitions left out."""
    rows = Figure.objects.all() if figures is None else figures
    return rows.filter(
        superseded_at__isnull=True, nature__in=OBSERVED, repeat_of__isnull=True, value__isnull=False
    ).exclude(qualifier__in=("forecast", "requested"))


def latest_first(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """The value that speaks for an indicator comes first.

    What is measured before what is planned, the whole institution before a part of it, then the
    latest period, then the latest document, then the latest row.
    """
    whole = Q(territory__kind="institution")
    return figures.annotate(
        planned=Case(When(nature=Nature.PROJECT, then=Value(1)), default=Value(0)),
        partial=Case(When(whole, then=Value(0)), default=Value(1)),
    ).order_by(
        "planned",
        "partial",
        F("period_end").desc(nulls_last=True),
        F("document").desc(nulls_last=True),
        "-id",
    )


def indicator_rows(on: date | None = None) -> QuerySet[Any]:
    """Indicators for a list, with their last current value and how fresh it is on a day.

    Annotations: ``last_figure`` (its key), ``last_value``, ``last_unit``, ``last_qualifier``,
    ``last_period`` (as printed), ``last_end``, ``last_status``, ``next_due`` (end of month of
    last period + rhythm + delay, STANDARDS §4) and ``freshness`` (see ``Freshness``). Without a
    value ``last_…`` and ``next_due`` are None: unknown, never zero.
    """
    last = latest_first(observed().filter(indicator=OuterRef("pk")))
    rows: QuerySet[Any] = Indicator.objects.select_related("theme", "owner").annotate(
        **{name: Subquery(last.values(field)[:1]) for name, field in LAST.items()}
    )
    rows = rows.annotate(next_due=_next_due())
    fresh: QuerySet[Any] = rows.annotate(freshness=_freshness(on or date.today()))
    return fresh


def _plus(day: Any, *, months: Any = 0, days: Any = 0) -> Any:
    """*day* moved by months, then by days, in the database."""
    parts = [Value(0), months, Value(0), days]
    terms = [Value(part) if isinstance(part, int) else part for part in parts]
    span = Func(*terms, function="make_interval", output_field=DurationField())
    return ExpressionWrapper(day + span, output_field=DateTimeField())


def _next_due() -> Cast:
    """The same day as ``engine.period.next_due``; the last day of a month stays a last day."""
    rhythm = Case(
        *(When(periodicity=name, then=Value(count)) for name, count in MONTHS.items()),
        default=Value(12),
    )
    morrow = _plus(F("last_end"), days=1)
    available = _plus(_plus(morrow, months=rhythm, days=-1), days=F("delay_days"))
    start = TruncMonth(Cast(available, DateField()), output_field=DateField())
    return Cast(_plus(_plus(start, months=1), days=-1), DateField())


def _freshness(on: date) -> Case:
    return Case(
        When(discontinued_on__lte=on, then=Value(Freshness.DISCONTINUED.value)),
        When(last_figure__isnull=True, then=Value(Freshness.MISSING.value)),
        When(next_due__lt=on, then=Value(Freshness.LATE.value)),
        When(next_due__isnull=True, then=Value(Freshness.LATE.value)),
        default=Value(Freshness.CURRENT.value),
        output_field=CharField(),
    )


def figure_rows() -> QuerySet[Figure]:
    """Current figures for a list, with what a row prints already joined."""
    return Figure.objects.filter(superseded_at__isnull=True).select_related(
        "indicator", "territory", "unit", "document", "feed", "recorded_by"
    )


def history(indicator: Indicator) -> list[Figure]:
    """Every figure of *indicator*, superseded ones too, with sources and people (one query)."""
    related = ("territory", "unit", "document", "feed", "recorded_by", "repeat_of", "supersedes")
    return list(indicator.figures.select_related(*related).order_by("period_end", "id"))


def crosswalk_of(figures: Iterable[Figure]) -> list[Crosswalk]:
    """What the correspondence between reports says of *figures*, in either direction."""
    keys = [figure.pk for figure in figures]
    return list(
        Crosswalk.objects.filter(Q(from_figure__in=keys) | Q(to_figure__in=keys))
        .select_related("from_figure__document", "to_figure__document")
        .order_by("from_figure__period_end", "id")
    )


def rules_citing(citations: Iterable[str]) -> list[ConsistencyRule]:
    """The consistency rules in which one of these citation numbers stands."""
    numbers = [number for number in citations if number]
    if not numbers:
        return []
    named = Q(total__in=numbers) | Q(share__in=numbers) | Q(parts__overlap=numbers)
    return list(ConsistencyRule.objects.filter(named))


def cited_in(rules: Iterable[ConsistencyRule]) -> dict[str, Figure]:
    """The current figures that *rules* name, by citation number."""
    numbers = {
        number for rule in rules for number in (rule.total, rule.share, *rule.parts) if number
    }
    rows = figure_rows().filter(external_id__in=numbers)
    return {figure.external_id: figure for figure in rows}

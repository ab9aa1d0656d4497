"""Record, revise and validate figures. A figure is never changed: a revision supersedes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.engine.periods import Period
from timonier.journal.actions import record
from timonier.registry.indicators.enums import FigureStatus, Nature, Qualifier
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.organisations.models import Unit
from timonier.registry.territories.models import Territory


def _period_fields(period: Period | None) -> dict[str, Any]:
    if period is None:
        return {"period_start": None, "period_end": None, "period_printed": ""}
    return {
        "period_start": period.start,
        "period_end": period.end,
        "period_printed": str(period),
    }


@transaction.atomic
def record_figure(
    *,
    indicator: Indicator,
    by: User,
    period: Period,
    value: Decimal | None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    territory: Territory | None = None,
    unit: Unit | None = None,
    qualifier: str = Qualifier.EXACT,
    nature: str = Nature.ACHIEVED,
    status: str = FigureStatus.PROVISIONAL,
    line: str = "",
    missing_reason: str = "",
    **source: Any,
) -> Figure:
    """Record a new figure; unknown is ``value=None`` with its ``missing_reason``.

    When both terms of a ratio are given without the value, the value is their quotient times the
    indicator's factor. Raises ``ValidationError`` when the cell already has a figure from the
    same source: revise it instead.
    """
    policy.require(by, "figure.record", indicator)
    if value is None and numerator is not None and denominator:
        value = indicator.factor * numerator / denominator
    figure = Figure(
        indicator=indicator,
        territory=territory,
        unit=unit,
        value=_rounded(value),
        numerator=numerator,
        denominator=denominator,
        measure_unit=indicator.unit,
        qualifier=qualifier,
        nature=nature,
        status=status,
        line=line,
        missing_reason=missing_reason,
        recorded_by=by,
        **_period_fields(period),
        **source,
    )
    figure.full_clean()
    figure.save(force_insert=True)
    record(
        action="figure.recorded",
        by=by,
        target=indicator,
        summary=f"Chiffre saisi : {indicator.name}, {period}",
        details={"figure": figure.pk, "after": _facts(figure)},
    )
    return figure


@transaction.atomic
def revise_figure(*, figure: Figure, by: User, reason: str, **changes: Any) -> Figure:
    """Supersede *figure* with a copy carrying *changes*; both stay readable.

    Raises ``ValidationError`` without a reason, without a change, or when someone else revised
    the figure in the meantime (nothing is lost: the newer one is named).
    """
    policy.require(by, "figure.record", figure.indicator)
    current = Figure.objects.select_for_update().get(pk=figure.pk)
    if current.superseded_at is not None:
        raise ValidationError(
            "Ce chiffre vient d’être révisé par une autre personne. Relisez la valeur à jour, "
            "puis reprenez votre révision si elle vaut encore."
        )
    if not reason.strip():
        raise ValidationError({"revision_reason": "Une révision porte son motif."})
    if not any(getattr(current, name) != value for name, value in changes.items()):
        raise ValidationError("La révision ne change rien.")
    now = timezone.now()
    Figure.objects.filter(pk=current.pk).update(superseded_at=now)
    revised = _copy(current)
    for name, value in changes.items():
        setattr(revised, name, value)
    revised.value = _rounded(revised.value)
    revised.supersedes_id = current.pk
    revised.revision_reason = reason
    revised.recorded_at = now
    revised.recorded_by = by
    revised.full_clean()
    revised.save(force_insert=True)
    record(
        action="figure.revised",
        by=by,
        target=figure.indicator,
        summary=f"Chiffre révisé : {figure.indicator.name}, {figure.period_printed}",
        details={"reason": reason, "before": _facts(current), "after": _facts(revised)},
    )
    return revised


def validate_figure(*, figure: Figure, by: User) -> Figure:
    """Raise the status of *figure* to validated (estimated → provisional → validated)."""
    policy.require(by, "figure.validate", figure.indicator)
    return revise_figure(figure=figure, by=by, reason="Validation", status=FigureStatus.VALIDATED)


@transaction.atomic
def discontinue(*, indicator: Indicator, by: User, on: date, reason: str) -> None:
    """Close the series of *indicator* with its reason (R122)."""
    policy.require(by, "figure.record", indicator)
    if not reason.strip():
        raise ValidationError({"discontinued_reason": "Un indicateur s’interrompt avec un motif."})
    indicator.discontinued_on, indicator.discontinued_reason = on, reason
    indicator.full_clean()
    indicator.save()
    record(
        action="indicator.discontinued",
        by=by,
        target=indicator,
        summary=f"Indicateur interrompu : {indicator.name}",
        details={"reason": reason, "on": on},
    )


def bulk_insert(figures: Iterable[Figure]) -> list[Figure]:
    """Insert many checked figures in one go (imports); the caller checked rights and journals."""
    return Figure.objects.bulk_create(figures, batch_size=2000)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.0001"))


def _copy(figure: Figure) -> Figure:
    skipped = {"id", "supersedes", "superseded_at", "recorded_at", "recorded_by", "revision_reason"}
    values = {
        field.attname: getattr(figure, field.attname)
        for field in Figure._meta.concrete_fields
        if field.name not in skipped
    }
    return Figure(**values)


def _facts(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "period": figure.period_printed,
        "territory": figure.territory_id,
        "qualifier": figure.qualifier,
        "nature": figure.nature,
        "status": figure.status,
    }

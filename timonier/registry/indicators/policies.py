"""Who may record and revise figures: the units that answer for the indicator, and its keepers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from timonier.accounts import policy
from timonier.accounts.enums import Role
from timonier.accounts.models import User
from timonier.registry.core.policies import keeps_registry
from timonier.registry.organisations.queries import units_of

MEASURERS = (Role.DIRECTOR, Role.CONTRIBUTOR)


def may_record(user: User, indicator: Any = None) -> bool:
    """Keepers; the owner and the deputy; a director or contributor of a unit in charge."""
    if keeps_registry(user):
        return True
    if indicator is None:
        return user.holds(*MEASURERS)
    if user.pk in {indicator.owner_id, indicator.deputy_id}:
        return True
    units = units_of(user, *MEASURERS)
    return bool(indicator.responsibilities.filter(unit__in=units).exists())


def recordable(user: User, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Indicators on which *user* may record a figure."""
    if keeps_registry(user):
        return queryset
    units = units_of(user, *MEASURERS)
    return queryset.filter(
        Q(owner=user) | Q(deputy=user) | Q(responsibilities__unit__in=units)
    ).distinct()


def may_validate(user: User, indicator: Any = None) -> bool:
    """Keepers; the direction of a unit that answers for the indicator."""
    if keeps_registry(user):
        return True
    if indicator is None:
        return user.holds(Role.DIRECTOR)
    units = units_of(user, Role.DIRECTOR)
    return bool(indicator.responsibilities.filter(unit__in=units).exists())


policy.register(
    "figure.record",
    "Les unités qui répondent d’un indicateur en saisissent les chiffres ; le contrôle de gestion "
    "les saisit tous.",
    may_record,
    recordable,
)
policy.register(
    "figure.validate",
    "Le relais de l’unité valide ses chiffres, puis le contrôle de gestion.",
    may_validate,
)

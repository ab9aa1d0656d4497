"""Who may follow an objective: its lead, its contributors, the direction of its unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from timonier.accounts import policy
from timonier.accounts.enums import Role
from timonier.accounts.models import User
from timonier.registry.core.policies import keeps_registry
from timonier.registry.organisations.queries import units_of

FOLLOWERS = (Role.DIRECTOR, Role.CONTRIBUTOR)


def may_update(user: User, objective: Any = None) -> bool:
    """Keepers; the lead and the contributors; the unit that answers for the objective."""
    if keeps_registry(user):
        return True
    if objective is None:
        return user.holds(*FOLLOWERS)
    if objective.lead_id == user.pk or objective.unit_id in units_of(user, *FOLLOWERS):
        return True
    return objective.contributors.filter(pk=user.pk).exists()


def updatable(user: User, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Objectives that *user* may update."""
    if keeps_registry(user):
        return queryset
    units = units_of(user, *FOLLOWERS)
    return queryset.filter(Q(lead=user) | Q(contributors=user) | Q(unit__in=units)).distinct()


policy.register(
    "objective.update",
    "Le chef de file, les contributeurs et l’unité responsable tiennent l’objectif à jour.",
    may_update,
    updatable,
)

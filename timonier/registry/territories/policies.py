"""Who may read a territory: a commune reads its own page, the services and the council all."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from timonier.accounts import policy
from timonier.accounts.enums import Role, Scope
from timonier.accounts.models import User
from timonier.accounts.policies import is_staff


def reads_all(user: User) -> bool:
    """The services and the elected members read every territory."""
    return is_staff(user) or user.holds(Role.ELECTED)


def may_read(user: User, territory: Any = None) -> bool:
    """A mayor reads the commune of the mandate; without an object, any territory counts."""
    if reads_all(user):
        return True
    own = user.scope_codes(Scope.COMMUNE)
    return bool(own) if territory is None else territory.code in own


def rows(user: User, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Territories that *user* may read."""
    if reads_all(user):
        return queryset
    return queryset.filter(code__in=user.scope_codes(Scope.COMMUNE))


policy.register(
    "territory.read",
    "Une mairie lit la fiche de sa commune ; les services et les membres élus les lisent toutes.",
    may_read,
    rows,
)

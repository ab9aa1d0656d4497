"""Named policies, deny by default.

A policy is one right with one name (``strategy.edit``), said twice: as a predicate on one object
and as a filter on a queryset, so that a page and a list can never disagree. Registering needs
both; asking for a name nobody registered is a programming error, and the answer to everything
that is not granted is no.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from timonier.accounts.models import User

M = TypeVar("M", bound=Model)
Test = Callable[[User, Any], bool]
Filter = Callable[[User, QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Policy:
    """One named right. ``allows(user, None)`` asks for the right in general, without an object."""

    name: str
    sentence: str
    allows: Test
    visible: Filter


_policies: dict[str, Policy] = {}


def everything(user: User, queryset: QuerySet[M]) -> QuerySet[M]:
    """The filter of a right that does not depend on the object."""
    return queryset


def register(name: str, sentence: str, allows: Test, visible: Filter | None = None) -> Policy:
    """Declare the policy *name*; *sentence* says in French who may do what.

    Without *visible*, the right does not depend on the object: whoever holds it sees all rows,
    whoever does not sees none.
    """
    if name in _policies:
        raise ValueError(f"policy {name} is declared twice")

    def rows(user: User, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not _known(user):
            return queryset.none()
        if visible is not None:
            return visible(user, queryset)
        return queryset if allows(user, None) else queryset.none()

    policy = Policy(name, sentence, allows, rows)
    _policies[name] = policy
    rules.add_perm(name, rules.predicate(allows, name=name))
    return policy


def held_by(*roles: str) -> Test:
    """The right of whoever holds one of *roles* today, whatever the object."""

    def test(user: User, obj: Any = None) -> bool:
        return user.holds(*roles)

    return test


def either(*tests: Test) -> Test:
    """The right of whoever passes one of *tests*."""

    def test(user: User, obj: Any = None) -> bool:
        return any(one(user, obj) for one in tests)

    return test


def _known(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active)


def all_policies() -> list[Policy]:
    """Every declared policy, by name."""
    return [_policies[name] for name in sorted(_policies)]


def may(user: Any, name: str, obj: Any = None) -> bool:
    """Whether *user* has the right *name* (on *obj*). An unknown name raises ``KeyError``."""
    policy = _policies[name]
    return _known(user) and policy.allows(user, obj)


def require(user: Any, name: str, obj: Any = None) -> None:
    """Raise ``PermissionDenied`` unless *user* has the right *name* (on *obj*)."""
    if not may(user, name, obj):
        raise PermissionDenied(f"Droit requis : {_policies[name].sentence}")


def visible(user: Any, name: str, queryset: QuerySet[M]) -> QuerySet[M]:
    """Only the rows of *queryset* on which *user* has the right *name*."""
    return _policies[name].visible(user, queryset)

"""Reads of the organisation."""

from __future__ import annotations

from collections.abc import Iterable

from timonier.accounts.enums import Scope
from timonier.accounts.models import User
from timonier.registry.organisations.models import Unit


def ids_within(codes: Iterable[str]) -> frozenset[int]:
    """Ids of the units named by *codes* and of everything below them, in one query."""
    wanted = set(codes)
    if not wanted:
        return frozenset()
    children: dict[int | None, list[int]] = {}
    roots: list[int] = []
    for pk, parent, code in Unit.objects.order_by().values_list("id", "parent_id", "code"):
        children.setdefault(parent, []).append(pk)
        if code in wanted:
            roots.append(pk)
    found: set[int] = set()
    while roots:
        pk = roots.pop()
        if pk not in found:
            found.add(pk)
            roots.extend(children.get(pk, []))
    return frozenset(found)


def units_of(user: User, *roles: str) -> frozenset[int]:
    """Ids of the units where *user* holds one of *roles*, with what depends on them.

    Computed once per request and person, since every list asks for it.
    """
    cache: dict[tuple[str, ...], frozenset[int]] = user.__dict__.setdefault("_units_of", {})
    if roles not in cache:
        cache[roles] = ids_within(user.scope_codes(Scope.UNIT, *roles))
    return cache[roles]

"""Reads of the organisation."""

from __future__ import annotations

from collections.abc import Iterable

from timonier.accounts.enums import Scope
from timonier.accounts.models import User
from timonier.registry.organisations.models import Chart, Succession, Unit


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


def charts() -> list[Chart]:
    """The organisation charts that are not archived, oldest first."""
    return list(Chart.objects.active().select_related("document"))


def units_in(chart: Chart) -> list[Unit]:
    """The units of *chart* that are not archived, in the order of the chart; one query."""
    found = Unit.objects.active().filter(chart=chart).select_related("document")
    return list(found.order_by("position", "name"))


def descendants(units: Iterable[Unit], root: int) -> frozenset[int]:
    """Ids of *root* and of everything below it among *units*, without a query."""
    below: dict[int | None, list[int]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit.pk)
    found: set[int] = set()
    waiting = [root]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting.extend(below.get(pk, []))
    return frozenset(found)


def successions() -> list[Succession]:
    """Every succession with both its units, their charts and its source; one query."""
    related = ("predecessor__chart", "successor__chart", "document")
    return list(Succession.objects.select_related(*related).order_by("id"))


def line_of(unit: Unit, links: Iterable[Succession]) -> list[Succession]:
    """The successions that lead to *unit*, then those that leave from it, across all reforms.

    Walks back from predecessor to predecessor and forward from successor to successor, never
    sideways: a unit that also receives from elsewhere does not bring its neighbours in.
    """
    all_links = list(links)
    back = _walk(unit.pk, all_links, backwards=True)
    forward = _walk(unit.pk, all_links, backwards=False)
    return [*back[::-1], *forward]


def _walk(start: int, links: list[Succession], *, backwards: bool) -> list[Succession]:
    found: list[Succession] = []
    waiting, seen = [start], {start}
    while waiting:
        pk = waiting.pop(0)
        for link in links:
            here = link.successor_id if backwards else link.predecessor_id
            there = link.predecessor_id if backwards else link.successor_id
            if here == pk:
                found.append(link)
                if there is not None and there not in seen:
                    seen.add(there)
                    waiting.append(there)
    return found

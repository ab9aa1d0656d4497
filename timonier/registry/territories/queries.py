"""Reads of territories: populations with their vintage, memberships, outlines."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max, Min

from timonier.registry.territories.enums import PopulationKind, TerritoryKind
from timonier.registry.territories.models import Membership, Outline, Population, Territory


def communes() -> list[Territory]:
    """The member communes, by name."""
    found = Territory.objects.active().filter(kind=TerritoryKind.COMMUNE)
    return list(found.order_by("name"))


def former_territories() -> list[Territory]:
    """The former territories, by code."""
    found = Territory.objects.active().filter(kind=TerritoryKind.FORMER_TERRITORY)
    return list(found.order_by("code"))


def institution() -> Territory | None:
    """The institution that this installation serves."""
    return Territory.objects.filter(kind=TerritoryKind.INSTITUTION).order_by("id").first()


def former_of() -> dict[int, Territory]:
    """The former territory of each commune, by the commune's id; one query."""
    links = Membership.objects.filter(
        territory__kind=TerritoryKind.FORMER_TERRITORY
    ).select_related("territory")
    return {link.commune_id: link.territory for link in links}


def member_ids(territory: Territory) -> frozenset[int]:
    """Ids of the communes that belong, or belonged, to *territory*."""
    rows = Membership.objects.filter(territory=territory)
    return frozenset(rows.values_list("commune_id", flat=True))


def populations(ids: Iterable[int]) -> dict[int, Population]:
    """The newest municipal population of each territory: latest year, then latest vintage."""
    rows = Population.objects.filter(
        territory__in=set(ids), kind=PopulationKind.MUNICIPAL
    ).order_by("year", "vintage_year")
    return {row.territory_id: row for row in rows}


def outlines_version() -> tuple[int, int, int]:
    """A key that changes whenever outlines are loaded again; (0, 0, 0) when there is none."""
    found = Outline.objects.aggregate(n=Count("id"), first=Min("id"), last=Max("id"))
    return found["n"], found["first"] or 0, found["last"] or 0

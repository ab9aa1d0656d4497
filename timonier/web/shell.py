"""What every page needs around its content: navigation, institution, snapshot, person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from timonier.accounts import policy
from timonier.consolidation.models import Snapshot
from timonier.registry.territories.models import Territory


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the rail."""

    label: str
    url: str
    icon: str
    current: bool
    count: int | None = None
    main: bool = False


ENTRIES = (
    ("Accueil", "home", "home", "institution.read", True),
    ("Ma semaine", "week", "week", "week.read", True),
    ("Stratégie", "strategies", "strategy", "registry.read", True),
    ("Indicateurs", "indicators", "indicator", "registry.read", True),
    ("Rapport", "reports", "report", "report.read", True),
    ("Territoires", "territories", "map", "territory.read", False),
    ("Organisation", "organisation", "organisation", "registry.read", False),
    ("Actes", "acts", "act", "registry.read", False),
    ("Flux de données", "feeds", "feed", "registry.read", False),
    ("Imports", "imports", "import", "registry.edit", False),
    ("Journal", "journal", "journal", "journal.read", False),
    ("Comptes", "accounts", "person", "accounts.manage", False),
)
"""Label, name of the address, icon, right, and whether it stays in the bar of narrow screens."""


def _entries(request: HttpRequest) -> list[Entry]:
    shown = []
    for label, name, icon, right, main in ENTRIES:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        if policy.may(request.user, right):
            here = request.path == url or (url != "/" and request.path.startswith(url))
            shown.append(Entry(label, url, icon, here, main=main))
    return shown


def current_snapshot(request: HttpRequest) -> Snapshot | None:
    """The snapshot the person looks at: the one chosen for the session, else the latest."""
    chosen = request.session.get("snapshot")
    if chosen and (snapshot := Snapshot.objects.filter(pk=chosen).first()):
        return snapshot
    return newest_snapshot()


def newest_snapshot() -> Snapshot | None:
    """The snapshot of the latest day; a past day photographed afterwards does not replace it."""
    return Snapshot.objects.order_by("-as_of", "-id").first()


def institution() -> Territory | None:
    """The institution that this installation serves."""
    return Territory.objects.filter(kind="institution").order_by("id").first()


def context(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; empty for someone who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"institution": institution() if user is not None else None}
    return {
        "navigation": _entries(request),
        "institution": institution(),
        "snapshot": current_snapshot(request),
        "person": user,
    }

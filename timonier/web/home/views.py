"""Home: where the institution stands. Services, elected members and mayors have their own view."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from timonier.accounts import policy
from timonier.accounts.enums import Role, Scope
from timonier.accounts.models import User
from timonier.accounts.policies import is_staff
from timonier.outputs.dashboards.alerts import KINDS
from timonier.outputs.dashboards.home import elected_page, home_page
from timonier.outputs.dashboards.kept import kept
from timonier.web.parts import Link
from timonier.web.request import Request
from timonier.web.shell import current_snapshot

PER_PAGE = 50


def day_of(request: Request) -> date:
    """The day on which lateness is judged: that of the data shown, else today."""
    snapshot = current_snapshot(request)
    return snapshot.as_of if snapshot else timezone.localdate()


def own_commune(user: User) -> str:
    """The commune of a mayor; empty for anyone else."""
    return next(iter(sorted(user.scope_codes(Scope.COMMUNE, Role.MAYOR))), "")


@require_GET
def home(request: Request) -> HttpResponse:
    """The home of the services; elected members and mayors are led to theirs."""
    policy.require(request.user, "institution.read")
    if is_staff(request.user):
        page = kept("home", day_of(request), home_page)
        return render(request, "home/home.html", {"page": page})
    if request.user.holds(Role.ELECTED):
        return redirect("home_elected")
    if code := own_commune(request.user):
        return redirect("territory", code)
    raise Http404


@require_GET
def elected(request: Request) -> HttpResponse:
    """The extract prepared for elected members."""
    policy.require(request.user, "registry.read")
    page = kept("elected", day_of(request), elected_page)
    return render(request, "home/elected.html", {"page": page})


@require_GET
def alerts(request: Request, kind: str) -> HttpResponse:
    """The exact list behind the count of an alert."""
    policy.require(request.user, "registry.read")
    if kind not in KINDS:
        raise Http404
    found = KINDS[kind](day_of(request))
    shown = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"list": found, "rows": shown, "crumbs": [Link("Accueil", "/"), Link("Alertes")]}
    return render(request, "home/alerts.html", context)

"""Pages of the organisation: the charts, one chart, one unit, and its one-page sheet."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from timonier.accounts import policy
from timonier.outputs.dashboards.organisation import chart_page, organisation_page
from timonier.outputs.dashboards.unit import unit_page
from timonier.registry.organisations.models import Chart, Unit
from timonier.web.request import Request
from timonier.web.shell import current_snapshot


def as_of(request: Request) -> date:
    """The day the person looks at: that of the current snapshot, else today."""
    snapshot = current_snapshot(request)
    return snapshot.as_of if snapshot else date.today()


@require_GET
def organisation(request: Request) -> HttpResponse:
    """All the charts and the reforms between them."""
    policy.require(request.user, "registry.read")
    context = {"page": organisation_page(), "may_edit": policy.may(request.user, "registry.edit")}
    return render(request, "organisation/organisation.html", context)


@require_GET
def chart(request: Request, code: str) -> HttpResponse:
    """One chart: its tree, or the units that the address asks for."""
    policy.require(request.user, "registry.read")
    found = get_object_or_404(Chart.objects.active().select_related("document"), code=code)
    asked = request.GET
    page = chart_page(
        found,
        as_of=as_of(request),
        query=asked.get("q", ""),
        level=asked.get("niveau", ""),
        kind=asked.get("nature", ""),
        lack=asked.get("manque", ""),
    )
    context = {"page": page, "may_edit": policy.may(request.user, "registry.edit")}
    return render(request, "organisation/chart.html", context)


def _unit(request: Request, code: str) -> dict[str, object]:
    policy.require(request.user, "registry.read")
    rows = Unit.objects.select_related("chart", "document")
    found: Unit = get_object_or_404(rows, code=code)
    return {
        "page": unit_page(found, as_of=as_of(request)),
        "may_edit": policy.may(request.user, "registry.edit"),
        "may_record": policy.may(request.user, "figure.record"),
        "may_write": policy.may(request.user, "contribution.write"),
    }


@require_GET
def unit(request: Request, code: str) -> HttpResponse:
    """One unit: its road map."""
    return render(request, "organisation/unit.html", _unit(request, code))


@require_GET
def unit_one_page(request: Request, code: str) -> HttpResponse:
    """The same road map on one printed page."""
    return render(request, "organisation/unit_one_page.html", _unit(request, code))

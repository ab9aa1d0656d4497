"""The list of reports, one report at a glance, its comparison, its publication."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from timonier.accounts import policy
from timonier.accounts.enums import Role, Scope
from timonier.engine.errors import TimonierError
from timonier.outputs.reports import actions, pages
from timonier.outputs.reports.checks import check, open_blocking
from timonier.outputs.reports.edition import edition_of
from timonier.outputs.reports.models import AnnualReport
from timonier.outputs.reports.queries import snapshot_of
from timonier.web.reports.common import is_staff, report_of
from timonier.web.request import Request


@require_GET
def reports(request: Request) -> HttpResponse:
    """The years, newest first; a mayor and an elected member see the published ones."""
    policy.require(request.user, "report.read")
    rows = policy.visible(request.user, "report.read", AnnualReport.objects.all())
    years = pages.years(rows.prefetch_related("sendings"), timezone.localdate())
    context = {"years": years, "next_year": _next_year(request)}
    return render(request, "reports/reports.html", context)


def _next_year(request: Request) -> int | None:
    """The year whose report can be opened now by this person, else None."""
    newest = AnnualReport.objects.order_by("-year").first()
    if newest is None or not policy.may(request.user, "report.edit"):
        return None
    following = newest.year + 1
    return following if following < timezone.localdate().year else None


@require_POST
def open_next(request: Request) -> HttpResponse:
    """Open the report of the year after the newest one, on the same plan."""
    policy.require(request.user, "report.edit")
    newest = get_object_or_404(AnnualReport.objects.order_by("-year")[:1])
    try:
        opened = actions.open_report(by=request.user, year=newest.year + 1, like=newest)
    except TimonierError as error:
        messages.error(request, str(error))
        return redirect("reports")
    messages.success(request, f"{opened} ouvert : les unités peuvent écrire.")
    return redirect("report", year=opened.year)


@require_GET
def report(request: Request, year: int) -> HttpResponse:
    """The services see how it is made; elected members and mayors read it."""
    found = report_of(request, year)
    if not is_staff(request.user):
        return reader(request, found)
    edition = edition_of(found)
    page = pages.overview(found, edition, check(found, edition), timezone.localdate())
    context = {
        "page": page,
        "may_publish": policy.may(request.user, "report.publish", found),
        "may_send": policy.may(request.user, "report.send", found),
    }
    return render(request, "reports/report.html", context)


def reader(request: Request, found: AnnualReport) -> HttpResponse:
    """The published report, and for a mayor the commune's extract and sending."""
    codes = request.user.scope_codes(Scope.COMMUNE, Role.MAYOR)
    sendings = found.sendings.filter(commune__code__in=codes).select_related("commune")
    context = {"report": found, "sendings": list(sendings)}
    return render(request, "reports/reader.html", context)


@require_GET
def comparison(request: Request, year: int) -> HttpResponse:
    """This report beside the previous one."""
    policy.require(request.user, "report.workshop")
    found = report_of(request, year)
    edition = edition_of(found)
    page = pages.compared(edition, check(found, edition))
    return render(request, "reports/comparison.html", {"page": page})


@require_POST
def publish(request: Request, year: int) -> HttpResponse:
    """Publish on the newest snapshot; refused while a blocking finding is open."""
    found = report_of(request, year)
    snapshot = snapshot_of(found)
    try:
        policy.require(request.user, "report.publish", found)
        if snapshot is None:
            raise actions.ReportRefusal(
                "aucune photo des données", remedy="faites d’abord une photo des données"
            )
        keys = open_blocking(check(found))
        actions.publish(report=found, by=request.user, snapshot=snapshot, blocking=keys)
    except TimonierError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{found.title} est publié.")
    return redirect("report", year=year)

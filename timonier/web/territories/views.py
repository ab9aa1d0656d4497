"""Pages of the territories. A commune that is not yours and one that does not exist read alike."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timonier.accounts import policy
from timonier.outputs.dashboards.area import area_page
from timonier.outputs.dashboards.commune import commune_page
from timonier.outputs.dashboards.territories import territories_page
from timonier.outputs.reports.actions import follow_sending
from timonier.outputs.reports.models import AnnualReport, Sending
from timonier.registry.territories.actions import OutlinesRefused, load_outlines
from timonier.registry.territories.models import Outline, Territory
from timonier.web.organisation.views import as_of
from timonier.web.request import Request
from timonier.web.territories.forms import OutlinesForm, SendingForm

MOST_REPORTS = 3


def _readable(request: Request) -> QuerySet[Territory]:
    """Territories that the person may read, archived ones left out."""
    return policy.visible(request.user, "territory.read", Territory.objects.active())


def _territory(request: Request, code: str) -> Territory:
    return get_object_or_404(_readable(request), code=code)


@require_GET
def territories(request: Request) -> HttpResponse:
    """The map and the list; a mayor goes straight to the commune of the mandate."""
    policy.require(request.user, "territory.read")
    visible = _readable(request)
    only = list(visible[:2])
    if len(only) == 1:
        return redirect("territory", only[0].code)
    asked = request.GET
    page = territories_page(
        visible,
        as_of=as_of(request),
        reading=asked.get("carte", ""),
        indicator=asked.get("indicateur", ""),
        query=asked.get("q", ""),
        former=asked.get("ancien", ""),
        sort=asked.get("tri", ""),
    )
    context = {"page": page, "may_load": policy.may(request.user, "registry.edit")}
    return render(request, "territories/territories.html", context)


@require_GET
def territory(request: Request, code: str) -> HttpResponse:
    """A commune; or a former territory or the institution, each with its own page."""
    policy.require(request.user, "territory.read")
    found = _territory(request, code)
    if found.kind == "commune":
        return _commune(request, found)
    page = area_page(found, _readable(request), as_of=as_of(request))
    return render(request, "territories/area.html", {"page": page})


def _commune(request: Request, found: Territory, form: SendingForm | None = None) -> HttpResponse:
    reports = policy.visible(request.user, "report.read", AnnualReport.objects.order_by("-year"))
    page = commune_page(found, list(reports[:MOST_REPORTS]), as_of=as_of(request))
    owed = next((r for r in page.reports if r.sending and r.sending.sent_on), None)
    may_follow = owed is not None and policy.may(request.user, "sending.update", owed.sending)
    if owed and may_follow and form is None:
        form = SendingForm(instance=owed.sending)
    may_open = policy.may(request.user, "registry.read")
    context = {
        "page": page,
        "owed": owed if may_follow else None,
        "form": form,
        "may_open": may_open,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "territories/commune.html", context, status=status)


@require_POST
def follow(request: Request, code: str, year: int) -> HttpResponse:
    """Record what became of the report in a commune: its mayor, or the report's editor."""
    policy.require(request.user, "territory.read")
    found = _territory(request, code)
    rows = Sending.objects.select_related("commune", "report")
    sending = get_object_or_404(rows, commune=found, report__year=year)
    policy.require(request.user, "sending.update", sending)
    form = SendingForm(request.POST, instance=sending)
    if form.is_valid():
        fresh = rows.get(pk=sending.pk)
        try:
            follow_sending(sending=fresh, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Suite donnée au rapport {year} enregistrée.")
            return redirect("territory", code)
    return _commune(request, found, form)


@require_http_methods(["GET", "POST"])
def outlines(request: Request) -> HttpResponse:
    """Load the outlines of communes: all of the file, or nothing with every error."""
    policy.require(request.user, "registry.edit")
    form = OutlinesForm(request.POST or None, request.FILES or None)
    problems: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            loaded = load_outlines(
                content=form.cleaned_data["file"].read(),
                source=form.cleaned_data["source"],
                by=request.user,
            )
        except OutlinesRefused as refused:
            problems = refused.problems
        else:
            rest = f" Sans contour : {', '.join(loaded.missing)}." if loaded.missing else ""
            messages.success(request, f"Contours de {loaded.count} communes chargés.{rest}")
            return redirect("territories")
    current = Outline.objects.order_by("id").first()
    context = {"form": form, "problems": problems, "current": current,
               "count": Outline.objects.count()}  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "territories/outlines.html", context, status=status)

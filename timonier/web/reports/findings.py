"""The findings of a report: filtered lists, and the reason that lets one pass."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from timonier.accounts import policy
from timonier.engine.errors import TimonierError
from timonier.outputs.reports import actions
from timonier.outputs.reports.checks import check
from timonier.outputs.reports.finding import SEVERITIES, Finding, counted
from timonier.web.parts import Option
from timonier.web.reports.common import report_of
from timonier.web.request import Request

PER_PAGE = 20
TONES = {"blocking": "late", "to_justify": "watch", "information": "unknown"}


@require_GET
def findings(request: Request, year: int) -> HttpResponse:
    """The list, by severity and family; filters are in the address."""
    report = report_of(request, year)
    policy.require(request.user, "report.workshop")
    found = check(report)
    severity, family = request.GET.get("gravite", ""), request.GET.get("famille", "")
    shown = [
        one
        for one in found
        if (not severity or one.severity == severity) and (not family or one.kind == family)
    ]
    context = {
        "report": report,
        "title": _title(found),
        "severities": _severities(found, severity, family),
        "families": _families(found, severity, family),
        "findings": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "tones": TONES,
        "may_waive": policy.may(request.user, "report.waive", report),
    }
    return render(request, "reports/findings.html", context)


def _title(found: tuple[Finding, ...]) -> str:
    waiting = sum(one.severity == "blocking" and one.is_open for one in found)
    if waiting:
        return counted(waiting, "constat arrête", "constats arrêtent") + " la publication"
    return "Aucun constat n’arrête la publication"


def _severities(found: tuple[Finding, ...], severity: str, family: str) -> list[Option]:
    counts = Counter(one.severity for one in found)
    options = [Option("Tous", _query("", family), not severity, len(found))]
    options += [
        Option(label, _query(key, family), severity == key, counts[key])
        for key, label in SEVERITIES.items()
    ]
    return options


def _families(found: tuple[Finding, ...], severity: str, family: str) -> list[Option]:
    labels = {one.kind: one.label for one in found}
    counts = Counter(one.kind for one in found if not severity or one.severity == severity)
    options = [Option("Toutes les familles", _query(severity, ""), not family)]
    options += [
        Option(labels[kind], _query(severity, kind), family == kind, count)
        for kind, count in counts.most_common()
    ]
    return options


def _query(severity: str, family: str) -> str:
    parts = [f"gravite={severity}" if severity else "", f"famille={family}" if family else ""]
    return "?" + "&".join(part for part in parts if part)


@require_POST
def waive(request: Request, year: int) -> HttpResponse:
    """Let one finding pass, under one's name, with a reason."""
    report = report_of(request, year)
    policy.require(request.user, "report.waive", report)
    fields: dict[str, Any] = {
        "finding_key": request.POST.get("key", ""),
        "reason": request.POST.get("reason", ""),
    }
    known = {one.key for one in check(report)}
    try:
        if fields["finding_key"] not in known:
            raise actions.ReportRefusal(
                "ce constat n’existe plus", remedy="relisez la liste à jour"
            )
        actions.waive(report=report, by=request.user, **fields)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except TimonierError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Constat justifié, sous votre nom.")
    return redirect("report_findings", year=year)

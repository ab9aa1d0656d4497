"""The editor of a chapter: read, write, insert a figure, review, accept, send back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from timonier.accounts import policy
from timonier.engine.errors import TimonierError
from timonier.outputs.reports import actions
from timonier.outputs.reports.checks import check
from timonier.outputs.reports.edition import Edition, edition_of
from timonier.outputs.reports.enums import ContributionState
from timonier.outputs.reports.models import AnnualReport, Contribution
from timonier.outputs.reports.pages import chapter_lines
from timonier.outputs.reports.paper import paper, search_figures
from timonier.outputs.reports.queries import ChapterRow
from timonier.web.parts import Option
from timonier.web.reports.common import report_of
from timonier.web.reports.findings import TONES
from timonier.web.request import Request


@require_http_methods(["GET", "POST"])
def chapter(request: Request, year: int, pk: int) -> HttpResponse:
    """The paper. A post saves, or searches and inserts a figure without saving anything."""
    policy.require(request.user, "report.workshop")
    report = report_of(request, year)
    if request.method == "POST":
        return _write(request, report, pk)
    return _show(request, report, pk)


def _write(request: Request, report: AnnualReport, pk: int) -> HttpResponse:
    text = _text(report, request.POST.get("texte", ""))
    body = request.POST.get("body", "").replace("\r\n", "\n")
    what, _, code = request.POST.get("do", "save").partition(":")
    if what == "insert":
        body = f"{body.rstrip()} {{{{chiffre:{code}}}}}".lstrip()
    if what in {"insert", "search"}:
        return _show(request, report, pk, typed=body)
    try:
        version = int(request.POST.get("version", "0"))
        actions.write(contribution=text, by=request.user, body=body, version=version)
    except actions.StaleText as stale:
        return _show(request, report, pk, typed=body, stale=stale, status=409)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _show(request, report, pk, typed=body, status=422)
    messages.success(request, "Texte enregistré.")
    return redirect(f"{request.path}?{urlencode({'texte': text.pk})}")


def _text(report: AnnualReport, key: str) -> Contribution:
    if not key.isdigit():
        raise Http404
    return get_object_or_404(Contribution, pk=int(key), chapter__report=report)


def _show(
    request: Request,
    report: AnnualReport,
    pk: int,
    *,
    typed: str | None = None,
    stale: actions.StaleText | None = None,
    status: int = 200,
) -> HttpResponse:
    edition = edition_of(report)
    row = next((one for one in edition.report.chapters if one.pk == pk), None)
    if row is None:
        raise Http404
    found = check(report, edition)
    asked = request.POST.get("texte") or request.GET.get("texte", "")
    chosen = _text(report, asked) if asked else None
    writing = typed is not None or request.GET.get("mode") == "ecrire"
    query = request.POST.get("q", "") if typed is not None else request.GET.get("q", "")
    context = {
        "report": report,
        "page": paper(edition, row, found, request.GET.get("chiffre", "")),
        "chapters": chapter_lines(edition, found),
        "chosen": chosen,
        "writing": writing and chosen is not None,
        "body": typed if typed is not None else chosen.body if chosen else "",
        "stale": stale,
        "query": query,
        "results": search_figures(edition, query) if writing else (),
        "steps": _steps(request, chosen) if chosen else {},
        "modes": _modes(request, chosen),
        "neighbours": _neighbours(edition, row),
        "tones": TONES,
        "may_waive": policy.may(request.user, "report.waive", report),
    }
    return render(request, "reports/chapter.html", context, status=status)


def _modes(request: Request, chosen: Contribution | None) -> list[Option]:
    if chosen is None:
        return []
    return [
        Option("Lire", f"?texte={chosen.pk}", request.GET.get("mode") != "ecrire"),
        Option("Écrire", f"?texte={chosen.pk}&mode=ecrire", request.GET.get("mode") == "ecrire"),
    ]


def _neighbours(edition: Edition, row: ChapterRow) -> tuple[ChapterRow, ...]:
    """The chapters before and after, to go on reading."""
    rows = [one for one in edition.report.chapters if not one.is_part]
    place = next((rank for rank, one in enumerate(rows) if one.pk == row.pk), None)
    if place is None:
        return ()
    return tuple(rows[max(0, place - 1) : place] + rows[place + 1 : place + 2])


def _steps(request: Request, text: Contribution) -> dict[str, Any]:
    """Each step of the workflow with what forbids it, empty when it may be done."""
    user = request.user
    return {
        "write": _why_not_write(user, text),
        "review": _why_not_review(user, text),
        "accept": _why_not_accept(user, text),
        "send_back": _why_not_send_back(user, text),
    }


def _why_not_write(user: Any, text: Contribution) -> str:
    if policy.may(user, "contribution.write", text):
        return ""
    if text.state == ContributionState.ACCEPTED:
        return "Texte accepté : renvoyez-le d’abord"
    return "Réservé à l’unité et à la rédaction"


def _why_not_review(user: Any, text: Contribution) -> str:
    if text.state != ContributionState.DRAFTED:
        return f"Texte déjà {text.get_state_display().lower().rstrip('e')}"
    if not text.body.strip():
        return "Rien à relire"
    if text.author_id == user.pk:
        return "On ne relit pas son propre texte"
    return "" if policy.may(user, "contribution.review", text) else "Réservé à la direction"


def _why_not_accept(user: Any, text: Contribution) -> str:
    if not policy.may(user, "contribution.accept", text):
        return "Réservé à la rédaction du rapport"
    if text.state == ContributionState.ACCEPTED:
        return "Texte déjà accepté"
    return "" if text.state == ContributionState.REVIEWED else "À faire relire d’abord"


def _why_not_send_back(user: Any, text: Contribution) -> str:
    if text.state == ContributionState.DRAFTED:
        return "Texte encore en rédaction"
    return "" if policy.may(user, "contribution.review", text) else "Réservé à la relecture"


@require_POST
def step(request: Request, year: int, pk: int) -> HttpResponse:
    """Review, accept or send back one text."""
    policy.require(request.user, "report.workshop")
    text = _text(report_of(request, year), str(pk))
    asked = request.POST.get("step", "")
    try:
        _take(asked, text, request)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except TimonierError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _DONE[asked])
    url = f"/rapport/{year}/chapitres/{text.chapter_id}/"
    return redirect(f"{url}?{urlencode({'texte': text.pk})}")


_DONE = {"review": "Texte relu.", "accept": "Texte accepté.", "send_back": "Texte renvoyé."}


def _take(asked: str, text: Contribution, request: Request) -> None:
    by = request.user
    if asked == "review":
        actions.review(contribution=text, by=by)
    elif asked == "accept":
        actions.accept(contribution=text, by=by)
    elif asked == "send_back":
        reason = request.POST.get("reason", "")
        actions.send_back(contribution=text, by=by, reason=reason)
    else:
        raise Http404

"""« Ma semaine »: what the person owes, one short form each; saving leads to the next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from timonier.accounts import policy
from timonier.outputs.dashboards.figure_entry import key_of, warnings_for
from timonier.outputs.dashboards.indicator_checks import Check
from timonier.outputs.dashboards.measures import printed
from timonier.outputs.dashboards.week import OBJECTIVE, VALUE, Card, WeekPage, week_page
from timonier.registry.indicators.actions import record_figure
from timonier.registry.indicators.models import Indicator
from timonier.registry.strategy import actions
from timonier.registry.strategy.enums import ObjectiveState
from timonier.registry.strategy.models import Objective
from timonier.web.request import Request
from timonier.web.shell import institution
from timonier.web.week.forms import NewsForm, ValueForm

DONE_KEPT = 6


def _forms(page: WeekPage, wrong: forms.Form | None = None) -> list[tuple[Card, forms.Form, bool]]:
    """Each card with its form; the one that was refused keeps what was typed."""
    shown = []
    for rank, card in enumerate(page.cards):
        if rank == 0 and wrong is not None:
            shown.append((card, wrong, True))
            continue
        auto_id = f"{card.kind}{rank}_%s"
        initial = {"period": card.period, "following": card.next_key}
        kind = ValueForm if card.kind == VALUE else NewsForm
        shown.append((card, kind(auto_id=auto_id, initial=initial), False))
    return shown


def _show(
    request: Request, page: WeekPage, wrong: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    cards = _forms(page, wrong)
    if cards and request.GET.get("carte"):
        first = "value" if cards[0][0].kind == VALUE else "sentence"
        cards[0][1].fields[first].widget.attrs["autofocus"] = True
    context = {"page": page, "cards": cards, "done": request.session.get("week_done", [])}
    return render(request, "week/week.html", context, status=status)


@require_GET
def week(request: Request) -> HttpResponse:
    """What the person owes; ``carte`` in the address chooses the one to update."""
    policy.require(request.user, "week.read")
    page = week_page(request.user, timezone.localdate(), request.GET.get("carte", ""))
    return _show(request, page)


def _saved(request: Request, title: str, said: str, following: str) -> HttpResponse:
    """Say what was saved, remember it for the list, and lead to the next card."""
    messages.success(request, f"{title} : {said}.")
    done = [{"title": title, "said": said}, *request.session.get("week_done", [])]
    request.session["week_done"] = done[:DONE_KEPT]
    query = f"?{urlencode({'carte': following})}" if following else ""
    return redirect(reverse("week") + query)


@require_POST
def value(request: Request, code: str) -> HttpResponse:
    """Record a value; doubts are shown once and must be confirmed as they stand."""
    policy.require(request.user, "week.read")
    indicator = get_object_or_404(Indicator, code=code)
    policy.require(request.user, "figure.record", indicator)
    form = ValueForm(request.POST, auto_id="saisie_%s")
    chosen, doubts = f"{VALUE}:{code}", tuple[Check, ...]()
    if form.is_valid():
        facts = form.facts() | {"territory": institution()}
        doubts = warnings_for(indicator, facts)
        sure = not doubts or form.cleaned_data["confirmed"] == key_of(doubts)
        if sure and _try(
            form, lambda: record_figure(indicator=indicator, by=request.user, **facts)
        ):
            said = printed(facts["value"], indicator.unit, facts["qualifier"])
            said = f"{said} pour {facts['period']}"
            return _saved(request, indicator.name, said, form.cleaned_data["following"])
    page = week_page(request.user, timezone.localdate(), chosen, doubts)
    return _show(request, page, _with_key(form, doubts), status=422)


def _with_key(form: ValueForm, doubts: Any) -> ValueForm:
    """The same form carrying the name of the doubts now on screen."""
    form.data = dict(form.data.items()) | {"confirmed": key_of(doubts)}
    return form


@require_POST
def objective(request: Request, code: str) -> HttpResponse:
    """Give the news of an objective: its state, a signed météo and a sentence."""
    policy.require(request.user, "week.read")
    found = get_object_or_404(Objective, code=code)
    policy.require(request.user, "objective.update", found)
    form = NewsForm(request.POST, auto_id="saisie_%s")
    if form.is_valid() and _try(form, lambda: _tell(found, request, form.cleaned_data)):
        said = f"météo {found.confidences.first().get_level_display().lower()}"  # type: ignore[union-attr]
        return _saved(request, found.title, said, form.cleaned_data["following"])
    page = week_page(request.user, timezone.localdate(), f"{OBJECTIVE}:{code}")
    return _show(request, page, form, status=422)


@transaction.atomic
def _tell(found: Objective, request: Request, data: dict[str, Any]) -> bool:
    by = request.user
    if data["state"] == "done":
        actions.complete(objective=found, by=by, on=data["done_on"], proof_note=data["sentence"])
    elif data["state"] == "started" and found.state != ObjectiveState.STARTED:
        actions.start(objective=found, by=by, lead=found.lead or by)
    actions.judge(objective=found, by=by, level=data["level"], reason=data["sentence"])
    return True


def _try(form: forms.Form, act: Any) -> bool:
    """Run *act*; a rule it breaks becomes an error of the form."""
    try:
        act()
    except ValidationError as error:
        form.add_error(None, list(dict.fromkeys(error.messages)))
        return False
    return True

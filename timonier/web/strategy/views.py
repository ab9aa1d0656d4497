"""Strategies: the list, a tree, an element, an objective and what is done with it, undertakings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.outputs.dashboards.alignment import alignment_page
from timonier.outputs.dashboards.node import node_page
from timonier.outputs.dashboards.objective import objective_page
from timonier.outputs.dashboards.strategy import strategies_page, tree_page
from timonier.outputs.dashboards.undertakings import undertaking_page
from timonier.registry.strategy import actions, queries
from timonier.registry.strategy.enums import StrategyKind
from timonier.registry.strategy.models import Node, Objective, Strategy
from timonier.web.request import Request
from timonier.web.strategy.forms import (
    CompleteForm,
    JudgeForm,
    ReopenForm,
    ReviewForm,
    StartForm,
    verbs_for,
)


@require_GET
def strategies(request: Request) -> HttpResponse:
    """The strategies in force."""
    policy.require(request.user, "registry.read")
    context = {
        "page": strategies_page(timezone.localdate()),
        "may_edit": policy.may(request.user, "registry.edit"),
    }
    return render(request, "strategy/strategies.html", context)


@require_GET
def strategy(request: Request, code: str) -> HttpResponse:
    """The tree of one strategy; filters (``f``) and words (``q``) are in the address."""
    policy.require(request.user, "registry.read")
    rows = Strategy.objects.select_related("adopting_act", "document").prefetch_related("levels")
    page = tree_page(
        get_object_or_404(rows, code=code),
        timezone.localdate(),
        filters=request.GET.getlist("f"),
        query=request.GET.get("q", "").strip(),
    )
    may_edit = policy.may(request.user, "registry.edit")
    return render(request, "strategy/tree.html", {"page": page, "may_edit": may_edit})


POLITICAL = (StrategyKind.TERRITORY_PROJECT, StrategyKind.FRAMEWORK)
"""Trees that say political orientations, as opposed to those that carry them out."""


@require_GET
def alignment(request: Request) -> HttpResponse:
    """What carries out the orientations of one strategy (``de`` in the address)."""
    policy.require(request.user, "registry.read")
    rows = queries.strategies()
    code = request.GET.get("de", "")
    found = (
        get_object_or_404(rows, code=code)
        if code
        else rows.filter(kind__in=POLITICAL).first() or rows.first()
    )
    if found is None:
        raise Http404
    return render(request, "strategy/alignment.html", {"page": alignment_page(found)})


def _node(strategy: str, code: str) -> Node:
    rows = Node.objects.select_related("strategy", "document").prefetch_related("strategy__levels")
    return get_object_or_404(rows, strategy__code=strategy, code=code)


@require_http_methods(["GET", "POST"])
def node(request: Request, strategy: str, code: str) -> HttpResponse:
    """One element of a strategy; a keeper signs its météo by POST."""
    policy.require(request.user, "registry.read")
    if request.method == "POST":
        policy.require(request.user, "registry.edit")
    found = _node(strategy, code)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signed = actions.judge(
            by=request.user,
            node=found,
            level=form.cleaned_data["level"],
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, f"Météo signée : {signed.get_level_display().lower()}.")
        return redirect("node", strategy, code)
    context = {
        "page": node_page(found, timezone.localdate()),
        "form": form,
        "level": form.data.get("level", ""),
        "may_edit": policy.may(request.user, "registry.edit"),
    }
    return render(request, "strategy/node.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done with an objective: its words, its form, its action."""

    key: str
    label: str
    button: str
    done: str
    form: type[forms.Form]
    act: Callable[[Objective, User, Any], object]


def _start(objective: Objective, by: User, form: StartForm) -> object:
    return actions.start(objective=objective, by=by, lead=form.cleaned_data["lead"])


def _complete(objective: Objective, by: User, form: CompleteForm) -> object:
    return actions.complete(objective=objective, by=by, **form.cleaned_data)


def _reopen(objective: Objective, by: User, form: ReopenForm) -> object:
    return actions.reopen(objective=objective, by=by, reason=form.cleaned_data["reason"])


def _review(objective: Objective, by: User, form: ReviewForm) -> object:
    data = form.cleaned_data
    return actions.review(
        objective=objective,
        by=by,
        year=data["year"],
        verdict=data["verdict"],
        reason=data["reason"],
        **form.changes(),
    )


def _judge(objective: Objective, by: User, form: JudgeForm) -> object:
    return actions.judge(objective=objective, by=by, **form.cleaned_data)


VERBS = {
    verb.key: verb
    for verb in (
        Verb("engager", "Engager l’objectif", "Engager", "Objectif engagé.", StartForm, _start),
        Verb(
            "realiser",
            "Marquer comme réalisé",
            "Marquer réalisé",
            "Objectif réalisé, avec sa preuve.",
            CompleteForm,
            _complete,
        ),
        Verb("rouvrir", "Rouvrir l’objectif", "Rouvrir", "Objectif rouvert.", ReopenForm, _reopen),
        Verb(
            "bilan",
            "Faire le bilan annuel",
            "Enregistrer le bilan",
            "Bilan enregistré ; l’ancien libellé reste lisible.",
            ReviewForm,
            _review,
        ),
        Verb("juger", "Donner la météo", "Signer la météo", "Météo signée.", JudgeForm, _judge),
    )
}


def _objective(code: str) -> Objective:
    rows = queries.objectives().select_related("proof", "parent", "node__strategy")
    return get_object_or_404(rows, code=code)


def _show(
    request: Request, found: Objective, wrong: dict[str, forms.Form] | None = None
) -> HttpResponse:
    """The page of an objective, with the forms that the person may use."""
    wrong = wrong or {}
    shown = []
    if policy.may(request.user, "objective.update", found):
        for key in verbs_for(found):
            form = wrong.get(key) or VERBS[key].form(auto_id=f"{key}_%s", initial=_initial(found))
            shown.append((VERBS[key], form, key in wrong, form.data.get("level", "")))
    context = {
        "page": objective_page(found, timezone.localdate()),
        "verbs": shown,
        "may_edit": policy.may(request.user, "registry.edit"),
    }
    return render(request, "strategy/objective.html", context, status=422 if wrong else 200)


def _initial(found: Objective) -> dict[str, Any]:
    return {"year": timezone.localdate().year, "lead": found.lead, "title": found.title}


@require_GET
def objective(request: Request, code: str) -> HttpResponse:
    """One objective."""
    policy.require(request.user, "registry.read")
    return _show(request, _objective(code))


@require_POST
def follow(request: Request, code: str, verb: str) -> HttpResponse:
    """Do one thing with an objective; what breaks a rule comes back in the form, kept."""
    found = _objective(code)
    policy.require(request.user, "objective.update", found)
    if verb not in VERBS:
        raise Http404
    form = VERBS[verb].form(request.POST, auto_id=f"{verb}_%s")
    if form.is_valid():
        try:
            VERBS[verb].act(found, request.user, form)
        except ValidationError as error:
            form.add_error(None, list(dict.fromkeys(error.messages)))
        else:
            messages.success(request, VERBS[verb].done)
            return redirect("objective", code)
    return _show(request, _objective(code), {verb: form})


@require_GET
def undertaking(request: Request, code: str) -> HttpResponse:
    """One undertaking, from promise to evidence."""
    policy.require(request.user, "registry.read")
    found = get_object_or_404(queries.undertakings(), code=code)
    context = {
        "page": undertaking_page(found),
        "may_edit": policy.may(request.user, "registry.edit"),
    }
    return render(request, "strategy/undertaking.html", context)

"""Keep the definition sheet: breaks, targets, units that answer, and the end of a series."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from timonier.accounts import policy
from timonier.registry.core.actions import create
from timonier.registry.indicators import actions
from timonier.registry.indicators.models import Break, Indicator, Responsibility, Target
from timonier.web.indicators.forms import (
    BreakForm,
    DiscontinueForm,
    ResponsibilityForm,
    TargetForm,
)
from timonier.web.indicators.views import found
from timonier.web.parts import Link
from timonier.web.request import Request


@require_http_methods(["GET", "POST"])
def discontinue(request: Request, code: str) -> HttpResponse:
    """Close the series with its reason (R122)."""
    row = found(code)
    policy.require(request.user, "figure.record", row)
    form = DiscontinueForm(request.POST or None)
    return _kept(
        request,
        row,
        form,
        "Interrompre l’indicateur",
        lambda: actions.discontinue(indicator=row, by=request.user, **form.cleaned_data),
    )


@require_http_methods(["GET", "POST"])
def add_break(request: Request, code: str) -> HttpResponse:
    """Declare where the series changes meaning."""
    form = BreakForm(request.POST or None)
    return _added(request, code, form, Break, "Déclarer une rupture", lambda: form.cleaned_data)


@require_http_methods(["GET", "POST"])
def add_target(request: Request, code: str) -> HttpResponse:
    """Set a target, with its due date as printed."""
    form = TargetForm(request.POST or None)
    return _added(request, code, form, Target, "Fixer une cible", form.values)


@require_http_methods(["GET", "POST"])
def add_responsibility(request: Request, code: str) -> HttpResponse:
    """Name a unit that answers for the indicator, between two dates."""
    form = ResponsibilityForm(request.POST or None)
    title = "Désigner une unité responsable"
    return _added(request, code, form, Responsibility, title, lambda: form.cleaned_data)


def _added(
    request: Request,
    code: str,
    form: forms.BaseForm,
    model: type,
    title: str,
    values: Callable[[], dict[str, Any]],
) -> HttpResponse:
    policy.require(request.user, "registry.edit")
    row = found(code)
    return _kept(
        request,
        row,
        form,
        title,
        lambda: create(model, by=request.user, values=values() | {"indicator": row}),
    )


def _kept(
    request: Request,
    row: Indicator,
    form: forms.BaseForm,
    title: str,
    act: Callable[[], object],
) -> HttpResponse:
    """Show the form, run *act*, come back to the indicator; a broken rule is an error on screen."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except ValidationError as error:
            form.add_error(None, list(dict.fromkeys(error.messages)))
        else:
            messages.success(request, f"{title} : enregistré.")
            return redirect("indicator", code=row.code)
    context = {
        "form": form,
        "title": title,
        "indicator": row,
        "crumbs": [
            Link("Indicateurs", "/indicateurs/"),
            Link(row.code, f"/indicateurs/{row.code}/"),
            Link(title),
        ],
    }
    return render(request, "indicators/form.html", context, status=422 if form.is_bound else 200)

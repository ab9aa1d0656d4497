"""Read an indicator; record, revise and validate its figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timonier.accounts import policy
from timonier.consolidation.actions import consolidate
from timonier.consolidation.models import Snapshot
from timonier.outputs.dashboards.figure_entry import EntryPage, entry_page, warnings_for
from timonier.outputs.dashboards.indicator import indicator_page
from timonier.registry.indicators import actions
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.indicators.queries import figure_rows
from timonier.web.indicators.forms import FigureForm, ReviseForm
from timonier.web.request import Request
from timonier.web.shell import current_snapshot

REVISED = "Révision enregistrée ; l’ancienne valeur reste lisible."
JOINED = ("theme", "owner", "deputy", "numerator", "denominator")


def found(code: str) -> Indicator:
    """The indicator named in the address, with what its page needs."""
    return get_object_or_404(Indicator.objects.select_related(*JOINED), code=code)


@require_GET
def indicator(request: Request, code: str) -> HttpResponse:
    """The page of an indicator; ``?calcul=1`` computes its value again, and writes nothing."""
    policy.require(request.user, "registry.read")
    row = found(code)
    snapshot = current_snapshot(request)
    page = indicator_page(
        row,
        on=snapshot.as_of if snapshot else date.today(),
        again=request.GET.get("calcul") == "1",
        snapshot=snapshot,
    )
    rights = {
        "may_record": policy.may(request.user, "figure.record", row),
        "may_validate": policy.may(request.user, "figure.validate", row),
        "may_edit": policy.may(request.user, "registry.edit"),
    }
    return render(request, "indicators/indicator.html", {"page": page, **rights})


@require_http_methods(["GET", "POST"])
def record(request: Request, code: str) -> HttpResponse:
    """Record a figure; a doubtful one asks for a confirmation and loses nothing."""
    row = found(code)
    policy.require(request.user, "figure.record", row)
    form = FigureForm(row, request.POST or None, initial=_suggested(request))
    page = entry_page(row)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        page = entry_page(row, warnings_for(row, facts))
        if _may_go_on(form, page):
            saved = _tried(
                form, lambda: actions.record_figure(indicator=row, by=request.user, **facts)
            )
            if saved is not None:
                return _saved(
                    request, row, f"Chiffre enregistré : {page.name}, {saved.period_printed}."
                )
    return _form(request, "indicators/record.html", form, page)


@require_http_methods(["GET", "POST"])
def revise(request: Request, pk: int) -> HttpResponse:
    """Revise a figure with its reason; when someone was faster, both values are shown."""
    figure = get_object_or_404(_with_indicator(), pk=pk)
    policy.require(request.user, "figure.record", figure.indicator)
    newer = figure.superseded_at and _newest(figure)
    if newer and request.method == "GET":
        messages.info(request, "Ce chiffre a été révisé : voici sa valeur à jour.")
        return redirect("figure_revise", pk=newer.pk)
    form = ReviseForm(figure, request.POST or None)
    page = entry_page(figure.indicator, revised=figure, newer=newer or None)
    if request.method == "POST" and form.is_valid():
        changes = {k: v for k, v in form.cleaned_data.items() if k not in ("reason", "confirmed")}
        doubts = warnings_for(figure.indicator, changes, figure)
        page = entry_page(figure.indicator, doubts, revised=figure, newer=newer or None)
        if _may_go_on(form, page):
            saved = _tried(
                form,
                lambda: actions.revise_figure(
                    figure=figure, by=request.user, reason=form.cleaned_data["reason"], **changes
                ),
            )
            if saved is not None:
                return _saved(
                    request,
                    figure.indicator,
                    "Révision enregistrée ; l’ancienne valeur reste lisible.",
                )
    return _form(request, "indicators/revise.html", form, page)


@require_POST
def validate(request: Request, pk: int) -> HttpResponse:
    """Raise the status of a figure to validated."""
    figure = get_object_or_404(_with_indicator(), pk=pk)
    policy.require(request.user, "figure.validate", figure.indicator)
    try:
        actions.validate_figure(figure=figure, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("indicator", code=figure.indicator.code)
    return _saved(request, figure.indicator, "Chiffre validé.")


def _with_indicator() -> Any:
    return Figure.objects.select_related(
        *(f"indicator__{name}" for name in JOINED), "territory", "document", "feed", "recorded_by"
    )


def _newest(figure: Figure) -> Figure:
    """The figure that stands now for one that was superseded."""
    while figure.superseded_at is not None:
        figure = figure_rows().model.objects.get(supersedes=figure)
    return _with_indicator().get(pk=figure.pk)


def _suggested(request: Request) -> dict[str, str]:
    """What the address proposes: ``?periode=2023&territoire=3``."""
    names = {"periode": "period", "territoire": "territory"}
    return {names[key]: str(value) for key, value in request.GET.items() if key in names}


def _may_go_on(form: forms.Form, page: EntryPage) -> bool:
    """No doubt, or the very doubts on screen were confirmed."""
    return not page.doubts or form.cleaned_data.get("confirmed") == page.doubts_key


def _tried(form: forms.Form, act: Any) -> Figure | None:
    """Run *act*; the rule it breaks becomes an error of the form, and nothing typed is lost."""
    try:
        return act()
    except ValidationError as error:
        for name, said in getattr(error, "error_dict", {None: error.error_list}).items():
            form.add_error(name if name in form.fields else None, said)
        return None


def _saved(request: Request, row: Indicator, said: str) -> HttpResponse:
    """Consolidate at once, so that the totals above hold the value, then go to the indicator."""
    latest = Snapshot.objects.first()
    if policy.may(request.user, "snapshot.make"):
        fresh = consolidate(by=request.user, parent=latest)
        said = f"{said} Les totaux en tiennent compte dès la photo n° {fresh.pk}."
    messages.success(request, said)
    return redirect("indicator", code=row.code)


def _form(request: Request, template: str, form: forms.Form, page: EntryPage) -> HttpResponse:
    if page.doubts:
        form.data = dict(form.data.items()) | {"confirmed": page.doubts_key}
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "page": page}, status=status)

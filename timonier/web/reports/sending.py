"""The sending to the mayors: open, send, follow each commune, attach the accounts, close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from timonier.accounts import policy
from timonier.engine.errors import TimonierError
from timonier.outputs.reports import actions
from timonier.outputs.reports.finding import counted
from timonier.outputs.reports.models import AnnualReport, Sending
from timonier.outputs.reports.policies import OPEN_TO_ALL
from timonier.registry.acts.models import Act
from timonier.registry.documents.models import Document
from timonier.registry.territories.models import Territory
from timonier.web.reports.common import is_staff, report_of
from timonier.web.request import Request

DATES = ("received_on", "presented_on", "delegates_heard_on", "president_requested_on")


def _day(label: str, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class SendForm(forms.Form):
    """One date for all the communes not yet served."""

    on = _day("Date d’envoi", required=True)


class AccountsForm(forms.Form):
    """The adopted accounts, and the act that adopts them."""

    accounts = forms.ModelChoiceField(
        Document.objects.none(), label="Compte arrêté", empty_label="Choisir",
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    act = forms.ModelChoiceField(
        Act.objects.none(), label="Acte qui l’arrête", required=False, empty_label="Aucun",
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accounts"].queryset = Document.objects.active().order_by("code")
        self.fields["act"].queryset = Act.objects.active().order_by("code")


class FollowForm(forms.ModelForm):
    """What happened in one commune."""

    received_on = _day("Reçu le")
    presented_on = _day("Présenté en séance publique le")
    delegates_heard_on = _day("Délégués entendus le")
    president_requested_on = _day("Audition du président demandée le")

    class Meta:
        model = Sending
        fields = (*DATES, "act_reference", "accounts_refused_reason")
        labels = {
            "act_reference": "Référence de l’acte",
            "accounts_refused_reason": "Motif, si la commune refuse l’envoi sans compte",
        }
        widgets = {
            "act_reference": forms.TextInput(attrs={"class": "form-control"}),
            "accounts_refused_reason": forms.TextInput(attrs={"class": "form-control"}),
        }


@require_http_methods(["GET", "POST"])
def board(request: Request, year: int) -> HttpResponse:
    """The 92 communes, and what may be done for all of them."""
    policy.require(request.user, "report.workshop")
    report = report_of(request, year)
    form, accounts = SendForm(), AccountsForm()
    if request.method == "POST":
        policy.require(request.user, "report.send", report)
        form, accounts, done = _act(request, report)
        if done:
            return redirect("report_sending", year=year)
    rows = list(report.sendings.select_related("commune"))
    context = {
        "report": report,
        "title": _title(report, rows),
        "rows": rows,
        "waiting": sum(row.sent_on is None for row in rows),
        "form": form,
        "accounts": accounts,
        "may_send": policy.may(request.user, "report.send", report),
        "why_not_send": "" if report.state in OPEN_TO_ALL else "Le rapport n’est pas publié",
        "why_not_close": _why_not_close(report, rows),
    }
    return render(request, "reports/sending.html", context)


def _title(report: AnnualReport, rows: list[Sending]) -> str:
    sent = sum(row.sent_on is not None for row in rows)
    heard = sum(row.presented_on is not None for row in rows)
    if not rows:
        return "L’envoi aux maires n’est pas ouvert"
    if not sent and report.published_at is None and report.state == "published":
        if not heard:
            return "Ni l’envoi ni la présentation aux communes ne sont datés"
        return f"Aucun envoi n’est daté, {counted(heard, 'présentation')} en conseil l’est"
    return f"{counted(sent, 'commune servie', 'communes servies')} sur {len(rows)}"


def _why_not_close(report: AnnualReport, rows: list[Sending]) -> str:
    if report.sending_closed_at:
        return "Envoi déjà clos"
    if not rows or any(row.sent_on is None for row in rows):
        return "Des communes n’ont pas été servies"
    return "" if report.accounts else "Le compte arrêté n’est pas joint"


def _act(request: Request, report: AnnualReport) -> tuple[SendForm, AccountsForm, bool]:
    """Do what the button asks; returns the forms to show again and whether it was done."""
    asked = request.POST.get("do", "")
    form = SendForm(request.POST if asked == "send" else None)
    accounts = AccountsForm(request.POST if asked == "accounts" else None)
    work: dict[str, Callable[[], str]] = {
        "open": lambda: _open(request, report),
        "close": lambda: _close(request, report),
    }
    if asked == "send" and form.is_valid():
        work["send"] = lambda: _send(request, report, form)
    if asked == "accounts" and accounts.is_valid():
        work["accounts"] = lambda: _attach(request, report, accounts)
    if asked not in work:
        return form, accounts, False
    return form, accounts, _try(request, work[asked])


def _try(request: Request, act: Callable[[], str]) -> bool:
    try:
        messages.success(request, act())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except TimonierError as error:
        messages.error(request, str(error))
    return True


def _open(request: Request, report: AnnualReport) -> str:
    count = actions.open_sending(report=report, by=request.user)
    return f"{counted(count, 'commune ajoutée', 'communes ajoutées')} à l’envoi."


def _send(request: Request, report: AnnualReport, form: SendForm) -> str:
    communes = Territory.objects.filter(report_sendings__report=report)
    day = form.cleaned_data["on"]
    count = actions.send(report=report, by=request.user, communes=communes, on=day)
    return f"Envoi enregistré pour {counted(count, 'commune')}."


def _attach(request: Request, report: AnnualReport, form: AccountsForm) -> str:
    actions.attach_accounts(report=report, by=request.user, **form.cleaned_data)
    return "Compte joint au rapport."


def _close(request: Request, report: AnnualReport) -> str:
    actions.close_sending(report=report, by=request.user)
    return "Envoi clos."


@require_http_methods(["GET", "POST"])
def one(request: Request, year: int, code: str) -> HttpResponse:
    """One commune: the editor follows it, its mayor says what happened."""
    report = report_of(request, year)
    rows = report.sendings.select_related("commune", "report")
    row = get_object_or_404(rows, commune__code=code)
    policy.require(request.user, "sending.update", row)
    form = FollowForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        row.refresh_from_db()
        try:
            actions.follow_sending(sending=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Suite enregistrée pour {row.commune}.")
            staff = is_staff(request.user)
            return redirect("report_sending" if staff else "report", year=year)
    return render(request, "reports/sending_one.html", {"report": report, "row": row, "form": form})

"""Accounts: who is there, with which roles; and one's own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timonier.accounts import actions, policy
from timonier.accounts.models import Grant, User
from timonier.journal.actions import record
from timonier.registry.organisations.models import Unit
from timonier.registry.territories.models import Territory
from timonier.web.accounts.forms import AccountForm, RoleForm
from timonier.web.parts import Link
from timonier.web.request import Request


def _places() -> dict[str, str]:
    names = dict(Unit.objects.values_list("code", "name"))
    return names | dict(Territory.objects.values_list("code", "name"))


@require_GET
def accounts(request: Request) -> HttpResponse:
    """Everyone with an account, and their roles in force."""
    policy.require(request.user, "accounts.manage")
    people = User.objects.prefetch_related("grants").order_by("-is_active", "last_name")
    places = _places()
    rows = [
        (
            person,
            [(g.get_role_display(), places.get(g.scope_code, "")) for g in person.current_grants],
        )
        for person in people
    ]
    columns = ["Personne", "Identifiant", "Rôles", "État"]
    context = {"rows": rows, "columns": columns, "policies": policy.all_policies()}
    return render(request, "accounts/accounts.html", context)


@require_http_methods(["GET", "POST"])
def new_account(request: Request) -> HttpResponse:
    """Open an account; its first password is shown once."""
    policy.require(request.user, "accounts.manage")
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, password = actions.open_account(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                f"Compte ouvert. Mot de passe provisoire de {person} : {password} "
                "(il ne sera plus montré).",
            )
            return redirect("account_person", pk=person.pk)
    context = {"form": form, "crumbs": [Link("Comptes", "/comptes/"), Link("Ouvrir un compte")]}
    return render(request, "accounts/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    """One person: roles, past and present; give one more."""
    policy.require(request.user, "accounts.manage")
    found = get_object_or_404(User.objects.prefetch_related("grants"), pk=pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(user=found, by=request.user, **form.scope())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Rôle donné.")
            return redirect("account_person", pk=pk)
    places = _places()
    context = {
        "found": found,
        "form": form,
        "grants": [(g, places.get(g.scope_code, "")) for g in found.grants.order_by("-starts_on")],
        "today": timezone.localdate(),
        "crumbs": [Link("Comptes", "/comptes/"), Link(str(found))],
    }
    return render(request, "accounts/person.html", context, status=422 if form.errors else 200)


@require_POST
def end_role(request: Request, pk: int) -> HttpResponse:
    """End one role today."""
    grant = get_object_or_404(Grant, pk=pk)
    actions.end_role(grant=grant, by=request.user, on=timezone.localdate())
    messages.success(request, "Rôle clos ce jour.")
    return redirect("account_person", pk=grant.user_id)


@require_POST
def close_account(request: Request, pk: int) -> HttpResponse:
    """Close an account."""
    found = get_object_or_404(User, pk=pk)
    actions.close_account(user=found, by=request.user)
    messages.success(request, f"Compte fermé : {found}.")
    return redirect("accounts")


@require_http_methods(["GET", "POST"])
def account(request: Request) -> HttpResponse:
    """One's own account: roles held, password."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, form.user)
        record(action="password.changed", by=request.user, summary="Mot de passe changé")
        messages.success(request, "Mot de passe changé.")
        return redirect("account")
    places = _places()
    grants = [(g, places.get(g.scope_code, "")) for g in request.user.current_grants]
    context = {"form": form, "grants": grants}
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)

"""Sign-in and sign-out, throttled: five failures lock a name and an address for a quarter hour."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timonier.accounts.models import User


class SignInForm(AuthenticationForm):
    """Name and password. One message for all failures: it never says which of the two is wrong."""

    error_messages = {
        "invalid_login": (
            "Identifiant ou mot de passe inconnu. Vérifiez les majuscules, ou demandez un nouveau "
            "mot de passe à l’administration de la plateforme."
        ),
        "inactive": "Ce compte est fermé.",
    }


class SignIn(views.LoginView):
    """The only page open to everyone."""

    template_name = "web/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demonstration_accounts"] = User.objects.filter(
                username__in=DEMONSTRATION_ACCOUNTS
            ).order_by("id")
        return context


class SignOut(views.LogoutView):
    """Leaves by POST only."""


DEMONSTRATION_ACCOUNTS = (
    "admin",
    "dgs",
    "directrice",
    "contributeur",
    "controle",
    "redaction",
    "elue",
    "maire",
)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Too many failures: says how long to wait."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "errors/429.html", {"minutes": minutes}, status=429)

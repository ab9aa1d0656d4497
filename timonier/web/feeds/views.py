"""The page of a feed: who owes what, how often, what arrived; and the recording of an arrival."""

from __future__ import annotations

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from timonier.accounts import policy
from timonier.registry.feeds.actions import receive
from timonier.registry.feeds.enums import Rhythm
from timonier.registry.feeds.models import Feed
from timonier.registry.feeds.queries import TOLERANCE, feed_rows, state_of
from timonier.registry.indicators.models import Indicator
from timonier.web.parts import Fact, Link
from timonier.web.request import Request

SAID = {"late": "En retard", "on_time": "À jour", "never": "Jamais reçu"}
TONES = {"late": "late", "on_time": "ok", "never": "unknown"}


class ArrivalForm(forms.Form):
    """The day data arrived."""

    on = forms.DateField(
        label="Reçu le",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Dites quel jour.", "invalid": "Cette date n’existe pas."},
    )
    note = forms.CharField(label="Remarque", required=False, max_length=200)

    def clean_on(self):  # type: ignore[no-untyped-def]
        """An arrival is never in the future."""
        if (day := self.cleaned_data["on"]) > timezone.localdate():
            raise forms.ValidationError("Des données n’arrivent pas dans le futur.")
        return day


def _facts(feed: Feed) -> list[Fact]:
    rhythm = feed.get_rhythm_display()
    margin = TOLERANCE.get(Rhythm(feed.rhythm))
    return [
        Fact("Système d’origine", feed.system_code or None),
        Fact("Propriétaire", feed.owner_name or None, missing="à désigner"),
        Fact(
            "Rythme", rhythm, note="déduit de la nature du système" if feed.rhythm_deduced else ""
        ),
        Fact("En retard après", f"{margin} jours" if margin else "jamais, à la demande"),
        Fact("Voie", feed.get_medium_display()),
        Fact("Confidentialité", feed.get_confidentiality_display()),
        Fact("Source", feed.source or None),
    ]


@require_http_methods(["GET", "POST"])
def feed(request: Request, code: str) -> HttpResponse:
    """A feed; a keeper records an arrival by POST."""
    policy.require(request.user, "registry.read")
    found = get_object_or_404(feed_rows(), code=code)
    form = ArrivalForm(request.POST or None)
    if request.method == "POST":
        policy.require(request.user, "registry.edit")
        if form.is_valid():
            at = timezone.make_aware(datetime.combine(form.cleaned_data["on"], time(12)))
            receive(feed=found, by=request.user, at=at, note=form.cleaned_data["note"])
            messages.success(request, "Arrivée enregistrée.")
            return redirect("feed", code=code)
    state = state_of(found)
    served = Indicator.objects.active().filter(theme__in=found.themes.all()).order_by("code")
    context = {
        "feed": found,
        "crumbs": [Link("Flux de données", "/flux/"), Link(found.code)],
        "facts": _facts(found),
        "state": SAID[state],
        "tone": TONES[state],
        "arrivals": found.arrivals.select_related("recorded_by")[:24],
        "themes": found.themes.all(),
        "served": served[:12],
        "served_count": served.count(),
        "form": form,
        "may_edit": policy.may(request.user, "registry.edit"),
    }
    return render(request, "feeds/feed.html", context)

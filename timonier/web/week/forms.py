"""The two short forms of the week: a value, and the news of an objective."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from timonier.registry.indicators.enums import FigureStatus, Nature, Qualifier
from timonier.registry.strategy.enums import Weather
from timonier.web.indicators.forms import NumberField, PeriodField

UNKNOWN = "unknown"
PRECISIONS = (
    ("exact", "Exact"),
    ("about", "Environ"),
    ("estimated", "Estimé"),
    (UNKNOWN, "Inconnu"),
)


class ValueForm(forms.Form):
    """A value with its period, its precision and its source; unknown carries its reason."""

    value = NumberField(label="Valeur", required=False)
    period = PeriodField(
        label="Période",
        error_messages={"required": "Dites de quelle période parle la valeur."},
    )
    precision = forms.ChoiceField(
        label="Précision", choices=PRECISIONS, widget=forms.RadioSelect, initial="exact"
    )
    source = forms.CharField(
        label="Source",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Document et page, ou tableau.",
    )
    missing_reason = forms.CharField(
        label="Si le chiffre manque, pourquoi",
        max_length=200,
        required=False,
        help_text="Seulement quand la précision est « Inconnu ».",
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)
    following = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A value, or the reason why there is none; never both."""
        data: dict[str, Any] = super().clean() or {}
        if "value" in self.errors:
            return data
        unknown = data.get("precision") == UNKNOWN
        if unknown and not data.get("missing_reason"):
            self.add_error("missing_reason", "Dites pourquoi le chiffre manque.")
        if unknown and data.get("value") is not None:
            self.add_error("value", "Une valeur est saisie : choisissez une autre précision.")
        if not unknown and data.get("value") is None:
            raise ValidationError("Saisissez la valeur, ou choisissez « Inconnu » avec sa raison.")
        return data

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        precision = data["precision"]
        return {
            "value": data["value"],
            "period": data["period"],
            "qualifier": Qualifier.ABOUT if precision == "about" else Qualifier.EXACT,
            "status": (
                FigureStatus.ESTIMATED if precision == "estimated" else FigureStatus.PROVISIONAL
            ),
            "nature": Nature.ACHIEVED,
            "line": data["source"],
            "missing_reason": data["missing_reason"] if precision == UNKNOWN else "",
        }


class NewsForm(forms.Form):
    """How an objective goes: its state, a météo and one sentence."""

    state = forms.ChoiceField(
        label="Où en est-il",
        choices=(("started", "Il avance"), ("done", "Il est réalisé"), ("same", "Rien de neuf")),
        widget=forms.RadioSelect,
        initial="started",
    )
    done_on = forms.DateField(
        label="Réalisé le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Cette date n’existe pas. Exemple : 31/12/2026."},
        help_text="S’il est réalisé.",
    )
    level = forms.ChoiceField(
        label="Météo",
        choices=[(label, label) for label in Weather.labels],
        error_messages={"required": "Choisissez l’un des quatre temps."},
    )
    sentence = forms.CharField(
        label="En une phrase",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Une phrase suffit ; elle reste lisible dans l’historique."},
        help_text="S’il est réalisé, dites où lire la preuve.",
    )
    following = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_level(self) -> str:
        """The value kept for the word chosen."""
        words = dict(zip(Weather.labels, Weather.values, strict=True))
        return words[self.cleaned_data["level"]]

    def clean(self) -> dict[str, Any]:
        """A completion has its date."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") == "done" and not data.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", "Donnez la date de réalisation.")
        return data

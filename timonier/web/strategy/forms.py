"""Forms that follow an objective: engage, close with a proof, reopen, review, judge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from timonier.accounts.models import User
from timonier.engine.periods import PeriodError, parse_period
from timonier.engine.quantities import NumberError, parse_french_number
from timonier.registry.documents.models import Document
from timonier.registry.strategy.enums import ObjectiveState, Verdict, Weather
from timonier.registry.strategy.models import Objective

WHY = {"required": "Dites pourquoi : le motif reste lisible dans l’historique."}


def reason_field(label: str = "Motif") -> forms.CharField:
    """A sentence that says why, always asked for."""
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=300, widget=area, error_messages=WHY)


class JudgeForm(forms.Form):
    """A signed météo: one of four words and its reason."""

    level = forms.ChoiceField(
        label="Météo",
        choices=[(label, label) for label in Weather.labels],
        error_messages={"required": "Choisissez l’un des quatre temps."},
    )
    reason = reason_field("En une phrase")

    def clean_level(self) -> str:
        """The value kept for the word chosen."""
        words = dict(zip(Weather.labels, Weather.values, strict=True))
        return words[self.cleaned_data["level"]]


class StartForm(forms.Form):
    """Engaging an objective names its lead (R5)."""

    lead = forms.ModelChoiceField(
        label="Chef de file",
        queryset=User.objects.filter(is_active=True),
        empty_label="À désigner",
        error_messages={"required": "Un objectif ne s’engage pas sans chef de file."},
    )


class CompleteForm(forms.Form):
    """Closing an objective asks for a date and a proof (R14)."""

    on = forms.DateField(
        label="Réalisé le",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Donnez la date de réalisation.",
            "invalid": "Cette date n’existe pas. Exemple : 31/12/2026.",
        },
    )
    proof = forms.ModelChoiceField(
        label="Preuve",
        queryset=Document.objects.filter(archived_at__isnull=True),
        required=False,
        empty_label="Aucun document",
    )
    proof_note = forms.CharField(label="Ce que montre la preuve", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A document, or a note that says where to read the proof."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("proof") and not data.get("proof_note"):
            raise ValidationError(
                "Un objectif se clôt sur une preuve : joignez un document ou dites où la lire."
            )
        return data


class ReopenForm(forms.Form):
    """Taking a completion back asks why."""

    reason = reason_field()


class ReviewForm(forms.Form):
    """The yearly review: confirm, reword, re-target or drop (R12)."""

    year = forms.IntegerField(label="Année du bilan", min_value=2000, max_value=2100)
    verdict = forms.ChoiceField(label="Suite donnée", choices=Verdict.choices)
    reason = reason_field()
    title = forms.CharField(
        label="Nouveau libellé",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Si l’objectif est reformulé.",
    )
    target = forms.CharField(
        label="Nouvelle cible", required=False, help_text="Un nombre, par exemple 80 ou 12,5."
    )
    due = forms.CharField(
        label="Nouvelle échéance",
        max_length=60,
        required=False,
        help_text="Telle qu’elle se lira : T4 2027, avril 2027, fin 2027.",
    )

    def clean_target(self) -> Decimal | None:
        """The number typed in French."""
        if not (text := self.cleaned_data["target"]):
            return None
        try:
            return parse_french_number(text)
        except NumberError as error:
            raise ValidationError(str(error)) from error

    def clean_due(self) -> tuple[date, str] | None:
        """The last day of the period, and its wording (R7)."""
        if not (text := self.cleaned_data["due"]):
            return None
        try:
            period = parse_period(text)
        except PeriodError as error:
            raise ValidationError(str(error)) from error
        return period.due, text

    def changes(self) -> dict[str, Any]:
        """The fields of the objective that the verdict changes."""
        data, found = self.cleaned_data, {}
        if data["verdict"] == Verdict.REWORDED and data["title"]:
            found["title"] = data["title"]
        if data["verdict"] == Verdict.RETARGETED:
            if data["target"] is not None:
                found["target_value"] = data["target"]
            if data["due"]:
                found["due_on"], found["due_printed"] = data["due"]
        return found

    def clean(self) -> dict[str, Any]:
        """A verdict that changes something says what."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if data["verdict"] in {Verdict.REWORDED, Verdict.RETARGETED} and not self.changes():
            raise ValidationError(
                "Donnez le nouveau libellé."
                if data["verdict"] == Verdict.REWORDED
                else "Donnez la nouvelle cible ou la nouvelle échéance."
            )
        return data


def verbs_for(objective: Objective) -> tuple[str, ...]:
    """What can be done with an objective in its state, the most usual first."""
    closed = objective.state in {ObjectiveState.DONE, ObjectiveState.DROPPED}
    if closed:
        return ("rouvrir", "bilan", "juger")
    start = () if objective.state == ObjectiveState.STARTED else ("engager",)
    return (*start, "realiser", "bilan", "juger")

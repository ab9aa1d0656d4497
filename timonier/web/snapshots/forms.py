"""The form of a new snapshot: at the end of which day."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone


class SnapshotForm(forms.Form):
    """A day, today by default; a day to come cannot be known."""

    as_of = forms.DateField(
        label="Données connues au soir du",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Vide : aujourd’hui. Une date passée montre ce que l’on savait alors.",
        error_messages={"invalid": "Cette date n’existe pas. Exemple : 31/12/2025."},
    )

    def clean_as_of(self) -> date | None:
        """Refuse a day to come."""
        day: date | None = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                "Cette date est à venir : choisissez aujourd’hui ou une date passée."
            )
        return day

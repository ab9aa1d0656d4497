"""Forms of accounts and roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from timonier.accounts.enums import Role, Scope
from timonier.registry.organisations.models import Unit
from timonier.registry.territories.models import Territory

REQUIRED = {"required": "Ce champ est obligatoire."}


class AccountForm(forms.Form):
    """Who the person is."""

    first_name = forms.CharField(label="Prénom", max_length=150, error_messages=REQUIRED)
    last_name = forms.CharField(label="Nom", max_length=150, error_messages=REQUIRED)
    username = forms.CharField(label="Identifiant", max_length=150, error_messages=REQUIRED)
    email = forms.EmailField(
        label="Adresse électronique",
        error_messages=REQUIRED | {"invalid": "Cette adresse n’est pas complète."},
    )
    title = forms.CharField(label="Fonction", max_length=120, required=False)


class RoleForm(forms.Form):
    """A role, where it is held, and until when."""

    role = forms.ChoiceField(label="Rôle", choices=Role.choices)
    unit = forms.ModelChoiceField(
        label="Unité",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Toute l’institution",
        to_field_name="code",
    )
    commune = forms.ModelChoiceField(
        label="Commune",
        queryset=Territory.objects.none(),
        required=False,
        empty_label="Aucune",
        to_field_name="code",
    )
    ends_on = forms.DateField(
        label="Jusqu’au",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.active().order_by("chart", "position")
        self.fields["commune"].queryset = Territory.objects.filter(kind="commune").order_by("name")

    def clean(self) -> dict[str, Any]:
        """A mayor's role is held in a commune, and only there."""
        data = super().clean() or {}
        if data.get("role") == Role.MAYOR and not data.get("commune"):
            self.add_error("commune", "Un maire tient son rôle dans une commune : choisissez-la.")
        if data.get("unit") and data.get("commune"):
            self.add_error("commune", "Choisissez une unité ou une commune, pas les deux.")
        return data

    def scope(self) -> dict[str, Any]:
        """Arguments of ``give_role`` for what was chosen."""
        data = self.cleaned_data
        place = {"scope": Scope.INSTITUTION, "scope_code": ""}
        if data["unit"]:
            place = {"scope": Scope.UNIT, "scope_code": data["unit"].code}
        elif data["commune"]:
            place = {"scope": Scope.COMMUNE, "scope_code": data["commune"].code}
        return {
            "role": data["role"],
            "ends_on": data["ends_on"],
            "starts_on": timezone.localdate(),
            **place,
        }

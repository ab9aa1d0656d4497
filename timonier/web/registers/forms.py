"""The form of a registry object: French labels, known widgets, database rules as messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q

from timonier.accounts.models import User
from timonier.engine.errors import TimonierError
from timonier.engine.periods import parse_period
from timonier.registry.core.models import Record


class RecordForm(forms.ModelForm):
    """Base of registry forms: dates as dates, long texts as areas, people by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _dress(name, field)
            if isinstance(field, forms.ModelChoiceField):
                _offer_the_living(field, _chosen(self.instance, name))


def _dress(name: str, field: forms.Field) -> None:
    """Give a field its French widget and messages."""
    field.error_messages["required"] = "Ce champ est obligatoire."
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        field.error_messages["invalid"] = "Cette date n’existe pas. Exemple : 31/12/2026."
    elif isinstance(field, forms.DecimalField):
        field.localize = True
        field.widget = forms.TextInput(attrs={"inputmode": "decimal"})
        field.error_messages["invalid"] = "Ce n’est pas un nombre. Exemple : 16 500,5."
    if isinstance(field, forms.TypedChoiceField) and not field.required:
        known: list[Any] = list(field.choices)  # type: ignore[arg-type]
        field.choices = [("", "Aucun"), *(pair for pair in known if pair[0])]
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = "Aucun"
        field.error_messages["invalid_choice"] = "Ce choix n’existe plus dans le registre."
        if field.queryset.model is User:
            field.queryset = field.queryset.filter(is_active=True)


def _chosen(instance: models.Model, name: str) -> list[int]:
    """The numbers of the objects that *instance* already names in its field *name*."""
    if instance.pk is None:
        return []
    if instance._meta.get_field(name).many_to_many:
        return list(getattr(instance, name).values_list("pk", flat=True))
    return [pk] if (pk := getattr(instance, f"{name}_id", None)) else []


def _offer_the_living(field: forms.ModelChoiceField, kept: list[int]) -> None:
    """Leave archived objects out of the choices, except those already chosen."""
    model = field.queryset.model
    if not issubclass(model, Record):
        return
    field.queryset = field.queryset.filter(Q(archived_at__isnull=True) | Q(pk__in=kept))


class DueForm(RecordForm):
    """A form with a due date: the wording alone is enough, its last day follows from it (R7)."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        printed = data.get("due_printed")
        if printed and not data.get("due_on"):
            try:
                data["due_on"] = parse_period(printed).due
            except TimonierError as error:
                self.add_error("due_printed", str(error))
        return data


def form_for(
    model: type[models.Model], *names: str, form: type[RecordForm] = RecordForm
) -> type[RecordForm]:
    """The form of *model* over the fields *names*, in that order."""
    return forms.modelform_factory(model, form=form, fields=list(names))


class ReasonForm(forms.Form):
    """Archiving and restoring ask for a reason."""

    reason = forms.CharField(
        label="Motif",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Dites pourquoi : le motif reste lisible dans l’historique."},
    )


class ViewForm(forms.Form):
    """A name for the view on screen."""

    name = forms.CharField(label="Nom de la vue", max_length=80)
    query = forms.CharField(required=False, widget=forms.HiddenInput)
    shared = forms.BooleanField(label="Visible par tous", required=False)

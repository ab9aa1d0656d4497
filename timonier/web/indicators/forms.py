"""Forms of figures: numbers as the French write them, periods as they are printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from timonier.engine.errors import TimonierError
from timonier.engine.numerals import format_number, parse_french_number
from timonier.engine.periods import Period, parse_period
from timonier.registry.indicators.enums import FigureStatus, Nature, Qualifier
from timonier.registry.indicators.models import Break, Figure, Indicator, Responsibility, Target
from timonier.registry.organisations.models import Unit
from timonier.registry.territories.models import Territory
from timonier.web.registers.forms import RecordForm, form_for
from timonier.web.shell import institution

PERIOD_LENGTH = 60
REQUIRED = "Ce champ est obligatoire."
ENTERED = [(s.value, s.label) for s in FigureStatus if s is not FigureStatus.PUBLISHED]
"""A value is published with its report, never by the person who types it."""


class NumberField(forms.CharField):
    """« 1 234,5 », « 1,2 million » or « −3 »; empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        """The number read; the error says what was read and what is expected."""
        if isinstance(value, Decimal) or value in (None, ""):
            return value or (value if isinstance(value, Decimal) else None)
        try:
            return parse_french_number(str(value))
        except TimonierError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """A stored value as the French write it; what was typed stays as typed."""
        return format_number(value) if isinstance(value, Decimal) else value


class PeriodField(forms.CharField):
    """« T4 2021 », « avril 2021 », « 2020 » : the last day counts, the wording stays (R7)."""

    widget = forms.TextInput(attrs={"maxlength": PERIOD_LENGTH, "autocomplete": "off"})

    def to_python(self, value: Any) -> Period | None:
        """The period read, or the error with examples."""
        if not value:
            return None
        if len(str(value)) > PERIOD_LENGTH:
            raise ValidationError(f"Une période tient en {PERIOD_LENGTH} caractères : T4 2021.")
        try:
            return parse_period(str(value))
        except TimonierError as error:
            raise ValidationError(str(error)) from error


class FigureForm(forms.Form):
    """A figure to record. An unknown value carries its reason; a ratio its two terms."""

    period = PeriodField(
        label="Période",
        help_text="Comme la source l’imprime : T4 2021, avril 2021, 2023.",
        error_messages={"required": REQUIRED},
    )
    value = NumberField(label="Valeur", required=False)
    numerator = NumberField(label="Numérateur", required=False)
    denominator = NumberField(label="Dénominateur", required=False)
    unknown = forms.BooleanField(label="La valeur est inconnue", required=False)
    missing_reason = forms.CharField(
        label="Raison de l’absence",
        max_length=200,
        required=False,
        help_text="Seulement si la valeur est inconnue. Exemple : enquête non réalisée en 2023.",
    )
    qualifier = forms.ChoiceField(
        label="Précision", choices=Qualifier.choices, initial=Qualifier.EXACT
    )
    nature = forms.ChoiceField(label="Nature", choices=Nature.choices, initial=Nature.ACHIEVED)
    status = forms.ChoiceField(label="Statut", choices=ENTERED, initial=FigureStatus.PROVISIONAL)
    territory = forms.ModelChoiceField(
        label="Territoire", queryset=Territory.objects.none(), required=False
    )
    unit = forms.ModelChoiceField(
        label="Unité qui mesure", queryset=Unit.objects.none(), required=False
    )
    document = forms.ModelChoiceField(label="Document", queryset=None, required=False)
    line = forms.CharField(label="Ligne, page ou cellule", max_length=60, required=False)
    external_id = forms.CharField(
        label="Numéro de citation",
        max_length=40,
        required=False,
        help_text="Sous lequel les règles de cohérence nomment ce chiffre. Exemple : 003-0376.",
    )
    feed = forms.ModelChoiceField(label="Flux", queryset=None, required=False)
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, indicator: Indicator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        _choices(self, indicator)
        if indicator.perimeter_operator != "ratio_of_sums":
            for name in ("numerator", "denominator"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Either a value (or both terms), or a reason; the denominator divides."""
        data = super().clean() or {}
        if self.errors:
            return data
        terms = data.get("numerator") is not None and data.get("denominator") is not None
        if data.get("unknown"):
            data["value"] = data["numerator"] = data["denominator"] = None
            if not data["missing_reason"]:
                self.add_error("missing_reason", "Une valeur inconnue porte sa raison.")
        elif data.get("value") is None and not terms:
            self.add_error(
                "value", "Saisissez la valeur, ou cochez « inconnue » et dites pourquoi."
            )
        if data.get("denominator") == 0:
            self.add_error("denominator", "Un dénominateur nul ne donne pas de rapport.")
        return data

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("unknown", "confirmed")}
        if data.get("value") is not None:
            data["missing_reason"] = ""
        data["territory"] = data["territory"] or institution()
        return data


class ReviseForm(forms.Form):
    """A revision: the new value and why; the old one stays readable."""

    value = NumberField(label="Valeur", required=False)
    qualifier = forms.ChoiceField(label="Précision", choices=Qualifier.choices)
    status = forms.ChoiceField(label="Statut", choices=FigureStatus.choices)
    missing_reason = forms.CharField(
        label="Raison de l’absence",
        max_length=200,
        required=False,
        help_text="Seulement si la valeur devient inconnue.",
    )
    reason = forms.CharField(
        label="Motif de la révision",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Une révision porte son motif."},
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, figure: Figure, *args: Any, **kwargs: Any) -> None:
        names = ("value", "qualifier", "status", "missing_reason")
        kwargs.setdefault("initial", {name: getattr(figure, name) for name in names})
        super().__init__(*args, **kwargs)
        if figure.status != FigureStatus.PUBLISHED:
            self.fields["status"].choices = ENTERED

    def clean(self) -> dict[str, Any]:
        """An unknown value carries its reason."""
        data = super().clean() or {}
        if not self.errors and data["value"] is None and not data["missing_reason"]:
            self.add_error("value", "Saisissez la valeur, ou dites pourquoi elle est inconnue.")
        if data.get("value") is not None:
            data["missing_reason"] = ""
        return data


class DiscontinueForm(forms.Form):
    """The end of a series, with its reason (R122)."""

    on = forms.DateField(
        label="Interrompu le",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": REQUIRED, "invalid": "Cette date n’existe pas."},
    )
    reason = forms.CharField(
        label="Motif d’interruption",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Un indicateur s’interrompt avec un motif."},
    )


class TargetForm(RecordForm):
    """A target; its due date is entered as printed, and falls on the last day (R7)."""

    due = PeriodField(label="Échéance", required=False, help_text="T4 2026, 2030.")

    class Meta:
        model = Target
        fields = (
            "value",
            "objective",
            "territory",
            "baseline_value",
            "baseline_on",
            "document",
            "line",
        )

    def values(self) -> dict[str, Any]:
        """The fields of the target, its due date as a day and as printed."""
        data = dict(self.cleaned_data)
        due = data.pop("due", None)
        return data | {"due_on": due.due if due else None, "due_printed": str(due) if due else ""}


BreakForm = form_for(Break, "between_start", "between_end", "kind", "reason")
ResponsibilityForm = form_for(Responsibility, "unit", "starts_on", "ends_on")


def _choices(form: forms.Form, indicator: Indicator) -> None:
    """Lists of the registry: territories, units that answer first, documents, feeds."""
    from timonier.registry.documents.models import Document
    from timonier.registry.feeds.models import Feed

    answers = Unit.objects.filter(responsibilities__indicator=indicator).distinct()
    inside = Territory.objects.active().exclude(kind="institution")
    lists = {
        "territory": (inside.order_by("-kind", "name"), "Toute l’institution"),
        "unit": (answers, "Non précisée"),
        "document": (Document.objects.active(), "Aucun"),
        "feed": (Feed.objects.active().filter(indicators=indicator), "Aucun"),
    }
    for name, (rows, empty) in lists.items():
        form.fields[name].queryset = rows
        form.fields[name].empty_label = empty
        form.fields[name].error_messages["invalid_choice"] = "Ce choix n’existe pas ou plus."

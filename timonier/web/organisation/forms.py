"""Forms of the organisation: a unit of one chart, and how one unit goes on in another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from timonier.registry.organisations.enums import Certainty
from timonier.registry.organisations.models import Succession, Unit
from timonier.web.registers.forms import RecordForm


def dated(unit: Unit) -> str:
    """« 2020, DGA INSI »: a unit never goes without its chart."""
    return f"{unit.chart.code}, {unit.short_name or unit.name}"


def unit_choices() -> QuerySet[Unit]:
    return Unit.objects.active().select_related("chart").order_by("-chart__starts_on", "position")


def _dress(form: forms.ModelForm, *names: str) -> None:
    for name in names:
        field = form.fields[name]
        field.queryset = unit_choices()
        field.label_from_instance = dated


class UnitForm(RecordForm):
    """A unit of one chart; its parent belongs to the same chart."""

    class Meta:
        model = Unit
        fields = [
            "chart", "code", "name", "short_name", "level", "kind", "parent", "position",
            "starts_on", "ends_on", "document", "line", "note",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, "parent")
        self.fields["parent"].label = "Rattachée à"

    def clean(self) -> dict[str, Any]:
        """A unit of 2023 does not depend on a unit of 2020."""
        values = super().clean() or self.cleaned_data
        chart, parent = values.get("chart"), values.get("parent")
        if chart and parent and parent.chart_id != chart.pk:
            self.add_error(
                "parent",
                f"« {parent} » est de l’organigramme {parent.chart.code}, cette unité de "
                f"{chart.code} : choisissez une unité du même organigramme.",
            )
        return values


class SuccessionForm(RecordForm):
    """How one unit goes on in another, and who says so."""

    class Meta:
        model = Succession
        fields = [
            "predecessor", "kind", "successor", "certainty", "effective_on", "document", "line",
            "note",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, "predecessor", "successor")

    def clean(self) -> dict[str, Any]:
        """A link that a source states names that source."""
        values = super().clean() or self.cleaned_data
        if values.get("certainty") == Certainty.SOURCED and not values.get("document"):
            self.add_error(
                "document",
                "Un lien dit par une source nomme son document. Sans document, choisissez "
                "« présumée ».",
            )
        return values

"""Forms of the territories: what happened to the report in a commune, and outlines to load."""

from __future__ import annotations

from typing import Any

from django import forms

from timonier.outputs.reports.models import Sending
from timonier.web.registers.forms import RecordForm


class SendingForm(RecordForm):
    """Receipt, presentation in council, delegates heard, reference of the act."""

    class Meta:
        model = Sending
        fields = [
            "received_on", "presented_on", "delegates_heard_on", "president_requested_on",
            "act_reference",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "act_reference"
        ].help_text = "Délibération ou mention au registre. Exemple : 2024-112."


class OutlinesForm(forms.Form):
    """A GeoJSON file and the words that name its source."""

    source = forms.CharField(
        label="Source des contours",
        max_length=160,
        help_text="Imprimée sous chaque carte. Exemple : IGN, Admin Express, 2026.",
        error_messages={"required": "Dites d’où viennent les contours : la carte le porte."},
    )
    file = forms.FileField(
        label="Fichier GeoJSON",
        error_messages={"required": "Choisissez un fichier GeoJSON."},
    )

"""Units and filiations as registers: lists, forms, archive, history, export."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from timonier.registry.organisations.enums import Certainty, Level, SuccessionKind, UnitKind
from timonier.registry.organisations.models import Chart, Succession, Unit
from timonier.web.registers.forms import RecordForm
from timonier.web.registers.register import Field, Filter, Register, by


def dated(unit: Unit) -> str:
    """« 2020, DGA INSI »: a unit never goes without its chart."""
    return f"{unit.chart.code}, {unit.short_name or unit.name}"


def _choices() -> QuerySet[Unit]:
    return Unit.objects.active().select_related("chart").order_by("-chart__starts_on", "position")


def _dress(form: forms.ModelForm, *names: str) -> None:
    for name in names:
        field = form.fields[name]
        field.queryset = _choices()
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


def _charts() -> list[tuple[str, str]]:
    return [(chart.code, chart.label) for chart in Chart.objects.active()]


def _units() -> list[tuple[str, str]]:
    return [(unit.code, dated(unit)) for unit in _choices()]


def _of_unit(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return rows.filter(Q(predecessor__code=code) | Q(successor__code=code))


UNITS = Register(
    key="units",
    path="unites/",
    model=Unit,
    singular="unité",
    plural="Unités",
    new_label="Créer une unité",
    rows=lambda: Unit.objects.select_related("chart", "parent", "document"),
    fields=(
        Field("name", "Unité", lambda u: u.name, sort="name", link=True),
        Field("code", "Code", lambda u: u.code, sort="code", shown=False),
        Field("chart", "Organigramme", lambda u: u.chart.code, sort="chart__starts_on"),
        Field("level", "Niveau", lambda u: u.get_level_display(), sort="level"),
        Field("kind", "Nature", lambda u: u.get_kind_display(), sort="kind"),
        Field("parent", "Rattachée à", lambda u: u.parent and u.parent.name, unknown="aucune"),
        Field("source", "Source", lambda u: u.source if u.line else None, unknown="déduite"),
    ),
    filters=(
        Filter("organigramme", "Organigramme", _charts, by("chart__code")),
        Filter("niveau", "Niveau", lambda: Level.choices, by("level")),
        Filter("nature", "Nature", lambda: UnitKind.choices, by("kind")),
    ),
    form=UnitForm,
    sort="-chart",
    detail="unit",
    source="Organigrammes et rapports d’activité, unité par unité.",
)

SUCCESSIONS = Register(
    key="successions",
    path="filiations/",
    model=Succession,
    singular="filiation",
    plural="Filiations",
    new_label="Ajouter une filiation",
    rows=lambda: Succession.objects.select_related(
        "predecessor__chart", "successor__chart", "document"
    ),
    fields=(
        Field("before", "Unité d’origine", lambda s: dated(s.predecessor), sort="predecessor__name",
              link=True),
        Field("kind", "Lien", lambda s: s.get_kind_display(), sort="kind"),
        Field("after", "Unité qui suit", lambda s: s.successor and dated(s.successor),
              unknown="aucune"),
        Field("certainty", "Certitude", lambda s: s.get_certainty_display(), sort="certainty"),
        Field("on", "À compter du", lambda s: s.effective_on, sort="effective_on"),
        Field("source", "Source", lambda s: s.source or None, unknown="sans source"),
    ),
    filters=(
        Filter("unite", "Unité", _units, _of_unit),
        Filter("lien", "Lien", lambda: SuccessionKind.choices, by("kind")),
        Filter("certitude", "Certitude", lambda: Certainty.choices, by("certainty")),
    ),
    form=SuccessionForm,
    sort="-on",
    lookup="pk",
    searchable=False,
    archivable=False,
    source="Rapports d’activité 2017, 2020 et 2023.",
)  # fmt: skip

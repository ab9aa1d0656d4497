"""Filiations between units as a register: list, form, history, export."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from timonier.registry.organisations.enums import Certainty, SuccessionKind
from timonier.registry.organisations.models import Succession
from timonier.web.organisation.forms import SuccessionForm, dated, unit_choices
from timonier.web.registers.register import Field, Filter, Register, by


def _units() -> list[tuple[str, str]]:
    return [(unit.code, dated(unit)) for unit in unit_choices()]


def _of_unit(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return rows.filter(Q(predecessor__code=code) | Q(successor__code=code))


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

"""Units, territories, and the journal."""

from __future__ import annotations

from timonier.intake.columns import Kind
from timonier.journal.models import Entry
from timonier.registry.organisations.enums import Level as UnitLevel
from timonier.registry.organisations.enums import UnitKind
from timonier.registry.organisations.models import Unit
from timonier.registry.territories.enums import TerritoryKind
from timonier.registry.territories.models import Territory
from timonier.web.organisation.forms import UnitForm
from timonier.web.registers.catalogue.common import (
    SOURCE,
    charts,
    of,
)
from timonier.web.registers.forms import form_for
from timonier.web.registers.register import Field, Filter, Register, by

UNITS = Register(
    key="units",
    path="unites/",
    model=Unit,
    singular="unité",
    plural="Unités d’organisation",
    new_label="Créer une unité",
    rows=lambda: Unit.objects.select_related("chart", "parent", "document"),
    sort="position",
    detail="unit",
    fields=(
        Field("name", "Unité", lambda o: o.name, sort="name", link=True),
        Field("level", "Niveau", lambda o: o.get_level_display(), sort="level"),
        Field("kind", "Nature", lambda o: o.get_kind_display(), sort="kind"),
        Field("parent", "Dépend de", lambda o: o.parent and o.parent.name, unknown="rien"),
        Field("chart", "Organigramme", lambda o: o.chart.label, sort="chart__starts_on"),
        SOURCE,
        Field(
            "position",
            "Ordre",
            lambda o: o.position,
            sort="position",
            kind=Kind.INTEGER,
            shown=False,
        ),
        Field("code", "Code", lambda o: o.code, sort="code", shown=False),
    ),
    filters=(
        Filter("organigramme", "Organigramme", charts, by("chart__code")),
        Filter("niveau", "Niveau", of(UnitLevel), by("level")),
        Filter("nature", "Nature", of(UnitKind), by("kind")),
    ),
    form=UnitForm,
)


TERRITORIES = Register(
    key="territories_list",
    path="communes/",
    model=Territory,
    singular="territoire",
    plural="Communes et territoires",
    new_label="Ajouter un territoire",
    rows=lambda: Territory.objects.all(),
    sort="name",
    detail="territory",
    read="territory.read",
    fields=(
        Field("code", "Code", lambda o: o.code, sort="code"),
        Field("name", "Nom", lambda o: o.name, sort="name", link=True),
        Field("kind", "Nature", lambda o: o.get_kind_display(), sort="kind"),
        Field("siren", "SIREN", lambda o: o.siren),
        Field("starts", "Depuis le", lambda o: o.starts_on, sort="starts_on", kind=Kind.DATE),
        Field("ends", "Jusqu’au", lambda o: o.ends_on, sort="ends_on", kind=Kind.DATE),
    ),
    filters=(Filter("nature", "Nature", of(TerritoryKind), by("kind")),),
    form=form_for(
        Territory,
        "code",
        "kind",
        "name",
        "siren",
        "starts_on",
        "ends_on",
        "longitude",
        "latitude",
        "note",
    ),
)


JOURNAL = Register(
    key="journal",
    path="journal/",
    model=Entry,
    singular="entrée",
    plural="Journal",
    counted="entrées",
    new_label="",
    rows=lambda: Entry.objects.select_related("by"),
    read="journal.read",
    lookup="pk",
    sort="-at",
    searchable=False,
    archivable=False,
    fields=(
        Field("at", "Le (heure de Paris)", lambda o: o.at, sort="id", kind=Kind.DATE),
        Field("summary", "Action", lambda o: o.summary, link=True),
        Field(
            "by", "Par", lambda o: o.by and str(o.by), sort="by__last_name", unknown="exploitant"
        ),
        Field("target", "Objet", lambda o: o.target_key, sort="target_key"),
        Field("action", "Nom", lambda o: o.action, sort="action", shown=False),
        Field("digest", "Empreinte", lambda o: o.digest, shown=False),
    ),
    filters=(
        Filter(
            "action",
            "Action",
            lambda: (
                (a, a)
                for a in Entry.objects.order_by("action")
                .values_list("action", flat=True)
                .distinct()
            ),
            by("action"),
        ),
    ),
)

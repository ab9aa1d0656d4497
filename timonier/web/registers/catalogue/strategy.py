"""Strategies, their elements and objectives; undertakings."""

from __future__ import annotations

from timonier.intake.columns import Kind
from timonier.registry.strategy.enums import (
    ObjectiveKind,
    ObjectiveState,
    StrategyKind,
    UndertakingStatus,
)
from timonier.registry.strategy.models import Node, Objective, Strategy, Undertaking
from timonier.registry.strategy.standing import is_incomplete
from timonier.web.registers.catalogue.common import (
    SOURCE,
    of,
    source,
    strategies,
)
from timonier.web.registers.forms import DueForm, form_for
from timonier.web.registers.register import Field, Filter, Register, by

STRATEGIES = Register(
    key="strategies_list",
    path="strategies/",
    model=Strategy,
    singular="stratégie",
    plural="Stratégies",
    new_label="Ouvrir une stratégie",
    rows=lambda: Strategy.objects.select_related("adopting_act", "document"),
    detail="strategy",
    sort="name",
    fields=(
        Field("name", "Stratégie", lambda o: o.name, sort="name", link=True),
        Field("kind", "Nature", lambda o: o.get_kind_display(), sort="kind"),
        Field("version", "Version", lambda o: o.version, sort="version"),
        Field(
            "act",
            "Acte d’adoption",
            lambda o: o.adopting_act and o.adopting_act.title,
            unknown="non rattaché",
        ),
        Field("starts", "Depuis le", lambda o: o.starts_on, sort="starts_on", kind=Kind.DATE),
        SOURCE,
    ),
    filters=(Filter("nature", "Nature", of(StrategyKind), by("kind")),),
    form=form_for(
        Strategy,
        "code",
        "name",
        "kind",
        "version",
        "starts_on",
        "ends_on",
        "adopting_act",
        "replaces",
        "document",
        "line",
        "description",
    ),
)


NODES = Register(
    key="nodes",
    path="elements/",
    model=Node,
    singular="élément de stratégie",
    plural="Éléments de stratégie",
    new_label="Ajouter un élément",
    rows=lambda: Node.objects.select_related("strategy", "parent", "document"),
    lookup="pk",
    sort="code",
    fields=(
        Field("code", "Code", lambda o: o.code, sort="code"),
        Field("title", "Titre", lambda o: o.title, sort="title", link=True),
        Field("strategy", "Stratégie", lambda o: o.strategy.name, sort="strategy__name"),
        Field("parent", "Dépend de", lambda o: o.parent and o.parent.title, unknown="rien"),
        SOURCE,
    ),
    filters=(Filter("strategie", "Stratégie", strategies, by("strategy__code")),),
    form=form_for(
        Node,
        "strategy",
        "parent",
        "code",
        "depth",
        "number",
        "title",
        "level_name",
        "position",
        "starts_on",
        "ends_on",
        "document",
        "line",
        "note",
    ),
)


OBJECTIVES = Register(
    key="objectives",
    path="objectifs/",
    model=Objective,
    singular="objectif",
    plural="Objectifs",
    new_label="Écrire un objectif",
    rows=lambda: Objective.objects.select_related("node__strategy", "lead", "unit", "document"),
    sort="due",
    detail="objective",
    fields=(
        Field("title", "Objectif", lambda o: o.title, sort="title", link=True),
        Field("strategy", "Stratégie", lambda o: o.node.strategy.name, sort="node__strategy__name"),
        Field("node", "Rattaché à", lambda o: str(o.node), sort="node__position"),
        Field("kind", "Type", lambda o: o.get_kind_display(), sort="kind"),
        Field(
            "target",
            "Cible",
            lambda o: o.target_value,
            sort="target_value",
            kind=Kind.DECIMAL,
            unknown="sans cible chiffrée",
        ),
        Field("target_unit", "Unité", lambda o: o.target_unit),
        Field(
            "due",
            "Échéance",
            lambda o: o.due_printed or o.due_on,
            sort="due_on",
            unknown="sans échéance",
        ),
        Field("state", "État", lambda o: o.get_state_display(), sort="state"),
        Field(
            "smart",
            "SMART",
            lambda o: "Incomplet" if is_incomplete(o) else None,
            unknown="complet",
            badge=True,
            tones={"Incomplet": "watch"},
        ),
        Field(
            "lead",
            "Chef de file",
            lambda o: o.lead and str(o.lead),
            unknown="à désigner",
            shown=False,
        ),
        Field("unit", "Unité", lambda o: o.unit and o.unit.name, unknown="à désigner", shown=False),
        Field("source", "Source", source, shown=False),
    ),
    filters=(
        Filter("strategie", "Stratégie", strategies, by("node__strategy__code")),
        Filter("etat", "État", of(ObjectiveState), by("state")),
        Filter("type", "Type", of(ObjectiveKind), by("kind")),
    ),
    form=form_for(
        Objective,
        "node",
        "code",
        "number",
        "title",
        "kind",
        "comparison",
        "target_value",
        "target_unit",
        "due_on",
        "due_printed",
        "lead",
        "contributors",
        "unit",
        "parent",
        "consolidates",
        "document",
        "line",
        "note",
        form=DueForm,
    ),
)


UNDERTAKINGS = Register(
    key="undertakings",
    path="engagements/",
    model=Undertaking,
    singular="engagement",
    plural="Engagements",
    new_label="Noter un engagement",
    rows=lambda: Undertaking.objects.select_related("promise_document", "evidence_document"),
    sort="code",
    detail="undertaking",
    fields=(
        Field("subject", "Objet", lambda o: o.subject, sort="subject", link=True),
        Field("section", "Thème", lambda o: o.section, sort="section"),
        Field("promise", "Engagement", lambda o: o.promise),
        Field(
            "amount",
            "Montant annoncé",
            lambda o: o.promised_amount,
            sort="promised_amount",
            kind=Kind.MONEY,
            unknown="sans montant",
            measure=lambda o: o.promised_amount_unit,
        ),
        Field(
            "due",
            "Échéance",
            lambda o: o.promised_printed or o.promised_on,
            sort="promised_on",
            unknown="sans échéance",
        ),
        Field("status", "État", lambda o: o.get_status_display(), sort="status", badge=True),
        Field("evidence", "Ce que l’on en sait", lambda o: o.evidence, shown=False),
    ),
    filters=(
        Filter("etat", "État", of(UndertakingStatus), by("status")),
        Filter(
            "theme",
            "Thème",
            lambda: (
                (s, s)
                for s in Undertaking.objects.order_by("section")
                .values_list("section", flat=True)
                .distinct()
            ),
            by("section"),
        ),
    ),
    form=form_for(
        Undertaking,
        "code",
        "section",
        "subject",
        "promise",
        "promised_amount",
        "promised_amount_unit",
        "promised_printed",
        "promised_on",
        "status",
        "evidence",
        "promise_document",
        "promise_line",
        "evidence_document",
        "evidence_line",
        "communes",
        "note",
    ),
    source="Engagements du rapport 2020, suivis dans ce que l’on connaît du rapport 2023.",
)

"""Feeds, indicators and figures."""

from __future__ import annotations

from typing import Any

from timonier.engine.quantities import Qualifier, Quantity, format_quantity, unit
from timonier.intake.columns import Kind
from timonier.registry.feeds.enums import Medium, Rhythm
from timonier.registry.feeds.models import Feed
from timonier.registry.feeds.queries import feed_rows, in_state
from timonier.registry.indicators.enums import (
    Direction,
    FigureStatus,
    Freshness,
    Nature,
    Periodicity,
)
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.indicators.queries import figure_rows, indicator_rows
from timonier.registry.organisations.models import Unit
from timonier.web.registers.catalogue.common import (
    CODE,
    SOURCE,
    documents,
    of,
    source,
    themes,
    words,
)
from timonier.web.registers.forms import form_for
from timonier.web.registers.register import Field, Filter, Register, by

FEEDS = Register(
    key="feeds",
    path="flux/",
    model=Feed,
    singular="flux",
    plural="Flux de données",
    new_label="Déclarer un flux",
    rows=feed_rows,
    sort="name",
    detail="feed",
    fields=(
        Field("name", "Flux", lambda o: o.name, sort="name", link=True),
        Field("gives", "Ce qu’il donne", lambda o: o.gives),
        Field(
            "owner",
            "Propriétaire",
            lambda o: o.owner_name or (o.unit and o.unit.name) or None,
            sort="owner_name",
            unknown="à désigner",
        ),
        Field(
            "rhythm",
            "Rythme",
            lambda o: o.get_rhythm_display() + (" (déduit)" if o.rhythm_deduced else ""),
            sort="rhythm",
        ),
        Field(
            "last",
            "Dernière arrivée",
            lambda o: o.last_arrival,
            sort="last_arrival",
            kind=Kind.DATE,
            unknown="jamais reçu",
        ),
        Field("medium", "Voie", lambda o: o.get_medium_display(), sort="medium", shown=False),
        Field("system", "Système", lambda o: o.system_code, sort="system_code", shown=False),
        Field("source", "Source", source, shown=False),
    ),
    filters=(
        Filter(
            "etat",
            "État",
            lambda: (("late", "En retard"), ("on_time", "À jour"), ("never", "Jamais reçu")),
            in_state,
        ),
        Filter("rythme", "Rythme", of(Rhythm), by("rhythm")),
        Filter("voie", "Voie", of(Medium), by("medium")),
        Filter("theme", "Thème servi", themes, by("themes__number")),
    ),
    form=form_for(
        Feed,
        "code",
        "system_code",
        "name",
        "gives",
        "owner_name",
        "unit",
        "rhythm",
        "rhythm_deduced",
        "medium",
        "confidentiality",
        "themes",
        "note",
    ),
    source="Systèmes d’information nommés par les sources ; aucune arrivée n’est inventée.",
)


def _last_value(row: Any) -> str | None:
    """« ≈ 1 200 000 t », None without a value."""
    if row.last_value is None:
        return None
    quantity = Quantity(row.last_value, unit(row.last_unit or ""), Qualifier(row.last_qualifier))
    return format_quantity(quantity)


INDICATORS = Register(
    key="indicators",
    path="indicateurs/",
    model=Indicator,
    singular="indicateur",
    plural="Indicateurs",
    new_label="Définir un indicateur",
    rows=indicator_rows,
    sort="code",
    detail="indicator",
    fields=(
        CODE,
        Field("name", "Indicateur", lambda o: o.name, sort="name", link=True),
        Field("unit", "Unité", lambda o: o.unit, sort="unit", shown=False),
        Field("theme", "Thème", lambda o: o.theme and o.theme.title, sort="theme__position"),
        Field("value", "Dernière valeur", _last_value, sort="last_value", unknown="inconnue"),
        Field("period", "Période", lambda o: o.last_period, sort="last_end", unknown="aucune"),
        Field(
            "freshness",
            "État",
            lambda o: words(Freshness, o.freshness),
            sort="freshness",
            badge=True,
            tones={"À jour": "ok", "Interrompu": "drop"},
        ),
        Field(
            "due",
            "Prochaine valeur attendue",
            lambda o: o.next_due,
            sort="next_due",
            kind=Kind.DATE,
            shown=False,
        ),
        Field(
            "direction", "Sens", lambda o: o.get_direction_display(), sort="direction", shown=False
        ),
        Field(
            "periodicity",
            "Rythme",
            lambda o: o.get_periodicity_display(),
            sort="periodicity",
            shown=False,
        ),
        Field(
            "owner",
            "Responsable",
            lambda o: o.owner and str(o.owner),
            unknown="à désigner",
            shown=False,
        ),
        Field(
            "discontinued",
            "Interrompu le",
            lambda o: o.discontinued_on,
            sort="discontinued_on",
            kind=Kind.DATE,
            shown=False,
            unknown="en cours",
        ),
    ),
    filters=(
        Filter("theme", "Thème", themes, by("theme__number")),
        Filter(
            "unite",
            "Unité responsable",
            lambda: (
                Unit.objects.filter(responsibilities__isnull=False)
                .distinct()
                .values_list("code", "name")
            ),
            by("responsibilities__unit__code"),
        ),
        Filter("etat", "État", of(Freshness), by("freshness")),
        Filter("sens", "Sens", of(Direction), by("direction")),
        Filter("rythme", "Rythme", of(Periodicity), by("periodicity")),
    ),
    form=form_for(
        Indicator,
        "code",
        "name",
        "definition",
        "kind",
        "unit",
        "decimals",
        "direction",
        "time_operator",
        "perimeter_operator",
        "numerator",
        "denominator",
        "factor",
        "coverage_threshold",
        "periodicity",
        "delay_days",
        "source_note",
        "method_version",
        "limits",
        "owner",
        "deputy",
        "theme",
        "nodes",
    ),
    source="Figurent ici les indicateurs tirés des rapports 2017, 2020 et 2023.",
)


FIGURES = Register(
    key="figures",
    path="chiffres/",
    model=Figure,
    singular="chiffre",
    plural="Chiffres",
    new_label="",
    rows=figure_rows,
    lookup="pk",
    sort="id",
    detail="",
    searchable=False,
    archivable=False,
    fields=(
        Field("id", "Numéro", lambda o: o.external_id, sort="external_id"),
        Field("label", "Libellé", lambda o: o.label or o.indicator.name, sort="label", link=True),
        Field(
            "value", "Valeur", lambda o: o.value, sort="value", kind=Kind.DECIMAL, unknown="inconnu"
        ),
        Field("unit", "Unité", lambda o: o.measure_unit, sort="measure_unit"),
        Field(
            "period",
            "Période",
            lambda o: o.period_printed,
            sort="period_end",
            unknown="non imprimée",
        ),
        Field(
            "territory",
            "Territoire",
            lambda o: o.territory_printed or (o.territory and o.territory.name),
            sort="territory__name",
        ),
        Field("qualifier", "Précision", lambda o: o.get_qualifier_display(), sort="qualifier"),
        Field("nature", "Nature", lambda o: o.get_nature_display(), sort="nature"),
        Field("status", "Statut", lambda o: o.get_status_display(), sort="status", badge=True),
        SOURCE,
        Field(
            "indicator",
            "Indicateur",
            lambda o: o.indicator.code,
            sort="indicator__code",
            shown=False,
        ),
    ),
    filters=(
        Filter("document", "Document", documents, by("document__code")),
        Filter("theme", "Thème", themes, by("indicator__theme__number")),
        Filter("nature", "Nature", of(Nature), by("nature")),
        Filter("statut", "Statut", of(FigureStatus), by("status")),
    ),
)

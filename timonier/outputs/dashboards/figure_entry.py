"""The page where a figure is recorded or revised: values before it, and doubts about it (R90)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from timonier.engine.coherence import Claim
from timonier.engine.coherence import Nature as ClaimNature
from timonier.engine.quantities import Qualifier
from timonier.engine.typography import NBSP
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.figures import (
    FigureLine,
    figure_line,
    lower_first,
    measure_of,
    perimeter_of,
)
from timonier.outputs.dashboards.indicator_checks import Check, at_entry
from timonier.outputs.dashboards.indicator_series import observations
from timonier.outputs.dashboards.parts import Link, Moment
from timonier.registry.indicators import queries
from timonier.registry.indicators.models import Figure, Indicator

BESIDE = 4


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What stands beside the form.

    ``doubts`` are warnings to confirm, and ``doubts_key`` names exactly these: confirming other
    doubts than those on screen is not possible. ``newer`` is the value that someone else wrote
    in the meantime.
    """

    code: str
    name: str
    title: str
    definition: str
    unit: str
    crumbs: Sequence[Link]
    moments: Sequence[Moment]
    doubts: Sequence[Check]
    doubts_key: str
    is_ratio: bool
    ratio_words: str
    revised: FigureLine | None
    newer: FigureLine | None
    back: str


def entry_page(
    indicator: Indicator,
    doubts: Sequence[Check] = (),
    *,
    revised: Figure | None = None,
    newer: Figure | None = None,
) -> EntryPage:
    """The page of a new figure of *indicator*, or of the revision of one."""
    seen = observations(queries.history(indicator))[-BESIDE:]
    verb = "Réviser" if revised else "Saisir"
    back = address("indicator", indicator.code)
    return EntryPage(
        code=indicator.code,
        name=indicator.name,
        title=f"{verb} un chiffre{NBSP}: {indicator.name}",
        definition=indicator.definition,
        unit=indicator.unit,
        crumbs=(
            Link("Indicateurs", address("indicators")),
            Link(indicator.code, back),
            Link(f"{verb} un chiffre"),
        ),
        moments=(*(Moment(o.period, o.printed) for o in seen), Moment("cette période", None)),
        doubts=doubts,
        doubts_key=key_of(doubts),
        is_ratio=indicator.perimeter_operator == "ratio_of_sums",
        ratio_words=_ratio_words(indicator),
        revised=figure_line(revised) if revised else None,
        newer=figure_line(newer) if newer else None,
        back=back,
    )


def key_of(doubts: Sequence[Check]) -> str:
    """The name of exactly these doubts, so that others cannot be confirmed by mistake."""
    if not doubts:
        return ""
    said = "\n".join(doubt.message for doubt in doubts)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _ratio_words(indicator: Indicator) -> str:
    if indicator.numerator is None or indicator.denominator is None:
        return "La valeur se calcule des deux termes quand elle n’est pas saisie."
    top = lower_first(indicator.numerator.name)
    below = lower_first(indicator.denominator.name)
    return f"Numérateur{NBSP}: {top}. Dénominateur{NBSP}: {below}."


def warnings_for(
    indicator: Indicator, facts: Mapping[str, Any], revised: Figure | None = None
) -> tuple[Check, ...]:
    """Doubts about what is being typed: rules of sums and shares, unlikely magnitude."""
    value = _value_of(indicator, facts)
    if value is None or facts.get("nature") in ("target", "forecast"):
        return ()
    entered = _claim(indicator, facts, value, revised)
    earlier = [f for f in queries.history(indicator) if revised is None or f.pk != revised.pk]
    kept = [figure for figure in earlier if figure.repeat_of_id is None]
    citation = revised.external_id if revised else str(facts.get("external_id") or "")
    rules = queries.rules_citing([citation])
    return at_entry(entered, citation, kept, rules, queries.cited_in(rules))


def _value_of(indicator: Indicator, facts: Mapping[str, Any]) -> Decimal | None:
    value, top, below = (facts.get(name) for name in ("value", "numerator", "denominator"))
    if value is None and top is not None and below:
        return Decimal(indicator.factor * top / below)
    return value


def _claim(
    indicator: Indicator, facts: Mapping[str, Any], value: Decimal, revised: Figure | None
) -> Claim:
    end = revised.period_end if revised else facts["period"].end
    place = facts.get("territory")
    where = perimeter_of(revised) if revised else (place.name if place else "")
    return Claim(
        id=(revised.external_id if revised else "") or "saisie",
        label=(revised.label if revised else "") or indicator.name,
        value=value,
        unit=measure_of(revised) if revised else indicator.unit,
        year=end.year if end else None,
        territory=where,
        qualifier=Qualifier(facts.get("qualifier") or "exact"),
        nature=ClaimNature.ACHIEVED,
    )

"""The heading of the list of indicators: how many have a value, and how fresh it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timonier.engine.typography import NNBSP
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import capital, counted, in_letters
from timonier.outputs.dashboards.parts import Share
from timonier.registry.indicators.enums import Freshness
from timonier.registry.indicators.queries import indicator_rows

TONES = {
    Freshness.CURRENT: "done",
    Freshness.LATE: "late",
    Freshness.MISSING: "unknown",
    Freshness.DISCONTINUED: "drop",
}


@dataclass(frozen=True, slots=True)
class IndicatorsHead:
    """What the list of indicators says at its top, on a day."""

    title: str
    sentence: str
    shares: Sequence[Share]
    url: str


def indicators_head(on: date) -> IndicatorsHead:
    """Count the active indicators by freshness on a day, in one query."""
    rows = indicator_rows(on).filter(archived_at__isnull=True)
    counts = Counter(rows.values_list("freshness", flat=True))
    total, fresh = counts.total(), counts[Freshness.CURRENT]
    silent = counts[Freshness.MISSING]
    verb = "est à jour" if fresh < 2 else "sont à jour"
    late = counted(counts[Freshness.LATE], "indicateur")
    return IndicatorsHead(
        title=f"{capital(in_letters(fresh))} indicateurs sur {in_letters(total)} {verb}"
        if fresh > 1
        else f"{capital(in_letters(fresh))} indicateur sur {in_letters(total)} {verb}",
        sentence=f"{late} en retard{NNBSP}; {counted(silent, 'indicateur')} sans mesure.",
        shares=tuple(Share(kind.label.lower(), counts[kind], TONES[kind]) for kind in Freshness),
        url=address("indicators"),
    )

"""How a figure is told on a page: value, period, perimeter, status, source, who and when (R121)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from timonier.engine.coherence import Claim
from timonier.engine.coherence import Nature as ClaimNature
from timonier.engine.quantities import Qualifier, Quantity, unit
from timonier.engine.typography import NBSP, UNKNOWN
from timonier.outputs.dashboards.addresses import address
from timonier.registry.indicators.models import Figure


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure, ready to print. ``value`` None is unknown, for the reason in ``missing``.

    ``address`` opens the figure on the page of its indicator, ``document_url`` its source;
    an address is empty where the page does not exist. ``by`` is empty for an imported figure.
    """

    pk: int
    value: str | None
    missing: str
    period: str
    perimeter: str
    unit: str
    label: str
    qualifier: str
    nature: str
    status: str
    source: str
    document_url: str
    citation: str
    comparison: str
    repeats: str
    recorded_on: date
    by: str
    reason: str
    current: bool
    address: str
    revise_url: str
    validate_url: str


def printed(value: Decimal | None, measure: str, qualifier: str = "exact") -> str:
    """A value as it is read: « ≈ 1 200 000 t », « inconnu »."""
    return str(Quantity(value, unit(measure), Qualifier(qualifier)))


def lower_first(text: str) -> str:
    """A name inside a sentence; an acronym keeps its capitals.

    >>> lower_first("Population (INSEE)"), lower_first("PLUi adoptés")
    ('population (INSEE)', 'PLUi adoptés')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def measure_of(figure: Figure) -> str:
    """The unit a figure is printed in: its own, else that of its indicator."""
    return figure.measure_unit or figure.indicator.unit


def period_of(figure: Figure) -> str:
    """The period as its source prints it; « sans période » when the source gives none."""
    if figure.period_printed:
        return figure.period_printed
    if figure.period_start is None or figure.period_end is None:
        return "sans période"
    if figure.period_start.year == figure.period_end.year:
        return str(figure.period_end.year)
    return f"{figure.period_start.year}-{figure.period_end.year}"


def perimeter_of(figure: Figure) -> str:
    """The territory a figure is about, as the registry names it, else as printed."""
    if figure.territory is not None:
        return figure.territory.name
    return figure.territory_printed or "périmètre non précisé"


def source_of(figure: Figure) -> str:
    """Where a figure was read: document and line, else feed, else entry by hand."""
    if figure.source:
        return figure.source
    if figure.feed is not None:
        return f"flux{NBSP}: {figure.feed.name}"
    return "saisie directe"


def figure_address(figure: Figure) -> str:
    """Where a figure is shown: its line on the page of its indicator."""
    page = address("indicator", figure.indicator.code)
    return f"{page}#chiffre-{figure.pk}" if page else ""


def figure_line(figure: Figure) -> FigureLine:
    """The line of *figure*; its relations must be loaded (see ``queries.figure_rows``)."""
    known = figure.value is not None
    return FigureLine(
        pk=figure.pk,
        value=printed(figure.value, measure_of(figure), figure.qualifier) if known else None,
        missing=figure.missing_reason or UNKNOWN,
        period=period_of(figure),
        perimeter=perimeter_of(figure),
        unit=figure.unit.name if figure.unit else "",
        label=figure.label,
        qualifier=figure.get_qualifier_display(),
        nature=figure.get_nature_display(),
        status=figure.get_status_display(),
        source=source_of(figure),
        document_url=address("document", figure.document.code) if figure.document else "",
        citation=figure.external_id,
        comparison=figure.comparison,
        repeats=figure.repeat_of.external_id if figure.repeat_of else "",
        recorded_on=figure.recorded_at.date(),
        by=str(figure.recorded_by) if figure.recorded_by else "",
        reason=figure.revision_reason,
        current=figure.superseded_at is None,
        address=figure_address(figure),
        revise_url=address("figure_revise", figure.pk),
        validate_url=address("figure_validate", figure.pk),
    )


def claim_of(figure: Figure) -> Claim:
    """The same figure as the coherence checks read it."""
    natures = {nature.value for nature in ClaimNature}
    nature = "repeat" if figure.repeat_of_id else figure.nature
    return Claim(
        id=figure.external_id or f"#{figure.pk}",
        label=figure.label or figure.indicator.name,
        value=figure.value,
        unit=measure_of(figure),
        year=figure.period_end.year if figure.period_end else None,
        territory=perimeter_of(figure),
        document=figure.document.short_title if figure.document else "",
        place=f"l.\u00a0{figure.line}" if figure.line else "",
        qualifier=Qualifier(figure.qualifier),
        nature=ClaimNature(nature if nature in natures else ""),
    )

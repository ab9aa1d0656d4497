"""What was known when, what compares from one report to the next, and who answered (R122, R126)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timonier.engine.typography import NBSP
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.figures import measure_of, period_of, printed
from timonier.outputs.dashboards.french import long_day
from timonier.outputs.dashboards.parts import Revision
from timonier.registry.indicators.models import Break, Crosswalk, Figure, Indicator

HISTORY = 12


@dataclass(frozen=True, slots=True)
class CrosswalkLine:
    """Two reports set side by side. ``sign`` is =, ≈ or ≠; ``later`` None: said nothing more."""

    sign: str
    word: str
    earlier: str
    later: str | None
    note: str


@dataclass(frozen=True, slots=True)
class BreakLine:
    """A declared break: its nature, where it falls, why."""

    kind: str
    between: str
    reason: str


@dataclass(frozen=True, slots=True)
class Responsible:
    """A unit that answers for the indicator under one organisation chart (R126)."""

    chart: str
    unit: str
    unit_url: str
    since: str
    current: bool


def revisions(figures: Sequence[Figure]) -> tuple[Revision, ...]:
    """What became known when, newest first; a superseded value stays readable."""
    before = {figure.pk: figure for figure in figures}
    ordered = sorted(figures, key=lambda figure: (figure.recorded_at, figure.pk), reverse=True)
    kept = [figure for figure in ordered if figure.repeat_of_id is None]
    return tuple(
        _revision(figure, before.get(figure.supersedes_id or 0), rank == 0)
        for rank, figure in enumerate(kept[:HISTORY])
    )


def _revision(figure: Figure, before: Figure | None, newest: bool) -> Revision:
    value = printed(figure.value, measure_of(figure), figure.qualifier)
    text = f"{period_of(figure)}{NBSP}: {value}"
    if before is not None:
        was = printed(before.value, measure_of(before), before.qualifier)
        text = f"{text}, au lieu de {was}. Motif{NBSP}: {figure.revision_reason}"
    if figure.superseded_at is not None:
        text = f"{text} (remplacé le {long_day(figure.superseded_at.date())})"
    state = "gone" if figure.superseded_at else ("new" if newest else "")
    return Revision(
        when=long_day(figure.recorded_at.date()),
        text=text,
        who=str(figure.recorded_by) if figure.recorded_by else figure.source or "import",
        state=state,
        status=figure.get_status_display(),
    )


def break_line(item: Break) -> BreakLine:
    """A break with the two days it falls between."""
    between = f"entre le {long_day(item.between_start)} et le {long_day(item.between_end)}"
    return BreakLine(item.get_kind_display(), between, item.reason)


SIGNS = {"identique": "=", "comparable": "≈"}


def crosswalk_line(item: Crosswalk) -> CrosswalkLine:
    """The two sides with the sign between them."""
    return CrosswalkLine(
        sign=SIGNS.get(item.comparability, "≠"),
        word=item.get_comparability_display(),
        earlier=_side(item.from_figure),
        later=_side(item.to_figure) if item.to_figure else None,
        note=item.note,
    )


def _side(figure: Figure) -> str:
    value = printed(figure.value, figure.measure_unit, figure.qualifier)
    document = figure.document.short_title if figure.document else "sans document"
    return f"{value} ({document})"


def by_source(figures: Sequence[Figure]) -> list[Figure]:
    """Current figures, document by document, then superseded ones."""
    return sorted(
        figures,
        key=lambda f: (
            f.superseded_at is not None,
            -(f.document.year or 0) if f.document else 1,
            f.document.code if f.document else "",
            -(f.period_end or date.min).toordinal(),
            f.pk,
        ),
    )


def responsibles(indicator: Indicator, on: date) -> tuple[Responsible, ...]:
    """The units that answer for the indicator, organisation by organisation, newest first."""
    rows = indicator.responsibilities.select_related("unit__chart").order_by(
        "-unit__chart__starts_on", "unit__position", "unit__name"
    )
    return tuple(
        Responsible(
            chart=row.unit.chart.label,
            unit=row.unit.name,
            unit_url=address("unit", row.unit.code),
            since=_since(row.starts_on, row.ends_on),
            current=row.ends_on is None or row.ends_on >= on,
        )
        for row in rows
    )


def _since(start: date | None, end: date | None) -> str:
    if start and end:
        return f"du {long_day(start)} au {long_day(end)}"
    if start:
        return f"depuis le {long_day(start)}"
    return f"jusqu’au {long_day(end)}" if end else "sans date"

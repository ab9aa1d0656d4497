"""The page of one indicator: its value, its series, where it comes from, what is doubtful.

Reads the live registry, in a number of queries that does not depend on the number of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from timonier.consolidation.models import Snapshot
from timonier.consolidation.reader import open_snapshot
from timonier.engine.quantities import Qualifier, format_number, unit
from timonier.engine.typography import NBSP, NNBSP
from timonier.outputs import charts
from timonier.outputs.dashboards import indicator_history as history
from timonier.outputs.dashboards import indicator_sheet as sheet
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.figures import (
    FigureLine,
    figure_line,
    measure_of,
    perimeter_of,
    period_of,
    printed,
)
from timonier.outputs.dashboards.french import long_day
from timonier.outputs.dashboards.indicator_checks import Check, open_findings
from timonier.outputs.dashboards.indicator_series import (
    Difference,
    Observation,
    Path,
    difference,
    drawn,
    observations,
    path_of,
    perimeter_key,
    speaking,
    states_something,
    with_ratio,
)
from timonier.outputs.dashboards.indicator_trace import (
    TracePage,
    level_of,
    parts_again,
    snapshot_again,
    trace,
)
from timonier.outputs.dashboards.parts import Fact, Link, Revision
from timonier.registry.indicators import queries
from timonier.registry.indicators.models import (
    Break,
    ConsistencyRule,
    Crosswalk,
    Figure,
    Indicator,
    Target,
)
from timonier.registry.indicators.queries import OBSERVED
from timonier.registry.territories.models import Territory


@dataclass(frozen=True, slots=True)
class Weather:
    """The signed judgement on an objective that the indicator measures; ``word`` None: none."""

    objective: str
    url: str
    word: str | None
    previous: str
    note: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target, what it asks on the day of the page, and the objective it serves."""

    value: str
    due: str
    expected: str | None
    expected_note: str
    objective: str
    objective_url: str
    source: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The current value, with what qualifies it. ``value`` None: nobody measured it yet."""

    value: str | None
    unit: str
    status: str
    tags: Sequence[str]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything the page of an indicator shows. Texts are French and ready to print.

    ``chart`` and ``comparison`` are None when there is
    nothing to draw. ``again`` is the answer to « Refaire le calcul », empty when not asked.
    """

    code: str
    name: str
    title: str
    definition: str
    crumbs: Sequence[Link]
    headline: Headline
    source: FigureLine | None
    computed: bool
    differences: Sequence[Difference]
    targets: Sequence[TargetLine]
    weathers: Sequence[Weather]
    feeds: Sequence[sheet.FeedLine]
    chart: charts.Chart | None
    chart_narrow: charts.Chart | None
    comparison: charts.Chart | None
    comparison_narrow: charts.Chart | None
    comparison_sub: str
    trace: TracePage | None
    again: str
    again_identical: bool
    findings: Sequence[Check]
    revisions: Sequence[Revision]
    breaks: Sequence[history.BreakLine]
    crosswalk: Sequence[history.CrosswalkLine]
    facts: Sequence[Fact]
    responsibles: Sequence[history.Responsible]
    figures: Sequence[FigureLine]
    discontinued: str
    archived: bool


@dataclass(slots=True)
class _Read:
    """What the page reads, once."""

    indicator: Indicator
    figures: list[Figure]
    seen: tuple[Observation, ...]
    breaks: list[Break]
    targets: list[Target]
    crosswalk: list[Crosswalk]
    rules: list[ConsistencyRule]
    cited: dict[str, Figure]
    territories: list[Territory] = field(default_factory=list)

    @property
    def current(self) -> Observation | None:
        """The value that the page is about: the latest of the series."""
        return self.seen[-1] if self.seen else None


def indicator_page(
    indicator: Indicator, *, on: date, again: bool = False, snapshot: Snapshot | None = None
) -> IndicatorPage:
    """Build the page of *indicator* as known now; *on* is the day for what is expected or late.

    ``again`` computes the value anew from its parts, compares it with that of *snapshot*, and
    says whether they are the same.
    """
    read = _read(indicator)
    current = read.current
    spoken = speaking(read.figures)
    paths = [path_of(target, read.seen) for target in read.targets]
    dated = next((p for p in paths if p.target.due_on), None)
    forecasts = [f for f in read.figures if _is_forecast(f)]
    chart = drawn(indicator, read.seen, read.breaks, dated, forecasts)
    comparison, comparison_sub = _comparison(read)
    traced = _trace(read)
    said, identical = _again(read, traced, snapshot) if again else ("", True)
    source = current.figure if current else spoken
    return IndicatorPage(
        code=indicator.code,
        name=indicator.name,
        title=_title(indicator, current, spoken),
        definition=indicator.definition,
        crumbs=_crumbs(indicator),
        headline=_headline(indicator, current, spoken),
        source=figure_line(source) if source else None,
        computed=bool(current and current.computed),
        differences=_differences(read),
        targets=tuple(_target_line(path, on) for path in paths),
        weathers=_weathers(read.targets),
        feeds=sheet.feed_lines(indicator, on),
        chart=chart[0] if chart else None,
        chart_narrow=chart[1] if chart else None,
        comparison=comparison[0] if comparison else None,
        comparison_narrow=comparison[1] if comparison else None,
        comparison_sub=comparison_sub,
        trace=traced,
        again=said,
        again_identical=identical,
        findings=open_findings(read.figures, _own_rules(read), read.cited),
        revisions=history.revisions(read.figures),
        breaks=tuple(history.break_line(item) for item in read.breaks),
        crosswalk=tuple(history.crosswalk_line(item) for item in read.crosswalk),
        facts=sheet.facts(indicator),
        responsibles=history.responsibles(indicator, on),
        figures=tuple(figure_line(f) for f in history.by_source(read.figures)),
        discontinued=_discontinued(indicator),
        archived=indicator.archived_at is not None,
    )


# --- Reading -------------------------------------------------------------------------------


def _read(indicator: Indicator) -> _Read:
    figures = queries.history(indicator)
    seen = observations(figures)
    terms: list[Figure] = []
    if indicator.numerator is not None and indicator.denominator is not None:
        tops = queries.history(indicator.numerator)
        belows = queries.history(indicator.denominator)
        terms = [*tops, *belows]
        seen = with_ratio(indicator, seen, observations(tops), observations(belows))
    numbers = {f.external_id for f in [*figures, *terms] if f.superseded_at is None}
    rules = queries.rules_citing(numbers)
    targets = indicator.targets.select_related("objective", "document", "territory")
    return _Read(
        indicator=indicator,
        figures=figures,
        seen=seen,
        breaks=list(indicator.breaks.all()),
        targets=list(targets.prefetch_related("objective__confidences__author")),
        crosswalk=queries.crosswalk_of(figures),
        rules=rules,
        cited=queries.cited_in(rules),
        territories=list(_parts_of_the_institution(figures)),
    )


def _parts_of_the_institution(figures: Sequence[Figure]) -> Sequence[Territory]:
    """Communes and former territories; read only when a figure speaks of one of them."""
    if all(perimeter_key(figure) <= 0 for figure in figures):
        return ()
    return list(Territory.objects.filter(kind__in=("commune", "former_territory")).order_by("name"))


def _own_rules(read: _Read) -> list[ConsistencyRule]:
    """The rules that name a figure of this indicator, not only one of its terms."""
    own = {figure.external_id for figure in read.figures if figure.external_id}
    return [r for r in read.rules if own & {r.total, r.share, *r.parts}]


def _is_forecast(figure: Figure) -> bool:
    return figure.nature == "forecast" or figure.qualifier == "forecast"


# --- The value -----------------------------------------------------------------------------


def _title(indicator: Indicator, current: Observation | None, spoken: Figure | None) -> str:
    """« Déchets par habitant : 603 kg en 2022 », or that nothing is known."""
    if current is not None:
        return f"{indicator.name}{NBSP}: {_round(indicator, current)} en {current.period}"
    if spoken is not None:
        said = printed(spoken.value, measure_of(spoken), spoken.qualifier)
        return f"{indicator.name}{NBSP}: {said}, sans période"
    return f"{indicator.name}{NBSP}: aucune valeur connue"


def _round(indicator: Indicator, current: Observation) -> str:
    if not current.computed:
        rivals = [printed(value, current.measure) for value in current.rivals]
        return " ou ".join([current.printed, *rivals])
    number = format_number(current.value, indicator.decimals)
    return f"{current.qualifier.prefix} {number}{NBSP}{current.measure}".strip()


def _headline(indicator: Indicator, current: Observation | None, spoken: Figure | None) -> Headline:
    """The latest of the series, else the value without a period, else nothing."""
    if current is not None:
        decimals = indicator.decimals if current.computed else None
        values = [format_number(current.value, decimals)]
        return Headline(
            value=" ou ".join([*values, *map(format_number, current.rivals)]),
            unit=unit(current.measure).word(current.value),
            status=current.figure.get_status_display() if current.figure else "",
            tags=tuple(_tags(current, current.figure)),
        )
    if spoken is None:
        return Headline(None, "", "Sans mesure", ())
    word = unit(measure_of(spoken)).word(spoken.value)
    status = spoken.get_status_display()
    return Headline(format_number(spoken.value), word, status, tuple(_tags(None, spoken)))


def _tags(current: Observation | None, figure: Figure | None) -> list[str]:
    tags = ["calculé"] if current and current.computed else []
    tags += ["contredit"] if current and current.rivals else []
    source = figure or (current.top.figure if current and current.top else None)
    if source is None:
        return tags
    if current and current.qualifier != "exact":
        tags.append(current.qualifier.label)
    period = current.period if current else period_of(source)
    tags.append(f"porte sur {period}" if period != "sans période" else period)
    tags.append(f"périmètre{NBSP}: {perimeter_of(source)}")
    return [*tags, source.get_nature_display().lower()]


def _differences(read: _Read) -> tuple[Difference, ...]:
    """From the value before, and from the first of the series."""
    seen, current = read.seen, read.current
    if current is None or len(seen) < 2:
        return ()
    links = {(c.from_figure_id, c.to_figure_id): c for c in read.crosswalk if c.to_figure_id}
    starts = [seen[-2]] if len(seen) == 2 else [seen[-2], seen[0]]
    return tuple(difference(read.indicator, s, current, read.breaks, links) for s in starts)


def _target_line(path: Path, on: date) -> TargetLine:
    target = path.target
    measure = target.indicator.unit
    expected = path.expected(on)
    note = path.baseline_words or "sans valeur de départ ni chemin attendu"
    if target.due_on is None:
        note = "sans échéance datée"
    return TargetLine(
        value=printed(target.value, measure),
        due=target.due_printed or (long_day(target.due_on) if target.due_on else "sans échéance"),
        expected=None if expected is None else f"{format_number(expected, 1)}{NBSP}{measure}",
        expected_note=note,
        objective=target.objective.title if target.objective else "",
        objective_url=address("objective", target.objective.code) if target.objective else "",
        source=target.source,
    )


def _weathers(targets: Sequence[Target]) -> tuple[Weather, ...]:
    objectives = {t.objective.pk: t.objective for t in targets if t.objective}
    lines = []
    for objective in objectives.values():
        said = list(objective.confidences.all())
        last, before = (said[0] if said else None), (said[1] if len(said) > 1 else None)
        lines.append(
            Weather(
                objective=objective.title,
                url=address("objective", objective.code),
                word=last.get_level_display() if last else None,
                previous=before.get_level_display().lower() if before else "",
                note=f"{last.author}, {long_day(last.stated_at.date())}" if last else "",
            )
        )
    return tuple(lines)


# --- By territory --------------------------------------------------------------------------


def _comparison(read: _Read) -> tuple[tuple[charts.Chart, charts.Chart] | None, str]:
    """Bars by territory for the latest period with two values or more; one level only."""
    below = [
        f for f in read.figures if states_something(f) and f.territory and perimeter_key(f) > 0
    ]
    groups: dict[tuple[date, str], dict[int, Figure]] = {}
    for figure in below:
        assert figure.territory is not None
        if figure.period_end and figure.territory.kind != "outside":
            key = (figure.period_end, figure.territory.kind)
            groups.setdefault(key, {})[figure.territory.pk] = figure
    full = {key: list(rows.values()) for key, rows in groups.items() if len(rows) > 1}
    if not full:
        return None, ""
    end = max(end for end, _ in full)
    rows = [figure for (day, _), group in full.items() if day == end for figure in group]
    level = level_of(rows)
    chosen = full[end, level]
    return _bars(read, chosen), f"{period_of(chosen[0])}, {measure_of(chosen[0])}"


def _bars(read: _Read, figures: Sequence[Figure]) -> tuple[charts.Chart, charts.Chart]:
    ordered = sorted(figures, key=lambda f: (-(f.value or Decimal(0)), perimeter_of(f)))
    whole = next(
        (
            o
            for o in read.seen
            if o.figure
            and perimeter_key(o.figure) == 0
            and o.end == figures[0].period_end
            and o.measure == measure_of(figures[0])
        ),
        None,
    )
    additive = read.indicator.perimeter_operator == "sum"
    reference = charts.Reference("Institution", whole.value) if whole and not additive else None
    data = charts.Comparison(
        title=f"{read.indicator.name}, par territoire",
        unit=measure_of(figures[0]),
        bars=tuple(charts.Bar(perimeter_of(f), f.value, Qualifier(f.qualifier)) for f in ordered),
        reference=reference,
        accent=perimeter_of(ordered[0]),
    )
    uid = f"territoires-{read.indicator.pk}"
    return (
        charts.comparison_chart(data, uid=uid, width=charts.PRINT),
        charts.comparison_chart(data, uid=f"{uid}-m", width=charts.NARROW),
    )


# --- Trace ---------------------------------------------------------------------------------


def _trace(read: _Read) -> TracePage | None:
    if read.current is None:
        return None
    return trace(
        read.indicator, read.current, read.figures, read.territories, read.rules, read.cited
    )


def _again(read: _Read, traced: TracePage | None, snapshot: Snapshot | None) -> tuple[str, bool]:
    if read.current is None or traced is None:
        return "Rien à recalculer, faute de valeur connue.", True
    said, same = parts_again(read.current, traced.parts_value)
    figure = read.current.figure
    if snapshot is None or (figure is not None and perimeter_key(figure)):
        return said, same
    stored = _stored(read.indicator, read.current, snapshot)
    more, also = snapshot_again(read.current, stored, snapshot.pk)
    return f"{said} {more}", same and also


def _stored(indicator: Indicator, current: Observation, snapshot: Snapshot) -> Decimal | None:
    values = open_snapshot(snapshot).values(indicator.pk)
    same = [v for v in values if (v.period_start, v.period_end) == (current.start, current.end)]
    return next((value.value for value in same if value.nature in OBSERVED), None)


def _crumbs(indicator: Indicator) -> tuple[Link, ...]:
    crumbs = [Link("Indicateurs", address("indicators"))]
    if indicator.theme is not None:
        crumbs.append(
            Link(indicator.theme.title, address("indicators", theme=indicator.theme.code))
        )
    return (*crumbs, Link(indicator.code))


def _discontinued(indicator: Indicator) -> str:
    if indicator.discontinued_on is None:
        return ""
    when = long_day(indicator.discontinued_on)
    return f"Interrompu le {when}{NNBSP}; motif{NBSP}: {indicator.discontinued_reason}"

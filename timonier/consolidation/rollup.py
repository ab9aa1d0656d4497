"""What places add up to: the rule of each indicator, applied once over the closure of the tree.

A place shows the value published for itself; what its parts give stands beside it, with what was
received and what was expected. A part that publishes its own value speaks for what is below it,
so nothing is counted twice. An unknown part lowers the coverage; it is never a zero.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _, cases, greatest, ifelse, null

from timonier.consolidation.expressions import PLACE, RESULT, VALUE, crowded

RATIO, WEIGHTED = "ratio_of_sums", "weighted_mean"
QUOTIENTS = (RATIO, WEIGHTED)
PART = (*PLACE, "value", "numerator", "denominator", "qualifier", "last_id")


def own_values(
    figures: ir.Table, roles: ir.Table, indicators: ir.Table, unit_closure: ir.Table
) -> ir.Table:
    """The value of each place by itself: the counted figure, or several units together."""
    counted = figures.anti_join(roles, "id")
    many = crowded()
    alone = counted.anti_join(many, PLACE).mutate(last_id=_.id, figures=1)
    several = _without_nested_units(counted.semi_join(many, PLACE), unit_closure)
    joined = several.mutate(leaves=1, last_id=_.id).join(indicators, "indicator_id")
    grouped = _aggregate(joined, list(PLACE)).join(indicators, "indicator_id")
    together = _finish(grouped).select(
        *PLACE,
        value=_.computed.cast(VALUE),
        numerator=_.numerator.cast(VALUE),
        denominator=_.denominator.cast(VALUE),
        qualifier=_.qualifier,
        last_id=_.last_id,
        figures=_.parts.cast("int32"),
    )
    columns = [*PART, "figures"]
    alone = alone.mutate(figures=_.figures.cast("int32")).select(columns)
    return alone.union(together.select(columns))


def _without_nested_units(several: ir.Table, unit_closure: ir.Table) -> ir.Table:
    """Leave out a service when a unit above it speaks in the same place."""
    above = several.select(*PLACE, ancestor_id=_.unit_id)
    nested = (
        several.select("id", *PLACE, unit_id=_.unit_id)
        .join(unit_closure, "unit_id")
        .semi_join(above, [*PLACE, "ancestor_id"])
        .select("id")
    )
    return several.anti_join(nested, "id")


def with_terms(own: ir.Table, indicators: ir.Table) -> ir.Table:
    """Add what ratios draw from the indicators named as their numerator and denominator."""
    linked = indicators.filter(_.numerator_id.notnull() & _.denominator_id.notnull())
    at = PLACE[1:]
    above = linked.select("indicator_id", "factor", term=_.numerator_id, other=_.denominator_id)
    top = above.join(
        own.select(*at, term=_.indicator_id, top=_.value, last_id=_.last_id, how=_.qualifier),
        "term",
    )
    bottom = own.select(*at, other=_.indicator_id, below=_.value)
    derived = top.join(bottom, ["other", *at]).filter(
        _.top.notnull(), _.below.notnull(), _.below != 0
    )
    derived = derived.select(
        *PLACE,
        ratio=(_.factor.cast("float64") * _.top.cast("float64") / _.below.cast("float64")),
        top="top",
        below="below",
        how="how",
        drawn_id=_.last_id,
    )
    plain = own.anti_join(linked, "indicator_id")
    mixed = own.semi_join(linked, "indicator_id").outer_join(derived, list(PLACE))
    places = {name: _[name].fill_null(_[f"{name}_right"]) for name in PLACE}
    merged = mixed.select(
        **places,
        value=_.value.fill_null(_.ratio.round(4).cast(VALUE)),
        numerator=_.numerator.fill_null(_.top),
        denominator=_.denominator.fill_null(_.below),
        qualifier=_.qualifier.fill_null(_.how),
        last_id=_.last_id.fill_null(_.drawn_id),
        figures=_.figures.fill_null(0).cast("int32"),
    )
    return plain.union(merged.select(plain.columns))


def _arrived() -> ir.BooleanValue:
    """What a part must bring to count, according to the rule of its indicator."""
    terms = _.numerator.notnull() & _.denominator.notnull()
    return cases(
        (_.operator == RATIO, terms),
        (_.operator == WEIGHTED, _.value.notnull() & _.denominator.notnull()),
        else_=_.value.notnull(),
    )


def _aggregate(parts: ir.Table, by: list[str]) -> ir.Table:
    """Sums, extremes and counts of parts joined with their indicator.

    Each aggregate looks only at the rules that need it, since most figures are plainly added.
    """
    ready = parts.mutate(here=_arrived(), amount=ifelse(_.operator == RATIO, _.numerator, _.value))
    quotient = _.here & _.operator.isin(QUOTIENTS)
    weighted = _.here & (_.operator == WEIGHTED)
    return ready.group_by(by).agg(
        parts=_.here.sum(),
        received=_.leaves.sum(where=_.here),
        total=_.amount.sum(where=_.here),
        weighed=(_.value * _.denominator).sum(where=weighted),
        below=_.denominator.sum(where=quotient),
        least=_.amount.min(where=_.here & (_.operator == "min")),
        most=_.amount.max(where=_.here & (_.operator == "max")),
        newest=_.amount.argmax(_.last_id, where=_.here & (_.operator == "last")),
        sized=_.leaves.sum(where=_.denominator.notnull()),
        size=_.denominator.sum(),
        low=_.qualifier.min(where=_.here),
        high=_.qualifier.max(where=_.here),
        last_id=_.last_id.max(),
    )


def _finish(grouped: ir.Table) -> ir.Table:
    """The value that the rule gives, in ``computed``, and the two sums of a quotient."""
    above = ifelse(_.operator == WEIGHTED, _.weighed.cast(RESULT), _.total.cast(RESULT))
    rate = above.cast("float64") / _.below.cast("float64")
    scale = ifelse(_.operator == RATIO, _.factor.cast("float64"), 1.0)
    quotient = ifelse(_.below == 0, null("float64"), (rate * scale).round(8)).cast(RESULT)
    is_quotient = _.operator.isin(QUOTIENTS)
    return grouped.mutate(
        computed=cases(
            (_.operator == "sum", _.total.cast(RESULT)),
            (is_quotient, quotient),
            (_.operator == "min", _.least.cast(RESULT)),
            (_.operator == "max", _.most.cast(RESULT)),
            (_.operator == "last", _.newest.cast(RESULT)),
            else_=null(RESULT),
        ),
        numerator=ifelse(is_quotient, above, null(RESULT)),
        denominator=ifelse(is_quotient, _.below.cast(RESULT), null(RESULT)),
        qualifier=ifelse(
            _.low == _.high, _.low.cast("string"), ifelse(_.low.isnull(), null("string"), "about")
        ),
    )


def unknown_parts(figures: ir.Table, roles: ir.Table) -> ir.Table:
    """Figures without a value, as parts: their denominators weigh in what was expected."""
    unknown = figures.semi_join(roles.filter(_.role == "unknown"), "id")
    return unknown.select(
        *PLACE,
        value=null(VALUE),
        numerator=null(VALUE),
        denominator=_.denominator,
        qualifier=_.qualifier,
        last_id=null("int64"),
    )


def blocked(own: ir.Table, indicators: ir.Table, closure: ir.Table) -> ir.Table:
    """(part, ancestor) pairs that a place between the two already speaks for: few."""
    above = closure.select(territory_id=_.ancestor_id)
    inner = own.semi_join(above, "territory_id").join(indicators, "indicator_id")
    rest = ("indicator_id", "period_start", "period_end", "nature")
    upward = closure.select(middle_id=_.territory_id, ancestor_id=_.ancestor_id)
    downward = closure.select(middle_id=_.ancestor_id, territory_id=_.territory_id)
    speaking = inner.filter(_arrived()).select(*rest, middle_id=_.territory_id)
    pairs = speaking.join(upward, "middle_id").join(downward, "middle_id")
    return pairs.select(*PLACE, "ancestor_id").distinct()


def results(
    own: ir.Table,
    unknown: ir.Table,
    stopped: ir.Table,
    indicators: ir.Table,
    closure: ir.Table,
    expected: ir.Table,
) -> ir.Table:
    """One row per indicator, place, period and nature, where a lone figure does not say it all:
    places above others, several units in one place, ratios drawn from two indicators.

    ``unknown`` and ``stopped`` are what :func:`unknown_parts` and :func:`blocked` found.
    ``expected`` counts the smallest territories owed at the end of each period.
    """
    parts = own.select(PART).union(unknown.select(PART)).join(indicators, "indicator_id")
    computed = _computed(parts, stopped, indicators, closure, expected)
    above = closure.select(territory_id=_.ancestor_id)
    upper = own.filter(_.figures == 1).semi_join(above, "territory_id")
    upper = upper.union(own.filter(_.figures != 1))
    mixed = computed.outer_join(upper, list(PLACE))
    places = {name: _[name].fill_null(_[f"{name}_right"]) for name in PLACE}
    rows = mixed.select(
        **places,
        published=_.value,
        figures=_.figures,
        computed=_.computed,
        published_numerator=_.numerator_right,
        published_denominator=_.denominator_right,
        computed_numerator=_.numerator,
        computed_denominator=_.denominator,
        qualifier=_.qualifier_right.fill_null(_.qualifier),
        parts=_.parts.fill_null(0),
        received=_.received.fill_null(0),
        sized=_.sized.fill_null(0),
        size=_.size,
        below=_.below,
    )
    owed = (
        rows.view()
        .left_join(expected, ["territory_id", "period_end"])
        .drop("territory_id_right", "period_end_right")
    )
    return _judged(owed.join(indicators, "indicator_id"))


def _computed(
    parts: ir.Table,
    stopped: ir.Table,
    indicators: ir.Table,
    closure: ir.Table,
    expected: ir.Table,
) -> ir.Table:
    """What the parts of each place give, one pass over the closure."""
    dated = (_.starts_on.isnull() | (_.starts_on <= _.period_end)) & (
        _.ends_on.isnull() | (_.ends_on >= _.period_end)
    )
    given = parts.join(closure, "territory_id").filter(dated)
    free = given.anti_join(stopped, [*PLACE, "ancestor_id"])
    below = expected.select(territory_id="territory_id", period_end="period_end", leaves="expected")
    sized = free.left_join(below, ["territory_id", "period_end"]).select(
        *free.columns, leaves=_.leaves.fill_null(1)
    )
    by = ["indicator_id", "ancestor_id", "period_start", "period_end", "nature"]
    grouped = _aggregate(sized, by).rename(territory_id="ancestor_id")
    return _finish(grouped.join(indicators, "indicator_id")).select(
        *PLACE,
        "computed",
        "numerator",
        "denominator",
        "qualifier",
        "parts",
        "received",
        "sized",
        "size",
        "below",
    )


def _judged(rows: ir.Table) -> ir.Table:
    """Coverage, whether the value may be published, and the reason when it may not."""
    owed = greatest(_.expected.fill_null(0), _.received)
    weighed = (_.sized >= owed) & _.operator.isin(QUOTIENTS) & (_.size > 0)
    rows = rows.mutate(expected=owed).mutate(
        coverage=ifelse(_.expected > 0, _.received / _.expected, null("float64")),
        weighted=ifelse(
            weighed,
            _.below.fill_null(0).cast("float64") / _.size.cast("float64"),
            null("float64"),
        ),
    )
    enough = _.weighted.fill_null(_.coverage) >= _.threshold.cast("float64")
    rows = rows.mutate(
        reason=cases(
            (_.operator == "none", "not_additive"),
            (_.parts == 0, "nothing"),
            (_.computed.isnull(), "zero_denominator"),
            (~enough.fill_null(False), "coverage"),
            else_="",
        )
    )
    shown = _.published.fill_null(_.computed)
    return rows.select(
        *PLACE,
        value=shown,
        numerator=ifelse(_.published.notnull(), _.published_numerator, _.computed_numerator),
        denominator=ifelse(_.published.notnull(), _.published_denominator, _.computed_denominator),
        origin=cases(
            (_.published.isnull(), "computed"), (_.figures == 1, "published"), else_="drawn"
        ),
        published=_.published,
        computed=_.computed,
        qualifier=_.qualifier,
        parts=_.parts.cast("int32"),
        received=_.received.cast("int32"),
        expected=_.expected.cast("int32"),
        coverage=_.coverage,
        weighted=_.weighted,
        reason=_.reason,
        publishable=_.published.notnull() | (_.reason == ""),
    )


def totals_over_closure_sql(dialect: str = "duckdb") -> str:
    """Totals of ``facts`` (node, indicator, year, value) over ``closure``, for very large trees.

    Facts are added up once where they are, then each sum goes to its ancestors: the closure
    multiplies leaves, never facts.
    """
    facts = ibis.table(
        {
            "node_id": "int64",
            "indicator_id": "int16",
            "year": "int16",
            "value": "decimal(12, 2)",
        },
        name="facts",
    )
    closure = ibis.table({"ancestor_id": "int64", "node_id": "int64"}, name="closure")
    by = ["node_id", "indicator_id", "year"]
    leaves = facts.group_by(by).agg(total=_.value.sum(), received=_.value.count())
    lifted = leaves.join(closure, "node_id").group_by(["ancestor_id", *by[1:]])
    sums = lifted.agg(total=_.total.sum(), received=_.received.sum())
    return str(ibis.to_sql(sums.rename(node_id="ancestor_id"), dialect=dialect))

"""What places add up to: the rule of each indicator, applied once over the closure of the tree.

A place shows the value published for itself; what its parts give stands beside it, with what was
received and what was expected. A part that publishes its own value speaks for what is below it,
so nothing is counted twice. An unknown part lowers the coverage; it is never a zero.
"""

from __future__ import annotations

import ibis.expr.types as ir
from ibis import _, cases, greatest, ifelse, literal, null

from timonier.consolidation.expressions import CELL, PLACE, RESULT, VALUE, candidates, crowded

RATIO, WEIGHTED = "ratio_of_sums", "weighted_mean"
QUOTIENTS = (RATIO, WEIGHTED)
PART = (*PLACE, "value", "numerator", "denominator", "qualifier", "last_id")


def own_values(
    figures: ir.Table, roles: ir.Table, indicators: ir.Table, unit_closure: ir.Table
) -> ir.Table:
    """The value of each place by itself: the counted figure, or several units together."""
    counted = figures.anti_join(roles, "id")
    many = crowded(figures)
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


def _amount() -> ir.DecimalValue:
    """What is added up: numerators, weighted values, or values."""
    return cases(
        (_.operator == RATIO, _.numerator.cast(RESULT)),
        (_.operator == WEIGHTED, (_.value * _.denominator).cast(RESULT)),
        else_=_.value.cast(RESULT),
    )


def _aggregate(parts: ir.Table, by: list[str]) -> ir.Table:
    """Sums, extremes and counts of parts joined with their indicator."""
    ready = parts.mutate(here=_arrived()).mutate(amount=ifelse(_.here, _amount(), null(RESULT)))
    last = ifelse(_.amount.notnull(), _.last_id, null("int64"))
    return ready.group_by(by).agg(
        parts=_.here.sum(),
        received=ifelse(_.here, _.leaves, 0).sum(),
        total=_.amount.sum(),
        below=ifelse(_.here, _.denominator, null(VALUE)).sum(),
        least=_.amount.min(),
        most=_.amount.max(),
        newest=_.amount.argmax(last),
        sized=ifelse(_.denominator.notnull(), _.leaves, 0).sum(),
        size=_.denominator.sum(),
        qualifier=ifelse(
            _.qualifier.min() == _.qualifier.max(), _.qualifier.min(), literal("about")
        ),
        last_id=_.last_id.max(),
    )


def _finish(grouped: ir.Table) -> ir.Table:
    """The value that the rule gives, in ``computed``, and the two sums of a quotient."""
    rate = _.total.cast("float64") / _.below.cast("float64")
    scale = ifelse(_.operator == RATIO, _.factor.cast("float64"), 1.0)
    quotient = ifelse(_.below == 0, null("float64"), (rate * scale).round(8)).cast(RESULT)
    is_quotient = _.operator.isin(QUOTIENTS)
    return grouped.mutate(
        computed=cases(
            (_.operator == "sum", _.total),
            (is_quotient, quotient),
            (_.operator == "min", _.least),
            (_.operator == "max", _.most),
            (_.operator == "last", _.newest),
            else_=null(RESULT),
        ),
        numerator=ifelse(is_quotient, _.total, null(RESULT)),
        denominator=ifelse(is_quotient, _.below.cast(RESULT), null(RESULT)),
    )


def results(
    own: ir.Table,
    unknown: ir.Table,
    indicators: ir.Table,
    closure: ir.Table,
    expected: ir.Table,
) -> ir.Table:
    """One row per indicator, place, period and nature, where a lone figure does not say it all:
    places above others, several units in one place, ratios drawn from two indicators.

    ``unknown`` are the figures without a value: their denominators still weigh in what was
    expected. ``expected`` counts the smallest territories owed at the end of each period.
    """
    computed = _computed(own, unknown, indicators, closure, expected)
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
    own: ir.Table,
    unknown: ir.Table,
    indicators: ir.Table,
    closure: ir.Table,
    expected: ir.Table,
) -> ir.Table:
    """What the parts of each place give, one pass over the closure."""
    silent = unknown.select(
        *PLACE,
        value=null(VALUE),
        numerator=null(VALUE),
        denominator=_.denominator,
        qualifier=null("string"),
        last_id=null("int64"),
    )
    parts = own.select(PART).union(silent).join(indicators, "indicator_id")
    dated = (_.starts_on.isnull() | (_.starts_on <= _.period_end)) & (
        _.ends_on.isnull() | (_.ends_on >= _.period_end)
    )
    above = closure.select(territory_id=_.ancestor_id)
    inner = parts.semi_join(above, "territory_id")
    sized = inner.left_join(expected, ["territory_id", "period_end"]).select(
        *inner.columns, leaves=_.expected.fill_null(1)
    )
    smallest = parts.anti_join(above, "territory_id").mutate(leaves=literal(1, "int64"))
    given = smallest.union(sized).join(closure, "territory_id").filter(dated)
    blocked = _blocked(inner.filter(_arrived()), closure)
    free = given.anti_join(blocked, [*PLACE, "ancestor_id"])
    by = ["indicator_id", "ancestor_id", "period_start", "period_end", "nature"]
    grouped = _aggregate(free, by).rename(territory_id="ancestor_id")
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


def _blocked(inner: ir.Table, closure: ir.Table) -> ir.Table:
    """(part, ancestor) pairs that a place between the two already speaks for."""
    rest = ("indicator_id", "period_start", "period_end", "nature")
    upward = closure.select(middle_id=_.territory_id, ancestor_id=_.ancestor_id)
    downward = closure.select(middle_id=_.ancestor_id, territory_id=_.territory_id)
    speaking = inner.select(*rest, middle_id=_.territory_id)
    return (
        speaking.join(upward, "middle_id").join(downward, "middle_id").select(*PLACE, "ancestor_id")
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


__all__ = ["CELL", "candidates", "own_values", "results", "with_terms"]

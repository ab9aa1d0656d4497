"""The rules of consolidation as relational expressions, written once for every engine.

They say over millions of figures what :mod:`timonier.engine.consolidation` says over a list of
parts; a property test holds the two together. ``ibis`` turns them into the SQL of DuckDB here
and of Spark on a cluster, over the same Parquet layout.

A *cell* is (indicator, territory, organisation unit, period, nature). What a figure does in it:

- ``counted``: it is the value of its cell;
- ``same``: another figure of the cell says the same, counted once;
- ``contradictory``: another figure of the cell says otherwise, so neither counts;
- ``repeat``: its source only repeats another figure;
- ``unknown``: it has no value, and its reason;
- ``undated`` and ``elsewhere``: no period, or no territory of the registry, to count it in.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _, ifelse

PLACE = ("indicator_id", "territory_id", "period_start", "period_end", "nature")
CELL = (*PLACE, "unit_id")
VALUE = "decimal(24, 4)"
RESULT = "decimal(38, 8)"

FIGURES = {
    "id": "int64",
    "indicator_id": "int64",
    "territory_id": "int64",
    "unit_id": "int64",
    "period_start": "date",
    "period_end": "date",
    "nature": "string",
    "qualifier": "string",
    "value": VALUE,
    "numerator": VALUE,
    "denominator": VALUE,
    "repeat_of_id": "int64",
}
INDICATORS = {
    "indicator_id": "int64",
    "operator": "string",
    "factor": "decimal(14, 6)",
    "threshold": "decimal(7, 4)",
    "numerator_id": "int64",
    "denominator_id": "int64",
}
CLOSURE = {
    "ancestor_id": "int64",
    "territory_id": "int64",
    "starts_on": "date",
    "ends_on": "date",
}
ROLES = {"id": "int64", "role": "string"}


def figures() -> ir.Table:
    """Figures known at the date of the snapshot."""
    return ibis.table(FIGURES, name="figures")


def indicators() -> ir.Table:
    """The operator, factor and coverage threshold of each indicator."""
    return ibis.table(INDICATORS, name="indicators")


def closure() -> ir.Table:
    """Each territory under each of its ancestors, itself excluded, between two dates."""
    return ibis.table(CLOSURE, name="closure")


def candidates(source: ir.Table) -> ir.Table:
    """Figures that could be the value of a cell."""
    return source.filter(
        _.repeat_of_id.isnull(),
        _.period_end.notnull(),
        _.territory_id.notnull(),
        _known(),
    )


def _known() -> ir.BooleanValue:
    """A figure says something when it has its value, or both its terms."""
    return _.value.notnull() | (_.numerator.notnull() & _.denominator.notnull())


def crowded() -> ir.Table:
    """Places (cells whatever the unit) that hold several candidate figures, found once: few."""
    return ibis.table({name: FIGURES[name] for name in PLACE}, name="crowded")


def find_crowded(source: ir.Table) -> ir.Table:
    """Where several candidate figures stand in one place."""
    return candidates(source).group_by(PLACE).agg(n=_.count()).filter(_.n > 1).drop("n")


def roles(source: ir.Table) -> ir.Table:
    """The role of the figures that are not simply counted: (id, role)."""
    rivals = candidates(source).semi_join(crowded(), PLACE)
    cell = [_[name] for name in CELL]
    seen = rivals.mutate(
        low=_.value.min().over(group_by=cell),
        high=_.value.max().over(group_by=cell),
        first=_.id.min().over(group_by=cell),
    )
    fought = seen.filter((_.low != _.high) | (_.id != _.first)).select(
        "id", role=ifelse(_.low != _.high, "contradictory", "same")
    )
    aside = source.filter(
        _.repeat_of_id.notnull() | _.period_end.isnull() | _.territory_id.isnull() | ~_known()
    ).select(
        "id",
        role=ibis.cases(
            (_.repeat_of_id.notnull(), "repeat"),
            (_.period_end.isnull(), "undated"),
            (_.territory_id.isnull(), "elsewhere"),
            else_="unknown",
        ),
    )
    return fought.union(aside)

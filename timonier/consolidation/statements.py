"""The SQL of each step, compiled once per process from the expressions."""

from __future__ import annotations

from functools import cache

import ibis
import ibis.expr.types as ir

from timonier.consolidation import expressions as rules
from timonier.consolidation import rollup

OWN = {
    **{name: rules.FIGURES[name] for name in rules.PLACE},
    "value": rules.VALUE,
    "numerator": rules.VALUE,
    "denominator": rules.VALUE,
    "qualifier": "string",
    "last_id": "int64",
    "figures": "int32",
}
UNITS = {"ancestor_id": "int64", "unit_id": "int64"}
EXPECTED = {"territory_id": "int64", "period_end": "date", "expected": "int64"}


def _own() -> ir.Table:
    own = rollup.own_values(
        rules.figures(),
        ibis.table(rules.ROLES, name="roles"),
        rules.indicators(),
        ibis.table(UNITS, name="unit_closure"),
    )
    return rollup.with_terms(own, rules.indicators())


def _results() -> ir.Table:
    figures = rules.figures().semi_join(
        ibis.table(rules.ROLES, name="roles").filter(ibis._.role == "unknown"), "id"
    )
    return rollup.results(
        ibis.table(OWN, name="own"),
        figures,
        rules.indicators(),
        rules.closure(),
        ibis.table(EXPECTED, name="expected"),
    )


STEPS = {
    "roles": lambda: rules.roles(rules.figures()),
    "own": _own,
    "results": _results,
}
"""Each step reads the tables that the steps before it wrote, under their own name."""


@cache
def sql(step: str, dialect: str = "duckdb") -> str:
    """The SQL of a step for an engine (``duckdb``, ``pyspark``)."""
    return str(ibis.to_sql(STEPS[step](), dialect=dialect))

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
BLOCKED = {**{name: rules.FIGURES[name] for name in rules.PLACE}, "ancestor_id": "int64"}


def _own() -> ir.Table:
    own = rollup.own_values(
        rules.figures(),
        ibis.table(rules.ROLES, name="roles"),
        rules.indicators(),
        ibis.table(UNITS, name="unit_closure"),
    )
    return rollup.with_terms(own, rules.indicators())


def _results() -> ir.Table:
    return rollup.results(
        ibis.table(OWN, name="own"),
        ibis.table({name: OWN[name] for name in rollup.PART}, name="unknown"),
        ibis.table(BLOCKED, name="blocked"),
        rules.indicators(),
        rules.closure(),
        ibis.table(EXPECTED, name="expected"),
    )


STEPS = {
    "crowded": lambda: rules.find_crowded(rules.figures()),
    "roles": lambda: rules.roles(rules.figures()),
    "own": _own,
    "unknown": lambda: rollup.unknown_parts(rules.figures(), ibis.table(rules.ROLES, name="roles")),
    "blocked": lambda: rollup.blocked(
        ibis.table(OWN, name="own"), rules.indicators(), rules.closure()
    ),
    "results": _results,
}
"""Each step reads the tables that the steps before it wrote, under their own name."""


@cache
def sql(step: str, dialect: str = "duckdb") -> str:
    """The SQL of a step for an engine (``duckdb``, ``pyspark``)."""
    return str(ibis.to_sql(STEPS[step](), dialect=dialect))

"""The relational rules give what the pure engine gives, on whatever data."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timonier.consolidation import statements
from timonier.consolidation.build import consolidate, run
from timonier.engine.consolidation import Consolidated, Part, PerimeterOperator
from timonier.engine.consolidation import consolidate as by_engine

OPERATORS = ("sum", "ratio_of_sums", "weighted_mean", "min", "max", "none")
THRESHOLD = Decimal("0.5")
numbers = st.decimals(-(10**9), 10**9, places=4) | st.just(Decimal(0))
known = st.none() | numbers
positive = st.none() | st.decimals(0, 10**6, places=4)


@st.composite
def brought_by_communes(draw) -> list[Part]:
    """What each commune brings: a value, terms, a weight, or nothing at all."""
    count = draw(st.integers(1, 6))
    return [
        Part(str(rank), f"Commune {rank}", draw(known), draw(known), draw(positive))
        for rank in range(count)
    ]


def by_relations(cases: list[tuple[str, list[Part]]]) -> dict[int, dict]:
    """The result row of each case, from the SQL that snapshots use: one indicator per case.

    The communes of case 3 are numbered from 300, under the institution 1000003.
    """
    link = duckdb.connect()
    rows = [
        (case * 100 + rank, case, part.value, part.numerator, part.denominator)
        for case, (_, parts) in enumerate(cases, start=1)
        for rank, part in enumerate(parts)
    ]
    money, whole = pa.decimal128(24, 4), pa.int64()
    types = (whole, whole, money, money, money)
    names = ["territory_id", "indicator_id", "value", "numerator", "denominator"]
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    link.register("given", pa.Table.from_arrays(arrays, names=names))
    run(
        link,
        "CREATE TABLE figures AS SELECT *, territory_id AS id, NULL::BIGINT AS unit_id,"
        " DATE '2020-01-01' AS period_start, DATE '2020-12-31' AS period_end,"
        " 'achieved' AS nature, 'exact' AS qualifier, NULL::BIGINT AS repeat_of_id FROM given",
    )
    operators = ", ".join(f"({case}, '{name}')" for case, (name, _) in enumerate(cases, start=1))
    run(
        link,
        "CREATE TABLE indicators AS SELECT id::BIGINT AS indicator_id, operator,"
        f" 100::DECIMAL(14, 6) AS factor, {THRESHOLD}::DECIMAL(7, 4) AS threshold,"
        " NULL::BIGINT AS numerator_id, NULL::BIGINT AS denominator_id"
        f" FROM (VALUES {operators}) AS cases(id, operator)",
    )
    run(
        link,
        "CREATE TABLE closure AS SELECT 1000000 + indicator_id AS ancestor_id, territory_id,"
        " NULL::DATE AS starts_on, NULL::DATE AS ends_on FROM given",
    )
    run(link, "CREATE TABLE unit_closure (ancestor_id BIGINT, unit_id BIGINT)")
    consolidate(link)
    found = link.sql("SELECT * FROM results WHERE territory_id > 1000000").to_arrow_table()
    return {row["indicator_id"]: row for row in found.to_pylist()}


def from_engine(parts: list[Part], operator: str) -> Consolidated:
    """The same by the engine; a weighted mean weighs by the denominator."""
    if operator == "weighted_mean":
        parts = [Part(one.key, one.label, one.value, weight=one.denominator) for one in parts]
    elif operator not in ("ratio_of_sums",):
        parts = [Part(one.key, one.label, one.value) for one in parts]
    scale = Decimal(100)
    return by_engine(parts, PerimeterOperator(operator), threshold=THRESHOLD, scale=scale)


def has_a_row(parts: list[Part]) -> bool:
    """A place where nobody says anything has no result at all."""
    return any(
        one.value is not None or None not in (one.numerator, one.denominator) for one in parts
    )


@pytest.mark.requirement("R87")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    cases=st.lists(
        st.tuples(st.sampled_from(OPERATORS), brought_by_communes().filter(has_a_row)),
        min_size=8,
        max_size=20,
    )
)
def test_relations_give_what_the_engine_gives(cases: list[tuple[str, list[Part]]]):
    found = by_relations(cases)
    for case, (operator, parts) in enumerate(cases, start=1):
        ours, theirs = found[case], from_engine(parts, operator)
        assert (ours["computed"] is None) is (theirs.value is None)
        assert (ours["received"], ours["expected"]) == (theirs.received, theirs.expected)
        assert (ours["reason"] == "") is theirs.publishable
        if theirs.value is not None:
            assert abs(ours["computed"] - theirs.value) <= margin(operator, theirs.value)


def margin(operator: str, value: Decimal) -> Decimal:
    """Sums and extremes are exact; a quotient is kept to eight decimals of a double."""
    if operator in ("sum", "min", "max"):
        return Decimal(0)
    return max(Decimal("1e-8"), abs(value) * Decimal("1e-14"))


def test_expressions_compile_for_a_cluster_too():
    import sqlglot

    for step in statements.STEPS:
        text = sqlglot.transpile(statements.sql(step), read="duckdb", write="spark")[0]
        assert text.upper().startswith(("SELECT", "WITH"))

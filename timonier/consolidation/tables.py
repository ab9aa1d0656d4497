"""The registry's small tables as Arrow: what a snapshot needs to stand without the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from django.db import models
from django.db.models import Max, QuerySet

from timonier.consolidation.extract import end_of
from timonier.engine.hierarchy import Hierarchy
from timonier.registry.acts.models import Act
from timonier.registry.documents.models import Document
from timonier.registry.feeds.models import Feed
from timonier.registry.indicators.models import (
    Break,
    Crosswalk,
    Indicator,
    Responsibility,
    Target,
)
from timonier.registry.organisations.models import Chart, Succession, Unit
from timonier.registry.strategy.models import (
    Level,
    Node,
    NodeLink,
    Objective,
    Step,
    Strategy,
    Undertaking,
)
from timonier.registry.territories.models import Membership, Population, Territory

DECIMAL = pa.decimal128(38, 8)
ARROW: dict[str, pa.DataType] = {
    "DecimalField": DECIMAL,
    "DateField": pa.date32(),
    "DateTimeField": pa.timestamp("us", tz="UTC"),
    "BooleanField": pa.bool_(),
    "CharField": pa.string(),
    "TextField": pa.string(),
    "SlugField": pa.string(),
}
"""Arrow type of a Django field; anything else is a whole number."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One table of the registry: which model, which fields; archived rows stay out."""

    model: type[models.Model]
    fields: tuple[str, ...]

    def rows(self) -> QuerySet[Any]:
        """Active rows in a stable order."""
        rows = self.model._default_manager.all()
        if any(field.name == "archived_at" for field in self.model._meta.fields):
            rows = rows.filter(archived_at__isnull=True)
        return rows.order_by("pk")


def _fields(names: str) -> tuple[str, ...]:
    return tuple(names.split())


DUMPS: dict[str, Dump] = {
    "indicators": Dump(
        Indicator,
        _fields(
            "id code name definition kind unit decimals direction time_operator"
            " perimeter_operator numerator_id denominator_id factor coverage_threshold periodicity"
            " delay_days source_note method_version limits theme_id discontinued_on"
            " discontinued_reason owner_id deputy_id"
        ),
    ),
    "breaks": Dump(Break, _fields("id indicator_id between_start between_end kind reason")),
    "targets": Dump(
        Target,
        _fields(
            "id indicator_id objective_id territory_id value baseline_value baseline_on due_on"
            " due_printed document_id line"
        ),
    ),
    "responsibilities": Dump(Responsibility, _fields("id indicator_id unit_id starts_on ends_on")),
    "crosswalk": Dump(Crosswalk, _fields("id from_figure_id to_figure_id comparability note")),
    "indicator_nodes": Dump(Indicator.nodes.through, _fields("id indicator_id node_id")),
    "territories": Dump(
        Territory, _fields("id code kind name starts_on ends_on longitude latitude")
    ),
    "memberships": Dump(Membership, _fields("id territory_id commune_id starts_on ends_on")),
    "populations": Dump(Population, _fields("id territory_id year vintage_year kind value source")),
    "charts": Dump(Chart, _fields("id code label starts_on ends_on")),
    "units": Dump(
        Unit,
        _fields("id code name short_name level kind position parent_id chart_id starts_on ends_on"),
    ),
    "successions": Dump(
        Succession, _fields("id predecessor_id successor_id kind certainty effective_on note")
    ),
    "strategies": Dump(
        Strategy, _fields("id code name kind version starts_on ends_on adopting_act_id")
    ),
    "levels": Dump(Level, _fields("id strategy_id depth name plural")),
    "nodes": Dump(
        Node,
        _fields("id strategy_id parent_id code number title depth position starts_on ends_on"),
    ),
    "node_links": Dump(NodeLink, _fields("id from_node_id to_node_id kind")),
    "objectives": Dump(
        Objective,
        _fields(
            "id node_id code number title kind comparison narrative parent_id lead_id unit_id"
            " state due_on due_printed done_on done_printed target_value target_unit proof_id"
            " proof_note document_id line"
        ),
    ),
    "steps": Dump(
        Step, _fields("id objective_id position title target_value target_unit due_on due_printed")
    ),
    "undertakings": Dump(
        Undertaking,
        _fields(
            "id code section subject promise status promised_on promised_printed promised_amount"
            " theme_id evidence promise_document_id promise_line evidence_document_id evidence_line"
        ),
    ),
    "undertaking_communes": Dump(
        Undertaking.communes.through, _fields("id undertaking_id territory_id")
    ),
    "feeds": Dump(
        Feed,
        _fields("id code system_code name gives owner_name unit_id rhythm rhythm_deduced medium"),
    ),
    "feed_themes": Dump(Feed.themes.through, _fields("id feed_id node_id")),
    "feed_indicators": Dump(Feed.indicators.through, _fields("id feed_id indicator_id")),
    "documents": Dump(Document, _fields("id code title short_title kind year issued_on")),
    "acts": Dump(Act, _fields("id code")),
}


def dump(name: str) -> pa.Table:
    """One table of the registry as it stands."""
    asked = DUMPS[name]
    rows = list(asked.rows().values_list(*asked.fields))
    return arrow(rows, pa.schema([_typed(asked.model, field) for field in asked.fields]))


def _typed(model: type[models.Model], name: str) -> pa.Field:
    field = model._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)
    return pa.field(name, ARROW.get(field.get_internal_type(), pa.int64()))


def arrow(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.Table:
    """Rows of Python values as a table; a decimal keeps every digit."""
    if not rows:
        return schema.empty_table()
    columns = zip(*rows, strict=True)
    arrays = [
        pa.array(_scaled(column) if field.type == DECIMAL else column, field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _scaled(column: Iterable[Decimal | None]) -> list[Decimal | None]:
    return [None if value is None else round(value, 8) for value in column]


def last_arrivals(as_of: date) -> pa.Table:
    """The newest arrival of each feed known at the end of a day; feeds that never gave are out."""
    rows = (
        Feed.objects.filter(archived_at__isnull=True, arrivals__arrived_at__lt=end_of(as_of))
        .annotate(last=Max("arrivals__arrived_at"))
        .order_by("pk")
        .values_list("pk", "last")
    )
    return arrow(
        list(rows), pa.schema([("feed_id", pa.int64()), ("arrived_at", ARROW["DateTimeField"])])
    )


def tree_closure(table: pa.Table, below: str) -> pa.Table:
    """(ancestor, node, depth) of a table that has ``id`` and ``parent_id``; a node is its own.

    A parent that is archived leaves its children as roots.
    """
    ids = table["id"].to_pylist()
    known = set(ids)
    pairs = [
        (node, parent if parent in known else None)
        for node, parent in zip(ids, table["parent_id"].to_pylist(), strict=True)
    ]
    names = ("ancestor_id", below, "depth")
    return arrow(
        Hierarchy.from_pairs(pairs).closure(), pa.schema([(name, pa.int64()) for name in names])
    )


CLOSURE = pa.schema(
    [
        ("ancestor_id", pa.int64()),
        ("territory_id", pa.int64()),
        ("starts_on", pa.date32()),
        ("ends_on", pa.date32()),
    ]
)


def territory_closure(memberships: pa.Table, territories: pa.Table) -> pa.Table:
    """Each territory under every territory that holds it, between two dates, itself excluded.

    A former territory whose communes all belong to the institution is under it as well, for the
    dates that both share, though no row says so: its figures speak for its communes.
    """
    known = set(territories["id"].to_pylist())
    direct: dict[int, dict[int, tuple[date | None, date | None]]] = {}
    for row in memberships.to_pylist():
        if row["territory_id"] in known and row["commune_id"] in known:
            held = direct.setdefault(row["territory_id"], {})
            held[row["commune_id"]] = (row["starts_on"], row["ends_on"])
    rows = [(above, node, *dates) for above in direct for node, dates in direct[above].items()]
    rows += [(outer, inner, *_shared(direct, outer, inner)) for outer, inner in _nested(direct)]
    return arrow(sorted(set(rows), key=lambda row: (row[0], row[1])), CLOSURE)


Dated = dict[int, dict[int, tuple[date | None, date | None]]]


def _nested(direct: Dated) -> list[tuple[int, int]]:
    """(larger, smaller) territories, the smaller one strictly inside and not already declared."""
    sets = {node: frozenset(held) for node, held in direct.items()}
    return [
        (outer, inner)
        for outer in sets
        for inner in sets
        if sets[inner] < sets[outer] and inner not in direct[outer]
    ]


def _shared(direct: Dated, outer: int, inner: int) -> tuple[date | None, date | None]:
    """The dates during which the smaller territory stands inside the larger one."""
    starts = [direct[side][node][0] for node in direct[inner] for side in (outer, inner)]
    ends = [direct[side][node][1] for node in direct[inner] for side in (outer, inner)]
    known_starts, known_ends = [d for d in starts if d], [d for d in ends if d]
    return max(known_starts, default=None), min(known_ends, default=None)

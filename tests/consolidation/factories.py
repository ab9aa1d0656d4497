"""A small institution: two former territories of three communes each, and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from timonier.registry.documents.models import Document
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.organisations.models import Chart, Unit
from timonier.registry.strategy.models import Node, Objective, Strategy
from timonier.registry.territories.models import Membership, Territory

_numbers = count(1)


@dataclass
class Institution:
    """The places of the tests, by name."""

    whole: Territory
    west: Territory
    east: Territory
    communes: list[Territory]
    report: Document

    @classmethod
    def create(cls) -> Institution:
        """West holds communes 0 to 2 until the end of 2022, east 3 to 5; the whole keeps them."""
        whole = Territory.objects.create(code="99EPCI", kind="institution", name="Institution")
        west, east = (
            Territory.objects.create(code=code, kind="former_territory", name=name)
            for code, name in (("99CT1", "Ouest"), ("99CT2", "Est"))
        )
        communes = [
            Territory.objects.create(code=f"9900{rank}", kind="commune", name=f"Commune {rank}")
            for rank in range(6)
        ]
        for rank, commune in enumerate(communes):
            Membership.objects.create(
                territory=west if rank < 3 else east,
                commune=commune,
                starts_on=date(2016, 1, 1),
                ends_on=date(2022, 12, 31),
            )
            Membership.objects.create(territory=whole, commune=commune, starts_on=date(2016, 1, 1))
        report = Document.objects.create(
            code="99R20",
            title="Rapport d’activité 2020",
            short_title="Rapport 2020",
            kind="activity_report",
        )
        return cls(whole, west, east, communes, report)


def indicator(operator: str = "sum", **fields: Any) -> Indicator:
    """An indicator with an operator of perimeter."""
    number = next(_numbers)
    values = {"code": f"I-{number}", "name": f"Indicateur {number}", "unit": "t"} | fields
    return Indicator.objects.create(perimeter_operator=operator, **values)


def figure(
    of: Indicator,
    territory: Territory | None,
    value: Any = None,
    *,
    year: int = 2020,
    known: date = date(2021, 6, 1),
    **fields: Any,
) -> Figure:
    """A figure of a year; unknown when *value* is None."""
    values: dict[str, Any] = {
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "period_printed": str(year),
        "missing_reason": "non reçue" if value is None else "",
        "recorded_at": datetime(known.year, known.month, known.day, 9, tzinfo=UTC),
    }
    return Figure.objects.create(
        indicator=of,
        territory=territory,
        value=None if value is None else Decimal(str(value)),
        **values | fields,
    )


def revise(old: Figure, value: Any, *, on: date, reason: str = "Comptage corrigé") -> Figure:
    """Another value known from a day on; the old one stays readable."""
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    Figure.objects.filter(pk=old.pk).update(superseded_at=moment)
    return Figure.objects.create(
        indicator=old.indicator,
        territory=old.territory,
        period_start=old.period_start,
        period_end=old.period_end,
        period_printed=old.period_printed,
        document=old.document,
        line=old.line,
        value=Decimal(str(value)),
        supersedes=old,
        revision_reason=reason,
        recorded_at=moment,
    )


def unit(name: str, parent: Unit | None = None, chart: Chart | None = None, **fields: Any) -> Unit:
    """A direction of a chart in force since 2023."""
    number = next(_numbers)
    chart = chart or (parent.chart if parent else None)
    if chart is None:
        chart = Chart.objects.create(
            code=f"C{number}", label="Organigramme", starts_on=date(2023, 1, 1)
        )
    return Unit.objects.create(
        chart=chart,
        code=f"U{number}",
        name=name,
        level=fields.pop("level", "direction"),
        parent=parent,
        **fields,
    )


def node(parent: Node | None = None) -> Node:
    """A node of a strategy."""
    number = next(_numbers)
    strategy = (
        parent.strategy
        if parent
        else Strategy.objects.create(code=f"s{number}", name="Stratégie", kind="framework")
    )
    return Node.objects.create(
        strategy=strategy,
        code=f"N{number}",
        depth=parent.depth + 1 if parent else 1,
        title="Axe",
        parent=parent,
    )


def objective(of: Node, **fields: Any) -> Objective:
    """A deliverable of a node."""
    number = next(_numbers)
    values = {"code": f"O-{number}", "title": f"Objectif {number}", "kind": "deliverable"} | fields
    return Objective.objects.create(node=of, **values)

"""Write and undo figures in bulk. Nothing is changed or deleted: a figure is superseded."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from timonier.accounts.models import User
from timonier.engine.quantities import Quantity
from timonier.intake.errors import refused
from timonier.intake.models import Change
from timonier.intake.schemas.base import Plan, Undone, change, key_text, was
from timonier.intake.validation import CheckedRow
from timonier.intake.vocabularies_db import Names
from timonier.registry.indicators.actions import bulk_insert
from timonier.registry.indicators.enums import FigureStatus, Nature
from timonier.registry.indicators.models import Figure

MODEL: Final = "indicators.figure"
UNDONE: Final = "Import défait"
_NOT_COPIED: Final = {
    "id", "supersedes", "superseded_at", "recorded_at", "recorded_by", "revision_reason",
}  # fmt: skip
_TEXTS: Final = ("missing_reason", "line", "external_id", "territory_printed", "label")
_SAME: Final = ("numerator", "denominator", "nature", "status", "period_start", "period_end")


@dataclass(frozen=True, slots=True)
class Ids:
    """Numbers of the records that codes name; ``measures`` gives the unit of each indicator."""

    indicators: Mapping[str, int]
    measures: Mapping[str, str]
    territories: Names
    units: Names
    documents: Names

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of a figure for the fields that a line gives, and no others."""
        found: dict[str, Any] = {name: values[name] for name in _SAME if name in values}
        found |= {name: values[name] or "" for name in _TEXTS if name in values}
        relations = (
            ("territory", self.territories), ("unit", self.units), ("document", self.documents),
        )  # fmt: skip
        for name, names in relations:
            if name in values:
                found[f"{name}_id"] = names.id(values[name])
        if "period" in values:
            found["period_printed"] = (values["period"] or "")[:60]
        if "measure_unit" in values:
            found["measure_unit"] = values["measure_unit"]
        if "value" in values:
            found |= _value_fields(values["value"])
        return found


def _value_fields(quantity: Quantity | None) -> dict[str, Any]:
    if quantity is None:
        return {"value": None, "qualifier": "exact"}
    return {"value": quantity.value, "qualifier": quantity.qualifier.value}


def write(plan: Plan, ids: Ids) -> list[Change]:
    """Insert what is new, supersede what changes, close what was answered so."""
    now = timezone.now()
    before = _current(plan)
    _supersede(before.keys(), now)
    new = [_new(plan, ids, row, now) for row in plan.additions]
    revised = [
        _revised(plan, ids, before[plan.pk(key)], {c.column.key: c.after for c in changes}, now)
        for key, changes in plan.changes.items()
    ]
    bulk_insert([*new, *revised])
    done = [
        change("created", MODEL, figure.pk, key_text(row.key))
        for figure, row in zip(new, plan.additions, strict=True)
    ]
    done += [
        change("changed", MODEL, figure.pk, key_text(key), before={"figure": plan.pk(key)})
        for figure, key in zip(revised, plan.changes, strict=True)
    ]
    closed = [change("closed", MODEL, plan.pk(key), key_text(key)) for key in plan.closures]
    return done + closed


def _current(plan: Plan) -> dict[int, Figure]:
    """The figures to supersede, locked; refused when someone revised one meanwhile."""
    wanted = {plan.pk(key) for key in (*plan.changes, *plan.closures)}
    found = Figure.objects.current().filter(pk__in=wanted).select_for_update(of=("self",))
    current = {figure.pk: figure for figure in found}
    if wanted - current.keys():
        raise refused(
            "un chiffre vient d’être révisé par une autre personne",
            remedy="Relancez la lecture pour voir les différences à jour.",
        )
    return current


def _supersede(pks: Collection[int], now: datetime) -> None:
    if pks:
        Figure.objects.filter(pk__in=pks).update(superseded_at=now)


def _new(plan: Plan, ids: Ids, row: CheckedRow, now: datetime) -> Figure:
    code = row.values["indicator"]
    defaults: dict[str, Any] = {
        "measure_unit": ids.measures[code],
        "nature": Nature.ACHIEVED,
        "status": FigureStatus.PROVISIONAL,
    }
    return Figure(
        indicator_id=ids.indicators[code],
        batch=plan.batch,
        recorded_by=plan.by,
        recorded_at=now,
        **(defaults | ids.fields(row.values)),
    )


def _revised(
    plan: Plan, ids: Ids, figure: Figure, values: Mapping[str, Any], now: datetime
) -> Figure:
    revision = _copy(figure, plan.by, now, plan.reason)
    for name, value in ids.fields(values).items():
        setattr(revision, name, value)
    if isinstance(values.get("value"), Quantity):
        revision.measure_unit = values["value"].unit.symbol or revision.measure_unit
    revision.batch = plan.batch
    return revision


def _copy(
    figure: Figure, by: User, now: datetime, reason: str, like: Figure | None = None
) -> Figure:
    """A revision of *figure* with the facts of *like*, itself by default."""
    source = like or figure
    values = {
        field.attname: getattr(source, field.attname)
        for field in Figure._meta.concrete_fields
        if field.name not in _NOT_COPIED
    }
    return Figure(
        **values,
        supersedes_id=figure.pk,
        revision_reason=reason[:300],
        recorded_at=now,
        recorded_by=by,
    )


def undo(changes: list[Change], *, batch: uuid.UUID, by: User) -> Undone:
    """Withdraw new figures, give revised and closed ones their former value in a new revision.

    A figure revised by hand since is kept, and said. What was known at each moment stays true:
    no ``superseded_at`` is ever taken back.
    """
    now = timezone.now()
    figures = _involved(changes)
    kept: list[tuple[str, str]] = []
    withdrawn: list[int] = []
    restored: list[Figure] = []
    for one in changes:
        figure = figures.get(one.object_id or 0)
        if figure is None or (one.operation != "closed") == (figure.superseded_at is not None):
            kept.append((_called(one, figure), "révisé depuis par une autre personne"))
            continue
        if one.operation == "closed":
            restored.append(_copy(figure, by, now, UNDONE))
            continue
        withdrawn.append(figure.pk)
        if one.operation == "changed":
            former = figures[was(one)["figure"]]
            restored.append(_copy(figure, by, now, UNDONE, like=former))
    _supersede(withdrawn, now)
    bulk_insert(restored)
    return Undone(len(changes) - len(kept), tuple(kept))


def _involved(changes: list[Change]) -> dict[int, Figure]:
    """The figures written, those they replaced, and no other; closed ones followed since leave."""
    pks = {one.object_id for one in changes if one.object_id}
    pks |= {was(one)["figure"] for one in changes if one.operation == "changed"}
    locked = (
        Figure.objects.filter(pk__in=pks)
        .select_related("indicator")
        .select_for_update(of=("self",))
    )
    figures = {figure.pk: figure for figure in locked}
    closed = [one.object_id for one in changes if one.operation == "closed"]
    followed = Figure.objects.filter(supersedes_id__in=closed).values_list("supersedes_id")
    for (pk,) in followed:
        figures.pop(pk, None)
    return figures


def _called(one: Change, figure: Figure | None) -> str:
    if figure is None:
        return one.key
    return ", ".join(filter(None, [figure.indicator.name, figure.period_printed]))

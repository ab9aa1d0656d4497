"""Write and undo registry records in bulk: units, nodes, objectives. Closing is archiving."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from timonier.intake.models import Change
from timonier.intake.schemas.base import Undone, became, change, was

Fields = dict[str, Any]


def plain(value: Any) -> Any:
    """A field value as the list of changes keeps it, exact and comparable."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def facts(record: Model, names: Iterable[str]) -> Fields:
    """The fields of a record under their column names (``parent_id``)."""
    return {name: plain(getattr(record, name)) for name in names}


def create(records: Mapping[str, Model], fields: Mapping[str, Fields], parent: str) -> list[Change]:
    """Insert records, parents first: one query by depth of the tree, whatever their number.

    ``fields[key][parent]`` may name another new record by its key, as ``("new", key)``.
    """
    waiting, done = dict(records), []
    while waiting:
        ready = [key for key in waiting if not _waits(fields[key].get(parent), waiting)]
        if not ready:
            raise ValueError(f"a cycle escaped the check: {sorted(waiting)}")
        for key in ready:
            for name, value in fields[key].items():
                setattr(waiting[key], name, _resolved(value, records))
        batch = [waiting.pop(key) for key in ready]
        type(batch[0])._default_manager.bulk_create(batch, batch_size=2000)
        done += list(zip(ready, batch, strict=True))
    return [
        change("created", record._meta.label_lower, record.pk, key,
               after=facts(record, fields[key]))
        for key, record in done
    ]  # fmt: skip


def _waits(value: Any, waiting: Mapping[str, Model]) -> bool:
    return isinstance(value, tuple) and value[1] in waiting


def _resolved(value: Any, records: Mapping[str, Model]) -> Any:
    return records[value[1]].pk if isinstance(value, tuple) else value


def update(
    model: type[Model],
    fields: Mapping[int, Fields],
    keys: Mapping[int, str],
    new: Mapping[str, Model] | None = None,
) -> list[Change]:
    """Change records by number; two queries, whatever their number."""
    if not fields:
        return []
    records = model._default_manager.select_for_update(of=("self",)).in_bulk(list(fields))
    done = []
    for pk, values in fields.items():
        record = records[pk]
        before = facts(record, values)
        for name, value in values.items():
            setattr(record, name, _resolved(value, new or {}))
        done.append(
            change("changed", model._meta.label_lower, pk, keys[pk], before, facts(record, values))
        )
    _save(model, records.values(), {name for values in fields.values() for name in values})
    return done


def _save(model: type[Model], records: Iterable[Any], names: set[str]) -> None:
    by_column = {field.attname: field.name for field in model._meta.concrete_fields}
    rows = list(records)
    if rows and names:
        fields = sorted(by_column[name] for name in names)
        model._default_manager.bulk_update(rows, fields, batch_size=500)


def archive(model: type[Model], keys: Mapping[int, str]) -> list[Change]:
    """Archive records by number: they leave the lists and stay readable."""
    now = timezone.now()
    fields: dict[int, Fields] = {pk: {"archived_at": now} for pk in keys}
    changes = update(model, fields, keys)
    for one in changes:
        one.operation = "closed"
    return changes


def undo(changes: Iterable[Change]) -> Undone:
    """Put fields back to what they were; a record created is archived, never deleted.

    A record of which one of these fields was changed since is kept as it is, and said.
    """
    by_model: dict[str, list[Change]] = defaultdict(list)
    for one in changes:
        by_model[one.model].append(one)
    reverted, kept = 0, []
    for label, group in by_model.items():
        model = apps.get_model(label)
        done, left = _undo_model(model, group)
        reverted += done
        kept += left
    return Undone(reverted, tuple(kept))


def _undo_model(model: type[Model], changes: list[Change]) -> tuple[int, list[tuple[str, str]]]:
    pks = {one.object_id for one in changes if one.object_id}
    records = model._default_manager.select_for_update(of=("self",)).in_bulk(list(pks))
    touched: list[Any] = []
    names: set[str] = set()
    kept: list[tuple[str, str]] = []
    for one in changes:
        record = records.get(one.object_id or 0)
        if record is None or facts(record, became(one)) != became(one):
            kept.append((str(record or one.key), "modifié depuis à la main"))
            continue
        back = {"archived_at": timezone.now()} if one.operation == "created" else was(one)
        for name, value in back.items():
            setattr(record, name, _typed(model, name, value))
        names |= back.keys()
        touched.append(record)
    _save(model, {record.pk: record for record in touched}.values(), names)
    return len(touched), kept


def _typed(model: type[Model], name: str, value: Any) -> Any:
    field = next(one for one in model._meta.concrete_fields if one.attname == name)
    if field.is_relation or value is None:
        return value
    return field.to_python(value)

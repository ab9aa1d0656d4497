"""Create, change, archive: the writes common to every registry object.

Each checks the right, checks the facts (field rules and named database constraints), writes and
journals, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.journal.actions import record
from timonier.registry.core.models import Record

M = TypeVar("M", bound=models.Model)


def plain(value: Any) -> Any:
    """A field value as the journal keeps it: text for relations, the value itself otherwise."""
    if isinstance(value, models.Model):
        return str(getattr(value, "code", "") or value.pk)
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return sorted(str(plain(item)) for item in value)
    return value


def _split(
    model: type[models.Model], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    many = {field.name for field in model._meta.many_to_many}
    own = {name: value for name, value in values.items() if name not in many}
    return own, {name: value for name, value in values.items() if name in many}


@transaction.atomic
def create(
    model: type[M], *, by: User, values: Mapping[str, Any], right: str = "registry.edit"
) -> M:
    """Create one object from field *values*; raises ``ValidationError`` with every wrong field."""
    policy.require(by, right)
    own, many = _split(model, values)
    instance = model(**own)
    instance.full_clean()
    instance.save(force_insert=True)
    for name, items in many.items():
        getattr(instance, name).set(items)
    record(
        action=f"{model._meta.label_lower}.created",
        by=by,
        target=instance,
        summary=f"{model._meta.verbose_name} créé : {instance}",
        details={"after": {name: plain(value) for name, value in values.items()}},
    )
    return instance


@transaction.atomic
def change(
    instance: M,
    *,
    by: User,
    values: Mapping[str, Any],
    reason: str = "",
    right: str = "registry.edit",
) -> dict[str, tuple[Any, Any]]:
    """Change fields of *instance*; returns ``{field: (before, after)}``, empty if nothing differs.

    An archived object is read-only: restore it first.
    """
    policy.require(by, right, instance if right != "registry.edit" else None)
    if getattr(instance, "archived_at", None):
        raise ValidationError("Cet objet est archivé. Restaurez-le avant de le modifier.")
    own, many = _split(type(instance), values)
    differences = {
        name: (getattr(instance, name), value)
        for name, value in own.items()
        if getattr(instance, name) != value
    }
    for name, items in many.items():
        before = sorted(getattr(instance, name).values_list("pk", flat=True))
        if before != sorted(item.pk for item in items):
            differences[name] = (list(getattr(instance, name).all()), list(items))
    if not differences:
        return {}
    for name, value in own.items():
        setattr(instance, name, value)
    instance.full_clean()
    instance.save()
    for name, items in many.items():
        getattr(instance, name).set(items)
    record(
        action=f"{instance._meta.label_lower}.changed",
        by=by,
        target=instance,
        summary=f"{instance._meta.verbose_name} modifié : {instance}",
        details={
            "reason": reason,
            "before": {name: plain(before) for name, (before, _) in differences.items()},
            "after": {name: plain(after) for name, (_, after) in differences.items()},
        },
    )
    return differences


@transaction.atomic
def archive(instance: Record, *, by: User, reason: str) -> None:
    """Archive *instance*: it leaves the lists and stays readable with its history."""
    policy.require(by, "registry.edit")
    if not reason.strip():
        raise ValidationError("Archiver demande un motif.")
    if instance.archived_at is None:
        instance.archived_at = timezone.now()
        instance.save(update_fields=["archived_at"])
        _journal_archive(instance, by, "archived", "archivé", reason)


@transaction.atomic
def restore(instance: Record, *, by: User, reason: str) -> None:
    """Bring an archived object back into the lists."""
    policy.require(by, "registry.edit")
    if instance.archived_at is not None:
        instance.archived_at = None
        instance.save(update_fields=["archived_at"])
        _journal_archive(instance, by, "restored", "restauré", reason)


def _journal_archive(instance: Record, by: User, verb: str, french: str, reason: str) -> None:
    record(
        action=f"{instance._meta.label_lower}.{verb}",
        by=by,
        target=instance,
        summary=f"{instance._meta.verbose_name} {french} : {instance}",
        details={"reason": reason},
    )

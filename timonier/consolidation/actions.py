"""Consolidate the registry into a dated, immutable, hashed snapshot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.consolidation.build import build
from timonier.consolidation.models import Snapshot
from timonier.consolidation.update import update
from timonier.engine.quantities import format_number
from timonier.journal.actions import record


def consolidate(
    *, by: User | None, as_of: date | None = None, parent: Snapshot | None = None
) -> Snapshot:
    """Write what is known at the end of *as_of* (today by default) as a new snapshot.

    ``by=None`` is for commands of the operator only. With *parent*, only what changed since is
    read and computed again; the rest of its files serve again, and the result is the same.
    """
    if by is not None:
        policy.require(by, "snapshot.make")
    day = as_of or timezone.localdate()
    built = build(day) if parent is None else update(day, parent)
    figures = format_number(Decimal(built.manifest["figures"]), 0)
    with transaction.atomic():
        snapshot = Snapshot.objects.create(
            as_of=day,
            created_by=by,
            sha256=built.sha256,
            directory=built.directory,
            manifest=built.manifest,
            parent=parent,
        )
        record(
            action="snapshot.made",
            by=by,
            target=snapshot,
            summary=f"Photo des données au {day:%d/%m/%Y} : {figures} chiffres",
            details={"sha256": built.sha256, "as_of": day, "parent": parent and parent.pk},
        )
    return snapshot

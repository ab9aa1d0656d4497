"""The history of one object: what the database triggers saw, beside what people said they did."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from timonier.journal.actions import target_of
from timonier.journal.models import Entry
from timonier.web.parts import Revision
from timonier.web.registers.listing import printed

TOLD = "%d/%m/%Y à %H h %M"
SILENT = {"id", "search", "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed, before and after, as printed."""

    label: str
    before: str
    after: str


def said(obj: Model) -> list[Revision]:
    """Named actions on *obj*, newest first, with person, time, reason."""
    kind, key = target_of(obj)
    entries = Entry.objects.filter(target_kind=kind, target_key=key).select_related("by")[:100]
    return [
        Revision(
            when=_moment(entry.at),
            text=entry.summary
            + (f". Motif : {reason}" if (reason := entry.details.get("reason")) else ""),
            who=str(entry.by) if entry.by else "commande de l’exploitant",
            state="new" if rank == 0 else "",
        )
        for rank, entry in enumerate(entries)
    ]


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):{TOLD}}"


def field_changes(obj: Model) -> list[tuple[str, list[FieldChange]]]:
    """Every change of fields that the database recorded, newest first: (when, changes).

    Reads the trigger's events, so changes made outside the screens are there too.
    """
    events = list(obj.events.order_by("pgh_id")) if hasattr(obj, "events") else []
    found = []
    for before, after in itertools.pairwise(events):
        changes = list(_between(obj, before, after))
        if changes:
            found.append((_moment(after.pgh_created_at), changes))
    return found[::-1]


def _between(obj: Model, before: Any, after: Any) -> list[FieldChange]:
    changes = []
    for field in obj._meta.concrete_fields:
        if field.name in SILENT or not hasattr(after, field.attname):
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new:
            label = str(field.verbose_name)
            changes.append(FieldChange(label, printed(old) or "vide", printed(new) or "vide"))
    return changes

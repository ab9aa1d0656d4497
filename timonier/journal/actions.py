"""Write the journal, and check that nobody rewrote it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from timonier.accounts.models import User
from timonier.journal.models import Entry

CHAIN_LOCK = 7_301_207
"""Key of the advisory lock that keeps the chain a chain when two people write at once."""


def target_of(obj: models.Model | None) -> tuple[str, str]:
    """Kind and stable key of a registry object: its code where it has one, else its number."""
    if obj is None:
        return "", ""
    return obj._meta.label_lower, str(getattr(obj, "code", "") or obj.pk)


def _digest(previous: str, entry: Entry) -> str:
    content = [
        entry.at.isoformat(),
        entry.action,
        entry.by_id,
        entry.target_kind,
        entry.target_key,
        entry.summary,
        entry.details,
    ]
    text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256((previous + text).encode()).hexdigest()


def record(
    *,
    action: str,
    by: User | None,
    summary: str,
    target: models.Model | None = None,
    details: dict[str, Any] | None = None,
) -> Entry:
    """Append one named action; *by* is None only for commands run by the operator.

    Runs in the caller's transaction: an action that fails leaves no entry.
    """
    kind, key = target_of(target)
    plain = json.loads(json.dumps(details or {}, cls=DjangoJSONEncoder))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        last = Entry.objects.order_by("-id").values_list("digest", flat=True).first() or ""
        entry = Entry(
            at=timezone.now(),
            action=action,
            by=by,
            target_kind=kind,
            target_key=key,
            summary=summary,
            details=plain,
        )
        entry.digest = _digest(last, entry)
        entry.save(force_insert=True)
    return entry


def broken_link(entries: Iterable[Entry] | None = None) -> Entry | None:
    """Return the first entry whose digest does not follow from the one before, else None."""
    previous = ""
    for entry in entries if entries is not None else Entry.objects.order_by("id").iterator():
        if entry.digest != _digest(previous, entry):
            return entry
        previous = entry.digest
    return None

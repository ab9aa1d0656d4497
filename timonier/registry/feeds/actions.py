"""Data arrive from a feed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.journal.actions import record
from timonier.registry.feeds.models import Arrival, Feed


@transaction.atomic
def receive(
    *, feed: Feed, by: User, at: datetime, batch: UUID | None = None, note: str = ""
) -> Arrival:
    """Record that *feed* delivered at *at*; the import batch is named when there is one."""
    policy.require(by, "registry.edit")
    arrival = Arrival.objects.create(
        feed=feed, arrived_at=at, recorded_by=by, batch=batch, note=note
    )
    record(
        action="feed.received",
        by=by,
        target=feed,
        summary=f"Données reçues : {feed.name}",
        details={"at": at, "batch": batch},
    )
    return arrival

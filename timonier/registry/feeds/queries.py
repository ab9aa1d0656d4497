"""Reads of the feeds: which are on time, which are late, which never came."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from timonier.registry.feeds.enums import Rhythm
from timonier.registry.feeds.models import Feed

TOLERANCE = {
    Rhythm.DAILY: 2,
    Rhythm.WEEKLY: 10,
    Rhythm.MONTHLY: 40,
    Rhythm.QUARTERLY: 105,
    Rhythm.YEARLY: 400,
    Rhythm.PER_SESSION: 100,
}
"""Days after which a feed of this rhythm is late: the rhythm, and a margin to send it.

A feed on demand is never late.
"""


def feed_rows() -> QuerySet[Any]:
    """Feeds with ``last_arrival`` (None: never received)."""
    return Feed.objects.select_related("unit", "document").annotate(
        last_arrival=Max("arrivals__arrived_at")
    )


def _late(today: date) -> Q:
    late = Q()
    for rhythm, days in TOLERANCE.items():
        limit = timezone.make_aware(datetime.combine(today - timedelta(days=days), time.min))
        late |= Q(rhythm=rhythm, last_arrival__lt=limit)
    return late


def in_state(rows: QuerySet[Any], state: str, today: date | None = None) -> QuerySet[Any]:
    """Feeds that are ``late``, ``on_time`` or ``never`` received, on *today*."""
    today = today or timezone.localdate()
    if state == "never":
        return rows.filter(last_arrival__isnull=True)
    if state == "late":
        return rows.filter(_late(today))
    return rows.filter(last_arrival__isnull=False).exclude(_late(today))


def state_of(feed: Any, today: date | None = None) -> str:
    """``never``, ``late`` or ``on_time`` for one feed carrying ``last_arrival``."""
    today = today or timezone.localdate()
    if feed.last_arrival is None:
        return "never"
    days = TOLERANCE.get(feed.rhythm)
    received = timezone.localdate(feed.last_arrival)
    return "late" if days and received < today - timedelta(days=days) else "on_time"

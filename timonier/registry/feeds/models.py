"""Feeds: where figures come from, who owes them, how often, and when they last arrived."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models

from timonier.registry.core.models import Record, Sourced
from timonier.registry.core.search import search_column
from timonier.registry.feeds.enums import Confidentiality, Medium, Rhythm


@pghistory.track(exclude=["search"])
class Feed(Record, Sourced):
    """A declared feed. A feed that never arrived says so; its last arrival is its newest one."""

    code = models.CharField("code", max_length=40, unique=True)
    system_code = models.CharField("système d’origine", max_length=20, blank=True)
    name = models.CharField("nom", max_length=200)
    gives = models.TextField("ce qu’il donne", blank=True)
    owner_name = models.CharField("propriétaire", max_length=200, blank=True)
    unit = models.ForeignKey(
        "organisations.Unit",
        verbose_name="unité propriétaire",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="feeds",
    )
    rhythm = models.CharField("rythme", max_length=20, choices=Rhythm)
    rhythm_deduced = models.BooleanField("rythme déduit", default=False)
    medium = models.CharField("voie", max_length=20, choices=Medium, default=Medium.FILE)
    confidentiality = models.CharField(
        "confidentialité", max_length=20, choices=Confidentiality, default=Confidentiality.INTERNAL
    )
    themes = models.ManyToManyField(
        "strategy.Node", verbose_name="thèmes servis", blank=True, related_name="feeds"
    )
    indicators = models.ManyToManyField(
        "indicators.Indicator", verbose_name="indicateurs servis", blank=True, related_name="feeds"
    )
    note = models.TextField("remarque", blank=True)
    search = search_column("code", "name", "gives", "owner_name", "system_code")

    class Meta:
        verbose_name = "flux"
        verbose_name_plural = "flux"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """Data received from a feed on a day."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="arrivals")
    arrived_at = models.DateTimeField("reçu le")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.UUIDField("lot d’import", null=True, blank=True)
    note = models.CharField("remarque", max_length=200, blank=True)

    class Meta:
        verbose_name = "arrivée de données"
        verbose_name_plural = "arrivées de données"
        ordering = ["-arrived_at"]

    def __str__(self) -> str:
        return f"{self.feed} le {self.arrived_at:%d/%m/%Y}"

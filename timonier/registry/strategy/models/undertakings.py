"""Undertakings: what was announced, followed from the promise to the evidence."""

from __future__ import annotations

import pghistory
from django.db import models

from timonier.registry.core.models import Record
from timonier.registry.core.search import search_column
from timonier.registry.strategy.enums import UndertakingStatus


@pghistory.track(exclude=["search"])
class Undertaking(Record):
    """An announcement (objective, date or amount) and what later documents say of it."""

    code = models.CharField("code", max_length=40, unique=True)
    section = models.CharField("thème", max_length=120)
    theme = models.ForeignKey(
        "strategy.Node",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="undertakings",
    )
    subject = models.CharField("objet", max_length=200)
    promise = models.TextField("engagement")
    promised_amount = models.DecimalField(
        "montant annoncé", max_digits=18, decimal_places=2, null=True, blank=True
    )
    promised_amount_unit = models.CharField("unité du montant", max_length=40, blank=True)
    promised_printed = models.CharField("échéance telle qu’imprimée", max_length=80, blank=True)
    promised_on = models.DateField("échéance", null=True, blank=True)
    status = models.CharField("état", max_length=20, choices=UndertakingStatus)
    evidence = models.TextField("ce que l’on en sait", blank=True)
    promise_document = models.ForeignKey(
        "documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    promise_line = models.CharField("ligne de l’engagement", max_length=80, blank=True)
    evidence_document = models.ForeignKey(
        "documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence_line = models.CharField("ligne du constat", max_length=80, blank=True)
    communes = models.ManyToManyField(
        "territories.Territory", blank=True, related_name="undertakings", verbose_name="communes"
    )
    note = models.TextField("remarque", blank=True)
    search = search_column("code", "subject", "promise", "evidence", "section")

    class Meta:
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.subject

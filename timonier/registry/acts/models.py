"""Acts: what the council and its bureau decide, with every number that an act bears."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from timonier.registry.acts.enums import ActKind, Scheme
from timonier.registry.core.models import Record, Sourced
from timonier.registry.core.search import search_column


@pghistory.track(exclude=["search"])
class Act(Record, Sourced):
    """One act. ``code`` is our own key, since official numbers are not unique."""

    code = models.CharField("clé interne", max_length=60, unique=True)
    title = models.CharField("objet", max_length=400)
    kind = models.CharField("nature", max_length=20, choices=ActKind, default=ActKind.DELIBERATION)
    instance = models.CharField("instance", max_length=160, blank=True)
    adopted_on = models.DateField("adopté le", null=True, blank=True)
    adopted_printed = models.CharField("date telle qu’imprimée", max_length=60, blank=True)
    amends = models.ForeignKey(
        "self",
        verbose_name="modifie l’acte",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amended_by",
    )
    note = models.TextField("remarque", blank=True)
    search = search_column("code", "title", "instance", "note")

    class Meta:
        verbose_name = "acte"
        verbose_name_plural = "actes"
        ordering = ["-adopted_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | ~Q(amends=F("id")),
                name="act_does_not_amend_itself",
                violation_error_message="Un acte ne se modifie pas lui-même.",
            )
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Identifier(models.Model):
    """One number of an act. The same number may be borne by several acts."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField("système", max_length=30, choices=Scheme)
    value = models.CharField("valeur", max_length=120)
    line = models.CharField("ligne", max_length=60, blank=True)

    class Meta:
        verbose_name = "identifiant d’acte"
        verbose_name_plural = "identifiants d’acte"
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "scheme", "value"],
                name="identifier_once_per_act",
                violation_error_message="Cet acte porte déjà cet identifiant.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

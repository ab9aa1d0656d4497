"""The organisation: dated charts of units linked by successors; no reform breaks a series."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from timonier.registry.core.models import Record, RecordQuerySet, Sourced, ends_after_start
from timonier.registry.core.search import search_column
from timonier.registry.organisations.enums import Certainty, Level, SuccessionKind, UnitKind


@pghistory.track()
class Chart(Record, Sourced):
    """An organisation chart in force between two dates (2017, 2020, 2023)."""

    code = models.CharField("code", max_length=20, unique=True)
    label = models.CharField("libellé", max_length=120)
    starts_on = models.DateField("en vigueur depuis")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    note = models.TextField("remarque", blank=True)

    class Meta:
        verbose_name = "organigramme"
        verbose_name_plural = "organigrammes"
        ordering = ["starts_on"]
        constraints = [ends_after_start("chart_ends_after_start", "Organigramme")]

    def __str__(self) -> str:
        return self.label


class UnitQuerySet(RecordQuerySet, TreeQuerySet):
    """Registry reads and tree reads together."""


@pghistory.track(exclude=["search"])
class Unit(Record, Sourced, TreeNode):
    """A unit of one chart: general direction, territory, direction, service."""

    chart = models.ForeignKey(
        Chart, verbose_name="organigramme", on_delete=models.PROTECT, related_name="units"
    )
    code = models.CharField("code", max_length=80, unique=True)
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("nom court", max_length=80, blank=True)
    level = models.CharField("niveau", max_length=20, choices=Level)
    kind = models.CharField("nature", max_length=20, choices=UnitKind, default=UnitKind.THEMATIC)
    position = models.PositiveIntegerField("ordre", default=0)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    note = models.TextField("remarque", blank=True)
    search = search_column("code", "name", "short_name", "note")

    objects = UnitQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        verbose_name = "unité"
        verbose_name_plural = "unités"
        ordering = ["position", "name"]
        constraints = [
            ends_after_start("unit_ends_after_start", "Unité"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="unit_not_its_own_parent",
                violation_error_message="Une unité ne peut pas dépendre d’elle-même.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Succession(Sourced):
    """How a unit continues after a reform. Figures stay with the unit that produced them."""

    predecessor = models.ForeignKey(
        Unit, verbose_name="unité d’origine", on_delete=models.CASCADE, related_name="successions"
    )
    successor = models.ForeignKey(
        Unit,
        verbose_name="unité qui suit",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="predecessions",
    )
    kind = models.CharField("lien", max_length=20, choices=SuccessionKind)
    certainty = models.CharField("certitude", max_length=20, choices=Certainty)
    effective_on = models.DateField("à compter du", null=True, blank=True)
    note = models.TextField("remarque", blank=True)

    class Meta:
        verbose_name = "succession"
        verbose_name_plural = "successions"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                nulls_distinct=False,
                violation_error_message="Ce lien entre les deux unités existe déjà.",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("predecessor")),
                name="succession_between_two_units",
                violation_error_message="Une unité ne se succède pas à elle-même.",
            ),
            models.CheckConstraint(
                condition=Q(kind="ended", successor__isnull=True)
                | (~Q(kind="ended") & Q(successor__isnull=False)),
                name="succession_ended_has_no_successor",
                violation_error_message=(
                    "Une unité qui prend fin n’a pas de suite ; les autres liens nomment l’unité "
                    "qui suit."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor or ''}".strip()

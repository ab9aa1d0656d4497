"""Figures: a value with its unit, period, perimeter, qualifier, nature, status and source.

Two times live in a row: the period it is about, and when it was known. A row is never changed:
a revision is a new row that supersedes it, with a reason. Unknown is NULL, never zero.
"""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone

from timonier.registry.core.models import Sourced
from timonier.registry.core.search import FrenchVector
from timonier.registry.indicators.enums import (
    Comparability,
    FigureStatus,
    Nature,
    Qualifier,
    RuleKind,
)
from timonier.registry.indicators.models.indicators import Indicator

CURRENT = Q(superseded_at__isnull=True)


class FigureQuerySet(models.QuerySet):
    """Reads in both times."""

    def current(self) -> FigureQuerySet:
        """What is known now."""
        return self.filter(CURRENT)

    def known_at(self, moment: object) -> FigureQuerySet:
        """What was known at *moment* (a datetime)."""
        return self.filter(recorded_at__lte=moment).filter(CURRENT | Q(superseded_at__gt=moment))


class Figure(Sourced):
    """One figure. ``territory`` and ``unit`` (of the organisation) are its perimeter.

    ``external_id`` is the number under which a document's figure is cited (``002-0376``); two
    current rows never share it. Two documents, or two lines of one, may give the same fact two
    values: both are kept, and the contradiction is a finding.
    """

    indicator = models.ForeignKey(
        Indicator, verbose_name="indicateur", on_delete=models.PROTECT, related_name="figures"
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name="territoire",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figures",
    )
    territory_printed = models.CharField("territoire tel qu’imprimé", max_length=160, blank=True)
    unit = models.ForeignKey(
        "organisations.Unit",
        verbose_name="unité",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figures",
    )
    period_start = models.DateField("début de la période", null=True, blank=True)
    period_end = models.DateField("fin de la période", null=True, blank=True)
    period_printed = models.CharField("période telle qu’imprimée", max_length=60, blank=True)
    value = models.DecimalField("valeur", max_digits=24, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(
        "numérateur", max_digits=24, decimal_places=4, null=True, blank=True
    )
    denominator = models.DecimalField(
        "dénominateur", max_digits=24, decimal_places=4, null=True, blank=True
    )
    measure_unit = models.CharField("unité de mesure", max_length=80, blank=True)
    qualifier = models.CharField(
        "précision", max_length=20, choices=Qualifier, default=Qualifier.EXACT
    )
    nature = models.CharField("nature", max_length=20, choices=Nature, default=Nature.ACHIEVED)
    status = models.CharField(
        "statut", max_length=20, choices=FigureStatus, default=FigureStatus.PROVISIONAL
    )
    external_id = models.CharField("numéro de citation", max_length=40, blank=True)
    label = models.CharField("libellé dans la source", max_length=300, blank=True)
    comparison = models.CharField("comparaison donnée par la source", max_length=200, blank=True)
    repeat_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats"
    )
    missing_reason = models.CharField("raison de l’absence", max_length=200, blank=True)
    feed = models.ForeignKey(
        "feeds.Feed", null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    batch = models.UUIDField("lot d’import", null=True, blank=True, editable=False)
    recorded_at = models.DateTimeField("connu le", default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    superseded_at = models.DateTimeField("remplacé le", null=True, blank=True)
    revision_reason = models.CharField("motif de la révision", max_length=300, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffre"
        verbose_name_plural = "chiffres"
        ordering = ["indicator", "period_end", "id"]
        indexes = [
            models.Index(
                fields=["indicator", "period_end"], name="figure_current", condition=CURRENT
            ),
            models.Index(fields=["recorded_at"], name="figure_recorded_at"),
            models.Index(fields=["external_id", "id"], name="figure_by_number", condition=CURRENT),
            models.Index(Upper("external_id"), name="figure_by_number_typed"),
            GinIndex(FrenchVector("label", "period_printed"), name="figure_words"),
            models.Index(
                fields=["superseded_at"],
                name="figure_superseded_at",
                condition=Q(superseded_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"],
                condition=CURRENT & ~Q(external_id=""),
                name="figure_cited_once",
                violation_error_message="Ce numéro de citation désigne déjà un autre chiffre.",
            ),
            models.UniqueConstraint(
                fields=[
                    "indicator",
                    "territory",
                    "unit",
                    "period_start",
                    "period_end",
                    "nature",
                    "document",
                    "line",
                    "external_id",
                ],
                condition=CURRENT,
                nulls_distinct=False,
                name="figure_once_per_cell_and_source",
                violation_error_message=(
                    "Cette source donne déjà une valeur pour cet indicateur, cette période et ce "
                    "périmètre : révisez-la au lieu d’en ajouter une."
                ),
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="figure_period_is_ordered",
                violation_error_message="La période finit avant d’avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(missing_reason=""),
                name="figure_missing_has_reason",
                violation_error_message="Une valeur inconnue porte sa raison.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(revision_reason=""),
                name="figure_revision_has_reason",
                violation_error_message="Une révision porte son motif.",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | ~Q(denominator=0),
                name="figure_denominator_not_zero",
                violation_error_message="Un dénominateur nul ne donne pas de rapport.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="figure_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="figure_never_changed", exclude=["superseded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_printed} : {self.value}"


@pghistory.track()
class Crosswalk(models.Model):
    """Two published figures set side by side: may they be compared, and why not?

    ``to_figure`` is None when the later report says nothing any more.
    """

    from_figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="crosswalk_to")
    to_figure = models.ForeignKey(
        Figure, null=True, blank=True, on_delete=models.PROTECT, related_name="crosswalk_from"
    )
    comparability = models.CharField("comparabilité", max_length=20, choices=Comparability)
    note = models.CharField("réserve", max_length=300, blank=True)

    class Meta:
        verbose_name = "correspondance entre rapports"
        verbose_name_plural = "correspondances entre rapports"
        constraints = [
            models.UniqueConstraint(
                fields=["from_figure", "to_figure"],
                name="crosswalk_once",
                nulls_distinct=False,
                violation_error_message="Cette correspondance existe déjà.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_figure_id} → {self.to_figure_id} : {self.get_comparability_display()}"


@pghistory.track()
class ConsistencyRule(models.Model):
    """What figures must satisfy together. Figures are named by their citation number."""

    code = models.CharField("code", max_length=40, unique=True)
    kind = models.CharField("règle", max_length=10, choices=RuleKind)
    total = models.CharField("total", max_length=40)
    parts = ArrayField(models.CharField(max_length=40), verbose_name="parties")
    share = models.CharField("part (%)", max_length=40, blank=True)
    tolerance = models.DecimalField("tolérance", max_digits=12, decimal_places=4, default=0)
    note = models.CharField("remarque", max_length=300, blank=True)

    class Meta:
        verbose_name = "règle de cohérence"
        verbose_name_plural = "règles de cohérence"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

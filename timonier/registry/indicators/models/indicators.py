"""Indicators: the definition sheet, who measures it when, its breaks and its targets."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from timonier.registry.core.models import Record, Sourced
from timonier.registry.core.search import search_column
from timonier.registry.indicators.enums import (
    BreakKind,
    Direction,
    IndicatorKind,
    PerimeterOperator,
    Periodicity,
    TimeOperator,
)
from timonier.registry.strategy.models.objectives import Due


@pghistory.track(exclude=["search"])
class Indicator(Record):
    """The definition sheet of an indicator.

    A ratio names its numerator and its denominator, and is consolidated as the ratio of their
    sums multiplied by ``factor``; it is never averaged.
    """

    code = models.CharField("code", max_length=40, unique=True)
    name = models.CharField("nom", max_length=240)
    definition = models.TextField("définition", blank=True)
    kind = models.CharField(
        "type", max_length=20, choices=IndicatorKind, default=IndicatorKind.ACTIVITY
    )
    unit = models.CharField("unité", max_length=80, blank=True)
    decimals = models.PositiveSmallIntegerField("décimales", default=0)
    direction = models.CharField("sens", max_length=20, choices=Direction, default=Direction.NONE)
    time_operator = models.CharField(
        "opérateur de temps", max_length=20, choices=TimeOperator, default=TimeOperator.LAST
    )
    perimeter_operator = models.CharField(
        "opérateur de périmètre",
        max_length=20,
        choices=PerimeterOperator,
        default=PerimeterOperator.NONE,
    )
    numerator = models.ForeignKey(
        "self",
        verbose_name="numérateur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="numerator_of",
    )
    denominator = models.ForeignKey(
        "self",
        verbose_name="dénominateur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="denominator_of",
    )
    factor = models.DecimalField("facteur", max_digits=14, decimal_places=6, default=Decimal(1))
    coverage_threshold = models.DecimalField(
        "couverture minimale (%)", max_digits=5, decimal_places=2, default=Decimal(80)
    )
    periodicity = models.CharField(
        "rythme", max_length=20, choices=Periodicity, default=Periodicity.ANNUAL
    )
    delay_days = models.PositiveSmallIntegerField(
        "délai de mise à disposition (jours)", default=180
    )
    source_note = models.CharField("producteur et source", max_length=240, blank=True)
    method_version = models.CharField("version de la méthode", max_length=40, blank=True)
    limits = models.TextField("limites", blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="responsable",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_indicators",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="suppléant",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    theme = models.ForeignKey(
        "strategy.Node",
        verbose_name="thème",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="theme_indicators",
    )
    nodes = models.ManyToManyField(
        "strategy.Node", verbose_name="éléments de stratégie", blank=True, related_name="indicators"
    )
    discontinued_on = models.DateField("interrompu le", null=True, blank=True)
    discontinued_reason = models.CharField("motif d’interruption", max_length=300, blank=True)
    search = search_column("code", "name", "definition", "unit")

    class Meta:
        verbose_name = "indicateur"
        verbose_name_plural = "indicateurs"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(perimeter_operator="ratio_of_sums")
                | Q(numerator__isnull=False, denominator__isnull=False)
                | Q(numerator__isnull=True, denominator__isnull=True),
                name="indicator_ratio_names_both_terms",
                violation_error_message=(
                    "Un rapport nomme ensemble son numérateur et son dénominateur, ou aucun des "
                    "deux s’ils sont saisis avec chaque valeur."
                ),
            ),
            models.CheckConstraint(
                condition=Q(discontinued_on__isnull=True) | ~Q(discontinued_reason=""),
                name="indicator_discontinued_with_reason",
                violation_error_message="Un indicateur s’interrompt avec un motif.",
            ),
            models.CheckConstraint(
                condition=Q(coverage_threshold__gte=0, coverage_threshold__lte=100),
                name="indicator_coverage_is_a_share",
                violation_error_message="La couverture minimale va de 0 à 100 %%.",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | ~Q(numerator=F("id")),
                name="indicator_not_its_own_numerator",
                violation_error_message="Un indicateur n’est pas son propre numérateur.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Responsibility(models.Model):
    """A unit answers for an indicator between two dates; a reform closes one and opens another."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="responsibilities"
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="responsibilities"
    )
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "responsabilité d’indicateur"
        verbose_name_plural = "responsabilités d’indicateur"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit"],
                name="responsibility_once",
                violation_error_message="Cette unité répond déjà de cet indicateur.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} : {self.indicator}"


@pghistory.track()
class Break(models.Model):
    """Between these two dates the series changes meaning: values on each side do not subtract."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="breaks")
    between_start = models.DateField("après le")
    between_end = models.DateField("avant le")
    kind = models.CharField("nature", max_length=20, choices=BreakKind)
    reason = models.CharField("motif", max_length=400)

    class Meta:
        verbose_name = "rupture de série"
        verbose_name_plural = "ruptures de série"
        ordering = ["between_start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(between_end__gte=F("between_start")),
                name="break_ends_after_start",
                violation_error_message="La rupture finit avant d’avoir commencé.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.reason}"


@pghistory.track()
class Target(Sourced, Due):
    """The value aimed at for an indicator, with its due date, its baseline and what asks for it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    objective = models.ForeignKey(
        "strategy.Objective",
        verbose_name="objectif servi",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="targets",
    )
    territory = models.ForeignKey(
        "territories.Territory", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField("cible", max_digits=24, decimal_places=4)
    baseline_value = models.DecimalField(
        "valeur de départ", max_digits=24, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField("date de départ", null=True, blank=True)

    class Meta:
        verbose_name = "cible"
        verbose_name_plural = "cibles"
        ordering = ["due_on"]

    def __str__(self) -> str:
        return f"{self.indicator} : {self.value}"

"""Objectives: what is to be reached, by whom, by when, and what proves it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from timonier.registry.core.models import Record, Sourced
from timonier.registry.core.search import search_column
from timonier.registry.strategy.enums import (
    Comparison,
    ObjectiveKind,
    ObjectiveState,
    Verdict,
    Weather,
)


class Due(models.Model):
    """A due date: the last day of the period, and the wording as printed (« T4 2021 »)."""

    due_on = models.DateField("échéance", null=True, blank=True)
    due_printed = models.CharField("échéance telle qu’imprimée", max_length=60, blank=True)

    class Meta:
        abstract = True


class Goal(models.Model):
    """A target: a value, its unit and the direction in which it is met."""

    target_value = models.DecimalField(
        "cible", max_digits=20, decimal_places=4, null=True, blank=True
    )
    target_unit = models.CharField("unité de la cible", max_length=80, blank=True)

    class Meta:
        abstract = True


@pghistory.track(exclude=["search"])
class Objective(Record, Sourced, Due, Goal):
    """An objective of a node. ``parent`` is the objective it serves in the cascade."""

    node = models.ForeignKey(
        "strategy.Node",
        verbose_name="rattaché à",
        on_delete=models.PROTECT,
        related_name="objectives",
    )
    code = models.CharField("code", max_length=80, unique=True)
    number = models.CharField("numéro", max_length=20, blank=True)
    title = models.CharField("objectif", max_length=400)
    kind = models.CharField("type", max_length=20, choices=ObjectiveKind)
    comparison = models.CharField("sens", max_length=20, choices=Comparison, blank=True)
    target_implicit = models.BooleanField("cible implicite", default=False)
    note = models.TextField("remarque", blank=True)
    narrative = models.BooleanField("engagement tiré du texte", default=False)
    consolidates = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="consolidated_in", verbose_name="agrège"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="objectif servi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="chef de file",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="led_objectives",
    )
    contributors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="contributeurs",
        blank=True,
        related_name="contributed_objectives",
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        verbose_name="unité responsable",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="objectives",
    )
    state = models.CharField(
        "état", max_length=20, choices=ObjectiveState, default=ObjectiveState.PLANNED
    )
    done_on = models.DateField("réalisé le", null=True, blank=True)
    done_printed = models.CharField("réalisation telle qu’imprimée", max_length=60, blank=True)
    proof = models.ForeignKey(
        "documents.Document",
        verbose_name="preuve",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proves",
    )
    proof_note = models.CharField("ce que montre la preuve", max_length=300, blank=True)
    position = models.PositiveIntegerField("ordre", default=0)
    search = search_column("code", "number", "title", "proof_note")

    class Meta:
        verbose_name = "objectif"
        verbose_name_plural = "objectifs"
        ordering = ["node__position", "position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="started") | Q(lead__isnull=False),
                name="objective_started_has_lead",
                violation_error_message=(
                    "Un objectif ne s’engage pas sans chef de file : désignez une personne d’abord."
                ),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="objective_does_not_serve_itself",
                violation_error_message="Un objectif ne se sert pas lui-même.",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False) | ~Q(done_printed=""),
                name="objective_done_has_date",
                violation_error_message="Un objectif réalisé porte la date de sa réalisation.",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(proof__isnull=False) | ~Q(proof_note=""),
                name="objective_done_has_proof",
                violation_error_message=(
                    "Un objectif se clôt sur une preuve : joignez un document ou dites où la lire."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Step(Due, Goal):
    """One dated step of an objective, with its own target (five by end 2020, then three a year)."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("ordre")
    title = models.CharField("étape", max_length=300)
    line = models.CharField("ligne", max_length=60, blank=True)

    class Meta:
        verbose_name = "étape"
        verbose_name_plural = "étapes"
        ordering = ["objective", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "position"],
                name="step_once_per_position",
                violation_error_message="Une étape occupe déjà ce rang.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ObjectiveReview(models.Model):
    """The yearly review of one objective: what was decided, and what it said before."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField("année du bilan")
    verdict = models.CharField("suite donnée", max_length=20, choices=Verdict)
    reason = models.TextField("motif")
    before = models.JSONField("avant", default=dict)
    after = models.JSONField("après", default=dict)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("décidé le", auto_now_add=True)

    class Meta:
        verbose_name = "bilan annuel d’un objectif"
        verbose_name_plural = "bilans annuels des objectifs"
        ordering = ["-decided_at"]

    def __str__(self) -> str:
        return f"{self.objective} : {self.get_verdict_display()} en {self.year}"


class Confidence(models.Model):
    """A signed judgement (météo) on an objective or a node; the latest one is current."""

    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="confidences"
    )
    node = models.ForeignKey(
        "strategy.Node", null=True, blank=True, on_delete=models.CASCADE, related_name="confidences"
    )
    level = models.CharField("météo", max_length=10, choices=Weather)
    reason = models.CharField("motif", max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="auteur"
    )
    stated_at = models.DateTimeField("donnée le", auto_now_add=True)

    class Meta:
        verbose_name = "météo"
        verbose_name_plural = "météos"
        ordering = ["-stated_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(objective__isnull=True) ^ Q(node__isnull=True),
                name="confidence_on_one_thing",
                violation_error_message="Une météo porte sur un objectif ou sur un élément.",
            )
        ]

    def __str__(self) -> str:
        return self.get_level_display()

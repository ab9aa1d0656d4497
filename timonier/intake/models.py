"""Import batches: the file received, what was found in it, what it changed, and how to undo it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class BatchKind(models.TextChoices):
    FIGURES = "figures", "Chiffres"
    STRATEGY = "strategy", "Stratégie"
    ORGANISATION = "organisation", "Organisation"


class BatchState(models.TextChoices):
    CHECKED = "checked", "Vérifié"
    APPLIED = "applied", "Appliqué"
    UNDONE = "undone", "Défait"
    ABANDONED = "abandoned", "Abandonné"


class Batch(models.Model):
    """One file, from its reading to its application. Applied once, all or nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("nature", max_length=20, choices=BatchKind)
    filename = models.CharField("fichier", max_length=255)
    file = models.FileField("contenu", upload_to="imports/%Y/%m", blank=True)
    sha256 = models.CharField("empreinte", max_length=64)
    size = models.PositiveBigIntegerField("taille en octets")
    sheet = models.CharField("feuille", max_length=120, blank=True)
    mapping = models.JSONField("correspondance des colonnes", default=dict, blank=True)
    answers = models.JSONField("réponses aux disparitions", default=dict, blank=True)
    report = models.JSONField("constats", default=dict, blank=True)
    state = models.CharField("état", max_length=20, choices=BatchState, default=BatchState.CHECKED)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField("déposé le", auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField("appliqué le", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField("défait le", null=True, blank=True)

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.filename} ({self.get_state_display()})"


class Change(models.Model):
    """One object created, changed or closed by a batch: what undoing it needs."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField("rang")
    operation = models.CharField("opération", max_length=10)
    model = models.CharField("objet", max_length=60)
    object_id = models.BigIntegerField("numéro de l’objet", null=True)
    key = models.CharField("clé", max_length=200)
    before = models.JSONField("avant", null=True)
    after = models.JSONField("après", null=True)

    class Meta:
        verbose_name = "changement importé"
        verbose_name_plural = "changements importés"
        ordering = ["batch", "position"]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"

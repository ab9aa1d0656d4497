"""Snapshots: dated, immutable, hashed sets of Parquet files that every output reads."""

from __future__ import annotations

from pathlib import Path

import pgtrigger
from django.conf import settings
from django.db import models


class Snapshot(models.Model):
    """One consolidation of the registry. Its files never change; its row neither."""

    as_of = models.DateField("données arrêtées au")
    created_at = models.DateTimeField("faite le", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField("empreinte", max_length=64)
    directory = models.CharField("dossier", max_length=200)
    manifest = models.JSONField("manifeste")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta:
        verbose_name = "photo"
        verbose_name_plural = "photos"
        ordering = ["-id"]
        triggers = [
            pgtrigger.Protect(
                name="snapshot_immutable", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"photo n° {self.pk} au {self.as_of:%d/%m/%Y}"

    @property
    def path(self) -> Path:
        """Folder of the Parquet files."""
        return Path(settings.SNAPSHOT_ROOT) / self.directory

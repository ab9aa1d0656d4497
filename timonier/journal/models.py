"""Who did what, when: named actions, append-only and chained by hash.

Field changes are recorded beside this by database triggers (pghistory), so that nothing escapes;
an entry here says in one French sentence what a person meant to do.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One named action. ``digest`` = SHA-256 of the previous digest and of this entry."""

    at = models.DateTimeField("le")
    action = models.CharField("action", max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="par",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    target_kind = models.CharField("objet", max_length=60, blank=True)
    target_key = models.CharField("clé", max_length=120, blank=True)
    summary = models.TextField("résumé")
    details = models.JSONField("détails", default=dict, blank=True)
    digest = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "entrées du journal"
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_kind", "target_key"], name="journal_target")]
        triggers = [
            pgtrigger.Protect(
                name="journal_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.summary

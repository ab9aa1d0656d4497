"""What belongs to the screens themselves: the views that people save."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """Filters, sort and columns of one list, kept under a name; shared or personal."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    register = models.CharField("liste", max_length=60)
    name = models.CharField("nom", max_length=80)
    query = models.TextField("adresse", blank=True)
    shared = models.BooleanField("partagée", default=False)

    class Meta:
        verbose_name = "vue enregistrée"
        verbose_name_plural = "vues enregistrées"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "register", "name"],
                name="saved_view_name_once",
                violation_error_message="Vous avez déjà une vue de ce nom sur cette liste.",
            )
        ]

    def __str__(self) -> str:
        return self.name

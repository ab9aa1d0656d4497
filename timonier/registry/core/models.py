"""What every registry object shares: archiving instead of deletion, search, place in a source."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q, QuerySet

from timonier.registry.core.search import match


class RecordQuerySet(QuerySet):
    """Reads common to all registry objects."""

    def active(self) -> Self:
        """Rows that are not archived."""
        return self.filter(archived_at__isnull=True)

    def search(self, text: str) -> Self:
        """Rows answering a French search (accents and inflections folded)."""
        return match(self, text)


class Record(models.Model):
    """A registry object: never deleted, archived; its field history is kept by triggers."""

    archived_at = models.DateTimeField("archivé le", null=True, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class Sourced(models.Model):
    """Where a fact was read. ``line`` is the line, page or cell as the document counts them."""

    document = models.ForeignKey(
        "documents.Document",
        verbose_name="document source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    line = models.CharField("ligne, page ou cellule", max_length=60, blank=True)

    class Meta:
        abstract = True

    @property
    def source(self) -> str:
        """« rapport d’activité 2020, l. 1294 », empty when unknown."""
        if self.document is None:
            return ""
        place = f", l.\u00a0{self.line}" if self.line else ""
        return f"{self.document.short_title}{place}"


def ends_after_start(name: str, what: str) -> models.CheckConstraint:
    """Constraint on ``starts_on`` and ``ends_on``; *what* names the object in French."""
    return models.CheckConstraint(
        condition=Q(starts_on__isnull=True)
        | Q(ends_on__isnull=True)
        | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message=f"{what} : la date de fin précède la date de début.",
    )

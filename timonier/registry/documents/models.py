"""Documents: what a fact was read in, and the files that prove it."""

from __future__ import annotations

import pghistory
from django.db import models

from timonier.registry.core.models import Record
from timonier.registry.core.search import search_column
from timonier.registry.documents.enums import DocumentKind


@pghistory.track(exclude=["search"])
class Document(Record):
    """A document known to the institution. ``sha256`` identifies the file when it is kept here."""

    code = models.CharField("code", max_length=40, unique=True)
    title = models.CharField("titre", max_length=300)
    short_title = models.CharField("titre court", max_length=120)
    kind = models.CharField("nature", max_length=30, choices=DocumentKind)
    year = models.PositiveSmallIntegerField("exercice", null=True, blank=True)
    issued_on = models.DateField("daté du", null=True, blank=True)
    file = models.FileField("fichier", upload_to="documents/%Y", blank=True)
    sha256 = models.CharField("empreinte", max_length=64, blank=True, editable=False)
    note = models.TextField("remarque", blank=True)
    search = search_column("code", "title", "short_title", "note")

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documents"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short_title

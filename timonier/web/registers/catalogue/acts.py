"""Acts and documents."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from timonier.intake.columns import Kind
from timonier.registry.acts.enums import ActKind
from timonier.registry.acts.models import Act, Identifier
from timonier.registry.documents.enums import DocumentKind
from timonier.registry.documents.models import Document
from timonier.web.registers.catalogue.common import (
    CODE,
    SOURCE,
    documents,
    of,
)
from timonier.web.registers.forms import form_for
from timonier.web.registers.register import Field, Filter, Register, by


def _acts() -> QuerySet[Act]:
    return Act.objects.select_related("document").prefetch_related(
        Prefetch("identifiers", Identifier.objects.order_by("scheme", "value"))
    )


ACTS = Register(
    key="acts",
    path="actes/",
    model=Act,
    singular="acte",
    plural="Actes",
    new_label="Enregistrer un acte",
    rows=_acts,
    sort="-adopted",
    detail="act",
    fields=(
        Field("title", "Objet", lambda o: o.title, sort="title", link=True),
        Field("kind", "Nature", lambda o: o.get_kind_display(), sort="kind"),
        Field("instance", "Instance", lambda o: o.instance, sort="instance"),
        Field(
            "adopted",
            "Adopté le",
            lambda o: o.adopted_on or o.adopted_printed,
            sort="adopted_on",
            kind=Kind.TEXT,
        ),
        Field(
            "identifiers", "Identifiants", lambda o: ", ".join(i.value for i in o.identifiers.all())
        ),
        SOURCE,
        Field("code", "Clé interne", lambda o: o.code, sort="code", shown=False),
    ),
    filters=(
        Filter("nature", "Nature", of(ActKind), by("kind")),
        Filter("document", "Document", documents, by("document__code")),
    ),
    form=form_for(
        Act,
        "code",
        "title",
        "kind",
        "instance",
        "adopted_on",
        "adopted_printed",
        "amends",
        "document",
        "line",
        "note",
    ),
    source="Délibérations citées par les rapports 2017 et 2020, DiMENSiON et AMP 2R.",
)


DOCUMENTS = Register(
    key="documents",
    path="documents/",
    model=Document,
    singular="document",
    plural="Documents",
    new_label="Enregistrer un document",
    rows=lambda: Document.objects.all(),
    sort="code",
    detail="document",
    fields=(
        CODE,
        Field("title", "Titre", lambda o: o.title, sort="title", link=True),
        Field("kind", "Nature", lambda o: o.get_kind_display(), sort="kind"),
        Field("year", "Exercice", lambda o: o.year, sort="year", kind=Kind.YEAR),
        Field(
            "issued",
            "Daté du",
            lambda o: o.issued_on,
            sort="issued_on",
            kind=Kind.DATE,
            unknown="non daté",
        ),
    ),
    filters=(Filter("nature", "Nature", of(DocumentKind), by("kind")),),
    form=form_for(Document, "code", "title", "short_title", "kind", "year", "issued_on", "note"),
)

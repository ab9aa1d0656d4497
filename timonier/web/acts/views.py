"""The page of an act with all its numbers, and the page of a document with what cites it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from timonier.accounts import policy
from timonier.engine.typography import NBSP
from timonier.registry.acts.models import Act, Identifier
from timonier.registry.core import actions
from timonier.registry.documents.models import Document
from timonier.registry.indicators.models import Figure
from timonier.web.parts import Action, Fact, Link
from timonier.web.registers.forms import form_for
from timonier.web.request import Request

IdentifierForm = form_for(Identifier, "scheme", "value", "line")


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act: what it decides, its numbers, what it amends, what it adopts."""

    title: str
    finding: str
    crumbs: list[Link]
    actions: list[Action]
    facts: list[Fact]
    identifiers: list[tuple[str, str, str]]
    amended_by: list[Act]
    adopted: list[tuple[str, str]]
    twins: list[tuple[str, Act]]


def _act_page(act: Act, may_edit: bool) -> ActPage:
    identifiers = list(act.identifiers.all())
    when = act.adopted_printed or (act.adopted_on and f"{act.adopted_on:%d/%m/%Y}") or None
    return ActPage(
        title=act.title,
        finding=_finding(act, when),
        crumbs=[Link("Actes", "/actes/"), Link(act.code)],
        actions=[Action("Historique", f"/actes/{act.code}/historique/", "history")]
        + ([Action("Modifier", f"/actes/{act.code}/modifier/", "edit", True)] if may_edit else []),
        facts=[
            Fact("Nature", act.get_kind_display()),
            Fact("Instance", act.instance or None),
            Fact("Adopté le", when, missing="date non imprimée"),
            Fact("Modifie", str(act.amends) if act.amends else None, missing="aucun autre acte"),
            Fact("Source", act.source or None),
            Fact("Clé interne", act.code),
        ],
        identifiers=[(i.get_scheme_display(), i.value, i.line) for i in identifiers],
        amended_by=list(act.amended_by.active()),
        adopted=[(s.name, f"/strategie/{s.code}/") for s in act.adopted_strategies.active()],
        twins=_twins(act, {i.value for i in identifiers if i.scheme == "file_number"}),
    )


def _finding(act: Act, when: str | None) -> str:
    said = act.get_kind_display()
    said += f" de l’instance «{NBSP}{act.instance}{NBSP}»" if act.instance else ""
    return f"{said}, {when}." if when else f"{said}, dont la source ne donne pas la date."


def _twins(act: Act, numbers: set[str]) -> list[tuple[str, Act]]:
    """Other acts that bear one of the same file numbers: a number alone names no act."""
    others = Act.objects.filter(
        identifiers__scheme="file_number", identifiers__value__in=numbers
    ).exclude(pk=act.pk)
    return [(number, other) for other in others.distinct() for number in sorted(numbers)]


@require_http_methods(["GET", "POST"])
def act(request: Request, code: str) -> HttpResponse:
    """An act; a keeper adds one of its numbers by POST."""
    policy.require(request.user, "registry.read")
    found = get_object_or_404(
        Act.objects.select_related("amends", "document").prefetch_related("identifiers"), code=code
    )
    form = IdentifierForm(request.POST or None, instance=Identifier(act=found))
    if request.method == "POST":
        policy.require(request.user, "registry.edit")
        if form.is_valid():
            values = {"act": found, **form.cleaned_data}
            actions.create(Identifier, by=request.user, values=values)
            messages.success(request, "Numéro ajouté.")
            return redirect("act", code=code)
    may_edit = policy.may(request.user, "registry.edit")
    page = _act_page(found, may_edit)
    context = {"page": page, "act": found, "columns": ["Système", "Numéro", "Ligne"]}
    context |= {"form": form, "may_edit": may_edit}
    return render(request, "acts/act.html", context)


@require_GET
def document(request: Request, code: str) -> HttpResponse:
    """A document and how much of the registry was read in it."""
    policy.require(request.user, "registry.read")
    found = get_object_or_404(Document, code=code)
    figures = Figure.objects.current().filter(document=found)
    context = {
        "document": found,
        "crumbs": [Link("Documents", "/documents/"), Link(found.code)],
        "figures_count": figures.count(),
        "acts_count": Act.objects.active().filter(document=found).count(),
        "facts": [
            Fact("Nature", found.get_kind_display()),
            Fact("Exercice", str(found.year) if found.year else None),
            Fact(
                "Daté du",
                f"{found.issued_on:%d/%m/%Y}" if found.issued_on else None,
                missing="non daté",
            ),
            Fact("Fichier", found.file.name if found.file else None, missing="non conservé ici"),
        ],
        "may_edit": policy.may(request.user, "registry.edit"),
        "edit_url": reverse("documents_edit", args=[found.code]),
    }
    return render(request, "acts/document.html", context)

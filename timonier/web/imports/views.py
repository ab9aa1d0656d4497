"""Import a file on screen: deposit, check, choose columns, answer, apply, undo."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timonier.accounts import policy
from timonier.consolidation.actions import consolidate
from timonier.consolidation.models import Snapshot
from timonier.engine.errors import TimonierError
from timonier.intake import actions
from timonier.intake.errors import refused
from timonier.intake.export import write_error_report
from timonier.intake.listing import write_model
from timonier.intake.models import Batch, BatchKind, BatchState
from timonier.intake.safety import check_size
from timonier.intake.schemas import IMPORTERS
from timonier.intake.wording import counted, megabytes
from timonier.web.imports.page import batch_page, list_page
from timonier.web.request import Request

log = logging.getLogger("timonier.web")
RIGHT = "import.apply"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOO_LARGE = 413
UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def imports(request: Request) -> HttpResponse:
    """The list of imports; a file posted here is read, and refused or opened."""
    policy.require(request.user, RIGHT)
    if request.method == "POST":
        return _deposit(request)
    return _list(request)


def _list(request: Request, error: TimonierError | None = None, status: int = 200) -> HttpResponse:
    batches = Batch.objects.select_related("uploaded_by")
    kind = request.POST.get("kind", BatchKind.FIGURES)
    context = {"page": list_page(request, batches), "error": error, "kind": kind}
    return render(request, "imports/list.html", context, status=status)


def _deposit(request: Request) -> HttpResponse:
    """Nothing is kept of a file that cannot be read; the page says what, where, what to do."""
    sent = request.FILES.get("file")
    if size := getattr(request, "upload_refused", 0):
        error = refused(
            f"le fichier pèse {megabytes(size)}, la limite est de "
            f"{megabytes(settings.UPLOAD_LIMIT_BYTES)}",
            remedy="Retirez les images et les feuilles inutiles, ou découpez-le en plusieurs.",
        )
        return _list(request, error, TOO_LARGE)
    try:
        if sent is None:
            raise refused("aucun fichier reçu", remedy="Choisissez un fichier XLSX, ODS ou CSV.")
        if (sent.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            check_size(sent.size or 0, sent.name or "")
        batch = actions.deposit(
            kind=request.POST.get("kind", ""),
            filename=sent.name or "",
            content=sent.read(),
            sheet=request.POST.get("sheet", "").strip() or None,
            by=request.user,
        )
    except TimonierError as error:
        return _list(request, error, UNPROCESSABLE)
    _replace(request)
    return redirect("import_batch", pk=batch.pk)


def _replace(request: Request) -> None:
    """A corrected version sets the former file aside."""
    try:
        former = uuid.UUID(request.POST.get("replaces", ""))
    except ValueError:
        return
    found = Batch.objects.filter(pk=former, state=BatchState.CHECKED).first()
    if found:
        actions.abandon(found, request.user)


@require_GET
def model(request: Request, kind: str) -> HttpResponse:
    """A workbook to fill: titles, examples, and what each column takes."""
    policy.require(request.user, RIGHT)
    if kind not in IMPORTERS:
        raise Http404
    buffer = BytesIO()
    write_model(buffer, kind)
    return _workbook(buffer, f"modele-{kind}.xlsx")


def _workbook(buffer: BytesIO, name: str) -> HttpResponse:
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _found(request: Request, pk: uuid.UUID) -> Batch:
    policy.require(request.user, RIGHT)
    people = ("uploaded_by", "applied_by", "undone_by")
    return get_object_or_404(Batch.objects.select_related(*people), pk=pk)


@require_GET
def batch(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One import: what was read, what is wrong, what would change."""
    return _page(request, _found(request, pk))


def _page(request: Request, found: Batch, error: TimonierError | None = None) -> HttpResponse:
    context = {
        "page": batch_page(request, found),
        "error": error,
        "answers": actions.ANSWERS.items(),
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "imports/batch.html", context, status=status)


@require_GET
def errors(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The person's own lines, with what must be corrected in each."""
    found = _found(request, pk)
    reading = actions.reading_of(found)
    buffer = BytesIO()
    write_error_report(buffer, reading.table, reading.checked, timezone.localtime())
    return _workbook(buffer, f"erreurs-{found.sha256[:8]}.xlsx")


def _try(request: Request, pk: uuid.UUID, act: Callable[[Batch], str]) -> HttpResponse:
    """Do one thing; a refusal is shown on the page of the import, as it now stands."""
    found = _found(request, pk)
    try:
        said = act(found)
    except TimonierError as error:
        return _page(request, _found(request, pk), error)
    if said:
        messages.success(request, said)
    return redirect("import_batch", pk=pk)


@require_POST
def columns(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Read the file again with the columns chosen."""

    def act(found: Batch) -> str:
        mapping: dict[str, str | None] = dict(found.mapping)
        for one in found.report["matches"]:
            chosen = request.POST.get(f"colonne-{one['letter']}")
            if chosen == "?" or chosen is None or not one["header"]:
                continue
            mapping[one["header"]] = chosen or None
        actions.remap(found, mapping, by=request.user)
        return "Fichier relu avec ces colonnes."

    return _try(request, pk, act)


@require_POST
def answers(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what becomes of one record absent from the file, or of all those without answer."""

    def act(found: Batch) -> str:
        choice = request.POST.get("choice", "")
        if key := request.POST.get("key"):
            actions.answer(found, key, choice, by=request.user)
            return ""
        left = [one["key"] for one in found.report["missing"] if one["key"] not in found.answers]
        actions.answer_all(found, dict.fromkeys(left, choice), by=request.user)
        return f"{counted(len(left), 'réponse donnée', 'réponses données')}."

    return _try(request, pk, act)


@require_POST
def apply(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the differences; figures are then in the snapshot that everyone reads."""

    def act(found: Batch) -> str:
        before = found.state
        done = actions.apply(found, request.user)
        if before == BatchState.APPLIED or done.applied_by_id != request.user.pk:
            return f"Cet import était déjà appliqué, par {done.applied_by}."
        _snapshot(request, done)
        return "Import appliqué."

    return _try(request, pk, act)


def _snapshot(request: Request, done: Batch) -> None:
    """The import stands even when the snapshot fails: the page then says so."""
    if done.kind != BatchKind.FIGURES or not policy.may(request.user, "snapshot.make"):
        return
    try:
        consolidate(by=request.user, parent=Snapshot.objects.order_by("-id").first())
    except (TimonierError, OSError):
        log.exception("snapshot after import %s", done.pk)
        messages.warning(
            request, "Import écrit, mais la photo des données n’a pas pu être faite. Relancez-la."
        )


@require_POST
def undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take the import back; what was changed by hand since is kept, and listed."""

    def act(found: Batch) -> str:
        undone = actions.undo(found, request.user)
        _snapshot(request, found)
        back = counted(undone.reverted, "écriture reprise", "écritures reprises")
        kept = counted(len(undone.kept), "valeur gardée", "valeurs gardées")
        return f"Import défait\u00a0: {back}, {kept}."

    return _try(request, pk, act)


@require_POST
def abandon(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Set the file aside; nothing was written."""

    def act(found: Batch) -> str:
        actions.abandon(found, request.user)
        return "Import abandonné, rien n’a été écrit."

    return _try(request, pk, act)

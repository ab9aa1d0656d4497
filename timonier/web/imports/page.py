"""What the pages of the imports show, from a batch and its report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Func, IntegerField, QuerySet
from django.db.models.fields.json import KT, KeyTransform
from django.urls import reverse
from django.utils import timezone

from timonier.engine.typography import NBSP
from timonier.intake import actions
from timonier.intake.batches import CATEGORIES, Report
from timonier.intake.models import Batch, BatchKind, BatchState
from timonier.intake.schemas import importer_for
from timonier.intake.wording import counted, megabytes
from timonier.outputs.dashboards.french import long_day, short_day
from timonier.web.parts import Link, Option, Step
from timonier.web.request import Request

PER_PAGE = 25
MISSING_SHOWN = 40
VIEWS = {
    "ajouts": ("ajout", "ajouts"),
    "changements": ("changement", "changements"),
    "disparitions": ("disparition à confirmer", "disparitions à confirmer"),
    "identiques": ("ligne identique", "lignes identiques"),
}
TONES = {
    BatchState.CHECKED: ("watch", "À appliquer"),
    BatchState.APPLIED: ("done", "Appliqué"),
    BatchState.UNDONE: ("drop", "Défait"),
    BatchState.ABANDONED: ("drop", "Abandonné"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One batch in the list."""

    url: str
    filename: str
    kind: str
    state: str
    tone: str
    when: str
    who: str
    found: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list of imports, and the place where a file is dropped."""

    title: str
    lines: list[Line]
    page: Page[Any]
    kinds: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the file: what it feeds, and what it may feed."""

    letter: str
    header: str
    example: str
    state: str
    tone: str
    chosen: str


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One disappearance, with the answer given."""

    key: str
    name: str
    detail: str
    answer: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One import, from its reading to its undoing."""

    title: str
    sentence: str
    crumbs: list[Link]
    batch: Batch
    report: Report
    steps: list[Step]
    faults: Page[Any]
    fault_title: str
    categories: list[Option]
    views: list[tuple[Option, str]]
    view: str
    changes: Page[Any]
    missing: list[MissingLine]
    missing_more: int
    unanswered: int
    columns: list[ColumnLine]
    column_title: str
    fields: list[tuple[str, str]]
    why_not: str
    apply_label: str
    deadline: str
    may_undo: bool
    kept: list[list[str]]
    file_detail: str
    pending: bool


def list_page(request: Request, batches: QuerySet[Batch]) -> ListPage:
    """The imports, newest first; the count of queries does not depend on their number."""
    rows = batches.defer("report", "answers", "mapping").annotate(
        sentence=KT("report__sentence"),
        differences=KT("report__differences"),
        faulty=Func(
            KeyTransform("faults", "report"),
            function="jsonb_array_length",
            output_field=IntegerField(),
        ),
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(batch) for batch in page]
    waiting = batches.filter(state=BatchState.CHECKED).count()
    title = "Importer un tableur"
    if waiting:
        verb = "attend d’être appliqué" if waiting == 1 else "attendent d’être appliqués"
        title = f"{counted(waiting, 'fichier', 'fichiers')} {verb}"
    return ListPage(title, lines, page, list(BatchKind.choices))


def _line(batch: Any) -> Line:
    tone, state = TONES[BatchState(batch.state)]
    if batch.state == BatchState.CHECKED and batch.faulty:
        tone, state = "late", "À corriger"
    return Line(
        url=reverse("import_batch", args=[batch.pk]),
        filename=batch.filename,
        kind=batch.get_kind_display(),
        state=state,
        tone=tone,
        when=short_day(timezone.localtime(batch.uploaded_at).date()),
        who=str(batch.uploaded_by or "commande"),
        found=f"{batch.sentence} {batch.differences}",
    )


def batch_page(request: Request, batch: Batch) -> BatchPage:
    """Everything about one import; filters and pages are in the address."""
    report = Report.from_json(batch.report)
    pending = batch.state == BatchState.CHECKED
    category = request.GET.get("erreurs", "")
    faults = [one for one in report.faults if category in ("", one.category)]
    counts = (
        len(report.additions), report.changed, len(report.missing), report.identical,
    )  # fmt: skip
    view = request.GET.get("voir", "")
    if view not in ("ajouts", "changements"):
        view = "changements" if report.changes or not report.additions else "ajouts"
    shown = report.additions if view == "ajouts" else report.changes
    deadline = actions.undo_deadline(batch)
    return BatchPage(
        title=_title(batch, report),
        sentence=_sentence(batch, report),
        crumbs=[Link("Imports", reverse("imports")), Link(batch.filename)],
        batch=batch,
        report=report,
        steps=_steps(batch, report),
        faults=Paginator(faults, PER_PAGE).get_page(request.GET.get("page")),
        fault_title=f"{counted(len(report.faults), 'erreur', 'erreurs')}, cellule par cellule",
        categories=_categories(report, category),
        views=_views(counts, view),
        view=view,
        changes=Paginator(shown, PER_PAGE).get_page(request.GET.get("suite")),
        missing=[
            MissingLine(one.key, one.name, one.detail, batch.answers.get(one.key, ""))
            for one in report.missing[:MISSING_SHOWN]
        ],
        missing_more=max(0, len(report.missing) - MISSING_SHOWN),
        unanswered=len(report.unanswered(batch.answers)),
        columns=[_column(one) for one in report.matches],
        column_title=_column_title(report),
        fields=[(one.key, one.label) for one in importer_for(batch.kind).schema.columns],
        why_not=report.why_not(batch.answers),
        apply_label=_apply_label(report, batch),
        deadline=long_day(timezone.localtime(deadline).date()) if deadline else "",
        may_undo=_may_undo(batch, deadline),
        kept=batch.report.get("kept", []),
        file_detail=_file_detail(batch, report),
        pending=pending,
    )


def _may_undo(batch: Batch, deadline: datetime | None) -> bool:
    return batch.state == BatchState.APPLIED and bool(deadline and timezone.now() <= deadline)


def _title(batch: Batch, report: Report) -> str:
    writes = report.writes + report.closures(batch.answers)
    done = counted(writes, "écriture", "écritures")
    if batch.state == BatchState.APPLIED:
        return f"Import appliqué{NBSP}: {done}"
    if batch.state == BatchState.UNDONE:
        return "Import défait, les valeurs d’avant sont revenues"
    if batch.state == BatchState.ABANDONED:
        return "Import abandonné, rien n’a été écrit"
    read = counted(report.read, "ligne lue", "lignes lues")
    if report.faults:
        return f"{read}, {counted(len(report.faults), 'cellule', 'cellules')} à corriger"
    if report.blocking:
        return f"{read}, {counted(len(report.blocking), 'colonne', 'colonnes')} à régler"
    waiting = len(report.unanswered(batch.answers))
    if waiting:
        one, many = "disparition à confirmer", "disparitions à confirmer"
        return f"{read}, {counted(waiting, one, many)}"
    if not writes:
        return f"{read}, aucune différence avec le registre"
    ready = "prête à appliquer" if writes == 1 else "prêtes à appliquer"
    return f"{read}, {done} {ready}"


def _sentence(batch: Batch, report: Report) -> str:
    if batch.state == BatchState.APPLIED and batch.applied_at:
        day = long_day(timezone.localtime(batch.applied_at).date())
        return f"Par {batch.applied_by}, le {day}. {report.differences}"
    if batch.state == BatchState.UNDONE and batch.undone_at:
        day = long_day(timezone.localtime(batch.undone_at).date())
        return f"Par {batch.undone_by}, le {day}. Ce qui était écrit reste lisible dans l’histoire."
    if batch.state == BatchState.ABANDONED:
        return "Le fichier reste lisible ici. Déposez-le de nouveau pour reprendre."
    if report.faults or report.blocking:
        return (
            "Rien n’est encore écrit dans Timonier. Corrigez le fichier, "
            "puis déposez la version corrigée."
        )
    return "Rien n’est encore écrit dans Timonier. Relisez les différences, puis appliquez."


def _steps(batch: Batch, report: Report) -> list[Step]:
    read = (
        f"{counted(report.read, 'ligne', 'lignes')}, "
        f"{counted(report.columns, 'colonne', 'colonnes')}"
    )
    faults = counted(len(report.faults), "erreur", "erreurs")
    missing = counted(len(report.missing), "disparition", "disparitions")
    last = {
        BatchState.APPLIED: ("appliqué", "done"),
        BatchState.UNDONE: ("appliqué, puis défait", "done"),
        BatchState.ABANDONED: ("abandonné", "todo"),
    }
    why_not = report.why_not(batch.answers)
    waiting = ("en attente de la vérification", "todo") if why_not else ("prêt", "current")
    note, state = last.get(BatchState(batch.state), waiting)
    checked = "current" if why_not and batch.state == BatchState.CHECKED else "done"
    return [
        Step("Lire", read, "done"),
        Step("Vérifier", f"{faults}, {missing}", checked),
        Step("Appliquer", note, state),
    ]


def _categories(report: Report, chosen: str) -> list[Option]:
    counts = Counter(one.category for one in report.faults)
    options = [Option(f"Toutes{NBSP}{len(report.faults)}", "?#erreurs", current=not chosen)]
    return options + [
        Option(f"{label}{NBSP}{counts[key]}", f"?erreurs={key}#erreurs", current=key == chosen)
        for key, label in CATEGORIES.items()
        if counts[key]
    ]


def _views(counts: tuple[int, ...], view: str) -> list[tuple[Option, str]]:
    """The four counts; the first two open their list, disappearances their card."""
    found = []
    for (key, (one, many)), count in zip(VIEWS.items(), counts, strict=True):
        url = {"disparitions": "#disparitions", "identiques": ""}.get(
            key, f"?voir={key}#differences"
        )
        label = one if count < 2 else many
        number = counted(count, "", "").strip()
        found.append((Option(label, url, current=key == view), number))
    return found


def _column(one: Any) -> ColumnLine:
    tone = {"Reconnu": "done", "À choisir": "watch", "En double": "late"}.get(one.state, "unknown")
    chosen = one.key or ("?" if one.state == "À choisir" else "")
    return ColumnLine(one.letter, one.header, one.example, one.state, tone, chosen)


def _column_title(report: Report) -> str:
    waiting = sum(one.state in ("À choisir", "En double") for one in report.matches)
    total = counted(len(report.matches), "colonne lue", "colonnes lues")
    if not waiting:
        return f"{total}, aucune à choisir"
    return f"{total}, {counted(waiting, 'reste', 'restent')} à choisir"


def _apply_label(report: Report, batch: Batch) -> str:
    writes = report.writes + report.closures(batch.answers)
    return f"Appliquer {counted(writes, 'écriture', 'écritures')}" if writes else "Appliquer"


def _file_detail(batch: Batch, report: Report) -> str:
    parts = [megabytes(batch.size)]
    if report.sheet:
        parts.append(f"feuille «{NBSP}{report.sheet}{NBSP}»")
    if report.encoding:
        parts.append(report.encoding)
    parts.append(counted(report.read, "ligne", "lignes"))
    return ", ".join(parts)

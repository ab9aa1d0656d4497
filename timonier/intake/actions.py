"""Import a file: deposit, choose columns, answer, apply, undo, abandon.

Depositing writes nothing in the registry. Applying is all or nothing, reads the file again,
and is refused when the registry changed since the person looked at the differences.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final

import pghistory
from django.core.files.base import ContentFile
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.intake.batches import Reading, Report
from timonier.intake.columns import match_columns
from timonier.intake.differences import Change as Difference
from timonier.intake.differences import compare
from timonier.intake.errors import refused
from timonier.intake.limits import Limits
from timonier.intake.models import Batch, BatchState, Change
from timonier.intake.readers import read_table
from timonier.intake.safety import check_size, checked_name
from timonier.intake.schemas import importer_for
from timonier.intake.schemas.base import Key, Plan, Undone, key_text
from timonier.intake.validation import check_table
from timonier.intake.wording import counted
from timonier.journal.actions import record

LIMITS: Final = Limits(rows=100_000)
UNDO_DAYS: Final = 30
ANSWERS: Final = {"keep": "Garder", "close": "Clore", "forgot": "Oubli du fichier"}
"""Keep: it stays, and is not asked again. Close: a figure is superseded without a successor, a
record is archived. Forgot: the file is at fault, it stays and is asked again next time."""
_LOCK: Final = 7_301_208
_WHERE_IT_STANDS: Final = "Ouvrez la liste des imports pour voir où il en est."


def read(
    *,
    kind: str,
    filename: str,
    content: bytes,
    sheet: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
) -> Reading:
    """Read a file against the registry; writes nothing at all.

    ``mapping`` gives, by title of column, the field that a person chose (None: left out).
    Raises ``IntakeError`` for a file that cannot be read as a whole; faults of cells are listed.
    """
    importer = importer_for(kind)
    schema = importer.schema
    table = read_table(
        content, filename, sheet or None, known_headers=schema.known_headers, limits=LIMITS
    )
    fields = {column.key for column in schema.columns}
    chosen = {title: key for title, key in (mapping or {}).items() if not key or key in fields}
    matching = match_columns(table, schema, chosen)
    checked = check_table(table, schema, importer.words, matching)
    settled = importer.settle(table, checked, timezone.localdate())
    existing = {key: known.values for key, known in settled.known.items()}
    differences = compare(settled.checked, existing, schema)
    if any(problem.blocking for problem in settled.checked.problems):
        differences = replace(differences, additions=(), changes=(), missing=())
    return Reading(importer, table, settled.checked, differences, settled.known)


def deposit(
    *, kind: str, filename: str, content: bytes, by: User, sheet: str | None = None
) -> Batch:
    """Keep a file with what reading it gave. A file that cannot be read is refused, not kept.

    The choices of columns made for the last file of that kind serve again, and so do the
    records that were answered « garder ».
    """
    policy.require(by, "import.apply")
    filename = checked_name(filename)
    check_size(len(content), filename, LIMITS)
    mapping = _last_mapping(kind)
    reading = read(kind=kind, filename=filename, content=content, sheet=sheet, mapping=mapping)
    report = reading.report()
    sha256 = hashlib.sha256(content).hexdigest()
    batch = Batch(
        kind=kind,
        filename=filename,
        sha256=sha256,
        size=len(content),
        sheet=reading.table.sheet,
        mapping=mapping,
        answers=_kept(kind, [one.key for one in report.missing]),
        report=report.as_json(),
        uploaded_by=by,
    )
    suffix = PurePosixPath(filename).suffix.lower()
    batch.file.save(f"{sha256[:16]}{suffix}", ContentFile(content), save=False)
    with transaction.atomic():
        batch.save(force_insert=True)
        _journal(
            batch,
            by,
            "deposited",
            f"Fichier déposé\u00a0: {filename}",
            differences=report.differences,
        )
    return batch


def _last_mapping(kind: str) -> dict[str, str | None]:
    last = Batch.objects.filter(kind=kind).exclude(mapping={}).values_list("mapping", flat=True)
    return dict(last.first() or {})


def _kept(kind: str, keys: list[str]) -> dict[str, str]:
    """Disappearances answered « garder » before: the answer holds."""
    live = Batch.objects.filter(kind=kind, state__in=[BatchState.CHECKED, BatchState.APPLIED])
    kept: set[str] = set()
    for answers in live.exclude(answers={}).values_list("answers", flat=True)[:50]:
        kept |= {key for key, choice in answers.items() if choice == "keep"}
    return {key: "keep" for key in keys if key in kept}


def remap(batch: Batch, mapping: Mapping[str, str | None], *, by: User) -> Batch:
    """Read the file again with these choices of columns; nothing is written in the registry."""
    policy.require(by, "import.apply")
    batch = _pending(batch)
    batch.mapping = dict(mapping)
    return _refresh(batch, _read_again(batch))


def _refresh(batch: Batch, reading: Reading) -> Batch:
    report = reading.report()
    batch.report = report.as_json()
    batch.answers = _kept(batch.kind, [one.key for one in report.missing]) | {
        key: choice
        for key, choice in batch.answers.items()
        if key in {one.key for one in report.missing}
    }
    batch.save(update_fields=["mapping", "report", "answers"])
    return batch


def answer(batch: Batch, key: str, choice: str, *, by: User) -> Batch:
    """Say what becomes of a record that the file does not have any more."""
    return answer_all(batch, {key: choice}, by=by)


@transaction.atomic
def answer_all(batch: Batch, choices: Mapping[str, str], *, by: User) -> Batch:
    """Answer several disappearances at once; an unknown choice or record is refused."""
    policy.require(by, "import.apply")
    batch = _pending(Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk))
    known = {one["key"] for one in batch.report["missing"]}
    for key, choice in choices.items():
        if choice not in ANSWERS or key not in known:
            raise refused(
                "cette réponse ne correspond à aucune disparition de ce fichier",
                batch.filename,
                "Rechargez la page, puis répondez de nouveau.",
            )
    batch.answers |= dict(choices)
    batch.save(update_fields=["answers"])
    return batch


def _pending(batch: Batch) -> Batch:
    if batch.state != BatchState.CHECKED:
        raise refused(
            f"cet import est déjà {batch.get_state_display().lower()}",
            batch.filename,
            _WHERE_IT_STANDS,
        )
    return batch


def _read_again(batch: Batch) -> Reading:
    with batch.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise refused("le fichier gardé n’est plus celui qui a été déposé", batch.filename,
                      "Déposez-le de nouveau.")  # fmt: skip
    return read(
        kind=batch.kind,
        filename=batch.filename,
        content=content,
        sheet=batch.sheet,
        mapping=batch.mapping,
    )


def reading_of(batch: Batch) -> Reading:
    """Read the file of a batch again, as it stands against the registry now."""
    return _read_again(batch)


def apply(batch: Batch, by: User) -> Batch:
    """Write the differences, all or nothing, once: applying again changes nothing.

    Refused while a cell is in error or a disappearance unanswered; refused too when the
    registry changed since the differences were shown, which are then shown anew.
    """
    policy.require(by, "import.apply")
    with transaction.atomic():
        batch = _alone(batch)
        if batch.state == BatchState.APPLIED:
            return batch
        _pending(batch)
        reading = _read_again(batch)
        fresh = reading.fingerprint == batch.report["fingerprint"]
        if fresh:
            return _write(batch, reading, by)
    _refresh(batch, reading)
    raise refused(
        "le registre a changé depuis la lecture de ce fichier, rien n’a été écrit",
        batch.filename,
        "Les différences viennent d’être recalculées\u00a0: relisez-les, puis appliquez.",
    )


def _alone(batch: Batch) -> Batch:
    """The batch, locked; one import writes at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def _write(batch: Batch, reading: Reading, by: User) -> Batch:
    why_not = Report.from_json(batch.report).why_not(batch.answers)
    if why_not:
        raise refused(why_not.rstrip("."), batch.filename,
                      "Corrigez le fichier ou répondez, puis recommencez.")  # fmt: skip
    plan = _plan(batch, reading, by)
    try:
        with transaction.atomic(), pghistory.context(import_batch=str(batch.pk)):
            changes = reading.importer.write(plan)
    except (IntegrityError, DataError) as error:
        raise refused(
            f"la base de données refuse cet import ({_said_by(error)}), rien n’a été écrit",
            batch.filename,
            "Corrigez les lignes en cause, puis déposez le fichier de nouveau.",
        ) from error
    for position, change in enumerate(changes):
        change.batch, change.position = batch, position
    Change.objects.bulk_create(changes, batch_size=2000)
    batch.state, batch.applied_by, batch.applied_at = BatchState.APPLIED, by, timezone.now()
    batch.save(update_fields=["state", "applied_by", "applied_at"])
    counts = {
        "additions": len(plan.additions),
        "changes": len(plan.changes),
        "closures": len(plan.closures),
        "kept": sum(choice != "close" for choice in batch.answers.values()),
    }
    done = counted(len(changes), "écriture", "écritures")
    _journal(batch, by, "applied", f"Import appliqué\u00a0: {batch.filename}, {done}", **counts)
    return batch


def _said_by(error: Exception) -> str:
    """The constraint that refuses, by its name in the database."""
    diagnostic = getattr(error.__cause__, "diag", None)
    return getattr(diagnostic, "constraint_name", None) or "valeur trop longue ou trop grande"


def _plan(batch: Batch, reading: Reading, by: User) -> Plan:
    found = reading.differences
    by_key: dict[Key, list[Difference]] = {key: [] for key in found.changed_keys}
    for one in found.changes:
        by_key[one.key].append(one)
    return Plan(
        batch=batch.pk,
        by=by,
        reason=f"Import du fichier {batch.filename}",
        known=reading.known,
        additions=found.additions,
        changes={key: tuple(changes) for key, changes in by_key.items()},
        closures=tuple(key for key in found.missing if batch.answers.get(key_text(key)) == "close"),
    )


def undo(batch: Batch, by: User) -> Undone:
    """Take an applied import back within thirty days; what a person changed since is kept.

    Nothing is deleted: a new figure is withdrawn, a revised one gets its former value back in a
    new revision, a new record is archived.
    """
    policy.require(by, "import.apply")
    with transaction.atomic():
        batch = _alone(batch)
        _undoable(batch)
        changes = list(batch.changes.all())
        with pghistory.context(import_undone=str(batch.pk)):
            undone = importer_for(batch.kind).undo(changes, batch=batch.pk, by=by)
        batch.state, batch.undone_by, batch.undone_at = BatchState.UNDONE, by, timezone.now()
        batch.report = batch.report | {"kept": [list(one) for one in undone.kept]}
        batch.save(update_fields=["state", "undone_by", "undone_at", "report"])
        back = counted(undone.reverted, "écriture reprise", "écritures reprises")
        summary = f"Import défait\u00a0: {batch.filename}, {back}"
        _journal(batch, by, "undone", summary, reverted=undone.reverted, kept=len(undone.kept))
    return undone


def undo_deadline(batch: Batch) -> datetime | None:
    """Until when an applied import can be undone; None when it is not applied."""
    return batch.applied_at and batch.applied_at + timedelta(days=UNDO_DAYS)


def _undoable(batch: Batch) -> None:
    deadline = undo_deadline(batch)
    if batch.state != BatchState.APPLIED or deadline is None:
        raise refused("seul un import appliqué se défait", batch.filename, _WHERE_IT_STANDS)
    if timezone.now() > deadline:
        raise refused(
            f"un import se défait pendant {UNDO_DAYS}\u00a0jours, le délai est passé depuis le "
            f"{deadline:%d/%m/%Y}",
            batch.filename,
            "Corrigez les valeurs une à une, ou importez un fichier corrigé.",
        )


@transaction.atomic
def abandon(batch: Batch, by: User) -> Batch:
    """Leave a deposited file aside; it stays readable and nothing was written."""
    policy.require(by, "import.apply")
    batch = _pending(Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk))
    batch.state = BatchState.ABANDONED
    batch.save(update_fields=["state"])
    _journal(batch, by, "abandoned", f"Import abandonné\u00a0: {batch.filename}")
    return batch


def _journal(batch: Batch, by: User, verb: str, summary: str, **details: object) -> None:
    record(
        action=f"import.{verb}",
        by=by,
        target=batch,
        summary=summary,
        details={"kind": batch.kind, "sha256": batch.sha256, **details},
    )


def batch_of(pk: uuid.UUID) -> Batch | None:
    """A batch by its number, or None."""
    return Batch.objects.filter(pk=pk).first()

"""``timonier import``: shows what a file would change, and writes only with ``--apply``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timonier.cli.console import as_json, say, step, warn

if TYPE_CHECKING:
    from timonier.accounts.models import User
    from timonier.intake.batches import Report
    from timonier.intake.models import Batch

KINDS = ("organisation", "strategy", "figures", "outlines")
ANSWERS = {"garder": "keep", "clore": "close", "oubli": "forgot"}
SHOWN = 40


def add_commands(commands: Any) -> None:
    """``import KIND FILE``."""
    parser = commands.add_parser(
        "import",
        help="montre ce qu’un fichier changerait, et l’applique si on le demande",
        description="Lit un fichier XLSX, ODS ou CSV, montre toutes les erreurs par cellule puis "
        "les différences. N’écrit qu’avec --apply, tout ou rien. Statut 0\u00a0: fait, ou rien à "
        "faire\u202f; 1\u00a0: illisible ou en erreur\u202f; 2\u00a0: des disparitions attendent "
        "une réponse.",
    )
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--apply", action="store_true", help="écrit les différences")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    parser.add_argument("--sheet", help="nom de la feuille à lire")
    parser.add_argument(
        "--missing", choices=ANSWERS, help="réponse à toutes les disparitions sans réponse"
    )
    parser.add_argument(
        "--as", dest="person", metavar="USER", help="compte au nom duquel écrire (administration)"
    )
    parser.add_argument("--source", default="", help="d’où viennent les contours (outlines)")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    content = _content(arguments.file)
    by = _person(arguments.person)
    if arguments.kind == "outlines":
        return _outlines(arguments, content, by)
    if arguments.apply:
        return _apply(arguments, content, by)
    from timonier.accounts import policy
    from timonier.intake import actions

    policy.require(by, "import.apply")
    with _progress(arguments, f"Lecture de {arguments.file.name}"):
        reading = actions.read(
            kind=arguments.kind,
            filename=arguments.file.name,
            content=content,
            sheet=arguments.sheet,
        )
    report = reading.report()
    answers = _answers(report, arguments.missing, {})
    _show(arguments, report, answers, applied=False)
    return _status(report, answers)


def _content(path: Path) -> bytes:
    """The bytes of the file, refused by its size before they are read."""
    from timonier.intake.actions import LIMITS
    from timonier.intake.errors import refused
    from timonier.intake.safety import check_size

    if not path.is_file():
        raise refused("fichier introuvable", str(path), "Vérifiez le chemin et le nom.")
    check_size(path.stat().st_size, path.name, LIMITS)
    return path.read_bytes()


def _person(username: str | None) -> User:
    """The account to write as: the one named, else the first administrator."""
    from timonier.accounts.enums import Role
    from timonier.accounts.models import User
    from timonier.intake.errors import refused

    active = User.objects.filter(is_active=True)
    if username:
        found = active.filter(username=username).first()
    else:
        found = next((one for one in active.order_by("id") if one.holds(Role.ADMINISTRATOR)), None)
    if found is None:
        raise refused(
            f"aucun compte actif nommé {username}" if username else "aucun compte d’administration",
            remedy="Donnez un compte avec --as, ou créez-le d’abord.",
        )
    return found


def _progress(arguments: argparse.Namespace, label: str) -> Any:
    """Steps are shown, except when the answer is for a machine."""
    from contextlib import nullcontext

    return nullcontext() if arguments.json else step(label)


def _apply(arguments: argparse.Namespace, content: bytes, by: User) -> int:
    """Deposit, answer, apply. What cannot be applied is abandoned: no trace is left waiting."""
    from timonier.intake import actions
    from timonier.intake.batches import Report

    with _progress(arguments, f"Lecture de {arguments.file.name}"):
        batch = actions.deposit(
            kind=arguments.kind,
            filename=arguments.file.name,
            content=content,
            sheet=arguments.sheet,
            by=by,
        )
    report = Report.from_json(batch.report)
    answers = _answers(report, arguments.missing, batch.answers)
    batch = actions.answer_all(batch, answers, by=by) if answers else batch
    status = _status(report, answers)
    applied = not report.why_not(answers)
    if applied:
        with _progress(arguments, "Écriture"):
            batch = actions.apply(batch, by)
        _snapshot(arguments, by)
    elif status != 2:
        actions.abandon(batch, by)
    _show(arguments, report, answers, applied=applied, batch=batch)
    return status


def _answers(report: Report, choice: str | None, given: dict[str, str]) -> dict[str, str]:
    if choice is None:
        return dict(given)
    return {one.key: ANSWERS[choice] for one in report.missing} | given


def _status(report: Report, answers: dict[str, str]) -> int:
    if report.faults or report.blocking:
        return 1
    return 2 if report.unanswered(answers) else 0


def _snapshot(arguments: argparse.Namespace, by: User) -> None:
    """After new figures, a snapshot that reads only what changed."""
    if arguments.kind != "figures":
        return
    from timonier.consolidation.actions import consolidate
    from timonier.consolidation.models import Snapshot

    with _progress(arguments, "Photo des données"):
        consolidate(by=None, parent=Snapshot.objects.order_by("-id").first())


def _show(
    arguments: argparse.Namespace,
    report: Report,
    answers: dict[str, str],
    *,
    applied: bool,
    batch: Batch | None = None,
) -> None:
    if arguments.json:
        as_json(_machine(report, answers, applied, batch))
        return
    say(report.sentence)
    for note in report.notes:
        say(f"  {note}")
    _say_problems(report)
    if report.faults or report.blocking:
        return
    _say_differences(report, answers)
    if applied:
        say("Appliqué. Cet import se défait depuis sa page, pendant trente jours.")
    elif waiting := report.unanswered(answers):
        warn(
            f"{len(waiting)} disparition(s) sans réponse\u00a0: ajoutez --missing garder, clore ou "
            "oubli, ou répondez une à une sur la page des imports."
        )
    elif report.writes or report.closures(answers):
        say("Rien n’est écrit\u00a0: ajoutez --apply pour appliquer.")
    else:
        say("Rien à faire.")


def _say_problems(report: Report) -> None:
    """Every error, by cell: none is held back."""
    from timonier.intake.batches import line_of

    for trouble in report.troubles:
        (warn if trouble.blocking else say)(f"  {trouble.message}. {trouble.remedy}")
    for fault in report.faults:
        warn(f"  {line_of(fault)}")


def _say_differences(report: Report, answers: dict[str, str]) -> None:
    from timonier.intake.actions import ANSWERS as WORDS

    say(report.differences)
    lines = [f"  + ligne {one.row}\u00a0: {one.name}" for one in report.additions]
    lines += [
        f"  ~ ligne {one.row}\u00a0: {one.name}, {one.field}\u00a0: {one.before} → {one.after}"
        + (f" ({one.gap})" if one.gap else "")
        for one in report.changes
    ]
    for text in lines[:SHOWN]:
        say(text)
    if len(lines) > SHOWN:
        say(f"  … et {len(lines) - SHOWN} autres (--json les donne tous)")
    for one in report.missing:
        answer = WORDS.get(answers.get(one.key, ""), "sans réponse")
        say(f"  - {one.name}, {one.detail}\u00a0: {answer.lower()}")


def _machine(
    report: Report, answers: dict[str, str], applied: bool, batch: Batch | None
) -> dict[str, Any]:
    data = json.loads(json.dumps(report.as_json(), default=lambda one: one.__dict__))
    del data["fingerprint"]
    return data | {
        "applied": applied,
        "unanswered": [one.key for one in report.unanswered(answers)],
        "batch": str(batch.pk) if batch else None,
    }


def _outlines(arguments: argparse.Namespace, content: bytes, by: User) -> int:
    """The outlines of the territories, from the institution's own GeoJSON."""
    from timonier.intake.errors import refused
    from timonier.registry.territories.actions import load_outlines

    if not arguments.source:
        raise refused("un contour porte sa source", remedy="Donnez-la avec --source.")
    if not arguments.apply:
        say("Rien n’est écrit\u00a0: ajoutez --apply pour charger ces contours.")
        return 0
    result = load_outlines(content=content, source=arguments.source, by=by)
    say(f"Contours chargés\u00a0: {result}")
    return 0

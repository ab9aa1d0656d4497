"""``timonier report build`` and ``timonier report check``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from timonier.cli.console import as_json, say, step, warn

FORMATS = "html,pdf,docx,odt"


def add_commands(commands: Any) -> None:
    """``report build`` and ``report check``."""
    report = commands.add_parser("report", help="le rapport annuel d’activité")
    verbs = report.add_subparsers(required=True, metavar="…")
    build = verbs.add_parser("build", help="construit le rapport et ses extraits communaux")
    build.add_argument("--year", type=int, required=True, help="exercice (2023)")
    build.add_argument("--out", type=Path, required=True, help="dossier où écrire")
    build.add_argument("--format", default=FORMATS, help=f"formats, par défaut {FORMATS}")
    build.add_argument("--communes", default="", help="all, ou des codes (13055,13001)")
    build.add_argument(
        "--final", action="store_true", help="refuse s’il reste un constat bloquant ouvert"
    )
    build.set_defaults(run=_build)
    check = verbs.add_parser("check", help="relit le rapport et liste ses constats")
    check.add_argument("--year", type=int, required=True, help="exercice (2020)")
    check.add_argument("--json", action="store_true", help="réponse lisible par un programme")
    check.set_defaults(run=_check)


def _report(year: int) -> Any:
    from timonier.outputs.reports.actions import ReportRefusal
    from timonier.outputs.reports.models import AnnualReport

    report = AnnualReport.objects.filter(year=year).first()
    if report is None:
        known = ", ".join(str(one.year) for one in AnnualReport.objects.order_by("year"))
        raise ReportRefusal(
            f"aucun rapport pour {year}", remedy=f"exercices connus : {known or 'aucun'}"
        )
    return report


def _build(arguments: argparse.Namespace) -> int:
    from timonier.outputs.reports.build import FORMATS as KNOWN
    from timonier.outputs.reports.delivery import commune_codes, prepare, write_files
    from timonier.outputs.reports.finding import counted

    report = _report(arguments.year)
    formats = [one.strip() for one in arguments.format.split(",") if one.strip()]
    unknown = [one for one in formats if one not in KNOWN]
    if unknown:
        warn(f"Format inconnu : {', '.join(unknown)}. Choisissez parmi {', '.join(KNOWN)}.")
        return 1
    with step(f"Lecture et relecture de {report.title}"):
        copy = prepare(report, final=arguments.final)
    with step(", ".join(fmt.upper() for fmt in formats)):
        paths = write_files(copy, arguments.out, formats)
    if arguments.communes:
        codes = commune_codes(copy.edition, arguments.communes)
        with step(f"{len(codes)} extraits communaux"):
            paths += write_files(copy, arguments.out, [], codes)
    waiting = sum(one.severity == "blocking" and one.is_open for one in copy.findings)
    say(f"{len(paths)} fichiers dans {arguments.out}, photo {copy.tree.snapshot.id}.")
    if waiting:
        ouverts = counted(waiting, "constat bloquant ouvert", "constats bloquants ouverts")
        say(f"{ouverts} : timonier report check --year {report.year}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from timonier.outputs.reports.checks import check, open_blocking

    found = check(_report(arguments.year))
    if arguments.json:
        as_json([_plain(one) for one in found])
    else:
        for one in found:
            say(f"{one.severity_label:12} {one.label} : {one.message}")
            say(f"             où : {one.where}")
            todo = f"justifié, {one.waiver}" if one.waiver else one.remedy
            say(f"             à faire : {todo}")
        say(f"{len(found)} constats, dont {len(open_blocking(found))} bloquants ouverts.")
    return 2 if open_blocking(found) else 0


def _plain(one: Any) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "severity": one.severity,
        "message": one.message,
        "remedy": one.remedy,
        "places": [place.text for place in one.places],
        "figures": list(one.figures),
        "chapter": one.chapter_title,
        "waiver": one.waiver or None,
    }

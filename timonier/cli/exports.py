"""``timonier export``: lists in the very shape that ``timonier import`` reads."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from timonier.cli.console import say, step

KINDS = {
    "figures-xlsx": ("figures", "xlsx"),
    "figures-csv": ("figures", "csv"),
    "strategy-xlsx": ("strategy", "xlsx"),
    "organisation-xlsx": ("organisation", "xlsx"),
}


def add_commands(commands: Any) -> None:
    """``export KIND --out FILE``."""
    parser = commands.add_parser(
        "export",
        help="écrit une liste au format que l’import relit",
        description="Une liste exportée puis importée ne montre aucune différence.",
    )
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from timonier.intake.errors import refused
    from timonier.intake.listing import write_list
    from timonier.journal.actions import record

    kind, shape = KINDS[arguments.kind]
    if not arguments.out.parent.is_dir():
        raise refused("dossier introuvable", str(arguments.out), "Créez-le, ou changez --out.")
    with step(f"Export {arguments.kind}"), arguments.out.open("wb") as file:
        write_list(file, kind, shape)
    record(
        action="list.exported",
        by=None,
        summary=f"Liste exportée\u00a0: {arguments.kind}",
        details={"file": arguments.out.name},
    )
    say(f"Écrit\u00a0: {arguments.out}")
    return 0

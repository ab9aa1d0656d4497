"""``timonier consolidate`` and ``timonier snapshots``: make, list, verify and compare snapshots."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from timonier.cli.console import as_json, say


def add_commands(commands: Any) -> None:
    """``consolidate [--as-of DATE]`` and ``snapshots list|verify|compare``."""
    one = commands.add_parser("consolidate", help="fait une photo des données, affiche son numéro")
    one.add_argument("--as-of", type=date.fromisoformat, metavar="AAAA-MM-JJ", default=None)
    one.add_argument("--full", action="store_true", help="tout relire, sans partir de la dernière")
    one.set_defaults(run=_consolidate)
    many = commands.add_parser("snapshots", help="photos des données")
    verbs = many.add_subparsers(required=True, metavar="…")
    listed = verbs.add_parser("list", help="liste les photos")
    listed.set_defaults(run=_list)
    verified = verbs.add_parser("verify", help="recalcule les empreintes des fichiers")
    verified.add_argument("id", type=int, nargs="?")
    verified.set_defaults(run=_verify)
    compared = verbs.add_parser("compare", help="dit ce qui change d’une photo à l’autre")
    compared.add_argument("before", type=int, metavar="A")
    compared.add_argument("after", type=int, metavar="B")
    compared.add_argument("--json", action="store_true")
    compared.set_defaults(run=_compare)


def _consolidate(arguments: argparse.Namespace) -> int:
    from timonier.consolidation.actions import consolidate
    from timonier.consolidation.reader import latest_snapshot

    parent = None if arguments.full or arguments.as_of else latest_snapshot()
    snapshot = consolidate(by=None, as_of=arguments.as_of, parent=parent)
    say(str(snapshot.pk))
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from timonier.consolidation.models import Snapshot

    for one in Snapshot.objects.order_by("id"):
        figures = one.manifest["figures"]
        say(f"{one.pk:>5}  {one.as_of:%d/%m/%Y}  {one.sha256[:16]}  {figures} chiffres")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from timonier.consolidation.checks import verify
    from timonier.consolidation.models import Snapshot

    rows = Snapshot.objects.order_by("id")
    chosen = rows.filter(pk=arguments.id) if arguments.id else rows
    problems = [(one, problem) for one in chosen for problem in verify(one)]
    for snapshot, problem in problems:
        say(f"{snapshot} : {problem.file} {problem.what}. {problem.remedy}")
    if not problems:
        say(f"{len(chosen)} photo(s) vérifiée(s), aucune différence.")
    return 2 if problems else 0


def _compare(arguments: argparse.Namespace) -> int:
    from timonier.consolidation.checks import compare
    from timonier.consolidation.models import Snapshot
    from timonier.engine.errors import TimonierError

    found = {
        one.pk: one for one in Snapshot.objects.filter(pk__in=[arguments.before, arguments.after])
    }
    for pk in (arguments.before, arguments.after):
        if pk not in found:
            raise TimonierError(
                f"la photo n° {pk} n’existe pas", remedy="voyez « timonier snapshots list »"
            )
    differences = compare(found[arguments.before], found[arguments.after])
    if arguments.json:
        as_json([{"kind": one.kind, "key": one.key, "what": one.what} for one in differences])
    else:
        for one in differences:
            say(one.what)
        if not differences:
            say("Aucune différence.")
    return 0

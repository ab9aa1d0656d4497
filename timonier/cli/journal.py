"""``timonier journal verify``: nobody rewrote the journal since it was written."""

from __future__ import annotations

import argparse
from typing import Any

from timonier.cli.console import say

FINDINGS = 2


def add_commands(commands: Any) -> None:
    """``journal verify [--expect EMPREINTE]``."""
    journal = commands.add_parser("journal", help="journal des actions")
    verbs = journal.add_subparsers(required=True, metavar="…")
    verify = verbs.add_parser("verify", help="recalcule la chaîne des empreintes du journal")
    verify.add_argument(
        "--expect",
        metavar="EMPREINTE",
        help="empreinte notée lors d’une vérification passée ; dit si elle est toujours là",
    )
    verify.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    """Exit status 2 when an entry was rewritten, or when an entry once noted is gone."""
    from timonier.journal.actions import broken_link
    from timonier.journal.models import Entry

    if broken := broken_link():
        say(
            f"Journal altéré\u00a0: l’entrée n°\u00a0{broken.pk} du {broken.at:%d/%m/%Y à %H h %M} "
            "ne suit pas celle qui la précède. Comparez avec une sauvegarde."
        )
        return FINDINGS
    if arguments.expect and not Entry.objects.filter(digest=arguments.expect).exists():
        say(
            "Journal tronqué\u00a0: l’empreinte attendue n’y est plus. Des entrées ont été "
            "retirées depuis qu’elle a été notée. Comparez avec une sauvegarde."
        )
        return FINDINGS
    last = Entry.objects.order_by("-id").values_list("digest", flat=True).first() or "aucune"
    count = Entry.objects.count()
    say(f"Journal intact\u00a0: {count} entrées. Dernière empreinte, à noter\u00a0: {last}")
    return 0

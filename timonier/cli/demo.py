"""``timonier demo load``: the Aix-Marseille-Provence data set."""

from __future__ import annotations

import argparse
from typing import Any

from timonier.cli.console import say, step


def add_commands(commands: Any) -> None:
    """``demo load``."""
    demo = commands.add_parser("demo", help="jeu de données de démonstration")
    verbs = demo.add_subparsers(required=True, metavar="…")
    load = verbs.add_parser("load", help="charge le jeu de données Aix-Marseille-Provence")
    load.set_defaults(run=_load)


def _load(arguments: argparse.Namespace) -> int:
    from django.core.management import call_command

    from timonier.cli.site import demonstration_password
    from timonier.demo.load import is_loaded, load

    with step("Structure à jour"):
        call_command("migrate", verbosity=0, interactive=False)
    if is_loaded():
        say("Le registre contient déjà une institution : rien n’est chargé, rien n’est perdu.")
        return 0
    load(password=demonstration_password(), say=lambda text: say(f"  {text}"))
    say(f"Chargé. Mot de passe des comptes d’essai : {demonstration_password()}")
    return 0

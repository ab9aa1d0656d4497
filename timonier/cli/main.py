"""The ``timonier`` command: thin doors to the same actions as the screens.

Each command family lives in its own module and adds its own words to the parser. Every command
ends with a non-zero status when it could not do what it says.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

FAMILIES = (
    "timonier.cli.site",
    "timonier.cli.demo",
    "timonier.cli.consolidate",
    "timonier.cli.imports",
    "timonier.cli.exports",
    "timonier.cli.reports",
    "timonier.cli.journal",
    "timonier.cli.bench",
)


def parser() -> argparse.ArgumentParser:
    """The whole grammar, with ``--help`` at every level."""
    root = argparse.ArgumentParser(
        prog="timonier", description="Piloter une intercommunalité, de l’orientation au rapport."
    )
    commands = root.add_subparsers(title="commandes", dest="command", required=True, metavar="…")
    for family in FAMILIES:
        importlib.import_module(family).add_commands(commands)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status (0 done, 1 refused or failed, 2 findings)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    arguments = parser().parse_args(argv)
    if getattr(arguments, "needs_database", True):
        import django

        django.setup()
    from timonier.engine.errors import TimonierError

    try:
        return int(arguments.run(arguments) or 0)
    except TimonierError as error:
        print(f"Impossible : {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())

"""``timonier run``: database, data set, first snapshot, site. A second run starts in seconds."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from timonier.cli.console import say, step, warn

WORDS = "amarre balise brise cap chenal digue écluse foc hune jetée lest mât phare proue quai vigie"


def add_commands(commands: Any) -> None:
    """``run``: everything a new user needs."""
    run = commands.add_parser("run", help="prépare tout ce qui manque, puis sert le site")
    run.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--workers", type=int, default=2)
    run.set_defaults(run=serve, needs_database=False)


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens on *port* yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def prepare() -> None:
    """Migrations, data set and first snapshot: only what is missing."""
    with step("Base de données"):
        import django

        django.setup()
    from django.core.management import call_command

    with step("Structure à jour"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
    from timonier.demo.load import is_loaded, load

    if not is_loaded():
        say("  Jeu de données Aix-Marseille-Provence :")
        load(password=demonstration_password(), say=lambda text: say(f"    {text}"))
    from timonier.consolidation.actions import consolidate
    from timonier.consolidation.models import Snapshot

    if not Snapshot.objects.exists():
        with step("Première photo des données"):
            consolidate(by=None)


def demonstration_password() -> str:
    """The password of the demonstration accounts: made once for this installation, kept in var/."""
    if password := os.environ.get("TIMONIER_DEMO_PASSWORD"):
        return password
    from django.conf import settings

    path = Path(settings.VAR_DIR) / "demonstration_password"
    if not path.exists():
        words = [secrets.choice(WORDS.split()) for _ in range(3)]
        path.write_text("-".join([*words, str(secrets.randbelow(90) + 10)]), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


def announce(url: str) -> None:
    """Where the site is, and the accounts to try it."""
    from timonier.demo.accounts import ACCOUNTS

    say(f"\nTimonier est prêt : {url}")
    say(f"\nComptes pour l’essayer, mot de passe {demonstration_password()}")
    for account in ACCOUNTS:
        say(f"  {account.username:14} {account.first_name} {account.last_name}, {account.title}")
    say("\nArrêter : Ctrl-C. Les données restent dans var/.")


def serve(arguments: argparse.Namespace) -> int:
    """Prepare, then serve until Ctrl-C."""
    url = f"http://{arguments.host}:{arguments.port}"
    if not port_is_free(arguments.host, arguments.port):
        warn(f"Le port {arguments.port} est déjà pris. Choisissez-en un autre : make run PORT=8001")
        return 1
    os.environ.setdefault("TIMONIER_DEMO", "1")
    say("Timonier")
    prepare()
    announce(url)
    return _gunicorn(arguments)


def _gunicorn(arguments: argparse.Namespace) -> int:
    """The web server as a child: this process keeps the embedded database alive for it."""
    from django.db import connection

    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind"]
    command += [f"{arguments.host}:{arguments.port}", "--workers", str(arguments.workers)]
    command += ["--threads", "4", "--timeout", "120", "--log-level", "warning"]
    settings = connection.settings_dict
    connection.close()
    child = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": database_url(settings)})
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, _stop)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        say("\nArrêté.")
        return 0


def _stop(number: int, frame: object) -> None:
    """Ctrl-C and a polite kill both stop the site, then the database."""
    raise KeyboardInterrupt


def database_url(settings: dict[str, Any]) -> str:
    """The address of the database in use, for a child process."""
    from urllib.parse import quote

    user = quote(settings["USER"])
    secret = f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else ""
    host, port = settings["HOST"] or "localhost", settings["PORT"]
    if host.startswith("/"):
        return f"postgres://{user}{secret}@/{settings['NAME']}?host={quote(host, safe='')}"
    return f"postgres://{user}{secret}@{host}{f':{port}' if port else ''}/{settings['NAME']}"

"""What all tests share: the Aix-Marseille-Provence data set, its people, and the real site.

The data set is loaded once for the whole run, so that it can never rot; each test then works in
a transaction of its own. The site used by browser tests runs in another process on a copy of
that database.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

# Playwright keeps an event loop in the thread of the tests, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
PASSWORD = "vigie-phare-jetée-42"


@pytest.fixture(scope="session", autouse=True)
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files written by tests go to a folder of their own."""
    folder = tmp_path_factory.mktemp("var")
    django_settings.VAR_DIR = folder
    django_settings.MEDIA_ROOT = folder / "media"
    django_settings.SNAPSHOT_ROOT = folder / "snapshots"
    django_settings.REPORT_ROOT = folder / "reports"
    django_settings.EMAIL_FILE_PATH = folder / "mails"
    return folder


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, var: Path
) -> Iterator[None]:
    """Migrations, then the data set and a first snapshot, once."""
    from timonier.consolidation.actions import consolidate
    from timonier.demo.load import load

    with django_db_blocker.unblock():
        load(password=PASSWORD)
        consolidate(by=None)
    yield
    with django_db_blocker.unblock():
        _close_other_connections()


def _close_other_connections() -> None:
    """Playwright's event loop gives Django a second connection, which would hold the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests need the test database too: without the mark, none would be made for them."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture
def people(db: None) -> dict:
    """The demonstration accounts by name: admin, dgs, directrice, contributeur, controle…"""
    from timonier.accounts.models import User

    return {user.username: user for user in User.objects.all()}


@pytest.fixture
def sign_in(client, people):
    """Sign a person in and return the client: ``sign_in("dgs").get("/")``."""

    def as_person(username: str):
        client.force_login(people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_person


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source documents; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("le dossier ../shared est absent : cet essai compare aux sources")
    return SHARED


def _copy_database(name: str) -> str:
    """Copy the test database to *name* and return its address."""
    from timonier.cli.site import database_url

    settings = dict(connection.settings_dict)
    source = settings["NAME"]
    _close_other_connections()
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return database_url(settings | {"NAME": name})


def _drop_database(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(url: str, process: subprocess.Popen) -> None:
    for _ in range(150):
        if process.poll() is not None:
            pytest.fail("le site ne démarre pas")
        try:
            urllib.request.urlopen(f"{url}/etat/", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("le site ne répond pas")


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker, var: Path) -> Iterator[str]:
    """Address of the real site (gunicorn, its own copy of the database)."""
    with django_db_blocker.unblock():
        name = f"{connection.settings_dict['NAME']}_site"
        address = _copy_database(name)
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DATABASE_URL": address,
        "TIMONIER_VAR": str(var),
        "TIMONIER_DEMO": "1",
    }
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "--workers", "1", "--threads", "4"], env=environment)
    try:
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(20)
        with django_db_blocker.unblock():
            _drop_database(name)


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """A Chromium browser, or a visible skip."""
    path = next(
        (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None
    )
    if path is None:
        pytest.skip("Chromium n’est pas installé : les essais d’écran ne sont pas faits")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visit(site: str, chromium):
    """Open a page signed in as someone: ``visit("dgs", "/", width=390)`` gives the page."""
    contexts: dict = {}

    def open_page(username: str, path: str, width: int = 1280):
        key = (username, width)
        if key not in contexts:
            context = chromium.new_context(viewport={"width": width, "height": 900}, locale="fr-FR")
            page = context.new_page()
            page.goto(f"{site}/connexion/")
            page.fill("input[name=username]", username)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(lambda url: "/connexion/" not in url)
            contexts[key] = (context, page)
        page = contexts[key][1]
        page.goto(f"{site}{path}")
        return page

    yield open_page
    for context, _ in contexts.values():
        context.close()

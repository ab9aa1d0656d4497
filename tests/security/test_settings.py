"""The site as it is installed: https, secrets, and what the repository must not hold."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.consistency.project import ROOT, place, project_files, text_of

READ = """
import json, django
from django.conf import settings as s
django.setup()
from django.core.management import call_command
names = ("SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE "
         "SESSION_COOKIE_NAME CSRF_COOKIE_NAME DEBUG SECRET_KEY").split()
print(json.dumps({name: getattr(s, name) for name in names}))
"""


def installed(folder: Path, **environment: str) -> dict:
    """The settings as a new process reads them."""
    values = os.environ | {
        "TIMONIER_VAR": str(folder),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    values.pop("SECRET_KEY", None)
    command = [sys.executable, "-c", READ]
    done = subprocess.run(command, env=values, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def over_https(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The settings behind HTTPS."""
    return installed(tmp_path_factory.mktemp("https"), HTTPS="1")


def test_behind_https_browsers_are_told_to_stay_there_for_a_year(over_https: dict):
    assert over_https["SECURE_SSL_REDIRECT"] is True
    assert over_https["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_behind_https_cookies_travel_only_encrypted_and_bear_a_name_no_other_site_can_set(
    over_https: dict,
):
    assert over_https["SESSION_COOKIE_SECURE"]
    assert over_https["CSRF_COOKIE_SECURE"]
    assert over_https["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert over_https["CSRF_COOKIE_NAME"].startswith("__Host-")


def test_nothing_is_in_debug_unless_asked(over_https: dict):
    assert over_https["DEBUG"] is False


def test_each_installation_makes_a_long_key_of_its_own_that_only_its_owner_reads(tmp_path: Path):
    first, second = tmp_path / "one", tmp_path / "two"
    keys = {installed(folder)["SECRET_KEY"] for folder in (first, second)}
    assert len(keys) == 2
    assert min(map(len, keys)) >= 50
    assert stat.S_IMODE((first / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in first.glob("secret_key*")] == ["secret_key"]


def test_an_installation_keeps_its_key(tmp_path: Path):
    assert installed(tmp_path)["SECRET_KEY"] == installed(tmp_path)["SECRET_KEY"]


def test_the_repository_holds_no_key_and_no_database():
    named = re.compile(
        r"(?:^|/)(?:\.env|secret_key|demonstration_password|.*\.(?:pem|key|sqlite3))$"
    )
    assert [place(path) for path in project_files() if named.search(place(path))] == []
    written = re.compile(r"SECRET_KEY\s*=\s*[\"'][^\"']{8,}|BEGIN [A-Z ]*PRIVATE KEY")
    found = [place(path) for path in project_files() if written.search(text_of(path))]
    assert [name for name in found if name != place(Path(__file__))] == []

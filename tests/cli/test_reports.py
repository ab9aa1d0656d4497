"""``timonier report``: what it writes, and how it ends."""

from __future__ import annotations

import json

import pytest

from timonier.cli.main import main

pytestmark = pytest.mark.django_db


def test_check_ends_with_two_while_a_blocking_finding_is_open(capsys):
    assert main(["report", "check", "--year", "2020"]) == 2
    assert "bloquants ouverts" in capsys.readouterr().out


def test_check_gives_json_that_a_program_can_read(capsys):
    main(["report", "check", "--year", "2020", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert {"key", "severity", "message", "remedy", "places"} <= found[0].keys()
    assert found[0]["severity"] == "blocking"


def test_an_unknown_year_is_refused_with_those_known(capsys):
    assert main(["report", "check", "--year", "1999"]) == 1
    assert "2017, 2020, 2023" in capsys.readouterr().err


def test_build_writes_the_formats_and_the_extracts_asked_for(tmp_path):
    arguments = ["--out", str(tmp_path), "--format", "html", "--communes", "13005"]
    assert main(["report", "build", "--year", "2017", *arguments]) == 0
    assert (tmp_path / "rapport-activite-2017.html").exists()
    assert [path.name for path in (tmp_path / "communes").iterdir()] == [
        "rapport-activite-2017-13005-aubagne.pdf"
    ]


@pytest.mark.requirement("R123")
def test_a_final_build_is_refused_while_a_blocking_finding_is_open(tmp_path, capsys):
    arguments = ["--out", str(tmp_path), "--format", "html", "--final"]
    assert main(["report", "build", "--year", "2020", *arguments]) == 1
    assert "constats bloquants" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("option", "value"), [("--format", "exe"), ("--communes", "75056")])
def test_an_unknown_format_or_commune_is_refused(tmp_path, option, value):
    arguments = ["--out", str(tmp_path), "--format", "html", option, value]
    assert main(["report", "build", "--year", "2017", *arguments]) == 1

"""The report checked as data: contradictions, untraced numbers, disappearances."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from timonier.outputs.reports import actions
from timonier.outputs.reports.checks import check, findings, open_blocking
from timonier.outputs.reports.checks_texts import untraced
from timonier.outputs.reports.edition import Edition, edition_of
from timonier.outputs.reports.models import AnnualReport

pytestmark = pytest.mark.django_db


def edition(year: int) -> Edition:
    return edition_of(AnnualReport.objects.get(year=year))


def with_body(one: Edition, body: str) -> Edition:
    """The edition with one accepted text, *body*, in its first chapter that has texts."""
    first = next(row for row in one.report.chapters if row.texts)
    text = replace(first.texts[0], body=body)
    chapters = (replace(first, texts=(text,)),)
    return replace(one, report=replace(one.report, chapters=chapters))


def kinds(one: Edition, kind: str) -> list:
    return [found for found in findings(one) if found.kind == kind]


@pytest.mark.requirement("R107")
@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("La Métropole compte 92 communes.", ["92"]),
        ("Une part de 6,25 % en moins.", ["6,25 %"]),
        ("Soit 1 140 442 tonnes.", ["1 140 442"]),
        ("Le 28 juillet 2023, ou le 1er mars.", []),
        ("Le tramway T3, la ligne B4 et l’article 39.", []),
        ("De 2021 à 2027, {{chiffre:003-0376}} pris en charge.", []),
        ("Cité par {{engagement:E-005}}.", []),
    ],
)
def test_a_number_typed_by_hand_is_found_but_dates_and_names_are_not(line, found):
    assert untraced(line) == found


@pytest.mark.requirement("R107")
def test_an_untraced_number_blocks_and_names_its_line():
    found = kinds(with_body(edition(2023), "Bien.\n\nNous avons planté 300 arbres."), "untraced")
    assert [one.severity for one in found] == ["blocking"]
    assert "ligne\u00a03" in found[0].where


def test_the_key_of_an_untraced_number_survives_a_move_in_the_text():
    line = "Nous avons planté 300 arbres."
    before = kinds(with_body(edition(2023), line), "untraced")[0].key
    after = kinds(with_body(edition(2023), f"Avant.\n\n{line}"), "untraced")[0].key
    assert before == after


@pytest.mark.parametrize("body", ["{{chiffre:999-9999}}", "{{chiffre:003-0376", "{{engagement:X}}"])
def test_an_insertion_that_is_not_understood_blocks(body):
    assert [one.severity for one in kinds(with_body(edition(2023), body), "markup")] == ["blocking"]


def test_a_known_figure_and_a_known_undertaking_leave_no_finding():
    body = "{{chiffre:003-0376}} et les rails {{engagement:E-005}}"
    one = with_body(edition(2023), body)
    assert kinds(one, "markup") + kinds(one, "untraced") == []


@pytest.mark.requirement("R122")
def test_a_figure_published_last_time_and_absent_now_is_listed():
    gone = {code for one in kinds(edition(2023), "discontinued") for code in one.figures}
    assert {"002-0009", "002-0426"} <= gone
    assert "002-0017" not in gone


@pytest.mark.requirement("R122")
def test_a_first_report_owes_nothing_to_an_earlier_one():
    assert kinds(edition(2017), "discontinued") == []


@pytest.mark.requirement("R123")
def test_one_fact_with_two_values_blocks_the_report_of_2020():
    blocking = [one for one in findings(edition(2020)) if one.severity == "blocking"]
    assert any({"002-0175", "002-0460"} == set(one.figures) for one in blocking)


@pytest.mark.requirement("R123")
def test_a_figure_of_another_year_is_to_be_justified():
    found = {code for one in kinds(edition(2023), "other_year") for code in one.figures}
    assert "003-0376" in found


@pytest.mark.requirement("R124")
def test_an_operation_told_without_its_cost_of_today_is_to_be_justified():
    keys = {one.key for one in kinds(edition(2023), "cost")}
    assert "cost:E-005" in keys
    assert "cost:E-003" not in keys, "no news: the report does not mention it"


@pytest.mark.requirement("R103")
def test_missing_accounts_are_a_finding():
    assert kinds(edition(2023), "accounts")


def test_a_reason_stays_attached_to_its_finding(people):
    report = AnnualReport.objects.get(year=2023)
    key = open_blocking(check(report))[0]
    actions.waive(report=report, by=people["redaction"], finding_key=key, reason="Vérifié.")
    kept = next(one for one in check(report) if one.key == key)
    assert kept.waiver.startswith("Vérifié.")
    assert key not in open_blocking(check(report))


def test_every_finding_says_what_to_do_and_has_its_own_key():
    found = findings(edition(2020))
    assert all(one.message and one.remedy for one in found)
    assert len({one.key for one in found}) == len(found)


@pytest.mark.requirement("R123")
def test_the_known_faults_of_2020_that_figures_carry_are_found(shared: Path):
    """The other faults of the list are in the words or the layout of the document."""
    path = shared / "data" / "anomalies-2020.csv"
    if not path.exists():
        pytest.skip("anomalies-2020.csv est absent")
    with path.open(encoding="utf-8", newline="") as file:
        expected = {row["id"]: set(row["lines"].split(";")) for row in csv.DictReader(file)}
    places = [set(re.findall(r"l\.\s?(\d+)", one.where)) for one in findings(edition(2020))]
    found = {name for name, lines in expected.items() if any(lines <= place for place in places)}
    carried = {"ANO-001", "ANO-002", "ANO-003", "ANO-004", "ANO-005", "ANO-006", "ANO-007",
               "ANO-009"}  # fmt: skip
    assert carried <= found

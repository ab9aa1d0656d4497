"""How many of the faults that people found in the report of 2020 does the check find alone?

Of the twelve, four are not carried by figures: a wrong word already corrected in the
register (ANO-008), an event of 2021 told in the text (ANO-010), a chapter number (ANO-011)
and a stamp in the layout (ANO-012). The test reads the shared data, and skips without it.
"""

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from timonier.engine.coherence import Beside, Claim, Nature, Severity, check_report
from timonier.engine.quantities import Qualifier

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NOT_IN_FIGURES = {"ANO-008", "ANO-010", "ANO-011", "ANO-012"}
NOT_COMPARABLE = {"perimetre", "unite", "absent"}

pytestmark = pytest.mark.skipif(
    not (DATA / "figures-2020.csv").exists(), reason="../shared/data is absent"
)


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def read(name):
    return [
        Claim(
            row["id"],
            row["label_fr"],
            number(row["value"]),
            row["unit"],
            int(row["year"]) if row["year"].isdigit() else None,
            row["territory"],
            row["document"],
            row.get("line", ""),
            Qualifier(row["qualifier"] or "exact"),
            Nature(row["nature"]),
            row["policy_area"],
        )
        for row in rows(name)
    ]


def serious(year, claims, beside):
    found = check_report(year, claims, beside)
    return [item for item in found if item.severity is not Severity.INFORMATION]


@pytest.fixture(scope="module")
def measured():
    claims, later = read("figures-2020.csv"), read("figures-2023-extract.csv")
    crosswalk = {
        row["id_2020"]: row["id_2023"]
        for row in rows("crosswalk-2020-2023.csv")
        if row["id_2023"] and row["comparability"] not in NOT_COMPARABLE
    }
    lines = {item.id: item.place for item in claims}
    found = serious(2020, claims, Beside(others=later, matches=crosswalk))
    places = [{lines.get(id) for id in item.claims} for item in found]
    anomalies = {row["id"]: set(row["lines"].split(";")) for row in rows("anomalies-2020.csv")}
    return anomalies, places


@pytest.mark.requirement("R123")
def test_every_known_fault_that_figures_carry_is_found(measured):
    anomalies, places = measured
    found = {name for name, lines in anomalies.items() if any(lines <= at for at in places)}

    assert set(anomalies) - NOT_IN_FIGURES <= found


def test_at_least_three_findings_in_four_are_known_faults(measured, record_property):
    anomalies, places = measured
    true = sum(any(lines <= at for lines in anomalies.values()) for at in places)
    precision = true / len(places)
    record_property("precision", round(precision, 2))

    assert precision >= 0.75


@pytest.mark.parametrize(
    ("year", "name"), [(2017, "figures-2017.csv"), (2023, "figures-2023-extract.csv")]
)
def test_a_report_without_known_fault_raises_few_alarms(year, name):
    claims = read(name)

    assert len(serious(year, claims, Beside())) <= len(claims) // 50

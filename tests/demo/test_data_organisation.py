"""The demonstration data on organisations, territories, themes, acts and undertakings.

The files are read as text: what is proved here holds whatever loads them.
Tests that need the source documents say so and are skipped where they are absent.
"""

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "timonier" / "demo" / "data"
SHARED = ROOT.parent / "shared"
SOURCES = {
    "000": "rapport-activite-2017.txt",
    "001": "projet-administration-2020.txt",
    "002": "rapport-activite-2020.txt",
    "004": "deliberation-cadre-amp2r-2020.txt",
}
FIGURES = ("figures-2017.csv", "figures-2020.csv", "figures-2023-extract.csv")
INSTITUTION = "200054807"
NEAR = 6  # lines on either side of the line quoted
STEM = 5  # letters compared: the sources hesitate between Salonais and Salonnais
COMMON_WORDS = {
    "adjointe", "avec", "chargee", "conseil", "deleguee", "direction", "directions", "dans",
    "generale", "metropole", "mission", "pour", "projet", "services", "service", "territoire",
}  # fmt: skip
needs_sources = pytest.mark.skipif(
    not (SHARED / "sources").is_dir(), reason="the source documents are not beside the project"
)
needs_figures = pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="the source figures are not beside the project"
)

Row = dict[str, str]


def rows(name: str, folder: Path = DATA) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def source_lines(document: str) -> list[str]:
    return (SHARED / "sources" / SOURCES[document]).read_text(encoding="utf-8").split("\n")


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def significant_words(name: str) -> set[str]:
    return {w for w in re.findall(r"[a-z]{4,}", fold(name)) if w not in COMMON_WORDS}


def luhn(number: str) -> bool:
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(number))]
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0


def units() -> dict[str, Row]:
    return {row["code"]: row for row in rows("organisation-units.csv")}


def communes() -> list[Row]:
    return [row for row in rows("territories.csv") if row["kind"] == "commune"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("documents.csv", ("code",)),
        ("organisation-charts.csv", ("code",)),
        ("organisation-units.csv", ("code",)),
        ("organisation-successions.csv", ("predecessor", "successor")),
        ("territories.csv", ("code",)),
        ("populations.csv", ("commune", "year", "kind")),
        ("territory-aliases.csv", ("printed",)),
        ("themes.csv", ("number",)),
        ("acts.csv", ("code",)),
        ("act-identifiers.csv", ("act", "scheme", "value")),
        ("undertakings.csv", ("code",)),
        ("legal-references.csv", ("text", "article")),
    ],
)
def test_each_row_has_its_own_key(name, key):
    seen = Counter(tuple(row[part] for part in key) for row in rows(name))
    assert seen
    assert [found for found, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.csv")))
def test_no_row_is_longer_or_shorter_than_its_header(name):
    assert [row for row in rows(name) if None in row or None in row.values()] == []


# --- organisations ------------------------------------------------------------------------


@pytest.mark.requirement("R38")
def test_a_unit_hangs_from_a_unit_of_its_own_chart():
    known = units()
    strays = [
        code
        for code, unit in known.items()
        if unit["parent"] and known.get(unit["parent"], {}).get("chart") != unit["chart"]
    ]
    assert strays == []


def test_no_unit_is_its_own_ancestor():
    known = units()
    for code in known:
        path, current = [code], known[code]["parent"]
        while current:
            assert current not in path, path
            path.append(current)
            current = known[current]["parent"]


def test_each_chart_has_one_general_directorate_and_only_the_inspection_stands_beside_it():
    for chart in rows("organisation-charts.csv"):
        roots = {
            unit["code"]
            for unit in units().values()
            if unit["chart"] == chart["code"] and not unit["parent"]
        }
        assert roots == {f"{chart['code']}-dgs", f"{chart['code']}-igs"}


def test_a_unit_lives_within_its_chart():
    charts = {chart["code"]: chart for chart in rows("organisation-charts.csv")}
    for unit in units().values():
        chart = charts[unit["chart"]]
        assert unit["starts_on"] >= chart["starts_on"], unit["code"]
        assert unit["ends_on"] == chart["ends_on"], unit["code"]


def test_the_three_charts_hold_the_directorates_that_the_sources_count():
    levels = Counter((unit["chart"], unit["level"]) for unit in units().values())
    thematic = [c for c in units() if re.fullmatch(r"2017-(dga-[a-z-]+|igs)", c)]
    tops = [c for c in thematic if units()[c]["level"] == "dga" and top_level(c)]
    assert Counter(units()[c]["kind"] for c in tops) == {
        "thematic": 7,
        "transversal": 2,
        "functional": 7,
    }
    assert levels["2020", "territory_dgs"] == 6
    assert levels["2023", "dgd"] == 6


def top_level(code: str) -> bool:
    return units()[code]["parent"] in ("", "2017-dgs")


def test_what_is_deduced_for_2023_says_so_and_quotes_no_line():
    for unit in units().values():
        if unit["chart"] == "2023":
            assert unit["note"].startswith("déduit des chapitres du rapport 2023"), unit["code"]
            assert unit["line"] == "", unit["code"]


@pytest.mark.requirement("R126")
def test_a_succession_links_known_units_from_an_older_chart_to_a_newer_one():
    known = units()
    for link in rows("organisation-successions.csv"):
        assert link["predecessor"] in known, link
        if link["kind"] == "ended":
            assert link["successor"] == "", link
        else:
            before, after = known[link["predecessor"]], known[link["successor"]]
            assert before["chart"] < after["chart"], link
            assert link["effective_on"] == after["starts_on"], link


def test_the_six_territories_end_with_2022_and_have_no_successor():
    ended = {
        link["predecessor"]
        for link in rows("organisation-successions.csv")
        if link["kind"] == "ended" and link["effective_on"] == "2022-12-31"
    }
    assert {f"2020-ct{number}" for number in range(1, 7)} <= ended


def test_a_sourced_succession_names_its_document_and_line():
    for link in rows("organisation-successions.csv"):
        assert link["certainty"] in {"sourced", "presumed"}, link
        if link["certainty"] == "sourced":
            assert link["document"], link
            assert link["line"].isdigit(), link


@needs_sources
@pytest.mark.parametrize("document", sorted(SOURCES))
def test_a_unit_is_named_in_words_or_initials_near_the_line_it_quotes(document):
    text = source_lines(document)
    for unit in units().values():
        if unit["document"] == document and "déduit" not in unit["note"]:
            line = int(unit["line"])
            near = fold(" ".join(text[max(0, line - 1 - NEAR) : line + NEAR]))
            missing = {w for w in significant_words(unit["name"]) if w[:STEM] not in near}
            by_its_initials = unit["short_name"].startswith("DGA ") and fold(
                unit["short_name"]
            ) in " ".join(near.split())
            assert by_its_initials or not missing, (unit["code"], missing)


# --- territories --------------------------------------------------------------------------


@pytest.mark.requirement("R26")
def test_the_institution_has_ninety_two_communes_with_valid_codes():
    found = communes()
    assert len(found) == 92
    for commune in found:
        assert re.fullmatch(r"(13|83|84)\d{3}", commune["code"]), commune
        assert re.fullmatch(r"\d{9}", commune["siren"]), commune
        assert luhn(commune["siren"]), commune


def test_each_former_territory_has_the_number_of_communes_known_for_it():
    members = Counter(commune["parent_code"] for commune in communes())
    assert members == {"CT1": 18, "CT2": 36, "CT3": 17, "CT4": 12, "CT5": 6, "CT6": 3}


def test_the_former_territories_lasted_from_2016_to_2022():
    former = [row for row in rows("territories.csv") if row["kind"] == "former_territory"]
    spans = {(row["starts_on"], row["ends_on"], row["parent_code"]) for row in former}
    assert spans == {("2016-01-01", "2022-12-31", INSTITUTION)}


def test_each_vintage_counts_every_commune_once():
    vintages = Counter(
        (row["year"], row["vintage_year"], row["kind"]) for row in rows("populations.csv")
    )
    assert set(vintages.values()) == {92}


def test_the_population_of_the_institution_is_the_rounded_one_of_the_report_2023():
    total = sum(
        int(row["value"])
        for row in rows("populations.csv")
        if (row["vintage_year"], row["kind"]) == ("2018", "municipale")
    )
    assert round(total, -4) == 1_890_000


def test_the_total_population_is_never_below_the_municipal_one():
    values = {
        (row["commune"], row["year"], row["kind"]): int(row["value"])
        for row in rows("populations.csv")
    }
    for (commune, year, kind), value in values.items():
        if kind == "totale":
            assert value >= values[commune, year, "municipale"], (commune, year)


@needs_figures
def test_every_territory_printed_in_the_figures_has_an_alias():
    printed = {row["territory"] for name in FIGURES for row in rows(name, SHARED / "data")}
    assert printed == {row["printed"] for row in rows("territory-aliases.csv")}


def test_an_alias_leads_to_known_territories_unless_it_is_outside():
    known = {row["code"] for row in rows("territories.csv")}
    for alias in rows("territory-aliases.csv"):
        codes = [code for code in alias["code"].split("|") if code]
        assert set(codes) <= known, alias
        expected = {"exact": {1}, "part": {1}, "outside": {0}}.get(alias["scope"], range(2, 93))
        assert len(codes) in expected, alias


# --- themes, acts, undertakings, texts ------------------------------------------------------


@pytest.mark.requirement("R4")
def test_the_eleventh_theme_is_the_only_one_for_support_functions():
    themes = rows("themes.csv")
    assert [int(theme["number"]) for theme in themes] == list(range(1, 12))
    assert [theme["number"] for theme in themes if theme["support"] == "true"] == ["11"]


@pytest.mark.requirement("R110")
def test_file_number_15529_covers_two_acts():
    holders = {
        row["act"]
        for row in rows("act-identifiers.csv")
        if (row["scheme"], row["value"]) == ("file_number", "15529")
    }
    acts = {act["code"]: act["instance"] for act in rows("acts.csv")}
    assert sorted(acts[code] for code in holders) == [
        "Bureau de la Métropole",
        "Conseil de la Métropole",
    ]


def test_identifiers_and_amendments_lead_to_known_acts():
    acts = {act["code"]: act for act in rows("acts.csv")}
    assert {row["act"] for row in rows("act-identifiers.csv")} <= set(acts)
    for act in acts.values():
        assert {act["amends"], act["same_as"]} <= set(acts) | {""}, act


def test_a_date_is_a_day_or_is_left_empty_beside_its_printed_form():
    for act in rows("acts.csv"):
        if act["date"]:
            assert date.fromisoformat(act["date"]), act
            assert act["printed_date"], act


@pytest.mark.requirement("R125")
def test_every_undertaking_has_a_status_and_no_news_is_never_an_evidence():
    statuses = Counter(row["status"] for row in rows("undertakings.csv"))
    assert sum(statuses.values()) == 81
    assert set(statuses) == {"kept", "in_progress", "late", "dropped", "unknown"}
    for row in rows("undertakings.csv"):
        if row["evidence"].startswith("Aucune mention"):
            assert row["evidence_lines"] == "", row["code"]
            assert row["status"] == "unknown", row["code"]


def test_an_announced_amount_has_a_unit_and_an_announced_day_its_printed_form():
    for row in rows("undertakings.csv"):
        assert bool(row["promised_amount"]) == bool(row["promised_amount_unit"]), row["code"]
        assert not row["promised_amount"] or Decimal(row["promised_amount"]) > 0, row["code"]
        assert not row["promised_on"] or row["promised_on_printed"], row["code"]


def test_an_undertaking_is_placed_on_known_communes():
    known = {commune["code"] for commune in communes()}
    for row in rows("undertakings.csv"):
        assert {code for code in row["communes"].split("|") if code} <= known, row["code"]


@needs_figures
def test_the_undertakings_keep_the_status_read_in_the_sources():
    read = [row["status"] for row in rows("promises-2020-2023.csv", SHARED / "data")]
    kept = [row["status"].replace("_", " ") for row in rows("undertakings.csv")]
    assert kept == read


@needs_sources
@pytest.mark.parametrize(
    ("name", "document", "lines"),
    [
        ("themes.csv", "document", "line"),
        ("acts.csv", "document", "line"),
        ("act-identifiers.csv", "document", "line"),
        ("undertakings.csv", "promise_document", "promise_lines"),
    ],
)
def test_each_quoted_line_exists_and_is_not_blank(name, document, lines):
    texts = {code: source_lines(code) for code in SOURCES}
    for row in rows(name):
        for line in row[lines].split("|"):
            assert texts[row[document]][int(line) - 1].strip(), row


def test_each_document_quoted_is_declared():
    declared = {row["code"] for row in rows("documents.csv")}
    for name in ("organisation-units.csv", "organisation-successions.csv", "acts.csv"):
        assert {row["document"] for row in rows(name)} <= declared | {""}


def test_a_legal_reference_says_whether_its_source_was_read():
    assert {row["verified"] for row in rows("legal-references.csv")} == {"read", "secondary"}
    assert any(row["article"] == "L.5211-39" for row in rows("legal-references.csv"))

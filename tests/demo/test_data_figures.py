"""The figures of the data set: each one once, with its own year, unit, source and series."""

import datetime
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import pytest

from timonier.demo.prepare import areas, measures
from timonier.demo.prepare.figures import READINGS
from timonier.demo.prepare.tables import DATA, SHARED, Row, read, shared

needs_readings = pytest.mark.skipif(
    not (SHARED / "data" / "figures-2020.csv").exists(),
    reason="les lectures de ../shared/data ne sont pas là",
)
FILES = (
    "breaks.csv",
    "coherence-rules.csv",
    "crosswalk.csv",
    "figures.csv",
    "indicators.csv",
    "policy-areas.csv",
    "targets.csv",
)
BREAKING = {"millesime", "perimetre", "unite", "libelle", "decoupage"}


@cache
def table(name: str) -> list[Row]:
    return read(DATA / f"{name}.csv")


def figures() -> dict[str, Row]:
    return {row["id"]: row for row in table("figures")}


def series() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in table("figures"):
        found[row["indicator"]].append(row)
    return found


def codes() -> set[str]:
    return {row["code"] for row in table("indicators")}


@cache
def built() -> dict[str, str]:
    return measures.build() | areas.build()


def holds(rule: Row) -> bool:
    """Does the sum, or the share in %, that a source prints recompute?"""
    values = {key: Decimal(row["value"]) for key, row in figures().items()}
    parts = sum(values[part] for part in rule["parts"].split("|"))
    if rule["kind"] == "share":
        gap = 100 * parts / values[rule["total"]] - values[rule["share"]]
    else:
        gap = parts - values[rule["total"]]
    return abs(gap) <= Decimal(rule["tolerance"])


def test_the_1075_figures_of_the_reports_and_the_13_of_amp2r_are_there_once() -> None:
    assert len(figures()) == len(table("figures"))
    by_document = Counter(row["document"] for row in table("figures"))
    assert by_document == {"000": 266, "002": 503, "003": 306, "004": 13}


def test_every_figure_has_an_indicator_and_every_indicator_a_figure() -> None:
    assert set(series()) == codes()
    assert len(codes()) == len(table("indicators"))


def test_no_two_indicators_bear_the_same_name() -> None:
    names = Counter(row["name"].casefold() for row in table("indicators"))
    assert [name for name, count in names.items() if count > 1] == []


def test_a_series_changes_its_unit_only_across_a_break() -> None:
    broken = {row["indicator"] for row in table("breaks")}
    for code, rows in series().items():
        assert len({row["unit"] for row in rows}) == 1 or code in broken, code


@pytest.mark.requirement("R121")
def test_the_year_of_a_figure_is_not_the_year_of_its_report() -> None:
    assert figures()["003-0376"]["period_end"] == "2022-12-31"
    assert figures()["002-0004"]["period_end"] == "2016-12-31"


def test_an_unknown_period_stays_empty() -> None:
    for key in ("002-0227", "002-0384", "002-0502", "000-0118"):
        row = figures()[key]
        assert (row["period_printed"], row["period_start"], row["period_end"]) == ("", "", "")


def test_a_period_ends_after_it_starts() -> None:
    for row in table("figures"):
        if row["period_end"]:
            start = datetime.date.fromisoformat(row["period_start"])
            assert start <= datetime.date.fromisoformat(row["period_end"]), row["id"]


@pytest.mark.requirement("R89")
@pytest.mark.parametrize(
    ("figure", "qualifier"),
    [
        ("000-0027", "about"),
        ("000-0040", "more_than"),
        ("000-0016", "forecast"),
        ("000-0033", "requested"),
        ("002-0066", "more_than"),
        ("002-0155", "forecast"),
        ("002-0445", "requested"),
        ("002-0432", "less_than"),
        ("002-0046", "up_to"),
        ("002-0017", "exact"),
    ],
)
def test_a_value_keeps_the_qualifier_printed_with_it(figure: str, qualifier: str) -> None:
    assert figures()[figure]["qualifier"] == qualifier


def test_a_repetition_says_what_the_original_says() -> None:
    for row in table("figures"):
        if row["repeat_of"]:
            original = figures()[row["repeat_of"]]
            assert row["value"] == original["value"], row["id"]
            assert row["indicator"] == original["indicator"], row["id"]
            assert not original["repeat_of"], row["id"]


def test_one_fact_has_two_values_only_where_the_reports_contradict_themselves() -> None:
    known = {("002-0175", "002-0460"), ("002-0401", "002-0407"), ("003-0702", "003-0735")}
    facts: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in table("figures"):
        if not row["repeat_of"]:
            columns = ("indicator", "period_start", "period_end", "territory_printed", "nature")
            facts[tuple(row[column] for column in columns)].append(row["id"])
    assert {tuple(ids) for ids in facts.values() if len(ids) > 1} == known


def test_every_territory_printed_is_known() -> None:
    known = {row["printed"] for row in table("territory-aliases")}
    assert {row["territory_printed"] for row in table("figures")} <= known


def test_every_policy_area_has_a_theme() -> None:
    themes = {row["number"] for row in table("themes")}
    known = {(row["document"], row["policy_area"]) for row in table("policy-areas")}
    used = {(row["document"], row["unit_in_charge_hint"]) for row in table("figures")}
    assert used == known
    assert {row["theme_number"] for row in table("policy-areas")} <= themes


def test_a_ratio_names_its_two_terms() -> None:
    ratios = [row for row in table("indicators") if row["is_ratio"] == "true"]
    assert len(ratios) == 5
    for row in ratios:
        assert {row["numerator_indicator"], row["denominator_indicator"]} <= codes()
        assert Decimal(row["factor"]) > 0


def test_waste_per_head_is_near_what_its_terms_give() -> None:
    tons, people = (Decimal(figures()[key]["value"]) for key in ("002-0017", "002-0004"))
    printed = Decimal(figures()["002-0018"]["value"])
    assert abs(1000 * tons / people - printed) < 2


def test_a_pair_that_does_not_compare_puts_a_break_in_its_series() -> None:
    broken = {(row["indicator"], row["between_start"][:4]) for row in table("breaks")}
    for pair in table("crosswalk"):
        if pair["comparability"] in BREAKING:
            before, after = figures()[pair["id_from"]], figures()[pair["id_to"]]
            if before["indicator"] == after["indicator"]:
                year = before["period_end"][:4]
                assert (before["indicator"], year) in broken, pair


def test_only_one_pair_of_the_crosswalk_is_set_aside() -> None:
    aside = [
        (pair["id_from"], pair["id_to"])
        for pair in table("crosswalk")
        if pair["id_to"]
        and figures()[pair["id_from"]]["indicator"] != figures()[pair["id_to"]]["indicator"]
    ]
    assert aside == [("002-0068", "003-0144")]


def test_an_indicator_gone_in_2023_says_so() -> None:
    gone = {pair["id_from"] for pair in table("crosswalk") if pair["comparability"] == "absent"}
    noted = {row["code"] for row in table("indicators") if row["discontinued_note"]}
    assert noted == {figures()[key]["indicator"] for key in gone}
    assert all(len({row["document"] for row in series()[code]}) == 1 for code in noted)


def test_breaks_and_targets_refer_to_what_exists() -> None:
    objectives = {row["code"] for row in table("objectives")} | {""}
    assert {row["indicator"] for row in table("breaks") + table("targets")} <= codes()
    assert {row["objective"] for row in table("targets")} <= objectives
    assert all(row["between_start"] < row["between_end"] for row in table("breaks"))


def test_the_rules_refer_to_figures_that_exist() -> None:
    for rule in table("coherence-rules"):
        ids = {*rule["parts"].split("|"), rule["total"]}
        ids |= {rule["share"]} if rule["kind"] == "share" else set()
        assert ids <= set(figures()), rule["rule"]


def test_most_of_the_sums_that_the_reports_assert_hold() -> None:
    verdicts = [holds(rule) for rule in table("coherence-rules")]
    assert len(verdicts) >= 25
    assert sum(verdicts) > len(verdicts) / 2


def test_285_files_whose_detail_adds_up_to_232_break_their_rule() -> None:
    (rule,) = [row for row in table("coherence-rules") if row["total"] == "000-0191"]
    assert not holds(rule)


@needs_readings
def test_values_units_and_places_are_those_read() -> None:
    for read_row in (row for name in READINGS for row in shared(name)):
        row = figures()[read_row["id"]]
        assert (row["value"], row["unit_printed"]) == (read_row["value"], read_row["unit"])
        assert row["territory_printed"] == read_row["territory"]
        assert row["line"] == read_row.get("line", "")


@needs_readings
def test_the_year_read_is_the_year_of_the_period() -> None:
    for read_row in (row for name in READINGS for row in shared(name)):
        row = figures()[read_row["id"]]
        if not row["repeat_of"]:
            years = {row["period_start"][:4], row["period_end"][:4]}
            assert set(read_row["year"].split("-")) <= years, row["id"]


@needs_readings
def test_the_79_judgements_between_2020_and_2023_are_kept() -> None:
    kept = {(r["id_from"], r["id_to"]): r["comparability"] for r in table("crosswalk")}
    for row in shared("crosswalk-2020-2023"):
        assert kept[row["id_2020"], row["id_2023"]] == row["comparability"]


@needs_readings
@pytest.mark.parametrize("name", FILES)
def test_the_scripts_give_the_committed_file_byte_for_byte(name: str) -> None:
    assert built()[name].encode() == (DATA / name).read_bytes()


@needs_readings
def test_no_sentence_of_a_source_is_shipped() -> None:
    """A quotation of eight words or more would be a copy, not a fact."""
    shipped = " ".join(
        path.read_text(encoding="utf-8").replace("’", "'").replace("\u00a0", " ")
        for path in DATA.glob("*.csv")
        if path.name in FILES
    )
    quotes = [row["quote"] for name in READINGS[:2] for row in shared(name)]
    assert [quote for quote in quotes if len(quote.split()) >= 8 and quote in shipped] == []

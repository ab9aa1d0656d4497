"""The strategies of the data set: what the two documents print, and nothing else."""

from collections import Counter

import pytest

from timonier.demo.prepare import strategy
from timonier.demo.prepare.tables import DATA, SHARED, Row, french, read, shared

needs_readings = pytest.mark.skipif(
    not (SHARED / "data" / "objectives-dimension.csv").exists(),
    reason="les lectures de ../shared/data ne sont pas là",
)


FILES = (
    "objective-parts.csv",
    "objective-steps.csv",
    "objectives.csv",
    "orientation-links.csv",
    "strategies.csv",
    "strategy-levels.csv",
    "strategy-nodes.csv",
)


def table(name: str) -> list[Row]:
    return read(DATA / f"{name}.csv")


def nodes(plan: str) -> list[Row]:
    return [row for row in table("strategy-nodes") if row["strategy"] == plan]


def dated_objectives() -> list[Row]:
    return [
        row
        for row in table("objectives")
        if row["strategy"] == "DIMENSION" and row["narrative"] == "false"
    ]


def test_dimension_has_7_pillars_24_axes_72_items() -> None:
    assert Counter(row["level_name"] for row in nodes("DIMENSION")) == {
        "pilier": 7,
        "axe": 24,
        "fiche": 72,
    }


def test_dimension_has_114_objectives_and_33_narrative_commitments_beside_them() -> None:
    narrative = [row for row in table("objectives") if row["narrative"] == "true"]
    assert (len(dated_objectives()), len(narrative)) == (114, 33)


def test_36_objectives_carry_a_printed_threshold() -> None:
    assert sum(row["kind"] == "threshold" for row in dated_objectives()) == 36


def test_a_threshold_says_its_value_and_its_direction() -> None:
    for row in table("objectives"):
        threshold = row["kind"] == "threshold"
        assert threshold == bool(row["comparison"]), row["code"]
        assert not threshold or row["target_value"], row["code"]


def test_recruiting_in_seven_months_at_most_is_an_upper_bound() -> None:
    (found,) = [row for row in dated_objectives() if row["line"] == "1564"]
    assert (found["comparison"], found["target_value"]) == ("at_most", "7")


def test_ten_per_cent_more_applications_is_a_rise() -> None:
    (found,) = [row for row in dated_objectives() if row["line"] == "1590"]
    assert (found["comparison"], found["target_value"]) == ("rise_by", "10")


def test_an_objective_done_before_loading_keeps_the_date_printed() -> None:
    done = [row for row in dated_objectives() if row["status_printed"]]
    assert len(done) == 8
    assert Counter(row["done_on_printed"] for row in done) == {"T2 2020": 7, "T3 2020": 1}


def test_three_services_a_year_until_2026_are_six_dated_steps() -> None:
    steps = [row for row in table("objective-steps") if row["objective"] == "DIM-4-3.1-o2"]
    assert [row["due_on"][:4] for row in steps] == [str(year) for year in range(2021, 2027)]
    assert {row["target_value"] for row in steps} == {"3"}


def test_two_objectives_print_the_same_text() -> None:
    titles = Counter(row["title"] for row in dated_objectives())
    assert sorted(count for count in titles.values() if count > 1) == [2, 2]


def test_amp2r_has_its_imperatives_chantiers_vectors_levers_initiatives() -> None:
    kinds = Counter(row["level_name"] for row in nodes("AMP2R"))
    wanted = {"impératif": 3, "chantier": 8, "vecteur": 4, "levier": 6, "initiative": 80}
    assert {kind: kinds[kind] for kind in wanted} == wanted


def test_every_node_hangs_one_level_under_its_parent() -> None:
    depth = {row["code"]: int(row["depth"]) for row in table("strategy-nodes")}
    for row in table("strategy-nodes"):
        parent = depth[row["parent"]] if row["parent"] else 0
        assert depth[row["code"]] == parent + 1, row["code"]


def test_every_depth_has_a_name() -> None:
    named = {(row["strategy"], row["depth"]) for row in table("strategy-levels")}
    assert {(row["strategy"], row["depth"]) for row in table("strategy-nodes")} <= named


@pytest.mark.parametrize("name", ["strategy-nodes", "objectives", "strategies"])
def test_a_code_is_given_once(name: str) -> None:
    codes = [row["code"] for row in table(name)]
    assert len(codes) == len(set(codes))


def test_objectives_and_steps_refer_to_what_exists() -> None:
    known = {row["code"] for row in table("strategy-nodes")}
    objectives = {row["code"] for row in table("objectives")}
    without = [row["code"] for row in table("objectives") if not row["node"]]
    assert {row["node"] for row in table("objectives") if row["node"]} <= known
    assert without == ["DIM-n1", "DIM-n2"]
    assert {row["objective"] for row in table("objective-steps")} <= objectives


def test_links_between_trees_refer_to_nodes_or_themes_that_exist() -> None:
    known = {row["code"] for row in table("strategy-nodes")}
    known |= {f"T{int(row['number']):02}" for row in table("themes")}
    ends = {end for row in table("orientation-links") for end in (row["from_node"], row["to_node"])}
    assert ends <= known


def test_every_link_between_trees_gives_its_reason() -> None:
    assert all("l. " in row["note"] for row in table("orientation-links"))


@needs_readings
def test_targets_and_dates_are_those_read() -> None:
    for row, read_row in zip(dated_objectives(), shared("objectives-dimension"), strict=True):
        assert row["line"] == read_row["line"]
        assert row["target_value"] == read_row["target_value"]
        assert (row["due_printed"], row["due_on"]) == (read_row["due"], read_row["due_date"])


@needs_readings
def test_titles_are_those_read_but_four_corrected_by_hand() -> None:
    pairs = zip(dated_objectives(), shared("objectives-dimension"), strict=True)
    changed = [r["code"] for r, s in pairs if r["title"] != french(s["objective_text_short"])]
    assert changed == ["DIM-2-2.2-o1", "DIM-3-2.3-o1", "DIM-3-2.5-o1", "DIM-7-4.1-o2"]


@needs_readings
@pytest.mark.parametrize("name", FILES)
def test_the_scripts_give_the_committed_file_byte_for_byte(name: str) -> None:
    assert strategy.build()[name].encode() == (DATA / name).read_bytes()

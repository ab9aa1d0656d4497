"""The 600 systems of the sources, the feeds they become, and the page generated from them."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from timonier.demo import systems

SHARED = systems.ROOT.parent / "shared" / "data" / "systems.csv"
RHYTHMS = {"daily", "weekly", "monthly", "quarterly", "yearly", "per_session", "on_demand"}
MEDIUMS = {"file", "interface", "entry"}
CONFIDENTIALITIES = {"public", "internal", "restricted"}
NUMBERS = {f"R{number}" for number in range(1, 129)}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return systems.read_rows("systems.csv")


@pytest.fixture(scope="module")
def places() -> dict[str, dict[str, str]]:
    return {row["system"]: row for row in systems.read_rows("systems-places.csv")}


@pytest.fixture(scope="module")
def feeds() -> dict[str, dict[str, str]]:
    return {row["system"]: row for row in systems.read_rows("feeds.csv")}


def test_the_600_systems_of_the_sources_keep_their_number(rows):
    assert len(rows) == len({row["id"] for row in rows}) == 600


def test_the_list_is_the_one_read_from_the_documents(rows):
    if not SHARED.is_file():
        pytest.skip("the systems read from the documents are not beside the project")
    with SHARED.open(encoding="utf-8", newline="") as file:
        read = [(row["id"], row["relation"]) for row in csv.DictReader(file)]
    assert [(row["id"], row["relation"]) for row in rows] == read


def test_every_system_is_described_in_a_short_french_phrase(rows):
    assert [row["id"] for row in rows if not 0 < len(row["what"]) <= 120] == []


def test_every_system_has_exactly_one_place(rows, places):
    assert [row["id"] for row in rows] == list(places)


def test_a_source_is_a_feed_and_nothing_else_is(rows, places):
    sources = {row["id"] for row in rows if row["relation"] == "source"}
    assert {key for key, place in places.items() if place["disposition"] == "feed"} == sources


def test_what_stays_outside_is_never_claimed(rows, places):
    outside = {row["id"] for row in rows if row["relation"] == "outside"}
    assert {key for key, place in places.items() if place["disposition"] == "outside"} == outside


def test_an_open_system_names_the_requirement_that_will_close_it(places):
    opened = [place for place in places.values() if place["disposition"] == "open"]
    assert opened
    assert all(place["requirement"] and not place["screen"] for place in opened)


def test_a_place_names_existing_requirements_and_a_kind_of_place(places):
    named = {n for place in places.values() for n in place["requirement"].split("|") if n}
    assert named <= NUMBERS
    assert {place["disposition"] for place in places.values()} <= set(systems.DISPOSITIONS)


def test_a_built_place_names_its_screen(places):
    built = {"requirement", "screen", "object", "feed"}
    missing = [
        key
        for key, place in places.items()
        if place["disposition"] in built and not place["screen"]
    ]
    assert missing == []


def test_every_screen_named_by_a_place_exists(places):
    screens = {place["screen"] for place in places.values() if place["screen"]}
    try:
        resolve("/indicateurs/")
    except Resolver404:
        pytest.skip("the screens of the registry are not built yet")
    assert [screen for screen in sorted(screens) if not _exists(screen)] == []


def _exists(screen: str) -> bool:
    try:
        return bool(resolve(screen))
    except Resolver404:
        return False


def test_an_owner_deduced_from_a_chapter_says_so(feeds):
    owned = [feed for feed in feeds.values() if feed["owner"]]
    assert [feed["code"] for feed in owned if "à confirmer" not in feed["note"]] == []


@pytest.mark.requirement("R94")
def test_each_of_the_161_sources_is_declared_as_a_feed(rows, feeds):
    sources = {row["id"] for row in rows if row["relation"] == "source"}
    assert len(sources) == 161
    assert set(feeds) == sources


def test_a_feed_says_what_it_gives_how_often_and_by_which_way(feeds):
    for feed in feeds.values():
        assert feed["gives"], feed["code"]
        assert feed["rhythm"] in RHYTHMS, feed["code"]
        assert feed["medium"] in MEDIUMS, feed["code"]
        assert feed["confidentiality"] in CONFIDENTIALITIES, feed["code"]


def test_a_feed_says_whether_its_rhythm_was_deduced(feeds):
    assert {feed["rhythm_basis"] for feed in feeds.values()} == {"source", "deduced"}


def test_no_arrival_is_invented(feeds):
    assert {feed["last_arrival_on"] for feed in feeds.values()} == {""}


def test_a_feed_serves_existing_themes(feeds):
    themes = {row["number"] for row in systems.read_rows("themes.csv")}
    assert {number for feed in feeds.values() for number in feed["serves"].split("|")} <= themes


def test_the_owner_of_a_feed_is_a_unit_of_the_organisation(feeds):
    units = {row["code"]: row["name"] for row in systems.read_rows("organisation-units.csv")}
    owned = [feed for feed in feeds.values() if feed["owner_unit"]]
    assert owned
    assert [feed["code"] for feed in owned if units.get(feed["owner_unit"]) != feed["owner"]] == []


def test_a_feed_names_the_document_and_line_that_speak_of_it(feeds):
    documents = {row["code"] for row in systems.read_rows("documents.csv")}
    for feed in feeds.values():
        assert feed["document"] in documents, feed["code"]
        assert feed["line"].isdigit(), feed["code"]


def test_the_page_counts_every_system_once():
    page = systems.render_systems()
    found = Counter(system.disposition for system in systems.read_systems())
    assert f"| Reste ouvert | {found['open']} |" in page
    assert len(re.findall(r"^\| [AB]\d{3} \|", page, re.M)) == 600


def test_an_open_system_is_shown_open_with_its_requirement():
    row = systems.System("A9", "S", "Nom", "native", "open", ("R15", "R19"), "", "")
    assert systems.place_of(row) == "**ouvert** (R15, R19)"


def test_a_built_system_is_shown_with_its_requirement_and_its_screen():
    row = systems.System("A9", "S", "Nom", "native", "requirement", ("R84",), "/indicateurs/", "")
    assert systems.place_of(row) == "R84 · `/indicateurs/`"


def test_a_vertical_bar_in_a_name_does_not_break_the_table():
    row = systems.System("A9", "S", "Un | deux", "outside", "outside", (), "", "")
    assert "Un \\| deux" in systems.render_systems([row])


def test_the_committed_page_is_up_to_date():
    remedy = "run: python -m timonier.demo.systems"
    assert Path(systems.PAGE).read_text(encoding="utf-8") == systems.render_systems(), remedy

"""Every door, by everyone: who enters, who is refused, and that reading never writes."""

from __future__ import annotations

import pytest

from tests.security.doors import (
    ANONYMOUS,
    OPEN_TO_ALL,
    REGISTERS,
    RIGHTS,
    ROLES,
    STRANGER,
    WRITES_ON_GET,
    Door,
    doors,
)
from tests.security.planted import ARCHIVED, DRAFT, JOURNAL, OF_ANOTHER_COMMUNE
from tests.security.walking import ELSEWHERE, Walk, knocking

pytestmark = pytest.mark.django_db

DOORS = [door for door in doors() if door.name in RIGHTS]
WHO = (*ROLES, STRANGER)
each_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.route or "/")


def test_every_address_says_who_may_open_it():
    unnamed = sorted({f"{door.name} {door.route}" for door in doors() if door.name not in RIGHTS})
    assert not unnamed, "Say in tests/security/doors.py who may open: " + ", ".join(unnamed)


def test_no_two_addresses_share_a_name_or_a_shape():
    names = [door.name for door in doors()]
    routes = [door.route for door in doors()]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    assert sorted({route for route in routes if routes.count(route) > 1}) == []


def test_every_register_says_who_reads_it():
    from timonier.web.registers.catalogue import REGISTERS as declared

    assert {register.key for register in declared} <= set(REGISTERS)


@pytest.mark.requirement("R41")
@each_door
def test_a_door_lets_in_exactly_the_people_it_names(door: Door, walk: Walk):
    expected = set(RIGHTS[door.name].reads.split())
    let_in = {who for who in WHO if walk.read[door.route, who].is_let_in}
    assert let_in == expected


@each_door
def test_whoever_is_not_let_in_is_told_so_without_a_failure(door: Door, walk: Walk):
    statuses = {who: walk.read[door.route, who].status for who in WHO}
    odd = {
        who: status
        for who, status in statuses.items()
        if not walk.read[door.route, who].is_let_in and not walk.read[door.route, who].is_refused
    }
    assert odd == {}


@each_door
def test_someone_not_signed_in_is_led_to_the_sign_in_page(door: Door, walk: Walk):
    answer = walk.read[door.route, ANONYMOUS]
    if door.name in OPEN_TO_ALL:
        assert answer.status == 200
    else:
        assert answer.asks_to_sign_in


@each_door
def test_someone_not_signed_in_writes_nothing(door: Door, walk: Walk):
    answer = walk.written[door.route, ANONYMOUS]
    assert answer.asks_to_sign_in or door.name in OPEN_TO_ALL
    assert answer.writes == []


@each_door
def test_reading_never_writes(door: Door, walk: Walk):
    written = {line for who in WHO for line in walk.read[door.route, who].writes}
    allowed = {"INSERT journal_entry"} if door.name.endswith(WRITES_ON_GET) else set()
    assert {" ".join(line.replace("INTO", "").split()) for line in written} <= allowed


@each_door
def test_whoever_may_not_write_is_refused_and_nothing_is_written(door: Door, walk: Walk):
    writers = RIGHTS[door.name].writes.split()
    refused = [who for who in WHO if who not in writers]
    passed = {who for who in refused if not walk.written[door.route, who].is_refused}
    wrote = {who: w for who in refused if (w := walk.written[door.route, who].writes)}
    assert (passed, wrote) == (set(), {})


@each_door
def test_whoever_may_write_is_not_refused(door: Door, walk: Walk):
    for who in RIGHTS[door.name].writes.split()[-1:]:
        assert walk.written[door.route, who].status not in {403, 405}


@each_door
def test_an_empty_form_is_answered_not_a_failure(door: Door, walk: Walk):
    statuses = {who: walk.written[door.route, who].status for who in knocking(door)}
    assert not {who: status for who, status in statuses.items() if status >= 500}


@each_door
def test_no_door_sends_people_to_another_site(door: Door, walk: Walk):
    answers = [walk.read[door.route, who] for who in (*WHO, ANONYMOUS)]
    answers += [walk.written[door.route, who] for who in knocking(door)]
    assert [a.goes_to for a in answers if a.goes_to.startswith(("http:", "https:", "//"))] == []
    assert [a.goes_to for a in answers if ELSEWHERE in a.goes_to] == []


@each_door
def test_a_form_without_our_token_is_refused(door: Door, walk: Walk):
    assert walk.forged[door.route].status == 403
    assert walk.forged[door.route].writes == []


@each_door
def test_no_view_is_exempt_from_the_token(door: Door):
    assert not getattr(door.view, "csrf_exempt", False)


def _readers(walk: Walk, word: str) -> set[str]:
    return {who for who in (*WHO, ANONYMOUS) for answer in walk.of(who) if word in answer.text}


def test_a_mayor_never_reads_what_belongs_to_another_commune(walk: Walk):
    found = [answer.path for answer in walk.of("maire") if OF_ANOTHER_COMMUNE in answer.text]
    assert found == []


def test_the_word_planted_in_another_commune_can_be_read_by_the_services(walk: Walk):
    assert {"dgs", "controle", "elue"} <= _readers(walk, OF_ANOTHER_COMMUNE)


def test_drafts_of_the_report_are_read_by_the_services_only(walk: Walk):
    assert not _readers(walk, DRAFT) & {"elue", "maire", STRANGER, ANONYMOUS}


def test_the_journal_is_read_by_those_who_keep_the_registry_only(walk: Walk):
    assert _readers(walk, JOURNAL) == {"admin", "dgs", "controle"}


def test_no_list_shows_an_archived_object_unless_asked(walk: Walk):
    shown = [
        answer.path
        for who in WHO
        for answer in walk.of(who)
        if ARCHIVED in answer.text and "archives=1" not in answer.path
    ]
    assert shown == []


def test_an_archived_object_is_listed_when_asked(walk: Walk):
    assert ARCHIVED in walk.asides["/indicateurs/?archives=1", "dgs"].text


def test_someone_without_a_role_reads_nothing_of_the_registry(walk: Walk):
    entered = {route for (route, who), a in walk.read.items() if who == STRANGER and a.is_let_in}
    expected = {d.route for d in DOORS if STRANGER in RIGHTS[d.name].reads.split()}
    assert entered == expected

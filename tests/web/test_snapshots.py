"""The room of the snapshots: verified, chosen for a session, compared in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from timonier.consolidation.build import build
from timonier.consolidation.models import Snapshot
from timonier.journal.models import Entry

pytestmark = pytest.mark.django_db
PAST = date(2022, 12, 31)


@pytest.fixture(scope="module")
def files(django_db_setup, django_db_blocker):
    """The files of a past day, written once: only their row is made again for each test."""
    with django_db_blocker.unblock():
        return build(PAST)


@pytest.fixture
def older(files) -> Snapshot:
    return Snapshot.objects.create(
        as_of=PAST, directory=files.directory, sha256=files.sha256, manifest=files.manifest
    )


def test_each_snapshot_is_listed_with_its_fingerprint_and_verified(sign_in):
    page = sign_in("dgs").get("/photos/").context["page"]
    assert page.rows[0].sha256 == Snapshot.objects.get(pk=page.rows[0].pk).sha256
    assert page.rows[0].problems == []


def test_a_file_that_moved_is_told(sign_in, older):
    file = next(older.path.rglob("*.parquet"))
    before = file.read_bytes()
    file.write_bytes(before + b"x")
    try:
        page = sign_in("dgs").get("/photos/").context["page"]
    finally:
        file.write_bytes(before)
    assert next(row for row in page.rows if row.pk == older.pk).problems
    assert "n’a plus ses fichiers intacts" in page.title


def test_the_photo_of_a_past_day_does_not_become_everyones(sign_in, older):
    assert sign_in("dgs").get("/photos/").context["snapshot"].pk != older.pk


def test_a_chosen_snapshot_is_read_by_the_session_until_given_back(sign_in, older):
    client = sign_in("elue")
    client.post(f"/photos/{older.pk}/choisir/")
    assert client.get("/photos/").context["snapshot"].pk == older.pk
    client.post("/photos/recente/")
    assert client.get("/photos/").context["snapshot"].pk != older.pk


def test_a_chosen_past_day_hides_what_was_known_later(sign_in, older):
    client = sign_in("dgs")
    later = client.get("/territoires/13005/").context["page"]
    client.post(f"/photos/{older.pk}/choisir/")
    assert len(client.get("/territoires/13005/").context["page"].own) < len(later.own)


def test_choosing_by_following_a_link_is_refused(sign_in, older):
    assert sign_in("dgs").get(f"/photos/{older.pk}/choisir/").status_code == 405


def test_two_snapshots_are_compared_in_words(sign_in, older):
    newest = Snapshot.objects.exclude(pk=older.pk).first()
    page = sign_in("dgs").get(f"/photos/comparer/?de={older.pk}&a={newest.pk}").context["page"]
    added = next(group for group in page.groups if group.title == "Chiffres nouveaux")
    assert added.count > 0
    assert "nouveau chiffre" in added.lines[0]


def test_a_snapshot_compared_with_itself_changes_nothing(sign_in, older):
    answer = sign_in("dgs").get(f"/photos/comparer/?de={older.pk}&a={older.pk}")
    assert answer.context["page"].title == "Rien n’a changé d’une photo à l’autre"


@pytest.mark.parametrize(
    "query", ["", "?de=a&a=b", "?de=1&a=999999", "?de=1&a=99999999999999999999"]
)
def test_an_unknown_snapshot_cannot_be_compared(sign_in, query):
    assert sign_in("dgs").get(f"/photos/comparer/{query}").status_code == 404


def test_a_mayor_does_not_learn_of_other_communes_by_difference(sign_in, older):
    answer = sign_in("maire").get(f"/photos/comparer/?de={older.pk}&a={older.pk}")
    assert answer.status_code == 403


def test_a_new_snapshot_is_made_by_a_person_and_journalled(sign_in):
    count = Snapshot.objects.count()
    answer = sign_in("controle").post("/photos/nouvelle/", {"as_of": "2023-06-30"})
    assert answer.status_code == 302
    assert Snapshot.objects.count() == count + 1
    assert Entry.objects.filter(action="snapshot.made", by__username="controle").exists()


def test_a_day_to_come_cannot_be_photographed(sign_in):
    count = Snapshot.objects.count()
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = sign_in("controle").post("/photos/nouvelle/", {"as_of": tomorrow.isoformat()})
    assert answer.status_code == 422
    assert "à venir" in answer.content.decode()
    assert Snapshot.objects.count() == count


@pytest.mark.parametrize("who", ["elue", "maire"])
def test_those_outside_the_services_make_no_snapshot(sign_in, who):
    assert sign_in(who).post("/photos/nouvelle/").status_code == 403

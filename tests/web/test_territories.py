"""The rooms of the territories: a mayor reads one commune, and says what its council did."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from timonier.consolidation.models import Snapshot
from timonier.journal.models import Entry
from timonier.outputs.reports.models import AnnualReport, Sending
from timonier.registry.territories.models import Outline, Territory

pytestmark = pytest.mark.django_db
OWN, OTHER = "13005", "13055"


@pytest.fixture
def sending() -> Sending:
    """A published report sent to Aubagne, whose mayor has an account."""
    report = AnnualReport.objects.create(
        year=2031, title="Rapport 2031", legal_basis="CGCT L.5211-39", due_on=date(2032, 9, 30),
        state="published", snapshot=Snapshot.objects.first(),
        published_at=datetime(2032, 6, 1, tzinfo=UTC),
    )  # fmt: skip
    aubagne = Territory.objects.get(code=OWN)
    return Sending.objects.create(report=report, commune=aubagne, sent_on=date(2032, 6, 2))


def test_a_mayor_goes_straight_to_the_commune_of_the_mandate(sign_in):
    answer = sign_in("maire").get("/territoires/")
    assert (answer.status_code, answer.url) == (302, f"/territoires/{OWN}/")


@pytest.mark.parametrize("code", [OTHER, "CT4", "200054807"])
def test_what_a_mayor_may_not_read_says_the_same_words_as_what_is_missing(sign_in, code):
    client = sign_in("maire")
    hidden, missing = client.get(f"/territoires/{code}/"), client.get("/territoires/99999/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.decode().split("<main")[1] == missing.content.decode().split("<main")[1]


def test_a_mayor_sees_no_link_to_a_page_that_is_closed_to_him(sign_in):
    content = sign_in("maire").get(f"/territoires/{OWN}/").content.decode()
    assert "/indicateurs/" not in content
    assert "/engagements/" not in content


@pytest.mark.parametrize("code", [OWN, OTHER, "CT4", "200054807"])
@pytest.mark.parametrize("who", ["dgs", "elue", "contributeur"])
def test_the_services_and_the_council_read_every_territory(sign_in, who, code):
    assert sign_in(who).get(f"/territoires/{code}/").status_code == 200


def test_the_list_keeps_its_filters_in_the_address(sign_in):
    page = sign_in("dgs").get("/territoires/?ancien=CT4&tri=-population&carte=population")
    rows = page.context["page"].rows
    assert len(rows) == 12
    assert rows[0].code == OWN


@pytest.mark.requirement("R104")
def test_a_mayor_records_the_presentation_in_council(sign_in, sending):
    values = {"received_on": "2032-06-05", "presented_on": "2032-09-20",
              "act_reference": "2032-112"}  # fmt: skip
    answer = sign_in("maire").post(f"/territoires/{OWN}/rapport/2031/", values)
    sending.refresh_from_db()
    assert answer.status_code == 302
    assert (sending.presented_on, sending.act_reference) == (date(2032, 9, 20), "2032-112")
    assert Entry.objects.filter(action="report.sending_followed", by__username="maire").exists()


@pytest.mark.requirement("R104")
def test_a_presentation_before_the_sending_is_refused_and_what_was_typed_stays(sign_in, sending):
    values = {"presented_on": "2032-01-01", "act_reference": "2032-112"}
    answer = sign_in("maire").post(f"/territoires/{OWN}/rapport/2031/", values)
    sending.refresh_from_db()
    assert answer.status_code == 422
    assert "ne précède pas l’envoi" in answer.content.decode()
    assert 'value="2032-112"' in answer.content.decode()
    assert sending.presented_on is None


def test_a_mayor_does_not_answer_for_another_commune(sign_in, sending):
    other = Sending.objects.create(
        report=sending.report, commune=Territory.objects.get(code=OTHER), sent_on=date(2032, 6, 2)
    )
    answer = sign_in("maire").post(
        f"/territoires/{OTHER}/rapport/2031/", {"presented_on": "2032-09-20"}
    )
    other.refresh_from_db()
    assert answer.status_code == 404
    assert other.presented_on is None


def test_an_elected_member_reads_but_does_not_record(sign_in, sending):
    client = sign_in("elue")
    assert "Enregistrer la suite" not in client.get(f"/territoires/{OWN}/").content.decode()
    answer = client.post(f"/territoires/{OWN}/rapport/2031/", {"presented_on": "2032-09-20"})
    assert answer.status_code == 403


def test_a_report_in_the_making_is_not_shown_to_a_mayor(sign_in, sending):
    AnnualReport.objects.filter(pk=sending.report_id).update(state="writing")
    page = sign_in("maire").get(f"/territoires/{OWN}/").context["page"]
    assert 2031 not in [item.report.year for item in page.reports]


def test_a_wrong_outline_file_is_refused_whole_on_the_page(sign_in):
    file = SimpleUploadedFile("contours.geojson", b'{"features": [{}, {}]}')
    answer = sign_in("controle").post("/territoires/contours/", {"source": "IGN", "file": file})
    assert answer.status_code == 422
    assert answer.content.decode().count("n’a pas de code de commune") == 2
    assert not Outline.objects.exists()


@pytest.mark.parametrize("who", ["maire", "elue", "redaction"])
def test_outlines_are_loaded_by_keepers_only(sign_in, who):
    assert sign_in(who).get("/territoires/contours/").status_code == 403

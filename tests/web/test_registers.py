"""Lists of registry objects: search, filters, export, edition, archive, history, saved views."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from timonier.journal.actions import record
from timonier.journal.models import Entry
from timonier.registry.acts.models import Act, Identifier
from timonier.web.models import SavedView
from timonier.web.registers.catalogue import REGISTERS

pytestmark = pytest.mark.django_db

ACT = {"code": "essai-1", "title": "Création d’une piscine", "kind": "deliberation"}


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.key)
def test_every_register_opens_for_the_administrator(register, sign_in):
    assert sign_in("admin").get(register.url()).status_code == 200


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.key)
def test_every_register_exports_to_a_workbook(register, sign_in):
    answer = sign_in("admin").get(register.url("export"))
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    shown = [field.label for field in register.fields if field.shown]
    assert sheet.to_python()[0] == shown


@pytest.mark.parametrize("register", [r for r in REGISTERS if r.form], ids=lambda r: r.key)
def test_every_register_form_opens_for_its_keepers_only(register, sign_in):
    assert sign_in("controle").get(register.url("new")).status_code == 200
    assert sign_in("elue").get(register.url("new")).status_code == 403


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.key)
def test_a_mayor_reads_no_register_but_the_territories(register, sign_in):
    status = sign_in("maire").get(register.url()).status_code
    assert status == (200 if register.key == "territories_list" else 403)


def test_search_folds_accents_and_inflections(sign_in):
    Act.objects.create(**ACT)
    page = sign_in("dgs").get("/actes/?q=CREATIONS+piscines").content.decode()
    assert "Création d’une piscine" in page


def test_search_finds_an_unfinished_last_word(sign_in):
    Act.objects.create(**ACT)
    assert "essai-1" in sign_in("dgs").get("/actes/?q=pisc").content.decode()


def test_no_result_repeats_the_query(sign_in):
    page = sign_in("dgs").get("/actes/?q=zzzzzz").content.decode()
    assert "zzzzzz" in page
    assert "<table" not in page


def test_the_number_of_queries_does_not_grow_with_rows(sign_in, django_assert_max_num_queries):
    client = sign_in("dgs")
    client.get("/actes/")
    with django_assert_max_num_queries(16):
        client.get("/actes/?document=004")
    Act.objects.bulk_create(
        Act(code=f"lot-{n}", title=f"Acte {n}", kind="deliberation") for n in range(200)
    )
    with django_assert_max_num_queries(16):
        client.get("/actes/")


def test_sort_puts_unknown_last_in_both_directions(sign_in):
    client = sign_in("dgs")
    for sort in ("adopted", "-adopted"):
        rows = client.get(f"/actes/?tri={sort}").context["page"].rows
        known = [obj.adopted_on is not None for obj, _ in rows]
        assert known == sorted(known, reverse=True)


def test_the_export_holds_the_filtered_rows_and_is_journalled(sign_in):
    answer = sign_in("dgs").get("/actes/export/?document=004")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    assert len(sheet.to_python()) - 1 == Act.objects.filter(document__code="004").count()
    assert Entry.objects.first().action == "register.exported"


def test_a_formula_in_a_title_is_neutralised_in_the_csv(sign_in):
    Act.objects.create(**ACT | {"title": "=1+1"})
    text = sign_in("dgs").get("/actes/export/?format=csv&q=essai").content.decode("utf-8-sig")
    assert "'=1+1" in text


@pytest.mark.requirement("R41")
def test_creating_on_screen_is_journalled(sign_in, people):
    answer = sign_in("controle").post("/actes/nouveau/", ACT)
    assert answer.status_code == 302
    assert Entry.objects.first().by == people["controle"]
    assert Act.objects.get(code="essai-1").title == ACT["title"]


def test_a_wrong_form_keeps_what_was_typed_and_says_why(sign_in):
    Act.objects.create(**ACT)
    answer = sign_in("controle").post("/actes/nouveau/", ACT | {"title": "Autre objet"})
    assert answer.status_code == 422
    assert "Autre objet" in answer.content.decode()
    assert "existe déjà" in answer.content.decode()


def test_editing_shows_before_and_after_in_the_history(sign_in):
    Act.objects.create(**ACT)
    client = sign_in("controle")
    client.post("/actes/essai-1/modifier/", ACT | {"title": "Rénovation d’une piscine"})
    page = client.get("/actes/essai-1/historique/").content.decode()
    assert "Création d’une piscine" in page
    assert "Rénovation d’une piscine" in page


def test_archiving_asks_why_and_takes_the_row_out_of_the_list(sign_in):
    Act.objects.create(**ACT)
    client = sign_in("controle")
    assert client.post("/actes/essai-1/archiver/", {"reason": ""}).status_code == 200
    client.post("/actes/essai-1/archiver/", {"reason": "doublon"})
    assert "essai-1" not in client.get("/actes/?q=essai").content.decode()
    assert "essai-1" in client.get("/actes/?q=essai&archives=1").content.decode()


def test_an_archived_object_cannot_be_changed(sign_in):
    Act.objects.create(**ACT)
    client = sign_in("controle")
    client.post("/actes/essai-1/archiver/", {"reason": "doublon"})
    answer = client.post("/actes/essai-1/modifier/", ACT | {"title": "Autre"})
    assert answer.status_code == 422
    assert Act.objects.get(code="essai-1").title == ACT["title"]


def test_a_saved_view_keeps_filters_and_belongs_to_its_owner(sign_in, people):
    client = sign_in("dgs")
    client.post("/actes/vues/", {"name": "Relance", "query": "document=004"})
    view = SavedView.objects.get(owner=people["dgs"])
    assert "Relance" in client.get("/actes/?document=004").content.decode()
    assert sign_in("controle").post(f"/actes/vues/{view.pk}/oublier/").status_code == 404


def test_a_view_shared_is_offered_to_others(sign_in):
    sign_in("dgs").post("/actes/vues/", {"name": "Partagée", "query": "q=x", "shared": "on"})
    assert "Partagée" in sign_in("controle").get("/actes/").content.decode()


@pytest.mark.requirement("R110")
def test_one_file_number_can_cover_two_acts_and_each_page_says_so(sign_in):
    acts = Act.objects.filter(identifiers__value="15529")
    assert acts.count() == 2
    page = sign_in("dgs").get(f"/actes/{acts[0].code}/").content.decode()
    assert acts[1].title in page


@pytest.mark.requirement("R110")
def test_an_act_receives_all_its_identifiers_on_screen(sign_in):
    act = Act.objects.create(**ACT)
    sign_in("controle").post(
        f"/actes/{act.code}/", {"scheme": "prefecture_receipt", "value": "013-AR-1", "line": "12"}
    )
    assert Identifier.objects.get(act=act).value == "013-AR-1"


@pytest.mark.requirement("R94")
def test_a_feed_is_late_when_its_rhythm_has_passed(sign_in):
    from datetime import timedelta

    from django.utils import timezone

    from timonier.registry.feeds.models import Arrival, Feed

    feed = Feed.objects.filter(rhythm="daily").first()
    assert "Jamais reçu" in sign_in("dgs").get(f"/flux/{feed.code}/").content.decode()
    Arrival.objects.create(feed=feed, arrived_at=timezone.now() - timedelta(days=9))
    page = sign_in("dgs").get("/flux/?etat=late")
    assert [obj.code for obj, _ in page.context["page"].rows] == [feed.code]


@pytest.mark.requirement("R94")
def test_the_161_source_systems_are_declared_feeds(sign_in):
    assert sign_in("dgs").get("/flux/").context["page"].count == 161


def test_a_typed_code_finds_its_object(sign_in):
    rows = sign_in("dgs").get("/indicateurs/?q=DEC-01").context["page"].rows
    assert "DEC-01" in [indicator.code for indicator, _ in rows]


def test_the_journal_tells_the_hour_of_paris(sign_in, people):
    at = datetime(2026, 1, 31, 23, 5, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        record(action="essai.fait", by=people["dgs"], summary="Essai de l’heure")
    page = sign_in("dgs").get("/journal/").content.decode()
    assert "01/02/2026 à 00\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05" in page
    assert "journal dans" not in page


def test_an_amount_is_printed_with_its_unit(sign_in):
    page = sign_in("dgs").get("/engagements/?q=E-003").content.decode()
    assert "25\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}€" in page

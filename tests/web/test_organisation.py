"""The rooms of the organisation: who reads, who changes, what the address holds."""

from __future__ import annotations

import pytest

from timonier.journal.models import Entry
from timonier.registry.organisations.models import Chart, Succession, Unit

pytestmark = pytest.mark.django_db
PAGES = (
    "/organisation/",
    "/organisation/2017/",
    "/unites/2020-dga-insi/",
    "/unites/2020-dga-insi/fiche/",
    "/unites/",
    "/filiations/",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("who", "status"), [("dgs", 200), ("elue", 200), ("maire", 403)])
def test_the_services_and_the_council_read_the_organisation_a_mayor_does_not(
    sign_in, path, who, status
):
    assert sign_in(who).get(path).status_code == status


@pytest.mark.parametrize("path", ["/organisation/1999/", "/unites/aucune/"])
def test_what_does_not_exist_is_not_found(sign_in, path):
    assert sign_in("dgs").get(path).status_code == 404


def test_filters_of_a_chart_live_in_its_address(sign_in):
    page = sign_in("dgs").get("/organisation/2017/?q=déchets&niveau=direction").context["page"]
    assert page.flat
    assert all(row.unit.level == "direction" for row in page.rows)
    assert "déchets" in page.query


@pytest.mark.requirement("R88")
def test_the_list_of_those_missing_is_one_click_from_the_share(sign_in):
    client = sign_in("dgs")
    page = client.get("/organisation/2023/").context["page"]
    for option in page.lacking:
        assert len(client.get(option.url).context["page"].rows) == option.count


@pytest.mark.requirement("R38")
def test_a_keeper_creates_a_unit_and_the_journal_says_who(sign_in):
    chart = Chart.objects.get(code="2023")
    values = {"chart": chart.pk, "code": "2023-essai", "name": "Direction d’essai",
              "level": "direction", "kind": "thematic", "position": 0}  # fmt: skip
    answer = sign_in("controle").post("/unites/nouveau/", values)
    assert answer.status_code == 302
    assert Unit.objects.get(code="2023-essai").chart == chart
    assert Entry.objects.filter(target_key="2023-essai", by__username="controle").exists()


def test_a_unit_does_not_depend_on_a_unit_of_another_chart(sign_in):
    chart = Chart.objects.get(code="2023")
    values = {"chart": chart.pk, "code": "2023-essai", "name": "Essai", "level": "direction",
              "kind": "thematic", "position": 0,
              "parent": Unit.objects.get(code="2020-dgs").pk}  # fmt: skip
    answer = sign_in("controle").post("/unites/nouveau/", values)
    assert answer.status_code == 422
    assert "même organigramme" in answer.content.decode()


def test_a_sourced_succession_names_its_document(sign_in):
    old, new = Unit.objects.get(code="2020-ct1"), Unit.objects.get(code="2023-dgs")
    values = {"predecessor": old.pk, "successor": new.pk, "kind": "partial",
              "certainty": "sourced"}  # fmt: skip
    answer = sign_in("controle").post("/filiations/nouveau/", values)
    assert answer.status_code == 422
    assert not Succession.objects.filter(predecessor=old, successor=new).exists()


def test_a_succession_is_recorded_by_a_keeper(sign_in):
    old, new = Unit.objects.get(code="2020-ct1"), Unit.objects.get(code="2023-dgs")
    values = {"predecessor": old.pk, "successor": new.pk, "kind": "partial",
              "certainty": "presumed"}  # fmt: skip
    assert sign_in("controle").post("/filiations/nouveau/", values).status_code == 302
    assert Succession.objects.filter(predecessor=old, successor=new).exists()


@pytest.mark.parametrize("who", ["elue", "contributeur", "directrice", "maire"])
def test_those_who_do_not_keep_the_registry_change_no_unit(sign_in, who):
    answer = sign_in(who).post("/unites/2023-dgs/archiver/", {"reason": "essai"})
    assert answer.status_code == 403
    assert Unit.objects.get(code="2023-dgs").archived_at is None


def test_archiving_a_unit_keeps_its_page_and_its_figures(sign_in):
    client = sign_in("controle")
    client.post("/unites/2020-dga-insi/archiver/", {"reason": "essai"})
    answer = client.get("/unites/2020-dga-insi/")
    assert "Archivée" in answer.content.decode()
    assert answer.context["page"].measures


@pytest.mark.parametrize("path", PAGES)
def test_reading_the_organisation_writes_nothing(sign_in, path):
    client, before = sign_in("dgs"), Entry.objects.count()
    client.get(path)
    assert Entry.objects.count() == before

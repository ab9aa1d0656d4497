"""Home: each audience has its own view, and each count opens its list."""

import pytest

from timonier.outputs.dashboards.kept import forget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    """Nothing kept from another test."""
    forget()
    yield
    forget()


def test_the_services_see_where_the_institution_stands(sign_in):
    answer = sign_in("dgs").get("/")
    assert answer.status_code == 200
    assert "Où en est la Métropole" in answer.content.decode()
    assert "Sur 81 engagements suivis, 30 sont tenus" in answer.content.decode()


@pytest.mark.requirement("R40")
def test_an_elected_member_gets_the_extract_without_matters_of_data(sign_in):
    client = sign_in("elue")
    assert client.get("/").url == "/elus/"
    page = client.get("/elus/").content.decode()
    assert "a promis, et ce qu’il en est" in page
    assert "Fraîcheur des données" not in page


def test_a_mayor_is_led_to_the_commune_of_the_mandate(sign_in):
    client = sign_in("maire")
    assert client.get("/").url == "/territoires/13005/"
    assert client.get("/elus/").status_code == 403
    assert client.get("/alertes/engagements-en-retard/").status_code == 403


def test_an_alert_opens_a_list_of_as_many_rows(sign_in):
    page = sign_in("dgs").get("/alertes/engagements-en-retard/").content.decode()
    assert "7 engagements en retard" in page
    assert page.count('<th scope="row">') == 7


def test_an_unknown_alert_does_not_exist(sign_in):
    assert sign_in("dgs").get("/alertes/inconnue/").status_code == 404


def test_the_home_is_made_again_after_a_write(sign_in, people):
    from timonier.registry.core.actions import change
    from timonier.registry.strategy.models import Undertaking

    client = sign_in("dgs")
    assert "30 sont tenus" in client.get("/").content.decode()
    kept = Undertaking.objects.filter(status="late").first()
    change(kept, by=people["dgs"], values={"status": "kept"})
    assert "31 sont tenus" in client.get("/").content.decode()

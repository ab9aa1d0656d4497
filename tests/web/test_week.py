"""« Ma semaine »: a value or the news of an objective in one short form."""

from decimal import Decimal

import pytest
from django.utils import timezone

from timonier.outputs.dashboards.week import owed
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.strategy.models import Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def values(people):
    """The values that the director owes, in order."""
    items = owed(people["directrice"], timezone.localdate())
    return [item for item in items if item.kind == "valeur"]


@pytest.fixture
def first(values):
    """The code of the first value that the director owes."""
    return values[0].code


def typed(**facts):
    return {"value": "", "period": "2025", "precision": "exact"} | facts


def newest(code):
    return Figure.objects.filter(indicator__code=code).order_by("-id").first()


def last_value(code):
    return newest(code).value


def test_a_value_is_recorded_and_the_next_card_is_opened(sign_in, people, values, first):
    following = values[1].key
    facts = typed(value=str(last_value(first)).replace(".", ","), following=following)
    answer = sign_in("directrice").post(f"/ma-semaine/valeur/{first}/", facts, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"carte={following.replace(':', '%3A')}")
    assert "autofocus" in answer.content.decode()
    assert (newest(first).period_printed, newest(first).status) == ("2025", "provisional")
    assert newest(first).recorded_by == people["directrice"]


def test_an_unlikely_value_is_recorded_only_once_confirmed(sign_in, first):
    client, count = sign_in("directrice"), Figure.objects.count()
    facts = typed(value=str(int(last_value(first) * 100)))
    doubted = client.post(f"/ma-semaine/valeur/{first}/", facts)
    assert doubted.status_code == 422
    assert Figure.objects.count() == count
    key = doubted.context["cards"][0][1]["confirmed"].value()
    assert (
        client.post(f"/ma-semaine/valeur/{first}/", facts | {"confirmed": key}).status_code == 302
    )
    assert Figure.objects.count() == count + 1


def test_an_unknown_value_carries_its_reason_and_is_not_zero(sign_in, first):
    client = sign_in("directrice")
    address, facts = f"/ma-semaine/valeur/{first}/", typed(precision="unknown")
    assert client.post(address, facts).status_code == 422
    assert client.post(address, facts | {"missing_reason": "Enquête reportée"}).status_code == 302
    assert (newest(first).value, newest(first).missing_reason) == (None, "Enquête reportée")


def test_a_value_of_another_unit_is_refused(sign_in, people):
    from timonier.registry.organisations.queries import units_of

    units = units_of(people["directrice"])
    other = Indicator.objects.exclude(responsibilities__unit__in=units).first()
    answer = sign_in("directrice").post(f"/ma-semaine/valeur/{other.code}/", typed(value="1"))
    assert answer.status_code == 403


def test_what_was_typed_stays_when_it_cannot_be_read(sign_in, first):
    answer = sign_in("directrice").post(f"/ma-semaine/valeur/{first}/", typed(value="12 abc"))
    assert answer.status_code == 422
    assert 'value="12 abc"' in answer.content.decode()


def test_the_news_of_an_objective_engage_it_and_sign_its_weather(sign_in, people):
    Objective.objects.filter(code="DIM-1-1.1-o2").update(lead=people["contributeur"])
    facts = {"state": "started", "level": "Couvert", "sentence": "Nomenclature en relecture."}
    answer = sign_in("contributeur").post("/ma-semaine/objectif/DIM-1-1.1-o2/", facts)
    assert answer.status_code == 302
    objective = Objective.objects.get(code="DIM-1-1.1-o2")
    assert (objective.state, objective.confidences.get().level) == ("started", "overcast")


def test_a_mayor_has_no_week(sign_in):
    assert sign_in("maire").get("/ma-semaine/").status_code == 403


def test_values_keep_their_decimals(sign_in, first):
    value = last_value(first) + Decimal("0.5")
    sign_in("directrice").post(
        f"/ma-semaine/valeur/{first}/", typed(value=str(value).replace(".", ","))
    )
    assert last_value(first) == value

"""The room of indicators: read, record, revise, validate, discontinue."""

from __future__ import annotations

from decimal import Decimal

import pytest

from timonier.consolidation.models import Snapshot
from timonier.consolidation.reader import open_snapshot
from timonier.engine.periods import parse_period
from timonier.registry.indicators.actions import record_figure, revise_figure
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.territories.models import Territory

pytestmark = pytest.mark.django_db
PAGE = "/indicateurs/ESSAI-01/"
FORM = {
    "period": "T4 2021",
    "value": "1 234,5",
    "qualifier": "exact",
    "nature": "achieved",
    "status": "provisional",
}


@pytest.fixture
def trees() -> Indicator:
    return Indicator.objects.create(
        code="ESSAI-01", name="Arbres plantés", unit="arbres", perimeter_operator="sum"
    )


@pytest.fixture
def figure(trees: Indicator, people: dict) -> Figure:
    return record_figure(
        indicator=trees,
        by=people["controle"],
        period=parse_period("2023"),
        value=Decimal(150),
        territory=Territory.objects.get(kind="institution"),
    )


def test_a_missing_indicator_is_not_found(sign_in) -> None:
    assert sign_in("dgs").get("/indicateurs/RIEN-99/").status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [("dgs", 200), ("contributeur", 200), ("elue", 200), ("maire", 403)]
)
def test_who_reads_an_indicator(sign_in, trees: Indicator, person: str, status: int) -> None:
    assert sign_in(person).get(PAGE).status_code == status


@pytest.mark.parametrize(
    ("person", "status"), [("controle", 200), ("contributeur", 403), ("elue", 403)]
)
def test_who_records_a_figure(sign_in, trees: Indicator, person: str, status: int) -> None:
    assert sign_in(person).get(f"{PAGE}saisir/").status_code == status


@pytest.mark.requirement("R7", "R121")
def test_a_figure_is_recorded_as_french_people_write_it(sign_in, trees: Indicator) -> None:
    answer = sign_in("controle").post(f"{PAGE}saisir/", FORM)
    assert answer.status_code == 302
    made = trees.figures.get()
    assert (made.value, made.period_printed) == (Decimal("1234.5"), "T4 2021")
    assert made.territory.kind == "institution"
    assert made.recorded_by.username == "controle"


@pytest.mark.requirement("R87")
def test_a_recorded_value_stands_in_the_next_snapshot(sign_in, trees: Indicator) -> None:
    before = Snapshot.objects.count()
    sign_in("controle").post(f"{PAGE}saisir/", FORM)
    assert Snapshot.objects.count() == before + 1
    value = open_snapshot(Snapshot.objects.first()).value(trees.pk)
    assert value is not None
    assert value.value == Decimal("1234.5")


def test_an_ambiguous_number_is_refused_and_kept_on_screen(sign_in, trees: Indicator) -> None:
    answer = sign_in("controle").post(f"{PAGE}saisir/", FORM | {"value": "1.234"})
    assert answer.status_code == 422
    assert "1.234" in answer.content.decode()
    assert not trees.figures.exists()


def test_an_unknown_value_is_recorded_with_its_reason(sign_in, trees: Indicator) -> None:
    form = FORM | {"value": "", "unknown": "on", "missing_reason": "Enquête non réalisée"}
    sign_in("controle").post(f"{PAGE}saisir/", form)
    made = trees.figures.get()
    assert (made.value, made.missing_reason) == (None, "Enquête non réalisée")


def test_an_unknown_value_without_a_reason_is_refused(sign_in, trees: Indicator) -> None:
    answer = sign_in("controle").post(f"{PAGE}saisir/", FORM | {"value": "", "unknown": "on"})
    assert answer.status_code == 422
    assert "Une valeur inconnue porte sa raison" in answer.content.decode()


@pytest.mark.requirement("R90")
def test_a_doubtful_value_is_kept_only_once_confirmed(sign_in, figure: Figure) -> None:
    client = sign_in("controle")
    form = FORM | {"period": "2024", "value": "15 000"}
    asked = client.post(f"{PAGE}saisir/", form)
    assert asked.status_code == 422
    assert "15 000" in asked.content.decode()
    assert figure.indicator.figures.count() == 1
    key = asked.context["page"].doubts_key
    assert client.post(f"{PAGE}saisir/", form | {"confirmed": key}).status_code == 302
    assert figure.indicator.figures.count() == 2


def test_confirming_one_doubt_does_not_confirm_another(sign_in, figure: Figure) -> None:
    client = sign_in("controle")
    form = FORM | {"period": "2024", "value": "15 000"}
    key = client.post(f"{PAGE}saisir/", form).context["page"].doubts_key
    answer = client.post(f"{PAGE}saisir/", form | {"value": "90 000", "confirmed": key})
    assert answer.status_code == 422
    assert figure.indicator.figures.count() == 1


REVISION = {"value": "155", "qualifier": "exact", "status": "provisional", "reason": "Recomptage"}


def test_a_figure_is_revised_with_its_reason(sign_in, figure: Figure) -> None:
    sign_in("controle").post(f"/chiffres/{figure.pk}/reviser/", REVISION)
    page = sign_in("controle").get(PAGE).content.decode()
    assert "Recomptage" in page
    assert figure.indicator.figures.current().get().value == Decimal(155)


def test_a_conflict_is_told_and_nothing_typed_is_lost(sign_in, people, figure: Figure) -> None:
    revise_figure(figure=figure, by=people["admin"], reason="Tri", value=Decimal(140))
    answer = sign_in("controle").post(f"/chiffres/{figure.pk}/reviser/", REVISION)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Une autre personne a révisé ce chiffre" in said
    assert 'value="155"' in said
    assert "140" in said


def test_opening_a_superseded_figure_leads_to_the_current_one(
    sign_in, people, figure: Figure
) -> None:
    newer = revise_figure(figure=figure, by=people["admin"], reason="Tri", value=Decimal(140))
    answer = sign_in("controle").get(f"/chiffres/{figure.pk}/reviser/")
    assert answer.url == f"/chiffres/{newer.pk}/reviser/"


def test_validating_is_posted_and_writes_the_status(sign_in, figure: Figure) -> None:
    client = sign_in("controle")
    assert client.get(f"/chiffres/{figure.pk}/valider/").status_code == 405
    client.post(f"/chiffres/{figure.pk}/valider/")
    assert figure.indicator.figures.current().get().status == "validated"


@pytest.mark.requirement("R122")
def test_an_indicator_is_discontinued_with_its_reason(sign_in, trees: Indicator) -> None:
    client = sign_in("controle")
    path = f"{PAGE}interrompre/"
    assert client.post(path, {"on": "2024-01-01", "reason": ""}).status_code == 422
    client.post(path, {"on": "2024-01-01", "reason": "Enquête arrêtée"})
    assert "Enquête arrêtée" in client.get(PAGE).content.decode()


def test_a_target_is_due_on_the_last_day_of_its_period(sign_in, trees: Indicator) -> None:
    sign_in("controle").post(f"{PAGE}cibles/nouvelle/", {"value": "500", "due": "T4 2026"})
    target = trees.targets.get()
    assert (str(target.due_on), target.due_printed) == ("2026-12-31", "T4 2026")


def test_a_break_that_ends_before_it_starts_is_refused_in_french(sign_in, trees: Indicator) -> None:
    form = {"between_start": "2023-01-01", "between_end": "2020-01-01", "kind": "unit",
            "reason": "unité"}  # fmt: skip
    answer = sign_in("controle").post(f"{PAGE}ruptures/nouvelle/", form)
    assert "La rupture finit avant d’avoir commencé" in answer.content.decode()


def test_reading_writes_nothing(sign_in, figure: Figure) -> None:
    before = (Figure.objects.count(), Snapshot.objects.count())
    sign_in("dgs").get(f"{PAGE}?calcul=1")
    assert (Figure.objects.count(), Snapshot.objects.count()) == before

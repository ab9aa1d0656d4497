"""Strategy on screen: read by the services and the council, followed by those who answer for it."""

import pytest

from timonier.registry.strategy.models import Node, Objective

pytestmark = pytest.mark.django_db
OBJECTIVE = "DIM-1-1.1-o2"
PAGES = (
    "/strategie/",
    "/strategie/alignement/",
    "/strategie/DIMENSION/",
    "/strategie/DIMENSION/DIM-3/",
    f"/objectifs/{OBJECTIVE}/",
    "/engagements/E-001/",
)


@pytest.mark.parametrize("path", PAGES)
def test_services_and_council_read_the_strategy_and_a_mayor_does_not(sign_in, path):
    assert sign_in("contributeur").get(path).status_code == 200
    assert sign_in("elue").get(path).status_code == 200
    assert sign_in("maire").get(path).status_code == 403


def test_filters_are_kept_in_the_address(sign_in):
    page = sign_in("dgs").get("/strategie/DIMENSION/?f=realises&q=managers").content.decode()
    assert 'name="f" value="realises"' in page
    assert 'value="managers"' in page


@pytest.mark.requirement("R5")
def test_an_objective_is_not_engaged_without_a_lead(sign_in, people):
    client = sign_in("dgs")
    address = f"/objectifs/{OBJECTIVE}/suivi/engager/"
    assert client.post(address, {"lead": ""}).status_code == 422
    assert client.post(address, {"lead": people["directrice"].pk}).status_code == 302
    assert Objective.objects.get(code=OBJECTIVE).state == "started"


@pytest.mark.requirement("R14")
def test_closing_an_objective_asks_for_a_date_and_a_proof(sign_in):
    client, address = sign_in("dgs"), f"/objectifs/{OBJECTIVE}/suivi/realiser/"
    refused = client.post(address, {"on": "2026-06-30", "proof": "", "proof_note": ""})
    assert refused.status_code == 422
    assert "se clôt sur une preuve" in refused.content.decode()
    client.post(address, {"on": "2026-06-30", "proof": "", "proof_note": "Délibération du 30 juin"})
    assert Objective.objects.get(code=OBJECTIVE).state == "done"


@pytest.mark.requirement("R12")
def test_the_yearly_review_moves_the_due_date_to_the_last_day_of_the_period(sign_in):
    facts = {"year": 2026, "verdict": "retargeted", "reason": "Marché relancé", "due": "T4 2027"}
    assert sign_in("dgs").post(f"/objectifs/{OBJECTIVE}/suivi/bilan/", facts).status_code == 302
    objective = Objective.objects.get(code=OBJECTIVE)
    assert (objective.due_printed, str(objective.due_on)) == ("T4 2027", "2027-12-31")
    assert objective.reviews.get().before["due_printed"] == "T4 2021"


def test_a_wrong_period_keeps_what_was_typed_and_says_an_example(sign_in):
    facts = {"year": 2026, "verdict": "retargeted", "reason": "Marché relancé", "due": "T5 2027"}
    answer = sign_in("dgs").post(f"/objectifs/{OBJECTIVE}/suivi/bilan/", facts)
    assert answer.status_code == 422
    assert "T5 2027" in answer.content.decode()


def test_a_weather_is_signed_with_its_reason(sign_in, people):
    client = sign_in("dgs")
    assert client.post("/strategie/DIMENSION/DIM-3/", {"level": "Nuage"}).status_code == 422
    facts = {"level": "Nuage", "reason": "Deux postes vacants"}
    assert client.post("/strategie/DIMENSION/DIM-3/", facts).status_code == 302
    signed = Node.objects.get(code="DIM-3").confidences.get()
    assert (signed.level, signed.author) == ("cloud", people["dgs"])


def test_someone_who_does_not_answer_for_an_objective_sees_no_form_and_is_refused(sign_in):
    client = sign_in("redaction")
    assert "Marquer comme réalisé" not in client.get(f"/objectifs/{OBJECTIVE}/").content.decode()
    facts = {"level": "Soleil", "reason": "x"}
    assert client.post(f"/objectifs/{OBJECTIVE}/suivi/juger/", facts).status_code == 403
    assert client.post("/strategie/DIMENSION/DIM-3/", facts).status_code == 403


@pytest.mark.requirement("R125")
def test_an_undertaking_shows_its_promise_and_its_evidence_with_their_lines(sign_in):
    page = sign_in("dgs").get("/engagements/E-003/").content.decode()
    assert "Sans nouvelle" in page
    assert "Ce n’est ni un échec, ni un succès" in page
    assert "l.\N{NO-BREAK SPACE}983" in page

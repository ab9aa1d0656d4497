"""The screens of the report: who sees what, and what a form may do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from timonier.outputs.reports.checks import check, open_blocking
from timonier.outputs.reports.edition import edition_of
from timonier.outputs.reports.models import AnnualReport, Contribution, Sending
from timonier.outputs.reports.pages import warnings

pytestmark = pytest.mark.django_db

NUMERIC = "2023-dgd-ressources-numerique"


@pytest.fixture
def report() -> AnnualReport:
    return AnnualReport.objects.get(year=2023)


@pytest.fixture
def text() -> Contribution:
    return Contribution.objects.get(chapter__report__year=2023, unit__code=NUMERIC, part="missions")


def page(text: Contribution) -> str:
    return reverse("report_chapter", args=[2023, text.chapter_id])


@pytest.mark.parametrize(
    ("person", "path", "status"),
    [
        ("redaction", "/rapport/", 200),
        ("contributeur", "/rapport/2023/", 200),
        ("elue", "/rapport/2020/", 200),
        ("elue", "/rapport/2023/", 404),  # not published yet
        ("elue", "/rapport/2020/constats/", 403),
        ("maire", "/rapport/2020/", 200),
        ("maire", "/rapport/2020/envoi/", 403),
        ("maire", "/rapport/2020/envoi/13005/", 200),
        ("maire", "/rapport/2020/envoi/13001/", 403),
        ("maire", "/rapport/2020/communes/13001/", 403),
        ("elue", "/rapport/2020/communes/13005/", 403),
        ("redaction", "/rapport/2023/comparaison/", 200),
        ("redaction", "/rapport/1999/", 404),
        ("redaction", "/rapport/2023/fichiers/exe/", 404),
    ],
)
def test_each_person_sees_the_own_part_of_the_report(sign_in, person, path, status):
    assert sign_in(person).get(path).status_code == status


@pytest.mark.requirement("R128")
def test_a_mayor_reads_the_extract_of_the_own_commune(sign_in):
    answer = sign_in("maire").get("/rapport/2020/communes/13005/")
    assert answer.status_code == 200
    assert next(answer.streaming_content).startswith(b"%PDF")


@pytest.mark.requirement("R105")
@pytest.mark.parametrize(("day", "warned"), [(date(2024, 6, 30), 0), (date(2024, 7, 1), 3)])
def test_the_countdown_warns_from_the_first_of_july(report, day, warned):
    found = warnings(report, edition_of(report), day)
    assert len(found) == warned


@pytest.mark.requirement("R105")
def test_the_warnings_name_contributions_accounts_and_communes(sign_in):
    shown = sign_in("redaction").get("/rapport/2023/").content.decode()
    assert "contributions ne sont pas acceptées" in shown
    assert "le compte arrêté n’est pas joint" in shown
    assert "92 communes sans date d’envoi" in shown


@pytest.mark.requirement("R105")
def test_the_overview_counts_the_days_that_are_left(sign_in, report):
    AnnualReport.objects.filter(pk=report.pk).update(due_on=timezone.localdate() + timedelta(21))
    shown = sign_in("redaction").get("/rapport/2023/").content.decode()
    assert "<b>21</b><span>jours avant le" in shown


def test_a_bound_figure_opens_its_card_with_its_source(sign_in):
    chapter = AnnualReport.objects.get(year=2023).chapters.get(number="1.4")
    url = reverse("report_chapter", args=[2023, chapter.pk])
    shown = sign_in("redaction").get(url, {"chiffre": "003-0411"}).content.decode()
    card = shown[shown.index('id="carte"') :][:900]
    assert "131\u00a0millions de m³" in card
    assert "Rapport 2023" in card


def test_searching_a_figure_keeps_what_was_typed_and_saves_nothing(sign_in, text):
    typed = {"texte": text.pk, "body": "Phrase en cours", "do": "search", "q": "eau vendue"}
    shown = sign_in("contributeur").post(page(text), typed).content.decode()
    assert "Phrase en cours" in shown
    assert "insert:003-0411" in shown
    text.refresh_from_db()
    assert "Phrase en cours" not in text.body


def test_inserting_a_figure_adds_its_code_to_the_text(sign_in, text):
    typed = {"texte": text.pk, "body": "Vendu :", "do": "insert:003-0411"}
    shown = sign_in("contributeur").post(page(text), typed).content.decode()
    assert "Vendu : {{chiffre:003-0411}}" in shown


def test_saving_writes_the_text_under_the_name_of_its_author(sign_in, text, people):
    typed = {"texte": text.pk, "body": "Une phrase.", "version": text.version, "do": "save"}
    assert sign_in("contributeur").post(page(text), typed).status_code == 302
    text.refresh_from_db()
    assert (text.body, text.author) == ("Une phrase.", people["contributeur"])


def test_a_conflict_shows_both_texts(sign_in, text):
    Contribution.objects.filter(pk=text.pk).update(body="La sienne.", version=text.version + 1)
    typed = {"texte": text.pk, "body": "La mienne.", "version": text.version, "do": "save"}
    answer = sign_in("contributeur").post(page(text), typed)
    assert answer.status_code == 409
    assert "La sienne." in answer.content.decode()
    assert "La mienne." in answer.content.decode()


def test_a_disabled_step_says_why(sign_in, text):
    shown = sign_in("contributeur").get(page(text), {"texte": text.pk}).content.decode()
    assert "On ne relit pas son propre texte" in shown
    assert "Réservé à la rédaction du rapport" in shown


@pytest.mark.requirement("R106")
def test_the_three_persons_carry_a_text_to_its_acceptance(sign_in, text):
    url = reverse("report_step", args=[2023, text.pk])
    sign_in("directrice").post(url, {"step": "review"})
    sign_in("redaction").post(url, {"step": "accept"})
    text.refresh_from_db()
    assert text.state == "accepted"


@pytest.mark.requirement("R123")
def test_publication_waits_until_a_named_person_lets_the_finding_pass(sign_in, report):
    (key,) = open_blocking(check(report))
    sign_in("dgs").post("/rapport/2023/publier/")
    report.refresh_from_db()
    assert report.state == "reviewing"
    sign_in("redaction").post(
        "/rapport/2023/constats/justifier/", {"key": key, "reason": "Deux décomptes."}
    )
    sign_in("dgs").post("/rapport/2023/publier/")
    report.refresh_from_db()
    assert report.state == "published"


def test_a_waiver_for_a_finding_that_does_not_exist_is_refused(sign_in, report):
    sign_in("redaction").post(
        "/rapport/2023/constats/justifier/", {"key": "invented", "reason": "x"}
    )
    assert not report.waivers.exists()


@pytest.mark.requirement("R104")
def test_a_mayor_records_the_presentation_in_council(sign_in):
    form = {"presented_on": "2022-02-10", "act_reference": "2022-014"}
    answer = sign_in("maire").post("/rapport/2020/envoi/13005/", form)
    row = Sending.objects.get(report__year=2020, commune__code="13005")
    assert answer.status_code == 302
    assert (str(row.presented_on), row.act_reference) == ("2022-02-10", "2022-014")


@pytest.mark.requirement("R103")
def test_the_sending_cannot_be_closed_from_the_screen_without_accounts(sign_in):
    Sending.objects.filter(report__year=2020).update(sent_on="2021-12-20")
    answer = sign_in("redaction").post("/rapport/2020/envoi/", {"do": "close"}, follow=True)
    assert "compte arrêté par l’organe délibérant n’est pas joint" in answer.content.decode()


def test_findings_are_filtered_by_the_address(sign_in):
    shown = sign_in("redaction").get("/rapport/2020/constats/?gravite=blocking").content.decode()
    assert "4\u00a0404 interventions" in shown
    assert "ne l’est plus" not in shown


def test_queries_do_not_grow_with_the_texts(sign_in, report, django_assert_max_num_queries):
    client = sign_in("redaction")
    client.get("/rapport/2023/")
    chapter = report.chapters.filter(contributions__isnull=False).first()
    Contribution.objects.filter(chapter__report=report).exclude(chapter=chapter).delete()
    with django_assert_max_num_queries(60) as few:
        client.get("/rapport/2023/")
    small = len(few)
    report.chapters.exclude(pk=chapter.pk).first().contributions.create(part="missions")
    with django_assert_max_num_queries(small):
        client.get("/rapport/2023/")

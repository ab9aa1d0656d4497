"""Opening the report of the next year on the plan of the last one."""

import pytest
from django.core.exceptions import PermissionDenied

from timonier.outputs.reports import actions
from timonier.outputs.reports.models import AnnualReport, Contribution

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R102", "R106")]


@pytest.fixture
def last():
    return AnnualReport.objects.get(year=2023)


def test_a_new_report_has_the_chapters_of_the_last_one_and_empty_texts(people, last):
    opened = actions.open_report(by=people["redaction"], year=2024, like=last)
    assert list(opened.chapters.values_list("number", "title")) == list(
        last.chapters.values_list("number", "title")
    )
    texts = Contribution.objects.filter(chapter__report=opened)
    assert texts.count() == Contribution.objects.filter(chapter__report=last).count()
    assert set(texts.values_list("body", "state")) == {("", "drafted")}


def test_a_new_report_is_due_to_the_mayors_on_30_september(people, last):
    opened = actions.open_report(by=people["redaction"], year=2024, like=last)
    assert f"{opened.due_on:%d/%m/%Y}" == "30/09/2025"


def test_a_chapter_keeps_its_place_in_the_tree(people, last):
    opened = actions.open_report(by=people["redaction"], year=2024, like=last)
    before = last.chapters.filter(parent__isnull=False).values_list("number", "parent__number")
    after = opened.chapters.filter(parent__isnull=False).values_list("number", "parent__number")
    assert list(after) == list(before)


def test_a_year_has_one_report(people, last):
    with pytest.raises(actions.ReportRefusal, match="existe déjà"):
        actions.open_report(by=people["redaction"], year=2020, like=last)


def test_a_year_that_is_not_over_has_no_report_yet(people, last):
    with pytest.raises(actions.ReportRefusal, match="pas finie"):
        actions.open_report(by=people["redaction"], year=2999, like=last)


def test_only_the_editor_opens_a_report(people, last):
    with pytest.raises(PermissionDenied):
        actions.open_report(by=people["contributeur"], year=2024, like=last)


def test_the_editor_opens_it_on_screen(sign_in):
    client = sign_in("redaction")
    assert "Ouvrir le rapport 2024" in client.get("/rapport/").content.decode()
    assert client.post("/rapport/ouvrir/").status_code == 302
    assert client.get("/rapport/2024/").status_code == 200

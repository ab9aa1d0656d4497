"""The three reports of the data set: honest texts, no invented date."""

from __future__ import annotations

import pytest

from timonier.demo.load.reports import read_draft
from timonier.outputs.reports.checks import check
from timonier.outputs.reports.models import AnnualReport, Contribution, Sending

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", [2017, 2020, 2023])
def test_no_text_of_the_data_set_types_a_number_or_misspells_an_insertion(year):
    found = check(AnnualReport.objects.get(year=year))
    assert [one.message for one in found if one.kind in {"untraced", "markup"}] == []


def test_the_only_known_presentation_of_2017_is_the_one_of_aix():
    dated = Sending.objects.filter(report__year=2017, presented_on__isnull=False)
    assert [(row.commune.code, str(row.presented_on)) for row in dated] == [("13001", "2019-02-01")]


def test_no_date_of_sending_is_invented():
    assert not Sending.objects.filter(sent_on__isnull=False).exists()


def test_the_texts_of_2023_are_at_every_stage_of_the_workflow():
    states = Contribution.objects.filter(chapter__report__year=2023).values_list("state", flat=True)
    assert set(states) == {"drafted", "reviewed", "accepted"}


def test_a_draft_is_read_with_its_chapters_texts_and_states():
    draft = read_draft(
        "= Titre\ndue: 2024-09-30\n\n# 1.1 | Mobilités | policies\nlead: Vite.\n\n"
        "@ u1 | missions | accepted\nPremière ligne.\n\nSeconde.\n"
    )
    (section,) = draft.sections
    assert (draft.title, section.number, section.facts["lead"]) == ("Titre", "1.1", "Vite.")
    assert section.texts[0].body == "Première ligne.\n\nSeconde."

"""The page of a commune: what is really its own, and where its report stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from timonier.outputs.dashboards.commune import commune_page
from timonier.outputs.reports.models import AnnualReport, Sending
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.strategy.models import Undertaking
from timonier.registry.territories.models import Territory

pytestmark = pytest.mark.django_db
NOW = date(2030, 1, 31)


def commune(code: str = "13005") -> Territory:
    return Territory.objects.get(code=code)


def page(code: str = "13005", reports=(), as_of: date = NOW):
    return commune_page(commune(code), list(reports), as_of=as_of)


@pytest.fixture
def sending() -> Sending:
    report = AnnualReport.objects.create(
        year=2029, title="Rapport 2029", legal_basis="CGCT L.5211-39", due_on=date(2030, 9, 30)
    )
    return Sending.objects.create(report=report, commune=commune())


@pytest.mark.requirement("R26")
def test_a_commune_lists_its_own_figures_apart_from_those_of_its_former_territory():
    found = page()
    assert found.own
    assert {row.scope for row in found.own} == {"commune"}
    assert "12 communes" in {row.scope for row in found.shared}


def test_a_figure_of_the_former_territory_is_never_divided():
    shown = {row.citation: row.value for row in page().shared}
    whole = Figure.objects.get(external_id="002-0089")
    assert shown["002-0089"] == f"{int(whole.value):,}".replace(",", "\u00a0") + "\u00a0€"
    assert "divisé par 12" in page().why_so_few


@pytest.mark.requirement("R26")
def test_only_undertakings_that_name_the_commune_are_on_its_page():
    expected = set(
        Undertaking.objects.filter(communes=commune("13055")).values_list("code", flat=True)
    )
    assert {row.code for row in page("13055").undertakings} == expected
    assert expected


def test_an_undertaking_without_news_is_told_as_such():
    silent = Undertaking.objects.filter(communes__code="13055", status="unknown").count()
    found = page("13055")
    assert sum(row.status == "Sans nouvelle" for row in found.undertakings) == silent


@pytest.mark.requirement("R104")
def test_the_steps_of_the_report_follow_the_dates_recorded(sending):
    sending.sent_on, sending.received_on = date(2030, 1, 10), date(2030, 1, 12)
    sending.save()
    steps = page(reports=[sending.report]).reports[0].steps
    assert [(step.label, step.state) for step in steps[1:]] == [
        ("Envoyé", "done"), ("Reçu", "done"), ("En conseil", "todo"),
    ]  # fmt: skip


@pytest.mark.requirement("R105")
def test_a_report_not_sent_after_its_deadline_is_late(sending):
    late = page(reports=[sending.report], as_of=date(2030, 10, 5)).reports[0]
    assert late.late
    assert late.steps[1].note == "5\N{NO-BREAK SPACE}jours de retard"
    assert not page(reports=[sending.report], as_of=date(2030, 9, 30)).reports[0].late


def test_changes_of_the_last_six_months_leave_older_ones_out(sending):
    indicator = Indicator.objects.create(code="ESSAI-C", name="essai")
    for day, value in (
        (datetime(2030, 1, 5, tzinfo=UTC), 12),
        (datetime(2029, 7, 1, tzinfo=UTC), 7),
    ):
        Figure.objects.create(indicator=indicator, territory=commune(), value=value,
                              external_id=f"E{value}", recorded_at=day)  # fmt: skip
    said = [item.text for item in page().changes]
    assert any("12" in text and "essai" in text for text in said)
    assert not any(text.endswith("7") and "essai" in text for text in said)


def test_a_revision_says_the_value_before_and_its_reason():
    indicator = Indicator.objects.create(code="ESSAI-R", name="essai")
    old = Figure.objects.create(indicator=indicator, territory=commune(), value=10,
                                recorded_at=datetime(2029, 12, 1, tzinfo=UTC))  # fmt: skip
    Figure.objects.filter(pk=old.pk).update(superseded_at=datetime(2030, 1, 2, tzinfo=UTC))
    Figure.objects.create(
        indicator=indicator, territory=commune(), value=11, supersedes=old,
        revision_reason="double compte", recorded_at=datetime(2030, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    assert any(
        "10 devient 11" in item.text and "double compte" in item.text for item in page().changes
    )


def test_every_population_bears_its_vintage():
    found = page().populations
    assert len(found) >= 3
    assert all(row.vintage <= row.year for row in found)
    assert [row.year for row in found] == sorted((row.year for row in found), reverse=True)


def test_the_name_of_the_commune_is_elided_in_titles():
    assert "d’Aubagne seule" in page().figures_title


def test_a_commune_with_many_facts_makes_no_more_queries(django_assert_max_num_queries):
    for code in ("13055", "13005"):
        with django_assert_max_num_queries(16):
            page(code)

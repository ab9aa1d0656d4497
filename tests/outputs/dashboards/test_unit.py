"""The page of a unit: its own values, what is missing, where it comes from."""

from __future__ import annotations

from datetime import date

import pytest

from timonier.accounts.models import Grant
from timonier.outputs.dashboards.unit import unit_page
from timonier.outputs.dashboards.unit_measures import Freshness, last_figures, measures
from timonier.registry.indicators.models import Figure, Indicator, Responsibility
from timonier.registry.organisations.models import Succession, Unit
from timonier.registry.strategy.models import Objective
from timonier.registry.territories.models import Territory

pytestmark = pytest.mark.django_db
NOW = date(2024, 9, 9)
DIGITAL = "2020-dga-insi"


def unit(code: str) -> Unit:
    return Unit.objects.select_related("chart", "document").get(code=code)


def publish(who: Unit, code: str, value: int | None, year: int) -> Indicator:
    indicator, _ = Indicator.objects.get_or_create(code=code, defaults={"name": f"essai {code}"})
    Responsibility.objects.get_or_create(indicator=indicator, unit=who)
    if value is not None:
        Figure.objects.create(
            indicator=indicator,
            unit=who,
            territory=Territory.objects.get(kind="institution"),
            value=value,
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
            recorded_at=f"{year + 1}-03-01T09:00:00Z",
        )
    return indicator


def measured(who: Unit, code: str, as_of: date = NOW):
    return next(m for m in measures([who.pk], as_of=as_of) if m.code == code)


@pytest.mark.requirement("R38")
def test_a_reform_leaves_each_figure_with_the_unit_that_produced_it():
    before, after = unit(DIGITAL), unit("2023-dgd-ressources-numerique")
    publish(before, "ESSAI-1", 92, 2020)
    publish(after, "ESSAI-1", None, 2023)
    assert measured(before, "ESSAI-1").value == "92"
    assert measured(after, "ESSAI-1").value is None


@pytest.mark.requirement("R126")
def test_the_same_indicator_is_shown_under_both_organisations():
    before, after = unit(DIGITAL), unit("2023-dgd-ressources-numerique")
    publish(before, "ESSAI-1", 92, 2020)
    publish(after, "ESSAI-1", 95, 2023)
    page = unit_page(after, as_of=NOW)
    found = next(line for line in page.compared if line.code == "ESSAI-1")
    assert [(chart, value) for chart, _, value, _ in found.values] == [
        ("2020", "92"),
        ("2023", "95"),
    ]
    assert "2023" in page.change_years


def test_a_unit_of_a_closed_chart_is_judged_on_the_day_its_chart_ended():
    who = unit(DIGITAL)
    publish(who, "ESSAI-2", 5, 2021)
    assert measured(who, "ESSAI-2", as_of=date(2026, 1, 1)).state is Freshness.UP_TO_DATE


def test_a_value_is_late_once_the_next_one_was_expected():
    who = unit("2023-dgd-ressources-numerique")
    publish(who, "ESSAI-3", 5, 2022)
    assert measured(who, "ESSAI-3", as_of=date(2024, 6, 1)).state is Freshness.UP_TO_DATE
    assert measured(who, "ESSAI-3", as_of=date(2024, 9, 1)).state is Freshness.LATE


def test_an_indicator_without_value_is_unmeasured_and_never_zero():
    who = unit(DIGITAL)
    publish(who, "ESSAI-4", None, 2021)
    found = measured(who, "ESSAI-4")
    assert (found.state, found.value) == (Freshness.UNMEASURED, None)


def test_a_figure_recorded_after_the_day_looked_at_is_not_known_yet():
    who = unit(DIGITAL)
    indicator = publish(who, "ESSAI-5", 5, 2021)
    assert (who.pk, indicator.pk) not in last_figures([who.pk], as_of=date(2022, 2, 1))
    assert (who.pk, indicator.pk) in last_figures([who.pk], as_of=date(2022, 3, 2))


def test_what_is_missing_comes_in_the_order_of_due_dates():
    who = unit("2023-dgd-ressources-numerique")
    node = Objective.objects.first().node
    for code, due in (("essai-b", date(2023, 6, 30)), ("essai-a", date(2022, 3, 31))):
        Objective.objects.create(node=node, code=code, title=code, kind="deliverable", unit=who,
                                 due_on=due)  # fmt: skip
    dates = [item.due_on for item in unit_page(who, as_of=NOW).missing if item.due_on]
    assert dates == sorted(dates)
    assert {date(2022, 3, 31), date(2023, 6, 30)} <= set(dates)


def test_a_person_without_deputy_is_a_thing_to_mend(people):
    page = unit_page(unit("2023-dgd-ressources-numerique"), as_of=NOW)
    assert {(p.name, p.deputy) for p in page.people} == {
        ("Claire Moretti", "Hugo Bellon"),
        ("Hugo Bellon", None),
    }
    found = [*page.missing]
    assert page.missing_more or any(item.title == "Désigner un suppléant" for item in found)


def test_a_role_that_has_ended_no_longer_shows_on_the_unit(people):
    Grant.objects.filter(user__username="contributeur").update(
        starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)
    )
    page = unit_page(unit("2023-dgd-ressources-numerique"), as_of=NOW)
    assert [person.name for person in page.people] == ["Claire Moretti"]


def test_a_presumed_succession_is_drawn_apart_from_a_sourced_one():
    page = unit_page(unit("2023-dgd-ressources-numerique"), as_of=NOW)
    marks = {entry.key: entry.count for entry in page.lineage.legend}
    known = Succession.objects.filter(pk__in=[link.pk for link in page.links])
    assert marks["sourced"] == known.filter(certainty="sourced").count() > 0
    assert marks["presumed"] == known.filter(certainty="presumed").count() > 0


def test_a_unit_without_known_filiation_has_no_drawing():
    lonely = Unit.objects.filter(successions=None, predecessions=None).first()
    page = unit_page(unit(lonely.code), as_of=NOW)
    assert page.lineage is None
    assert page.lineage_title == "Aucune filiation n’est connue"


def test_the_finding_agrees_when_nothing_is_attached():
    page = unit_page(unit("2017-ct4"), as_of=NOW)
    assert page.finding.startswith("Feuille de route\u00a0: aucun objectif")


def test_the_page_makes_as_many_queries_for_a_whole_direction_as_for_a_service(
    django_assert_max_num_queries,
):
    for code in ("2023-dgs", "2023-protection-donnees"):
        who = unit(code)
        with django_assert_max_num_queries(12):
            unit_page(who, as_of=NOW)

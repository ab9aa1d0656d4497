"""Record, revise, validate, discontinue; and the freshness of the list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from timonier.engine.period import Period, Periodicity, PeriodKind, next_due
from timonier.engine.periods import parse_period
from timonier.journal.models import Entry
from timonier.registry.indicators import actions
from timonier.registry.indicators.enums import Freshness
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.indicators.queries import indicator_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Indicator:
    return Indicator.objects.create(code="ESSAI-01", name="Arbres plantés", unit="arbres")


@pytest.fixture
def recorded(indicator: Indicator, people: dict) -> Figure:
    return actions.record_figure(
        indicator=indicator, by=people["controle"], period=parse_period("2023"), value=Decimal(120)
    )


@pytest.mark.requirement("R7")
def test_a_period_keeps_its_wording_and_falls_on_its_last_day(
    indicator: Indicator, people: dict
) -> None:
    made = actions.record_figure(
        indicator=indicator, by=people["controle"], period=parse_period("T4 2021"), value=Decimal(3)
    )
    assert (made.period_printed, made.period_end) == ("T4 2021", date(2021, 12, 31))


def test_a_ratio_without_a_value_is_the_quotient_of_its_terms(people: dict) -> None:
    ratio = Indicator.objects.create(
        code="ESSAI-02", name="Part", unit="%", perimeter_operator="ratio_of_sums", factor=100
    )
    made = actions.record_figure(
        indicator=ratio,
        by=people["controle"],
        period=parse_period("2023"),
        value=None,
        numerator=Decimal(30),
        denominator=Decimal(120),
    )
    assert made.value == Decimal(25)


def test_a_revision_supersedes_and_keeps_the_first_value(recorded: Figure, people: dict) -> None:
    revised = actions.revise_figure(
        figure=recorded, by=people["controle"], reason="Recomptage", value=Decimal(125)
    )
    recorded.refresh_from_db()
    assert (recorded.value, recorded.superseded_at is None) == (Decimal(120), False)
    assert (revised.supersedes, revised.revision_reason) == (recorded, "Recomptage")


def test_a_second_revision_of_the_same_row_is_told(recorded: Figure, people: dict) -> None:
    actions.revise_figure(
        figure=recorded, by=people["controle"], reason="Recomptage", value=Decimal(125)
    )
    with pytest.raises(ValidationError, match="vient d’être révisé par une autre personne"):
        actions.revise_figure(
            figure=recorded, by=people["admin"], reason="Autre", value=Decimal(130)
        )


def test_a_revision_that_changes_nothing_is_refused(recorded: Figure, people: dict) -> None:
    with pytest.raises(ValidationError, match="ne change rien"):
        actions.revise_figure(
            figure=recorded, by=people["controle"], reason="Rien", value=Decimal(120)
        )


def test_validating_raises_the_status(recorded: Figure, people: dict) -> None:
    assert actions.validate_figure(figure=recorded, by=people["controle"]).status == "validated"


@pytest.mark.requirement("R122")
def test_discontinuing_without_a_reason_is_refused(indicator: Indicator, people: dict) -> None:
    with pytest.raises(ValidationError, match="avec un motif"):
        actions.discontinue(
            indicator=indicator, by=people["controle"], on=date(2024, 1, 1), reason=" "
        )


def test_discontinuing_is_journalled_with_its_reason(indicator: Indicator, people: dict) -> None:
    actions.discontinue(
        indicator=indicator, by=people["controle"], on=date(2024, 1, 1), reason="Enquête arrêtée"
    )
    entry = Entry.objects.filter(action="indicator.discontinued").latest("id")
    assert entry.details["reason"] == "Enquête arrêtée"


@pytest.mark.parametrize(
    ("person", "granted"),
    [("controle", True), ("dgs", True), ("directrice", False), ("elue", False), ("maire", False)],
)
def test_who_may_record_a_figure_of_an_indicator_nobody_answers_for(
    indicator: Indicator, people: dict, person: str, granted: bool
) -> None:
    def act() -> Figure:
        return actions.record_figure(
            indicator=indicator, by=people[person], period=parse_period("2023"), value=Decimal(1)
        )

    if granted:
        assert act().recorded_by == people[person]
    else:
        with pytest.raises(PermissionDenied):
            act()


def test_the_owner_of_an_indicator_records_its_figures(indicator: Indicator, people: dict) -> None:
    indicator.owner = people["directrice"]
    made = actions.record_figure(
        indicator=indicator, by=people["directrice"], period=parse_period("2023"), value=Decimal(1)
    )
    assert made.recorded_by == people["directrice"]


@pytest.mark.parametrize(
    ("on", "freshness"),
    [(date(2025, 6, 30), Freshness.CURRENT), (date(2025, 7, 1), Freshness.LATE)],
)
def test_a_value_is_late_the_day_after_the_next_was_due(
    recorded: Figure, on: date, freshness: str
) -> None:
    """Value of 2023, yearly, 180 days: the next one is due on 30 June 2025."""
    assert indicator_rows(on).get(pk=recorded.indicator_id).freshness == freshness


def test_an_indicator_without_a_value_says_so(indicator: Indicator) -> None:
    row = indicator_rows(date(2024, 1, 1)).get(pk=indicator.pk)
    assert (row.freshness, row.last_value) == (Freshness.MISSING, None)


def test_the_database_and_the_engine_agree_on_the_next_due_date() -> None:
    rows = list(indicator_rows(date(2024, 9, 9)).filter(last_end__isnull=False))
    rhythm = {"annual": "yearly"}
    wrong = [
        row.code
        for row in rows
        if row.next_due
        != next_due(
            Period(row.last_end, row.last_end, PeriodKind.DAY),
            Periodicity(rhythm.get(row.periodicity, row.periodicity)),
            row.delay_days,
        )
    ]
    assert rows
    assert wrong == []


def test_the_list_of_indicators_is_one_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert len(indicator_rows(date(2024, 9, 9))) > 900

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.engine.periods import (
    Period,
    PeriodError,
    Periodicity,
    PeriodKind,
    next_due,
    parse_period,
)

AS_PRINTED = [
    ("T4 2021", date(2021, 10, 1), date(2021, 12, 31), PeriodKind.QUARTER),
    ("avril 2021", date(2021, 4, 1), date(2021, 4, 30), PeriodKind.MONTH),
    ("fin 2020", date(2020, 10, 1), date(2020, 12, 31), PeriodKind.APPROXIMATE),
    ("début 2021", date(2021, 1, 1), date(2021, 3, 31), PeriodKind.APPROXIMATE),
    ("automne 2020", date(2020, 9, 22), date(2020, 12, 20), PeriodKind.APPROXIMATE),
    ("hiver 2020", date(2020, 12, 21), date(2021, 3, 19), PeriodKind.APPROXIMATE),
    ("1er semestre 2021", date(2021, 1, 1), date(2021, 6, 30), PeriodKind.HALF),
    ("2018-2020", date(2018, 1, 1), date(2020, 12, 31), PeriodKind.RANGE),
    ("mars à mai 2020", date(2020, 3, 1), date(2020, 5, 31), PeriodKind.RANGE),
    ("2020", date(2020, 1, 1), date(2020, 12, 31), PeriodKind.YEAR),
    ("31/12/2021", date(2021, 12, 31), date(2021, 12, 31), PeriodKind.DAY),
    ("9 sept. 2024", date(2024, 9, 9), date(2024, 9, 9), PeriodKind.DAY),
    ("1er janvier 2020", date(2020, 1, 1), date(2020, 1, 1), PeriodKind.DAY),
    ("2021-04-30", date(2021, 4, 30), date(2021, 4, 30), PeriodKind.DAY),
    ("2021-04", date(2021, 4, 1), date(2021, 4, 30), PeriodKind.MONTH),
    ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31), PeriodKind.QUARTER),
]


@pytest.mark.requirement("R7")
@pytest.mark.parametrize(("printed", "start", "end", "kind"), AS_PRINTED)
def test_a_due_date_is_the_last_day_and_keeps_its_wording(printed, start, end, kind):
    period = parse_period(printed)

    assert (period.start, period.due, period.kind) == (start, end, kind)
    assert str(period) == printed


@pytest.mark.parametrize("text", ["", "bientôt", "T5 2021", "31/02/2021", "2020-2018", "13/2020"])
def test_an_unreadable_period_says_what_was_read_and_what_to_do(text):
    with pytest.raises(PeriodError) as caught:
        parse_period(text)

    assert text in str(caught.value)
    assert caught.value.remedy


def test_wording_does_not_make_two_periods_different():
    assert parse_period("2021-T4") == Period.quarter(2021, 4)


def test_periods_sort_by_start_then_end():
    quarter, year, month = Period.quarter(2021, 1), Period.year(2021), Period.month(2020, 12)

    assert sorted([year, quarter, month]) == [month, quarter, year]


def test_periods_that_share_one_day_overlap():
    assert Period.half(2021, 1).overlaps(Period.month(2021, 6))
    assert not Period.half(2021, 1).overlaps(Period.month(2021, 7))


def test_next_due_is_the_end_of_the_month_after_period_and_delay():
    """End of month(last value + period + availability delay), as PILOTE computes it."""
    assert next_due(Period.month(2021, 1), Periodicity.MONTHLY) == date(2021, 2, 28)
    assert next_due(Period.quarter(2020, 4), Periodicity.QUARTERLY, 15) == date(2021, 4, 30)


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_every_month_reads_back_from_its_own_wording(year, month):
    assert parse_period(str(Period.month(year, month))) == Period.month(year, month)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back_from_its_own_wording(day):
    assert parse_period(str(Period.day(day))) == Period.day(day)

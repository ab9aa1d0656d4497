"""What a snapshot says of the figures of the registry."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction

from tests.consolidation.factories import Institution, figure, indicator, revise, unit
from timonier.consolidation.actions import consolidate
from timonier.consolidation.models import Snapshot
from timonier.consolidation.reader import Reader, open_snapshot
from timonier.journal.models import Entry

YEAR = date(2020, 12, 31)


def read(as_of: date | None = None) -> Reader:
    return open_snapshot(consolidate(by=None, as_of=as_of))


def test_a_total_is_the_sum_of_its_communes(institution: Institution):
    tonnes = indicator()
    for rank, commune in enumerate(institution.communes):
        figure(tonnes, commune, rank + 1)
    value = read().value(tonnes.pk, institution.whole.pk, YEAR)
    assert (value.value, value.received, value.expected) == (Decimal(21), 6, 6)
    assert value.publishable


@pytest.mark.requirement("R87")
def test_ratio_of_sums_gives_every_inhabitant_the_same_weight(institution: Institution):
    rate = indicator("ratio_of_sums", factor=100, coverage_threshold=30)
    figure(rate, institution.communes[0], 90, numerator=90, denominator=100)
    figure(rate, institution.communes[1], 10, numerator=1, denominator=10)
    value = read().value(rate.pk, institution.whole.pk, YEAR)
    assert round(value.value, 4) == Decimal("82.7273")
    assert (value.numerator, value.denominator) == (91, 110)


def test_a_ratio_draws_its_terms_from_the_two_indicators_it_names(institution: Institution):
    sorted_, collected = indicator(), indicator()
    rate = indicator("ratio_of_sums", factor=100, numerator=sorted_, denominator=collected)
    for commune in institution.communes:
        figure(sorted_, commune, 25)
        figure(collected, commune, 100)
    reader = read()
    whole = reader.value(rate.pk, institution.whole.pk, YEAR)
    one = reader.value(rate.pk, institution.communes[0].pk, YEAR)
    assert (whole.value, whole.numerator, one.value) == (25, 150, 25)
    assert [part.value for part in reader.trace(rate.pk, one.territory_id, YEAR).parts] == [25, 100]


def test_an_unknown_part_lowers_the_coverage_and_is_never_a_zero(institution: Institution):
    tonnes = indicator(coverage_threshold=80)
    for commune in institution.communes[:3]:
        figure(tonnes, commune, 10)
    figure(tonnes, institution.communes[3], None)
    value = read().value(tonnes.pk, institution.whole.pk, YEAR)
    assert (value.value, value.received, value.expected) == (Decimal(30), 3, 6)
    assert not value.publishable
    assert value.reason.startswith("3 valeurs reçues sur 6")


def test_what_does_not_add_up_is_refused_with_its_reason(institution: Institution):
    median = indicator("none")
    for commune in institution.communes:
        figure(median, commune, 5)
    value = read().value(median.pk, institution.whole.pk, YEAR)
    assert value.value is None
    assert "ne s’additionne pas" in value.reason


def test_a_published_total_is_kept_beside_what_its_parts_give(institution: Institution):
    tonnes = indicator()
    figure(tonnes, institution.whole, 285)
    for commune in institution.communes:
        figure(tonnes, commune, 40)
    reader = read()
    value = reader.value(tonnes.pk, institution.whole.pk, YEAR)
    assert (value.value, value.origin, value.computed, value.difference) == (
        285,
        "published",
        240,
        45,
    )
    alert = next(one for one in reader.alerts("difference") if one.object_id == tonnes.pk)
    assert alert.detail == "publié 285, les parties donnent 240"


def test_a_former_territory_that_speaks_stands_for_its_communes(institution: Institution):
    tonnes = indicator()
    figure(tonnes, institution.west, 100)
    figure(tonnes, institution.communes[0], 7)
    for commune in institution.communes[3:]:
        figure(tonnes, commune, 1)
    value = read().value(tonnes.pk, institution.whole.pk, YEAR)
    assert (value.value, value.received, value.expected) == (Decimal(103), 6, 6)


def test_memberships_count_only_between_their_dates(institution: Institution):
    tonnes = indicator()
    for commune in institution.communes:
        figure(tonnes, commune, 1, year=2022)
        figure(tonnes, commune, 1, year=2023)
    reader = read()
    west = [value.period for value in reader.values(tonnes.pk, institution.west.pk)]
    whole = [value.period for value in reader.values(tonnes.pk, institution.whole.pk)]
    assert (west, whole) == (["2022"], ["2022", "2023"])


def test_contradictory_figures_are_not_consolidated_and_are_flagged(institution: Institution):
    tonnes = indicator(coverage_threshold=10)
    first, second = (
        figure(tonnes, institution.communes[0], value, document=institution.report, line=line)
        for value, line in ((4044, "10"), (4404, "20"))
    )
    figure(tonnes, institution.communes[1], 1)
    reader = read()
    whole = reader.value(tonnes.pk, institution.whole.pk, YEAR)
    commune = reader.value(tonnes.pk, institution.communes[0].pk, YEAR)
    assert (whole.value, whole.received) == (Decimal(1), 1)
    assert (commune.value, set(commune.contradictory)) == (None, {first.pk, second.pk})
    assert [one.object_id for one in reader.alerts("contradictory")].count(tonnes.pk) == 1


def test_a_figure_told_twice_counts_once(institution: Institution):
    tonnes = indicator(coverage_threshold=10)
    told = figure(tonnes, institution.communes[0], 5, document=institution.report, line="1")
    figure(tonnes, institution.communes[0], 5, document=institution.report, line="2")
    figure(tonnes, institution.communes[0], 9, line="3", repeat_of=told)
    reader = read()
    assert reader.value(tonnes.pk, institution.whole.pk, YEAR).value == 5
    assert [one.role for one in reader.figures(tonnes.pk)] == ["counted", "same", "repeat"]


def test_a_service_inside_another_is_not_added_to_it(institution: Institution):
    tonnes, direction = indicator(), unit("Direction de l’eau")
    service, other = unit("Service des réseaux", direction), unit("Direction des déchets")
    for held, value in ((direction, 10), (service, 4), (other, 3)):
        figure(tonnes, institution.whole, value, unit=held)
    assert read().value(tonnes.pk, institution.whole.pk, YEAR).value == 13


@pytest.mark.requirement("R38")
def test_past_figures_do_not_change_when_the_chart_changes(institution: Institution):
    tonnes, former = indicator(), unit("Direction de 2017")
    figure(tonnes, institution.whole, 12, year=2017, unit=former)
    before = read().values(tonnes.pk, institution.whole.pk)
    former.ends_on = date(2022, 12, 31)
    former.name = "Direction supprimée"
    former.save()
    unit("Direction de 2023")
    after = read().values(tonnes.pk, institution.whole.pk)
    assert before == after
    assert after[0].value == 12


@pytest.mark.requirement("R89")
def test_a_value_keeps_its_qualifier_and_a_mixed_total_is_approximate(institution: Institution):
    tonnes = indicator(coverage_threshold=10)
    figure(tonnes, institution.communes[0], 5, qualifier="more_than")
    figure(tonnes, institution.communes[3], 5)
    reader = read()
    places = (institution.communes[0], institution.west, institution.whole)
    found = [reader.value(tonnes.pk, place.pk, YEAR).qualifier for place in places]
    assert found == ["more_than", "more_than", "about"]


def test_the_past_is_what_was_known_then(institution: Institution):
    tonnes = indicator()
    old = figure(tonnes, institution.whole, 100, known=date(2021, 6, 1))
    revise(old, 120, on=date(2022, 3, 1))
    values = [
        read(day).value(tonnes.pk, institution.whole.pk, YEAR)
        for day in (date(2021, 5, 31), date(2021, 6, 1), date(2022, 2, 28), date(2022, 3, 1))
    ]
    assert [value and value.value for value in values] == [None, 100, 100, 120]


def test_archived_indicators_are_left_out(institution: Institution):
    tonnes = indicator(archived_at="2021-01-01T00:00:00Z")
    figure(tonnes, institution.whole, 1)
    reader = read()
    assert reader.figures(tonnes.pk) == ()
    with pytest.raises(KeyError):
        reader.indicator(tonnes.pk)


def test_a_very_large_value_keeps_every_digit(institution: Institution):
    money = indicator()
    figure(money, institution.communes[0], "12345678901234567890.1234")
    value = read().value(money.pk, institution.communes[0].pk, YEAR)
    assert value.value == Decimal("12345678901234567890.1234")


def test_the_same_data_give_the_same_hash(institution: Institution):
    figure(indicator(), institution.communes[0], 3)
    one, two = consolidate(by=None), consolidate(by=None)
    assert one.sha256 == two.sha256
    figure(indicator(), institution.communes[1], 3)
    assert consolidate(by=None).sha256 != one.sha256


def test_a_snapshot_cannot_be_changed_nor_deleted(institution: Institution):
    snapshot = consolidate(by=None)
    for write in (
        lambda: Snapshot.objects.filter(pk=snapshot.pk).update(sha256="0" * 64),
        snapshot.delete,
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            write()
    modes = {path.stat().st_mode & 0o222 for path in snapshot.path.rglob("*.parquet")}
    assert modes == {0}


def test_consolidating_is_journalled_and_asks_for_the_right(people):
    snapshot = consolidate(by=people["controle"])
    entry = Entry.objects.order_by("-id").first()
    assert (entry.action, entry.by) == ("snapshot.made", people["controle"])
    assert entry.details["sha256"] == snapshot.sha256
    with pytest.raises(PermissionDenied):
        consolidate(by=people["maire"])


def test_both_roads_to_the_figures_give_the_same_rows(django_db_setup, django_db_blocker):
    from timonier.consolidation import extract
    from timonier.consolidation.build import computing, fetch, run

    rows = []
    sql = extract.figures_sql(date(2026, 1, 1))
    with django_db_blocker.unblock(), computing() as link:
        run(link, "CREATE TABLE indicators (indicator_id BIGINT)")
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM indicators_indicator")
            listed = ", ".join(f"({pk})" for (pk,) in cursor.fetchall())
        run(link, f"INSERT INTO indicators VALUES {listed}")
        fetch(link, "outside", sql)
        with transaction.atomic():
            fetch(link, "inside", sql)
        rows = [run(link, f"FROM {name} ORDER BY id") for name in ("outside", "inside")]
    assert rows[0] == rows[1]
    assert len(rows[0]) > 700

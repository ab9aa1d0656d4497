"""The map and the list of communes; former territories; snapshots of outlines."""

from __future__ import annotations

from datetime import date

import pytest

from timonier.outputs.dashboards.area import area_page
from timonier.outputs.dashboards.ground import ground
from timonier.outputs.dashboards.territories import territories_page
from timonier.outputs.reports.models import AnnualReport, Sending
from timonier.registry.indicators.models import Figure
from timonier.registry.territories.models import Territory

pytestmark = pytest.mark.django_db
NOW = date(2030, 1, 31)


def page(**asked):
    return territories_page(Territory.objects.active(), as_of=NOW, **asked)


def test_the_title_counts_the_communes_that_have_a_figure_of_their_own():
    found = page()
    own = (
        Figure.objects.current()
        .filter(territory__kind="commune", repeat_of=None)
        .values("territory")
        .distinct()
        .count()
    )
    assert sum(row.figures > 0 for row in found.rows) == own
    assert found.title.startswith("Vingt communes sur 92" if own == 20 else str(own))


def test_every_commune_is_on_the_map_even_when_the_list_is_filtered():
    found = page(former="CT4")
    assert len(found.rows) == 12
    assert len(found.drawn.wide.table.rows) == 92


def test_a_commune_is_found_without_its_accents():
    assert [row.name for row in page(query="eguilles").rows] == ["Éguilles"]


def test_sorting_by_population_puts_the_largest_first():
    counts = [row.inhabitants for row in page(sort="-population").rows]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.requirement("R105")
def test_the_map_of_the_sending_counts_each_commune_once():
    report = AnnualReport.objects.create(
        year=2029, title="Rapport 2029", legal_basis="CGCT L.5211-39", due_on=date(2030, 9, 30)
    )
    Sending.objects.create(
        report=report, commune=Territory.objects.get(code="13005"), sent_on=date(2030, 1, 2)
    )
    legend = {entry.key: entry.count for entry in page(reading="rapport").drawn.wide.legend}
    assert (legend["sent"], legend["none"], sum(legend.values())) == (1, 91, 92)


def test_a_value_of_a_former_territory_is_shown_as_its_own_on_each_commune():
    figure = Figure.objects.current().filter(territory__code="CT4", value__isnull=False).first()
    drawn = page(indicator=figure.indicator.code).drawn.wide
    aubagne = next(row for row in drawn.table.rows if row[0] == "Aubagne")
    assert any("en entier" in cell for cell in aubagne)
    elsewhere = next(row for row in drawn.table.rows if row[0] == "Istres")
    assert "inconnu" in elsewhere


def test_an_unknown_reading_falls_back_on_own_figures():
    assert page(reading="n-importe-quoi").reading == "chiffres"


def test_tiles_stand_in_until_every_commune_has_an_outline():
    assert ground(Territory.objects.filter(kind="commune")).outlines is None


def test_a_former_territory_adds_its_communes_up_only_when_all_are_known():
    former = Territory.objects.get(code="CT4")
    found = area_page(former, Territory.objects.active(), as_of=NOW)
    assert found.kpis[1].value is not None
    row = found.rows[0]
    Territory.objects.get(code=row.code).populations.all().delete()
    assert area_page(former, Territory.objects.active(), as_of=NOW).kpis[1].value is None


def test_the_page_makes_as_many_queries_for_one_commune_as_for_all(django_assert_max_num_queries):
    for visible in (Territory.objects.active(), Territory.objects.active().filter(code="13005")):
        with django_assert_max_num_queries(14):
            territories_page(visible, as_of=NOW)

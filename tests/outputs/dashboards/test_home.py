"""The home: each count is the length of its list, and silence is neither success nor failure."""

from datetime import date

import pytest

from timonier.outputs.dashboards.alerts import KINDS
from timonier.outputs.dashboards.home import five_alerts, home_page, strategy_rows
from timonier.outputs.dashboards.undertakings import sentence, themes
from timonier.registry.strategy.models import Confidence, Node, Undertaking

DAY = date(2026, 9, 9)


@pytest.mark.requirement("R125")
def test_coverage_leaves_out_the_silent_and_counts_them_apart():
    found = themes({"Mobilité": {"kept": 1, "late": 1, "unknown": 2}})
    assert (found.rows[0].coverage, found.with_news, found.followed) == ("50\u00a0%", 2, 4)
    assert [share.count for share in found.totals] == [1, 0, 1, 0, 2]


def test_the_sentence_agrees_with_its_counts():
    said = sentence({"A": {"kept": 1, "in_progress": 2}})
    assert said == "Sur 3 engagements suivis, 1 est tenu et 2 avancent."


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(KINDS))
def test_a_heading_says_how_many_rows_the_list_has(kind):
    found = KINDS[kind](DAY)
    said = found.heading.split()[0] if found.count else "Aucun"
    assert said.startswith(str(found.count) if found.count else "Aucun")
    assert len(found.rows) == found.count


@pytest.mark.django_db
def test_the_five_alerts_open_the_lists_they_count():
    for alert in five_alerts(DAY):
        kind = alert.url.rstrip("/").rsplit("/", 1)[-1]
        assert KINDS[kind](DAY).count == int(str(alert.count).replace("\u00a0", ""))


@pytest.mark.requirement("R125")
@pytest.mark.django_db
def test_late_and_silent_undertakings_never_share_a_list():
    late = {row.key for row in KINDS["engagements-en-retard"](DAY).rows}
    silent = {row.key for row in KINDS["engagements-sans-nouvelle"](DAY).rows}
    assert late
    assert silent
    assert not late & silent


@pytest.mark.django_db
def test_weather_is_not_given_until_a_person_signs_it(people):
    node = Node.objects.get(strategy__code="DIMENSION", depth=0)
    assert {row.weather for row in strategy_rows(DAY)} == {None}
    Confidence.objects.create(node=node, level="cloud", reason="retard", author=people["dgs"])
    assert [row.weather for row in strategy_rows(DAY) if row.code == "DIMENSION"] == ["Nuage"]


@pytest.mark.django_db
def test_home_makes_the_same_queries_whatever_the_number_of_undertakings(
    django_assert_max_num_queries,
):
    with django_assert_max_num_queries(30) as first:
        home_page(DAY)
    Undertaking.objects.bulk_create(
        Undertaking(code=f"X-{n}", section="Essai", subject="x", promise="x", status="late")
        for n in range(200)
    )
    with django_assert_max_num_queries(len(first)):
        home_page(DAY)

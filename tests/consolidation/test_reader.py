"""What screens and reports read in a snapshot."""

from __future__ import annotations

from datetime import date

import pytest

from tests.consolidation.factories import (
    Institution,
    figure,
    indicator,
    node,
    objective,
    revise,
    unit,
)
from timonier.consolidation.actions import consolidate
from timonier.consolidation.checks import compare, verify
from timonier.consolidation.reader import open_snapshot
from timonier.registry.indicators.models import Break, Responsibility, Target

YEAR = date(2020, 12, 31)
DAY = date(2024, 1, 1)


@pytest.mark.requirement("R87")
def test_a_total_opens_down_to_the_document_and_the_line(institution: Institution):
    tonnes = indicator(coverage_threshold=10)
    told = figure(tonnes, institution.communes[0], 3, document=institution.report, line="1294")
    figure(tonnes, institution.communes[1], 4)
    tree = open_snapshot(consolidate(by=None)).trace(tonnes.pk, institution.whole.pk, YEAR)
    assert (tree.value, tree.rule) == (7, "somme")
    sources = {leaf.source for leaf in tree.leaves()}
    assert "Rapport 2020, l.\u00a01294" in sources
    assert any(str(told.pk) in leaf.label for leaf in tree.leaves())
    assert tree.missing == ("Commune 2", "Est (3 communes)")


def test_the_trace_of_a_published_total_shows_what_the_parts_give(institution: Institution):
    tonnes = indicator()
    figure(tonnes, institution.whole, 285, document=institution.report, line="960")
    figure(tonnes, institution.communes[0], 232)
    tree = open_snapshot(consolidate(by=None)).trace(tonnes.pk, institution.whole.pk, YEAR)
    assert (tree.value, [part.value for part in tree.parts]) == (285, [285, 232])
    assert tree.note == "les parties reçues (1 sur 6) donnent 232"


@pytest.mark.requirement("R91")
def test_a_series_carries_its_breaks_and_targets(institution: Institution):
    tonnes = indicator()
    for year in (2017, 2020, 2023):
        figure(tonnes, institution.whole, year, year=year)
    Break.objects.create(
        indicator=tonnes,
        between_start=date(2017, 12, 31),
        between_end=date(2020, 1, 1),
        kind="definition",
        reason="La définition change",
    )
    Target.objects.create(indicator=tonnes, value=3000, due_on=date(2026, 12, 31))
    series = open_snapshot(consolidate(by=None)).series(tonnes.pk, institution.whole.pk)
    assert [value.value for value in series.values] == [2017, 2020, 2023]
    assert [one.reason for one in series.breaks] == ["La définition change"]
    assert [one.value for one in series.targets] == [3000]


def test_progress_is_undefined_without_a_baseline_and_says_why(institution: Institution):
    tonnes = indicator(direction="up")
    figure(tonnes, institution.whole, 60)
    common = {"indicator": tonnes, "territory": institution.whole, "due_on": date(2026, 12, 31)}
    whole = Target.objects.create(
        value=100, baseline_value=20, baseline_on=date(2016, 12, 31), **common
    )
    blind = Target.objects.create(value=100, **common)
    reader = open_snapshot(consolidate(by=None, as_of=DAY))
    found = {one.target_id: one for one in reader.followed_targets(tonnes.pk)}
    assert (found[whole.pk].shown, found[blind.pk].shown) == (50, None)
    assert found[blind.pk].reason == "il manque la valeur initiale"
    assert 65 < found[whole.pk].expected < 75
    kinds = [
        one.kind for one in reader.alerts(object_kind="indicator") if one.object_id == tonnes.pk
    ]
    assert kinds == ["stale_indicator", "not_computable", "off_track"]


def test_counts_of_a_node_take_what_is_below_it(institution: Institution):
    top = node()
    below = node(top)
    objective(top, state="done", done_on=DAY, proof_note="vu", due_on=date(2021, 1, 1))
    late = objective(below, due_on=date(2021, 12, 31))
    objective(below)
    reader = open_snapshot(consolidate(by=None, as_of=DAY))
    scope = reader.scope("node", top.pk)
    assert (scope.objectives, scope.done, scope.planned, scope.late, scope.undated) == (
        3,
        1,
        2,
        1,
        1,
    )
    assert (scope.progress, scope.unmeasured) == (None, 2)
    alerts = reader.alerts("late_objective", scope=("node", below.pk))
    assert [(one.object_id, one.detail) for one in alerts] == [
        (late.pk, "attendu pour le 31/12/2021, 731 jours de retard")
    ]


def test_every_alert_count_is_the_length_of_its_list(institution: Institution):
    figure(indicator(), institution.whole, 1)
    objective(node(), due_on=date(2021, 12, 31))
    reader = open_snapshot(consolidate(by=None))
    for one in reader.alert_counts():
        assert one.count == len(reader.alerts(one.kind))
    assert sum(one.count for one in reader.alert_counts()) == len(reader.alerts()) > 0


@pytest.mark.requirement("R88")
def test_teams_without_road_map_dashboard_or_objectives_are_named(institution: Institution):
    complete, bare = unit("Direction de l’eau"), unit("Direction des forêts")
    objective(node(), unit=complete, due_on=date(2026, 1, 1))
    Responsibility.objects.create(indicator=indicator(), unit=complete)
    teams = {one.unit_id: one for one in open_snapshot(consolidate(by=None, as_of=DAY)).teams()}
    assert teams[complete.pk].complete
    assert not teams[bare.pk].complete
    assert not teams[bare.pk].has_dashboard


def test_a_stale_indicator_says_when_its_next_value_was_due(institution: Institution):
    tonnes = indicator(periodicity="annual", delay_days=90)
    figure(tonnes, institution.whole, 1, year=2020)
    found = {
        day: [
            one.detail
            for one in open_snapshot(consolidate(by=None, as_of=day)).alerts("stale_indicator")
            if one.object_id == tonnes.pk
        ]
        for day in (date(2022, 3, 31), date(2022, 4, 1))
    }
    assert found == {
        date(2022, 3, 31): [],
        date(2022, 4, 1): ["dernière valeur au 31/12/2020, la suivante était due le 31/03/2022"],
    }


def test_two_snapshots_are_compared_in_words(institution: Institution):
    tonnes = indicator(name="Déchets triés", coverage_threshold=10)
    old = figure(tonnes, institution.communes[0], 4, document=institution.report, line="1")
    before = consolidate(by=None)
    revise(old, 5, on=date(2025, 1, 1))
    after = consolidate(by=None)
    assert compare(before, before) == []
    said = [one.what.replace("\u00a0", " ") for one in compare(before, after)]
    assert "« Déchets triés », Commune 0, 2020 : 4 devient 5 (révision)" in said
    assert "« Déchets triés », Institution, 2020, total : 4 devient 5" in said


def test_a_file_changed_after_the_snapshot_is_found(institution: Institution):
    snapshot = consolidate(by=None)
    assert verify(snapshot) == []
    changed = snapshot.path / "figures" / "00.parquet"
    changed.chmod(0o644)
    changed.write_bytes(changed.read_bytes()[:-1] + b"x")
    (snapshot.path / "registry" / "feeds.parquet").unlink()
    assert {(one.file, one.what) for one in verify(snapshot)} == {
        ("figures/00.parquet", "a été modifié après la photo"),
        ("registry/feeds.parquet", "a disparu"),
    }


def test_an_opened_snapshot_is_kept_and_stays_what_it_was(institution: Institution):
    tonnes = indicator()
    old = figure(tonnes, institution.whole, 1)
    snapshot = consolidate(by=None)
    reader = open_snapshot(snapshot)
    revise(old, 2, on=date(2025, 1, 1))
    consolidate(by=None)
    assert open_snapshot(snapshot) is reader
    assert reader.value(tonnes.pk, institution.whole.pk, YEAR).value == 1

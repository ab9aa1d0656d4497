"""A snapshot made from an earlier one is the one that would be made from nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.consolidation.factories import Institution, figure, indicator, revise
from timonier.consolidation import layout, update
from timonier.consolidation.actions import consolidate
from timonier.consolidation.reader import open_snapshot
from timonier.registry.indicators.models import Figure

YEAR = date(2020, 12, 31)


@pytest.fixture
def cut(monkeypatch):
    """Cut figures in shares although there are few of them; refuse the whole way in updates."""
    monkeypatch.setattr(layout, "BIG", 10)


def test_a_figure_entered_is_seen_in_what_is_above_it(institution: Institution, cut, monkeypatch):
    tonnes = indicator(coverage_threshold=10)
    figure(tonnes, institution.communes[0], 1)
    first = consolidate(by=None)
    figure(tonnes, institution.communes[1], 2)
    monkeypatch.delattr(update, "build")
    second = consolidate(by=None, parent=first)
    values = [
        open_snapshot(snapshot).value(tonnes.pk, institution.whole.pk, YEAR).value
        for snapshot in (first, second)
    ]
    assert values == [1, 3]


def test_only_touched_shares_are_written_again(institution: Institution, cut):
    tonnes, other = indicator(), indicator()
    figure(tonnes, institution.communes[0], 1)
    figure(other, institution.communes[0], 1)
    first = consolidate(by=None)
    figure(tonnes, institution.communes[1], 2)
    second = consolidate(by=None, parent=first)
    same = [
        (first.path / name).stat().st_ino == (second.path / name).stat().st_ino
        for name in (f"figures/{pk % layout.SHARES:02}.parquet" for pk in (tonnes.pk, other.pk))
    ]
    assert same == [False, True]


def test_a_ratio_follows_the_indicator_it_draws_from(institution: Institution, cut):
    top, below = indicator(), indicator()
    rate = indicator("ratio_of_sums", numerator=top, denominator=below, coverage_threshold=10)
    old = figure(top, institution.communes[0], 1)
    figure(below, institution.communes[0], 4)
    first = consolidate(by=None)
    revise(old, 2, on=date(2025, 1, 1))
    second = consolidate(by=None, parent=first)
    assert open_snapshot(second).value(rate.pk, institution.whole.pk, YEAR).value == 0.5


steps = st.lists(
    st.tuples(
        st.sampled_from(("enter", "revise", "withdraw", "change the rule", "archive")),
        st.integers(0, 3),
        st.integers(0, 5),
        st.integers(0, 99),
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=steps)
def test_whatever_changed_an_update_gives_the_hash_of_the_whole(
    changes, institution: Institution, cut
):
    followed = [indicator(), indicator("none"), indicator("max")]
    followed.append(
        indicator("ratio_of_sums", numerator=followed[0], denominator=followed[2], factor=100)
    )
    for rank, commune in enumerate(institution.communes[:3]):
        figure(followed[rank], commune, rank)
    snapshot = consolidate(by=None)
    for line, (what, which, where, value) in enumerate(changes):
        _apply(what, followed[which], institution.communes[where], value, str(line))
        snapshot = consolidate(by=None, parent=snapshot)
    assert snapshot.sha256 == consolidate(by=None).sha256


def _apply(what: str, of, commune, value: int, line: str) -> None:
    current = Figure.objects.filter(indicator=of, superseded_at=None).first()
    if what == "change the rule":
        of.perimeter_operator = "min"
        of.numerator = of.denominator = None
        of.save()
    elif what == "archive":
        of.archived_at = None if of.archived_at else "2024-01-01T00:00:00Z"
        of.save()
    elif what == "enter" or current is None:
        figure(of, commune, value, line=line)
    elif what == "revise":
        revise(current, value, on=date(2025, 5, 5))
    else:
        Figure.objects.filter(pk=current.pk).update(superseded_at=timezone.now())

"""Undoing puts back what was, rewrites nothing that was known, keeps what a person changed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.intake.imports import applied, deposit, exported, indicator, table, values
from timonier.intake import actions
from timonier.intake.errors import IntakeError
from timonier.intake.models import BatchState
from timonier.registry.indicators.actions import revise_figure
from timonier.registry.indicators.models import Figure
from timonier.registry.organisations.models import Succession, Unit
from timonier.registry.strategy.models import Node, Objective

FIRST = table(("ESSAI-01", "Aubagne", "2023", "10"), ("ESSAI-01", "13055", "2023", "40"))


@pytest.fixture
def by(people):
    return people["controle"]


def test_new_figures_are_withdrawn_and_stay_readable(by):
    one = indicator()
    batch = applied(FIRST, by)
    undone = actions.undo(batch, by)
    batch.refresh_from_db()
    assert (undone.reverted, values(one), batch.state) == (2, {}, BatchState.UNDONE)
    assert Figure.objects.filter(indicator=one, superseded_at__isnull=False).count() == 2


def test_a_revised_figure_gets_its_former_value_back_in_a_new_revision(by):
    one = indicator()
    applied(FIRST, by)
    actions.undo(applied(FIRST.replace(b";10", b";11"), by), by)
    figure = Figure.objects.current().get(indicator=one, territory__code="13005")
    assert (figure.value, figure.revision_reason) == (Decimal(10), "Import défait")
    assert [figure.supersedes.value, figure.supersedes.supersedes.value] == [11, 10]


def test_what_was_known_before_the_undo_stays_known(by):
    one = indicator()
    applied(FIRST, by)
    batch = applied(FIRST.replace(b";10", b";11"), by)
    moment = timezone.now()
    actions.undo(batch, by)
    figures = Figure.objects.known_at(moment).filter(indicator=one, territory__code="13005")
    assert [figure.value for figure in figures] == [11]


def test_a_closed_figure_comes_back(by):
    one = indicator()
    applied(FIRST, by)
    batch = deposit(table(("ESSAI-01", "Aubagne", "2023", "10")), by)
    batch = actions.answer(batch, batch.report["missing"][0]["key"], "close", by=by)
    actions.undo(actions.apply(batch, by), by)
    assert values(one) == {"13005": 10, "13055": 40}


def test_a_value_changed_by_hand_since_is_kept_and_said(by):
    one = indicator()
    batch = applied(FIRST, by)
    figure = Figure.objects.current().get(indicator=one, territory__code="13055")
    revise_figure(figure=figure, by=by, reason="relevé", value=Decimal(41))
    undone = actions.undo(batch, by)
    assert values(one) == {"13055": 41}
    assert undone.kept == (("Indicateur ESSAI-01, 2023", "révisé depuis par une autre personne"),)


def test_an_undone_file_can_be_applied_again(by):
    one = indicator()
    actions.undo(applied(FIRST, by), by)
    applied(FIRST, by)
    assert values(one) == {"13005": 10, "13055": 40}


def test_undoing_twice_is_refused(by):
    indicator()
    batch = applied(FIRST, by)
    actions.undo(batch, by)
    with pytest.raises(IntakeError, match="seul un import appliqué"):
        actions.undo(batch, by)


def test_after_thirty_days_an_import_is_not_undone(by):
    one = indicator()
    batch = applied(FIRST, by)
    batch.applied_at = timezone.now() - timedelta(days=31)
    batch.save()
    with pytest.raises(IntakeError, match="pendant 30\u00a0jours"):
        actions.undo(batch, by)
    assert len(values(one)) == 2


NODES = table(
    ("DIMENSION", "ESSAI-1", "", "Pilier d’essai", "", ""),
    ("DIMENSION", "ESSAI-1-1", "ESSAI-1", "Axe d’essai", "", ""),
    ("DIMENSION", "ESSAI-1-1-o1", "ESSAI-1-1", "Objectif d’essai", "Livrable", "T4 2026"),
    head=("Stratégie", "Code", "Parent", "Titre", "Type", "Échéance"),
)


def _strategy(by):
    batch = deposit(NODES, by, "strategy")
    keys = {one["key"]: "keep" for one in batch.report["missing"]}
    return actions.apply(actions.answer_all(batch, keys, by=by), by)


def test_a_strategy_is_written_with_its_depths_and_due_dates_then_archived_by_undo(by):
    batch = _strategy(by)
    objective = Objective.objects.get(code="ESSAI-1-1-o1")
    assert (objective.node.code, objective.node.depth) == ("ESSAI-1-1", 2)
    assert f"{objective.due_on}" == "2026-12-31"
    actions.undo(batch, by)
    assert not Node.objects.active().filter(code__startswith="ESSAI-1").exists()
    assert Node.objects.filter(code="ESSAI-1-1").exists()


def test_an_archived_code_comes_back_instead_of_twice(by):
    actions.undo(_strategy(by), by)
    _strategy(by)
    assert Node.objects.active().filter(code="ESSAI-1-1").count() == 1


def test_a_node_renamed_by_hand_since_is_kept(by):
    batch = _strategy(by)
    Node.objects.filter(code="ESSAI-1").update(title="Renommé")
    undone = actions.undo(batch, by)
    assert undone.kept == (("Renommé", "modifié depuis à la main"),)
    assert Node.objects.active().filter(code="ESSAI-1").exists()


def test_units_change_name_and_successors_then_go_back(by):
    link = Succession.objects.filter(kind="same").select_related("predecessor").first()
    code, name = link.predecessor.code, link.predecessor.name

    def edit(rows):
        for row in rows:
            if row["code"] == code:
                row |= {"name": "Nom d’essai", "successors": "", "links": "prend fin"}
        return rows

    batch = applied(exported("organisation", edit), by, "organisation")
    unit = Unit.objects.get(code=code)
    assert (unit.name, unit.successions.get().kind) == ("Nom d’essai", "ended")
    actions.undo(batch, by)
    unit.refresh_from_db()
    assert (unit.name, unit.successions.get().successor_id) == (name, link.successor_id)

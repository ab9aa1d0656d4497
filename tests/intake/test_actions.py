"""Deposit, answer, apply: nothing half written, nothing written twice."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.intake.imports import applied, deposit, exported, indicator, table, values
from timonier.intake import actions
from timonier.intake.errors import IntakeError
from timonier.intake.models import Batch, BatchState
from timonier.journal.models import Entry
from timonier.registry.indicators.actions import revise_figure
from timonier.registry.indicators.models import Figure

TWO = table(("ESSAI-01", "Aubagne", "2023", "12,5"), ("ESSAI-01", "13055", "2023", "environ 40"))


@pytest.fixture
def by(people):
    return people["controle"]


def test_depositing_writes_nothing_in_the_registry(by):
    one = indicator()
    batch = deposit(TWO, by)
    assert batch.report["differences"] == "2\u00a0ajouts."
    assert values(one) == {}


def test_applying_writes_value_qualifier_author_and_batch(by):
    one = indicator()
    batch = applied(TWO, by)
    figure = Figure.objects.get(indicator=one, territory__code="13055")
    assert (figure.value, figure.qualifier, figure.measure_unit) == (Decimal(40), "about", "t")
    assert (figure.recorded_by, figure.batch) == (by, batch.pk)
    assert Entry.objects.first().details["additions"] == 2


def test_the_same_file_again_shows_no_difference(by):
    indicator()
    applied(TWO, by)
    again = deposit(TWO, by)
    assert again.report["differences"] == "Aucune différence\u00a0: 2\u00a0lignes identiques."
    with pytest.raises(IntakeError, match="Rien à écrire"):
        actions.apply(again, by)


def test_a_changed_value_is_a_revision_and_the_former_stays_readable(by):
    one = indicator()
    applied(TWO, by)
    applied(TWO.replace(b"12,5", b"13"), by)
    figure = Figure.objects.current().get(indicator=one, territory__code="13005")
    assert (figure.value, figure.supersedes.value) == (Decimal(13), Decimal("12.5"))
    assert figure.revision_reason == "Import du fichier suivi.csv"


def test_one_cell_in_error_keeps_every_line_out(by):
    one = indicator()
    batch = deposit(table(*_rows(), ("ESSAI-01", "Marignanne", "2023", "1")), by)
    with pytest.raises(IntakeError, match="1\u00a0cellule en erreur"):
        actions.apply(batch, by)
    assert values(one) == {}


def _rows():
    return ("ESSAI-01", "Aubagne", "2023", "12,5"), ("ESSAI-01", "13055", "2023", "40")


def test_a_value_absent_from_its_series_waits_for_an_answer(by):
    one = indicator()
    applied(TWO, by)
    batch = deposit(table(_rows()[0]), by)
    with pytest.raises(IntakeError, match="1\u00a0disparition sans réponse"):
        actions.apply(batch, by)
    assert set(values(one)) == {"13005", "13055"}


def test_closing_an_absent_value_supersedes_it_without_successor(by):
    one = indicator()
    applied(TWO, by)
    batch = deposit(table(_rows()[0]), by)
    [missing] = batch.report["missing"]
    actions.apply(actions.answer(batch, missing["key"], "close", by=by), by)
    assert set(values(one)) == {"13005"}
    assert not Figure.objects.filter(supersedes__territory__code="13055", indicator=one).exists()


def test_an_absence_answered_keep_is_not_asked_again(by):
    indicator()
    applied(TWO, by)
    batch = deposit(table(_rows()[0]), by)
    actions.answer(batch, batch.report["missing"][0]["key"], "keep", by=by)
    again = deposit(table(_rows()[0]), by)
    assert list(again.answers.values()) == ["keep"]


def test_an_answer_to_nothing_is_refused(by):
    indicator()
    with pytest.raises(IntakeError, match="aucune disparition"):
        actions.answer(deposit(TWO, by), "n°|x", "close", by=by)


def test_a_registry_changed_since_the_reading_stops_the_import_and_shows_it(by):
    one = indicator()
    applied(TWO, by)
    batch = deposit(TWO.replace(b"12,5", b"13"), by)
    figure = Figure.objects.current().get(indicator=one, territory__code="13005")
    revise_figure(figure=figure, by=by, reason="correction", value=Decimal(12))
    with pytest.raises(IntakeError, match="le registre a changé"):
        actions.apply(batch, by)
    batch.refresh_from_db()
    assert values(one)["13005"] == 12
    assert batch.report["changes"][0]["before"].startswith("12\u00a0")


def test_applying_twice_writes_once(by, people):
    one = indicator()
    batch = deposit(TWO, by)
    actions.apply(batch, by)
    again = actions.apply(Batch.objects.get(pk=batch.pk), people["dgs"])
    assert again.applied_by == by
    assert Figure.objects.filter(indicator=one).count() == 2


@pytest.mark.parametrize("username", ["contributeur", "elue", "maire", "redaction"])
def test_only_keepers_of_the_registry_import(people, username):
    with pytest.raises(PermissionDenied):
        deposit(TWO, people[username])
    assert not Batch.objects.exists()


def test_an_abandoned_file_is_not_applied(by):
    one = indicator()
    batch = actions.abandon(deposit(TWO, by), by)
    with pytest.raises(IntakeError, match="déjà abandonné"):
        actions.apply(batch, by)
    assert (batch.state, values(one)) == (BatchState.ABANDONED, {})


def test_a_file_that_cannot_be_read_is_not_kept(by):
    with pytest.raises(IntakeError, match="le fichier est vide"):
        deposit(b"", by)
    assert not Batch.objects.exists()


def test_choosing_a_column_reads_the_file_again(by):
    indicator()
    head = ("Indicateur", "Commune", "Période", "Chose")
    batch = deposit(table(*_rows(), head=head), by)
    assert len(batch.report["faults"]) == 2
    batch = actions.remap(batch, {"Chose": "value"}, by=by)
    assert batch.report["differences"] == "2\u00a0ajouts."


def test_the_choice_of_columns_serves_the_next_file(by):
    indicator()
    head = ("Indicateur", "Commune", "Période", "Chose")
    actions.remap(deposit(table(*_rows(), head=head), by), {"Chose": "value"}, by=by)
    assert deposit(table(*_rows(), head=head), by).report["faults"] == []


def _count(work) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        work()
    return len(queries)


def test_the_number_of_queries_does_not_depend_on_the_number_of_lines(by):
    one = indicator()
    codes = [f"13{rank:03}" for rank in range(1, 90)]
    from timonier.registry.territories.models import Territory

    known = list(Territory.objects.filter(code__in=codes).values_list("code", flat=True))
    few = table(*((one.code, code, "2022", "1") for code in known[:2]))
    many = table(*((one.code, code, "2023", "1") for code in known))
    small, large = deposit(few, by), deposit(many, by)
    counts = [_count(lambda batch=batch: actions.apply(batch, by)) for batch in (small, large)]
    assert len(known) > 50
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["figures", "strategy", "organisation"])
def test_an_export_imported_back_shows_no_difference(people, kind):
    report = actions.read(kind=kind, filename="liste.csv", content=exported(kind)).report()
    assert (report.faults, report.writes, report.missing) == ((), 0, ())
    assert report.identical > 100

"""Two people at once: the same import is applied once, whoever comes first."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections

from tests.intake.imports import deposit, indicator, table
from timonier.intake import actions
from timonier.intake.models import Batch, Change
from timonier.journal.models import Entry
from timonier.registry.indicators.models import Figure

ROWS = table(("ESSAI-99", "Aubagne", "2023", "10"), ("ESSAI-99", "13055", "2023", "40"))


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A deposited file that other connections see; taken away afterwards."""
    with django_db_blocker.unblock():
        by = get_user_model().objects.get(username="controle")
        one = indicator("ESSAI-99")
        batch = deposit(ROWS, by)
        yield batch, one
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            Figure.objects.filter(indicator=one).delete()
            Change.objects.filter(batch=batch).delete()
            Entry.objects.filter(target_key=str(batch.pk)).delete()
            one.delete()
            batch.delete()
            cursor.execute("SET session_replication_role = DEFAULT")


def _apply(pk, username, gate, seen):
    gate.wait()
    try:
        by = get_user_model().objects.get(username=username)
        seen.append(actions.apply(Batch.objects.get(pk=pk), by).applied_by.username)
    finally:
        connections.close_all()


def test_two_people_applying_the_same_import_write_it_once(committed):
    batch, one = committed
    gate, seen = threading.Barrier(2), []
    people = [
        threading.Thread(target=_apply, args=(batch.pk, name, gate, seen))
        for name in ("controle", "dgs")
    ]
    for person in people:
        person.start()
    for person in people:
        person.join(60)
    assert len(seen) == 2
    assert len(set(seen)) == 1
    assert Figure.objects.filter(indicator=one).count() == 2

"""The journal is append-only and chained."""

import pytest
from django.db import DatabaseError, connection, transaction

from timonier.journal.actions import broken_link, record
from timonier.journal.models import Entry
from timonier.registry.core.actions import change
from timonier.registry.indicators.models import Indicator

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R41")
def test_an_entry_cannot_be_changed_even_in_sql():
    entry = record(action="test", by=None, summary="essai")
    with pytest.raises(DatabaseError, match=r"[Cc]annot update or delete"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(summary="autre")


@pytest.mark.requirement("R41")
def test_an_entry_cannot_be_deleted():
    entry = record(action="test", by=None, summary="essai")
    with pytest.raises(DatabaseError, match=r"[Cc]annot update or delete"), transaction.atomic():
        entry.delete()


def test_the_chain_holds_and_a_rewritten_entry_is_found():
    first = record(action="test", by=None, summary="un")
    record(action="test", by=None, summary="deux")
    assert broken_link() is None
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE journal_entry SET summary = 'faux' WHERE id = %s", [first.pk])
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")
    assert broken_link().pk == first.pk


@pytest.mark.requirement("R41")
def test_a_change_keeps_person_time_old_and_new_value(people):
    indicator = Indicator.objects.first()
    change(indicator, by=people["controle"], values={"name": "Nouveau nom"}, reason="clarté")
    entry = Entry.objects.first()
    assert entry.by == people["controle"]
    assert entry.details["after"] == {"name": "Nouveau nom"}
    assert entry.details["before"]["name"] != "Nouveau nom"


@pytest.mark.requirement("R41")
def test_a_change_made_in_raw_sql_is_recorded_by_the_database():
    indicator = Indicator.objects.first()
    before = indicator.events.count()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_indicator SET name = 'SQL' WHERE id = %s", [indicator.pk])
    assert indicator.events.count() == before + 1

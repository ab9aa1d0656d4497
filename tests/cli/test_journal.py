"""``timonier journal verify`` tells a journal that nobody touched from one that somebody did."""

import pytest
from django.db import connection

from timonier.cli.main import main
from timonier.journal.actions import record

pytestmark = pytest.mark.django_db


def _in_sql(statement: str, *values: object) -> None:
    """What someone with the keys of the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")


@pytest.mark.requirement("R41")
def test_an_untouched_journal_is_told_intact_with_its_last_digest(capsys):
    entry = record(action="test", by=None, summary="essai")
    assert main(["journal", "verify"]) == 0
    assert entry.digest in capsys.readouterr().out


@pytest.mark.requirement("R41")
def test_a_rewritten_entry_is_named(capsys):
    entry = record(action="test", by=None, summary="essai")
    record(action="test", by=None, summary="suite")
    _in_sql("UPDATE journal_entry SET summary = 'faux' WHERE id = %s", entry.pk)
    assert main(["journal", "verify"]) == 2
    assert f"n°\u00a0{entry.pk} " in capsys.readouterr().out


@pytest.mark.requirement("R41")
def test_entries_cut_off_the_end_are_missed_by_whoever_noted_the_digest(capsys):
    noted = record(action="test", by=None, summary="essai")
    _in_sql("DELETE FROM journal_entry WHERE id = %s", noted.pk)
    assert main(["journal", "verify"]) == 0
    assert main(["journal", "verify", "--expect", noted.digest]) == 2
    assert "tronqué" in capsys.readouterr().out

"""The walk: every door, by everyone, once, in one transaction undone before the tests read it."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.security.doors import ANONYMOUS, ROLES, STRANGER
from tests.security.planted import plant
from tests.security.walking import Walk, undone, walk_everywhere


def _people() -> dict[str, Any]:
    from timonier.accounts.models import User

    found = {user.username: user for user in User.objects.filter(username__in=ROLES)}
    found[STRANGER] = User.objects.create_user(STRANGER, password=None)
    return {**found, ANONYMOUS: None}


@pytest.fixture(scope="session")
def walk(django_db_setup: None, django_db_blocker: Any) -> Walk:
    """What everyone got behind every door, with secrets planted in the commune of another."""
    logging.disable(logging.ERROR)
    try:
        with django_db_blocker.unblock(), undone():
            plant()
            return walk_everywhere(_people())
    finally:
        logging.disable(logging.NOTSET)


@pytest.fixture
def planted(db: None) -> None:
    """The same words planted for one test, so that every door has its example."""
    plant()

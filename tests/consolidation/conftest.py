"""A snapshot folder of its own for each test, and a small institution to consolidate."""

from __future__ import annotations

import pytest

from tests.consolidation.factories import Institution


@pytest.fixture(autouse=True)
def snapshot_root(settings, tmp_path):
    """Snapshots are written under a folder that goes away with the test."""
    settings.SNAPSHOT_ROOT = tmp_path / "snapshots"
    return settings.SNAPSHOT_ROOT


@pytest.fixture
def institution(db) -> Institution:
    """Six communes in two former territories of one institution."""
    return Institution.create()

"""Load the Aix-Marseille-Provence data set into an empty registry, all or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import transaction

from timonier.accounts.models import User
from timonier.demo.accounts import create_accounts
from timonier.demo.load.feeds import load_feeds
from timonier.demo.load.indicators import load_comparisons, load_figures, load_indicators
from timonier.demo.load.organisation import (
    load_acts,
    load_documents,
    load_organisation,
    load_territories,
)
from timonier.demo.load.reports import load_reports
from timonier.demo.load.strategy import (
    attach_examples,
    load_strategies,
    load_themes,
    load_undertakings,
)
from timonier.journal.actions import record
from timonier.registry.territories.models import Territory

UNITS = ["2017-dga-insi", "2020-dga-insi", "2023-dgd-ressources-numerique"]
"""Where the director and the contributor of the demonstration hold their role, chart by chart."""

STEPS: tuple[tuple[str, Callable[[], int]], ...] = (
    ("documents", load_documents),
    ("actes", load_acts),
    ("territoires", load_territories),
    ("unités d’organisation", load_organisation),
    ("thématiques", load_themes),
    ("éléments de stratégie", load_strategies),
    ("engagements", load_undertakings),
    ("indicateurs", load_indicators),
    ("chiffres", load_figures),
    ("correspondances entre rapports", load_comparisons),
    ("flux de données", load_feeds),
)


def is_loaded() -> bool:
    """Whether the registry already holds an institution."""
    return Territory.objects.filter(kind="institution").exists()


def _silent(text: str) -> None:
    """Say nothing."""


@transaction.atomic
def load(*, password: str, say: Callable[[str], None] = _silent) -> dict[str, int]:
    """Load everything; returns how many of each. Does nothing when the registry is not empty."""
    if is_loaded():
        return {}
    counts = {}
    for label, step in STEPS:
        start = time.perf_counter()
        counts[label] = step()
        say(f"{counts[label]:>5} {label} ({time.perf_counter() - start:.1f} s)".replace(".", ","))
    people = create_accounts(
        password=password, unit_codes={"directrice": UNITS, "contributeur": UNITS}
    )
    attach_examples(people)
    load_reports()
    record(
        action="demo.loaded",
        by=User.objects.get(username="admin"),
        summary="Jeu de données Aix-Marseille-Provence chargé",
        details=counts,
    )
    return counts

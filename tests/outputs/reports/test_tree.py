"""A figure cannot enter the tree without what must be printed with it."""

from decimal import Decimal

import pytest

from timonier.outputs.reports.tree import BoundFigure, Source

SOURCE = Source("Rapport d’activité 2020", "R20", 2020, "ligne 153")


@pytest.mark.requirement("R121")
@pytest.mark.parametrize(
    ("unit", "period", "source", "word"),
    [("", "2020", SOURCE, "unité"), ("t", "", SOURCE, "période"), ("t", "2020", None, "source")],
)
def test_a_value_without_unit_period_or_source_is_refused(unit, period, source, word):
    with pytest.raises(ValueError, match=word):
        BoundFigure("x", "Déchets", unit, period, "Métropole", Decimal(1), source=source)


def test_an_unknown_value_needs_no_source():
    figure = BoundFigure("x", "Déchets", "t", "2020", "Métropole")
    assert figure.value is None

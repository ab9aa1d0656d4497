"""The examples that a finance officer writes in YAML, run against the engine.

Labels are French and numbers are written as in a report; the expected result is the text
that a reader would see, so that reading, computing and printing are proved together.
"""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from timonier.engine.consolidation import Part, PerimeterOperator, consolidate
from timonier.engine.numerals import format_number, parse_french_number
from timonier.engine.periods import parse_period
from timonier.engine.progress import Aim, Direction, expected_progress, progress
from timonier.engine.quantities import Quantity, format_percent, unit

FOLDER = Path(__file__).parent
OPERATORS = {operator.label: operator for operator in PerimeterOperator} | {
    "rapport des sommes": PerimeterOperator.RATIO_OF_SUMS
}
DIRECTIONS = {direction.label: direction for direction in Direction}


def examples(name):
    cases = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case.get("exemple") or case["imprimé"]) for case in cases]


def number(entry, name):
    text = entry.get(name, "inconnu")
    return None if text == "inconnu" else parse_french_number(text)


def plain(text):
    """Spaces only: an officer types plain ones where print has no-break ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def yes(word):
    return {"oui": True, "non": False}[word] if isinstance(word, str) else word


def consolidated(case):
    parts = [
        Part(
            entry["service"],
            entry["service"],
            number(entry, "valeur"),
            number(entry, "numérateur"),
            number(entry, "dénominateur"),
            number(entry, "poids"),
        )
        for entry in case["entrées"]
    ]
    threshold = parse_french_number(case["seuil de couverture"].rstrip(" %")) / 100
    scale = Decimal(100) if case["unité"] == "%" else Decimal(1)
    operator = OPERATORS[case["règle"]]
    return consolidate(parts, operator, threshold=threshold, scale=scale)


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("case", examples("consolidation.yaml"))
def test_a_consolidation_gives_what_the_officer_expects(case):
    result, expected = consolidated(case), case["attendu"]
    measured_in = unit(case["unité"])
    value = (
        format_percent(result.value)
        if measured_in.symbol == "%"
        else str(Quantity(result.value, measured_in))
    )

    assert plain(value) == expected["valeur"]
    assert f"{result.received} sur {result.expected}" == expected["couverture"]
    assert result.publishable is yes(expected["publiable"])
    assert list(result.trace.missing) == expected.get("manque", [])
    assert parse_period(case["période"])


@pytest.mark.parametrize("case", examples("progression.yaml"))
def test_a_progress_gives_what_the_officer_expects(case):
    aim = Aim(
        DIRECTIONS[case["sens"]],
        number(case, "initiale"),
        number(case, "cible"),
        number(case, "borne basse"),
        number(case, "borne haute"),
    )
    owed = None
    if "au" in case:
        days = [parse_period(case[name]) for name in ("au", "début", "échéance")]
        owed = expected_progress(days[0].due, days[1].start, days[2].due)
    result, expected = progress(aim, number(case, "actuelle"), owed), case["attendu"]

    assert plain(format_percent(result.raw)) == expected["brut"]
    assert plain(format_percent(result.shown)) == expected["affiché"]
    if "écart" in expected:
        assert plain(format_percent(result.expected)) == expected["attendu"]
        assert plain(format_number(result.gap, 1)) == expected["écart"]


@pytest.mark.requirement("R7")
@pytest.mark.parametrize("case", examples("echeances.yaml"))
def test_a_printed_due_date_falls_on_the_day_the_officer_expects(case):
    period = parse_period(case["imprimé"])

    assert f"{period.due:%d/%m/%Y}" == case["échéance"]
    assert str(period) == case["imprimé"]

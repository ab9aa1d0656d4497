"""From a value of a snapshot to the tree of what produced it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timonier.consolidation.values import Figure, Value
from timonier.consolidation.wording import ROLES
from timonier.engine.consolidation import PerimeterOperator
from timonier.engine.numerals import format_number
from timonier.engine.trace import Trace
from timonier.engine.typography import NBSP

if TYPE_CHECKING:
    from timonier.consolidation.reader import Reader

PUBLISHED = "valeur publiée pour l’ensemble"


def trace_of(reader: Reader, value: Value) -> Trace:
    """The tree of a value: figures with their source, then the parts and those that are missing."""
    figures = [
        one
        for one in reader.figures(value.indicator_id)
        if one.territory_id == value.territory_id
        and (one.period_start, one.period_end, one.nature)
        == (value.period_start, value.period_end, value.nature)
    ]
    own = tuple(_leaf(one) for one in figures if one.role != "repeat")
    parts, missing = _parts(reader, value)
    return Trace(
        _place(reader, value),
        value.value,
        value.unit,
        rule=_rule(reader, value),
        parts=(*own, *_drawn(reader, value), *parts),
        missing=missing,
        note=_note(value),
    )


def _rule(reader: Reader, value: Value) -> str:
    if value.origin == "published":
        return PUBLISHED if value.expected else ""
    return PerimeterOperator(reader.indicator(value.indicator_id)["perimeter_operator"]).label


def _note(value: Value) -> str:
    if value.origin == "published" and value.computed is not None:
        share = f"{value.received} sur {value.expected}"
        return f"les parties reçues ({share}) donnent {format_number(value.computed)}"
    return value.reason


def _place(reader: Reader, value: Value) -> str:
    territory = reader.store.one("registry/territories", value.territory_id)
    name = territory["name"] if territory else "Territoire archivé"
    return f"{name}, {value.period}"


def _leaf(figure: Figure) -> Trace:
    code = f"n°{NBSP}{figure.external_id or figure.id}"
    label = f"{figure.label or 'Chiffre'} ({code})"
    note = "" if figure.role == "counted" else ROLES[figure.role]
    return Trace(label, figure.value, figure.measure_unit, source=figure.source, note=note)


def _drawn(reader: Reader, value: Value) -> tuple[Trace, ...]:
    """The numerator and the denominator of a ratio that two other indicators give."""
    sheet = reader.indicator(value.indicator_id)
    if value.origin != "drawn" or sheet["numerator_id"] is None:
        return ()
    terms = (sheet["numerator_id"], sheet["denominator_id"])
    values = [
        reader.value(term, value.territory_id, value.period_end, value.nature) for term in terms
    ]
    return tuple(trace_of(reader, one) for one in values if one is not None)


def _parts(reader: Reader, value: Value) -> tuple[tuple[Trace, ...], tuple[str, ...]]:
    """The territories inside, each with its own trace, and those that said nothing.

    A territory that speaks for what is inside it is opened in its own trace, not beside it.
    """
    if not value.received and value.published is not None:
        return (), ()
    if not value.expected:
        return (), ()
    inside = _inside(reader, value.territory_id, value)
    spoken: dict[int, Value] = {}
    for pk in sorted(inside):
        found = _speaking(reader, value, pk)
        if found is not None:
            spoken[pk] = found
    covered = {below for pk in spoken for below in _inside(reader, pk, value)}
    tops = [pk for pk in spoken if pk not in covered]
    silent = inside - covered - spoken.keys()
    names = _silent_names(reader, silent, value)
    return tuple(trace_of(reader, spoken[pk]) for pk in tops), names


def _silent_names(reader: Reader, silent: set[int], value: Value) -> tuple[str, ...]:
    """Territories that said nothing; one name for a territory whose every part is silent."""
    names: list[str] = []
    named: set[int] = set()
    for pk in sorted(silent, key=lambda one: -len(_inside(reader, one, value))):
        below = _inside(reader, pk, value)
        row = reader.store.one("registry/territories", pk)
        if row is None or pk in named or not below <= silent:
            continue
        count = sum(1 for one in below if not _inside(reader, one, value))
        names.append(f"{row['name']} ({count} communes)" if count else row["name"])
        named |= below
    return tuple(sorted(names))


def _inside(reader: Reader, territory_id: int, value: Value) -> set[int]:
    rows = reader.store.index("registry/territory_closure", "ancestor_id").get(territory_id, [])
    end = value.period_end
    return {
        row["territory_id"]
        for row in rows
        if (row["starts_on"] is None or row["starts_on"] <= end)
        and (row["ends_on"] is None or row["ends_on"] >= end)
    }


def _speaking(reader: Reader, value: Value, territory_id: int) -> Value | None:
    """The value that a part brings by itself, for the same period and nature."""
    for found in reader.values(value.indicator_id, territory_id):
        key = (found.period_start, found.period_end, found.nature)
        if key == (value.period_start, value.period_end, value.nature):
            return found if found.origin != "computed" and found.value is not None else None
    return None

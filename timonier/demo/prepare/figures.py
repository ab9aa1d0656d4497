"""Every figure of the three reports, and those of AMP 2R, in one table."""

import re
from collections.abc import Callable

from timonier.demo.prepare.amp2r import DOCUMENT as AMP2R_DOCUMENT
from timonier.demo.prepare.periods import period_of
from timonier.demo.prepare.qualifiers import nature_of, qualifier_of
from timonier.demo.prepare.tables import Row, french, hand, shared

READINGS = ("figures-2017", "figures-2020", "figures-2023-extract")
COLUMNS = (
    "id", "indicator", "document", "line", "value", "unit", "period_printed", "period_start",
    "period_end", "territory_printed", "unit_in_charge_hint", "qualifier", "nature", "status",
    "repeat_of", "comparison", "label", "unit_printed",
)  # fmt: skip


def amp2r_figures() -> list[Row]:
    """The context figures of AMP 2R; the deliberation gives most of them no period."""
    areas = {row["id"]: row for row in hand("amp2r-figures")}
    return [
        {
            "id": f"{AMP2R_DOCUMENT}-{int(row['id'][1:]):04}", "line": row["line"],
            "policy_area": areas[row["id"]]["policy_area"], "label_fr": row["title_short"],
            "value": row["figure"], "unit": row["unit"], "year": areas[row["id"]]["year"],
            "territory": areas[row["id"]]["territory"], "comparison": "",
            "nature": areas[row["id"]]["nature"],
            "qualifier": areas[row["id"]]["qualifier"],
        }
        for row in shared("amp2r")
        if row["kind"] == "context_figure"
    ]  # fmt: skip


def readings() -> list[Row]:
    """The rows as they were read, in the order of their identifiers."""
    return [row for name in READINGS for row in shared(name)] + amp2r_figures()


def clean_label(label: str) -> str:
    """A label without what belongs to the place where it was printed.

    >>> clean_label("Paniers paysans distribués (rappel)")
    'Paniers paysans distribués'
    """
    label = re.sub(r" \((?:\d?e? ?rappel|avant-propos)\)$", "", label)
    return french(label.replace("(rappel, ", "("))


def canonical_units() -> Callable[[str], str]:
    """Printed unit → the one spelling used everywhere."""
    spelling = {row["printed"]: row["unit"] for row in hand("units")}
    return lambda printed: spelling.get(printed, printed)


def repeats() -> dict[str, str]:
    """A figure that says again what another one says → that other one."""
    return {row["figure"]: row["repeat_of"] for row in hand("repeats")}


def _comparison(text: str) -> str:
    """A short fact, in French.

    >>> _comparison("+10 % vs 2019")
    '+10\\xa0% par rapport à 2019'
    """
    text = re.sub(r"\bvs (?=\d{4}\b)", "par rapport à ", text)
    return french(re.sub(r"\bvs\b", "contre", text))


def _figure(row: Row, unit: str, repeat_of: str, original: Row) -> Row:
    printed, start, end = period_of(original)
    return {
        "id": row["id"], "indicator": "", "document": row["id"][:3],
        "line": row.get("line", ""), "value": row["value"], "unit": french(unit),
        "period_printed": printed, "period_start": start, "period_end": end,
        "territory_printed": row["territory"], "unit_in_charge_hint": row["policy_area"],
        "qualifier": qualifier_of(row), "nature": nature_of(original), "status": "published",
        "repeat_of": repeat_of, "comparison": _comparison(row["comparison"]),
        "label": clean_label(row["label_fr"]), "unit_printed": row["unit"],
    }  # fmt: skip


def figures() -> list[Row]:
    """The rows of ``figures.csv``, their indicator still to be given.

    A corrected field replaces what the reading gives; the value never changes.
    """
    unit, again = canonical_units(), repeats()
    rows = {row["id"]: row for row in readings()}
    found = {
        key: _figure(row, unit(row["unit"]), again.get(key, ""), rows[again.get(key, key)])
        for key, row in rows.items()
    }
    for decision in hand("figure-corrections"):
        if decision["field"] in ("value", "id"):
            raise ValueError("Une valeur publiée ne se corrige pas.")
        found[decision["figure"]][decision["field"]] = french(decision["value"])
    return list(found.values())

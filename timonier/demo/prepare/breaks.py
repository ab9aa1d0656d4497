"""Where a series may be read across, but not subtracted: the breaks and their reasons."""

from timonier.demo.prepare.grouping import merging_pairs
from timonier.demo.prepare.tables import NO_BREAK, Row, french, hand

COLUMNS = ("indicator", "between_start", "between_end", "kind", "reason")
KINDS = {
    "millesime": "vintage", "perimetre": "perimeter", "unite": "unit",
    "libelle": "definition", "decoupage": "split",
}  # fmt: skip
REASONS = {
    "vintage": "Le millésime change",
    "perimeter": "Le périmètre compté n’est plus le même",
    "unit": "L’unité comptée change",
    "definition": "La définition change",
    "split": "Le découpage change",
}
REPORT_YEARS = {"000": "2017", "002": "2020", "003": "2023"}


def _kind(pair: Row, before: Row, after: Row) -> str:
    """The kind of break between two figures; none when they compare in the same unit."""
    kind = KINDS.get(pair["comparability"], "")
    return kind or ("unit" if before["unit"] != after["unit"] else "")


def _reason(kind: str, pair: Row, before: Row, after: Row) -> str:
    given = {(row["id_from"], row["id_to"]): row["note"] for row in hand("break-notes")}
    note = given.get((pair["id_from"], pair["id_to"]), pair["note"]).replace(" vs ", " puis ")
    if not note and before["unit"] != after["unit"]:
        note = f"{before['unit']} puis {after['unit']}"
    return f"{REASONS[kind]}{NO_BREAK}: {french(note)}.".replace("..", ".")


def _bounds(before: Row, after: Row) -> tuple[str, str]:
    """Last day known before the break, first day known after it."""
    year = REPORT_YEARS[before["document"]]
    return before["period_end"] or f"{year}-12-31", after["period_start"]


def breaks(figures: list[Row]) -> list[Row]:
    """From the crosswalk, then those added by hand, in the order of indicators."""
    by_id = {row["id"]: row for row in figures}
    found = []
    for pair in merging_pairs():
        before, after = by_id[pair["id_from"]], by_id[pair["id_to"]]
        kind = _kind(pair, before, after)
        if kind:
            start, end = _bounds(before, after)
            reason = _reason(kind, pair, before, after)
            found.append(
                dict(zip(COLUMNS, (before["indicator"], start, end, kind, reason), strict=True))
            )
    for row in hand("breaks"):
        indicator = by_id[row["figure"]]["indicator"]
        place = (row["between_start"], row["between_end"], row["kind"], french(row["reason"]))
        found.append(dict(zip(COLUMNS, (indicator, *place), strict=True)))
    return sorted(found, key=lambda row: tuple(row.values()))

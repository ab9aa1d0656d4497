"""The administration project DiMENSiON: pillars, axes, items, objectives, steps."""

import re

from timonier.demo.prepare.tables import Row, french, hand, shared, source_lines

STRATEGY = "DIMENSION"
DOCUMENT = "001"
SOURCE = "projet-administration-2020"
LEVELS = (("1", "Pilier", "Piliers"), ("2", "Axe", "Axes"), ("3", "Fiche", "Fiches"))
IMPLICIT = " (implicite)"
COMPARISONS = {"(maximum)": "at_most", "en plus": "rise_by"}


def item_code(row: Row) -> str:
    """``DIM-4-3.1`` is item 3.1 of pillar 4; no node for what concerns every pillar."""
    return "" if row["pillar_no"] == "0" else f"DIM-{row['pillar_no']}-{row['item_no']}"


def _printed_items() -> list[Row]:
    """One row per item, in printed order, with the line of its first objective."""
    items: dict[str, Row] = {}
    for row in shared("objectives-dimension"):
        items.setdefault(item_code(row), row)
    return list(items.values())


def _heading_line(lines: list[str], number: str, after: int, before: int) -> int:
    """Line of the nearest heading that bears the number, else the line it must precede."""
    heading = re.compile(rf"(?<!\d){re.escape(number)}\. \w")
    found = [n for n in range(after + 1, before) if heading.search(lines[n - 1])]
    return found[-1] if found else before


def _node(code: str, parent: str, depth: str, number: str, title: str, line: int) -> Row:
    return {
        "strategy": STRATEGY, "code": code, "parent": parent, "depth": depth,
        "level_name": LEVELS[int(depth) - 1][1].lower(), "number": number,
        "title": french(title), "document": DOCUMENT, "line": str(line), "note": "",
    }  # fmt: skip


def nodes() -> list[Row]:
    """7 pillars, 24 axes, 72 items, each with the line where it is printed.

    An axis without a heading of its own in the text takes the line of its first item.
    """
    lines = source_lines(SOURCE)
    pillar_lines = {row["pillar"]: int(row["line"]) for row in hand("dimension-pillars")}
    found: dict[str, Row] = {}
    previous = 0
    for item in _printed_items():
        pillar, axis = f"DIM-{item['pillar_no']}", f"DIM-{item['pillar_no']}-{item['axis_no']}"
        start = pillar_lines[item["pillar_no"]]
        line = _heading_line(lines, item["item_no"], max(previous, start), int(item["line"]))
        found.setdefault(pillar, _node(pillar, "", "1", item["pillar_no"], item["pillar"], start))
        found.setdefault(axis, _node(axis, pillar, "2", item["axis_no"], item["axis"], line))
        code = item_code(item)
        found[code] = _node(code, axis, "3", item["item_no"], item["item_title"], line)
        previous = line
    return list(found.values())


def _comparison(unit: str) -> str:
    return next((word for mark, word in COMPARISONS.items() if mark in unit), "at_least")


def _target(row: Row) -> Row:
    """A printed target makes a threshold; an implied one (« tous ») stays a deliverable."""
    implicit = IMPLICIT in row["target_unit"]
    threshold = bool(row["target_value"]) and not implicit
    unit = row["target_unit"].replace(IMPLICIT, "")
    return {
        "kind": "threshold" if threshold else "deliverable",
        "target_value": row["target_value"], "target_unit": french(unit),
        "comparison": _comparison(unit) if threshold else "",
        "target_implicit": "true" if implicit else "false",
    }  # fmt: skip


def _objective(row: Row, code: str, number: str, narrative: bool) -> Row:
    done = row["status_in_text"] == "REALISE"
    return {
        "strategy": STRATEGY, "node": item_code(row), "code": code, "number": number,
        "title": french(row["objective_text_short"]), **_target(row),
        "due_printed": row["due"], "due_on": row["due_date"],
        "status_printed": "réalisé" if done else "",
        "done_on_printed": row["due"].split(" ", 1)[1] if done else "",
        "narrative": "true" if narrative else "false",
        "document": DOCUMENT, "line": row["line"], "note": "",
    }  # fmt: skip


def _numbered(table: str, mark: str, narrative: bool) -> list[Row]:
    seen: dict[str, int] = {}
    found = []
    for row in shared(table):
        place = item_code(row) or "DIM"
        seen[place] = seen.get(place, 0) + 1
        number = f"{mark}{seen[place]}"
        found.append(_objective(row, f"{place}-{number}", number, narrative))
    return found


def objectives() -> list[Row]:
    """The 114 dated objectives, then the 33 commitments found in the running text."""
    found = _numbered("objectives-dimension", "o", False)
    found += _numbered("commitments-dimension-narrative", "n", True)
    by_code = {row["code"]: row for row in found}
    for decision in hand("objective-corrections"):
        by_code[decision["objective"]][decision["field"]] = french(decision["value"])
    return found

"""Which figures measure the same thing: repeats, same label, crosswalk, decisions by hand."""

from collections.abc import Iterable

from timonier.demo.prepare.figures import clean_label
from timonier.demo.prepare.tables import Row, hand, shared

CROSSWALK_COLUMNS = ("id_from", "id_to", "comparability", "note")
GONE = "absent"


def crosswalk() -> list[Row]:
    """Every pair: the 79 between 2020 and 2023, those of 2017, and the few others."""
    first = [
        {"id_from": r["id_2020"], "id_to": r["id_2023"], **_judgement(r)}
        for r in shared("crosswalk-2020-2023")
    ]
    second = [
        {"id_from": r["id_2017"], "id_to": r["id_2020"], **_judgement(r)}
        for r in hand("crosswalk-2017-2020")
    ]
    third = [
        {"id_from": r["id_from"], "id_to": r["id_to"], **_judgement(r)}
        for r in hand("crosswalk-others")
    ]
    return first + second + third


def _judgement(row: Row) -> Row:
    return {"comparability": row["comparability"], "note": row["note"]}


def merging_pairs() -> list[Row]:
    """The pairs that put two figures in one series: all, but those gone or set aside."""
    aside = {(row["id_from"], row["id_to"]) for row in hand("not-merged")}
    return [r for r in crosswalk() if r["id_to"] and (r["id_from"], r["id_to"]) not in aside]


class Groups:
    """Figures joined two by two; the earliest identifier stands for its group."""

    def __init__(self, figures: Iterable[str]) -> None:
        self.parent = {figure: figure for figure in figures}

    def leader(self, figure: str) -> str:
        while self.parent[figure] != figure:
            figure = self.parent[figure]
        return figure

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.leader(one), self.leader(other)))
        self.parent[second] = first

    def members(self) -> dict[str, list[str]]:
        """Leader → its figures, both in the order of identifiers."""
        found: dict[str, list[str]] = {}
        for figure in sorted(self.parent):
            found.setdefault(self.leader(figure), []).append(figure)
        return found


def _same_label(rows: list[Row]) -> list[tuple[str, str]]:
    """Within one document, the same words in the same unit are the same measure."""
    first: dict[tuple[str, str, str], str] = {}
    pairs = []
    for row in rows:
        key = (row["id"][:3], clean_label(row["label"]), row["unit"])
        pairs.append((first.setdefault(key, row["id"]), row["id"]))
    return pairs


def group(figures: list[Row]) -> dict[str, list[str]]:
    """Leader → figures of one indicator."""
    groups = Groups(row["id"] for row in figures)
    pairs = _same_label(figures)
    pairs += [(row["repeat_of"], row["id"]) for row in figures if row["repeat_of"]]
    pairs += [(row["id_from"], row["id_to"]) for row in merging_pairs()]
    for row in hand("series"):
        first, *others = row["figures"].split("|")
        pairs += [(first, other) for other in others]
    for one, other in pairs:
        groups.join(one, other)
    return groups.members()

"""The place of each of the 600 systems that the sources name: ``docs/systems.md``, generated.

``data/systems.csv`` says what each system is, ``data/systems-places.csv`` where it lives in the
product today. A system without a place is shown « ouvert »: the whole project closes this list.

Run ``python -m timonier.demo.systems`` to write the page again.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).resolve().parent / "data"
PAGE = ROOT / "docs" / "systems.md"

TABLE = ("| N° | Système | Relation | Place | Précision |", "|---|---|---|---|---|")
RELATIONS = {
    "native": "fonction",
    "source": "flux",
    "tracked": "objet suivi",
    "outside": "extérieur",
}
DISPOSITIONS = {
    "requirement": "tient dans une exigence construite",
    "screen": "a son écran",
    "feed": "est un flux déclaré",
    "object": "est un objet des données",
    "open": "reste ouvert",
    "outside": "reste hors du produit",
}


@dataclass(frozen=True, slots=True)
class System:
    """A system named by the sources, and its place in the product."""

    id: str
    section: str
    name: str
    relation: str
    disposition: str
    requirements: tuple[str, ...]
    screen: str
    note: str


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of a data file of this folder, as text."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_systems() -> list[System]:
    """Every system with its place, in the order of the file; a missing place is an error."""
    places = {row["system"]: row for row in read_rows("systems-places.csv")}
    return [_system(row, places[row["id"]]) for row in read_rows("systems.csv")]


def _system(row: dict[str, str], place: dict[str, str]) -> System:
    return System(
        id=row["id"],
        section=row["section"],
        name=row["name"],
        relation=row["relation"],
        disposition=place["disposition"],
        requirements=tuple(filter(None, place["requirement"].split("|"))),
        screen=place["screen"],
        note=place["note"],
    )


def render_systems(systems: Sequence[System] | None = None) -> str:
    """The page, in French Markdown: counts first, then one table per section."""
    rows = read_systems() if systems is None else list(systems)
    parts = [_head(rows), _counts(rows)]
    parts += [_section(name, members) for name, members in _by_section(rows)]
    return "\n\n".join(parts) + "\n"


def _head(rows: Sequence[System]) -> str:
    return (
        "# Les systèmes et leur place dans Timonier\n\n"
        "Page produite par `python -m timonier.demo.systems` : ne pas la modifier à la main.\n\n"
        f"Les sources nomment {len(rows)} systèmes, outils, instruments, plans et démarches. "
        "Chacun a ici sa place, ou porte la mention « ouvert » avec l’exigence qui la lui donnera."
    )


def _counts(rows: Sequence[System]) -> str:
    found = Counter(row.disposition for row in rows)
    lines = ["| Place | Systèmes |", "|---|---:|"]
    lines += [f"| {words.capitalize()} | {found[key]} |" for key, words in DISPOSITIONS.items()]
    return "\n".join([*lines, f"| **Total** | **{len(rows)}** |"])


def _by_section(rows: Iterable[System]) -> list[tuple[str, list[System]]]:
    """Sections in order of first appearance; one section may come from two parts of the file."""
    sections: dict[str, list[System]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(row)
    return list(sections.items())


def _section(name: str, rows: Sequence[System]) -> str:
    lines = [f"## {name}", "", *TABLE]
    lines += [_line(row) for row in rows]
    return "\n".join(lines)


def _line(row: System) -> str:
    cells = [row.id, row.name, RELATIONS[row.relation], place_of(row), row.note]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def place_of(row: System) -> str:
    """Where the system lives: requirement and screen, or « ouvert », or « hors du produit »."""
    numbers = ", ".join(row.requirements)
    if row.disposition == "open":
        return f"**ouvert** ({numbers})" if numbers else "**ouvert**"
    if row.disposition == "outside":
        return "hors du produit"
    screen = f"`{row.screen}`" if row.screen else ""
    return " · ".join(part for part in (numbers, screen) if part)


def main() -> None:
    """Write ``docs/systems.md``."""
    PAGE.write_text(render_systems(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} : {len(read_systems())} systèmes")


if __name__ == "__main__":
    main()

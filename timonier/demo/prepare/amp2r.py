"""The recovery framework AMP 2R: parts, chantiers, vectors, levers, initiatives, targets."""

from timonier.demo.prepare.tables import Row, french, hand, shared

STRATEGY = "AMP2R"
DOCUMENT = "004"
LEVELS = (
    ("1", "Volet", "Volets"),
    ("2", "Chantier, impératif, vecteur ou levier", "Chantiers, impératifs, vecteurs et leviers"),
    ("3", "Initiative", "Initiatives"),
    ("4", "Sous-initiative", "Sous-initiatives"),
)
NODE_KINDS = {
    "section": "volet", "programme": "volet", "imperative": "impératif", "chantier": "chantier",
    "method_vector": "vecteur", "lever": "levier", "watchword": "mot d'ordre",
    "principle": "principe", "method_level": "niveau de coopération",
    "emergency_finality": "finalité d'urgence", "emergency_action": "action d'urgence",
    "initiative": "initiative", "prioritisation_criterion": "critère de la grille",
}  # fmt: skip
# Printed at the same rank as the sections, or inside a part that the tree does not keep.
PARENTS = {"M3": "", "M3.6": "M3"}
NUMBERLESS = ("section", "programme")


def code_of(identifier: str) -> str:
    return f"AMP2R-{identifier}" if identifier else ""


def _parent(row: Row) -> str:
    if row["kind"] in NUMBERLESS:
        return ""
    return PARENTS.get(row["id"], row["parent"])


def _depth(identifier: str, parents: dict[str, str]) -> int:
    parent = parents[identifier]
    return 1 + _depth(parent, parents) if parent else 1


def nodes() -> list[Row]:
    """The tree of the deliberation; each node keeps its own kind in ``level_name``."""
    rows = [row for row in shared("amp2r") if row["kind"] in NODE_KINDS]
    parents = {row["id"]: _parent(row) for row in rows}
    notes = {row["id"]: row["note"] for row in hand("amp2r-notes")}
    return [
        {
            "strategy": STRATEGY, "code": code_of(row["id"]),
            "parent": code_of(parents[row["id"]]),
            "depth": str(_depth(row["id"], parents)), "level_name": NODE_KINDS[row["kind"]],
            "number": row["id"], "title": french(row["title_short"]),
            "document": DOCUMENT, "line": row["line"], "note": french(notes.get(row["id"], "")),
        }
        for row in rows
    ]  # fmt: skip


def _objective(row: Row, decision: Row) -> Row:
    return {
        "strategy": STRATEGY, "node": code_of(decision["node"] or row["parent"]),
        "code": code_of(f"o-{row['id']}"), "number": row["id"],
        "title": french(decision["title"] or row["title_short"]), "kind": decision["kind"],
        "target_value": row["figure"], "target_unit": row["unit"],
        "comparison": decision["comparison"], "target_implicit": "false",
        "due_printed": row["date"], "due_on": decision["due_on"],
        "status_printed": "", "done_on_printed": "", "narrative": "false",
        "document": DOCUMENT, "line": row["line"], "note": french(decision["note"]),
    }  # fmt: skip


def objectives() -> list[Row]:
    """The quantified targets as thresholds, the milestones as deliverables."""
    rows = {row["id"]: row for row in shared("amp2r")}
    return [_objective(rows[d["id"]], d) for d in hand("amp2r-objectives")]

"""Put the two strategies together into the tables of the data set."""

from timonier.demo.prepare import amp2r, dimension
from timonier.demo.prepare.areas import theme_numbers
from timonier.demo.prepare.tables import Row, french, hand, to_csv

NODE_COLUMNS = (
    "strategy", "code", "parent", "depth", "level_name", "number", "title",
    "document", "line", "note",
)  # fmt: skip
OBJECTIVE_COLUMNS = (
    "strategy", "node", "code", "number", "title", "kind", "target_value", "target_unit",
    "comparison", "due_printed", "due_on", "status_printed", "done_on_printed",
    "document", "line", "narrative", "target_implicit", "note",
)  # fmt: skip
STRATEGY_COLUMNS = (
    "code", "name", "kind", "version", "starts_on", "ends_on", "adopting_act_hint",
    "document", "line", "description",
)  # fmt: skip
STEP_COLUMNS = (
    "objective", "position", "title", "target_value", "target_unit",
    "due_printed", "due_on", "line",
)  # fmt: skip
PART_COLUMNS = ("whole", "part", "document", "line", "note")
LINK_COLUMNS = ("from_node", "to_node", "kind", "note")


def _levels() -> list[Row]:
    return [
        {"strategy": plan.STRATEGY, "depth": depth, "name": name, "plural": plural}
        for plan in (dimension, amp2r)
        for depth, name, plural in plan.LEVELS
    ]


def _frenchified(table: str, *columns: str) -> list[Row]:
    return [
        {name: french(text) if name in columns else text for name, text in row.items()}
        for row in hand(table)
    ]


def _links() -> list[Row]:
    """Links between trees; a theme is designated by its code, T01 to T11."""
    found = []
    for row in _frenchified("orientation-links", "note"):
        kind, _, name = row["to_node"].partition(":")
        target = f"T{int(theme_numbers()[french(name)]):02}" if name else kind
        found.append(row | {"to_node": target})
    return found


def build() -> dict[str, str]:
    """File name → content."""
    return {
        "strategies.csv": to_csv(STRATEGY_COLUMNS, _frenchified("strategies", "description")),
        "strategy-levels.csv": to_csv(("strategy", "depth", "name", "plural"), _levels()),
        "strategy-nodes.csv": to_csv(NODE_COLUMNS, dimension.nodes() + amp2r.nodes()),
        "objectives.csv": to_csv(OBJECTIVE_COLUMNS, dimension.objectives() + amp2r.objectives()),
        "objective-steps.csv": to_csv(STEP_COLUMNS, _frenchified("objective-steps", "title")),
        "objective-parts.csv": to_csv(PART_COLUMNS, _frenchified("objective-parts", "note")),
        "orientation-links.csv": to_csv(LINK_COLUMNS, _links()),
    }

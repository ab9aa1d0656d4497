"""Write the nodes and objectives of an import; an archived code comes back instead of twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from timonier.engine.search import fold
from timonier.intake.models import Change
from timonier.intake.schemas import records
from timonier.intake.schemas.base import Key, Plan, key_text
from timonier.registry.strategy.models import Node, Objective

if TYPE_CHECKING:
    from timonier.intake.schemas.strategy import StrategyImporter

_TEXTS: Final = (
    "number", "title", "line", "kind", "comparison", "target_unit", "due_printed",
)  # fmt: skip


def write_strategy(importer: StrategyImporter, plan: Plan) -> list[Change]:
    """Nodes first, then the objectives that hang on them; closing comes last."""
    writer = _Writer(importer, plan)
    done = writer.write_nodes() + writer.write_objectives()
    for model, kind in ((Objective, "objectif"), (Node, "élément")):
        gone = {plan.pk(key): key_text(key) for key in plan.closures if key[0] == kind}
        done += records.archive(model, gone)
    return done


class _Writer:
    def __init__(self, importer: StrategyImporter, plan: Plan) -> None:
        self._importer, self._plan = importer, plan
        self._nodes = {
            (importer.strategies.codes.get(node.strategy_id), node.code): node
            for node in importer.nodes
        }
        self._new: dict[str, Node] = {}

    def _lines(self, kind: str) -> dict[Key, Mapping[str, Any]]:
        return {row.key: row.values for row in self._plan.additions if row.key[0] == kind}

    def _changed(self, kind: str) -> dict[Key, dict[str, Any]]:
        return {
            key: {one.column.key: one.after for one in changes}
            for key, changes in self._plan.changes.items()
            if key[0] == kind
        }

    # --- nodes ----------------------------------------------------------------------------

    def write_nodes(self) -> list[Change]:
        lines = self._lines("élément")
        back = {key: self._nodes[key[1], key[2]] for key in lines if key[1:] in self._nodes}
        new = {key_text(key): Node() for key in lines if key not in back}
        self._new = new
        last = max((node.position for node in self._importer.nodes), default=0)
        fields = {}
        for rank, (key, values) in enumerate(lines.items(), start=1):
            fields[key] = self._node_fields(key, values) | {"position": last + rank}
            fields[key] |= self._place(key, values, lines)
        done = records.create(new, {key_text(k): fields[k] for k in lines if k not in back},
                              "parent_id")  # fmt: skip
        changed = {
            self._plan.pk(key): self._node_fields(key, values)
            for key, values in self._changed("élément").items()
        }
        keys = {self._plan.pk(key): key_text(key) for key in self._changed("élément")}
        for key, node in back.items():
            changed[node.pk] = fields[key] | {"archived_at": None}
            keys[node.pk] = key_text(key)
        return done + records.update(Node, changed, keys, new)

    def _node_fields(self, key: Key, values: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {n: values[n] or "" for n in ("number", "title", "line")
                                 if n in values}  # fmt: skip
        if "parent" in values:
            found["parent_id"] = self._node(key[1], values["parent"])
        if "document" in values:
            found["document_id"] = self._importer.documents.id(values["document"])
        if "level" in values:
            found["level_name"] = values["level"]
        if "depth" in values:
            found["depth"] = values["depth"]
        return found

    def _place(
        self, key: Key, values: Mapping[str, Any], lines: Mapping[Key, Mapping[str, Any]]
    ) -> dict[str, Any]:
        """What a new node has and a line may leave out: strategy, code, depth, level."""
        strategy = self._importer.strategies.ids[key[1]]
        depth = self._depth(key, lines)
        name = values.get("level") or ""
        usual = self._importer.levels.get((strategy, depth), "")
        return {
            "strategy_id": strategy,
            "code": key[2],
            "depth": depth,
            "level_name": "" if fold(name) == fold(usual) else name,
        }

    def _depth(self, key: Key, lines: Mapping[Key, Mapping[str, Any]]) -> int:
        """As given, else one below the parent; the top is 1."""
        below = 0
        while True:
            values = lines.get(key)
            if values is None:
                node = self._nodes.get((key[1], key[2]))
                return below + (node.depth if node else 0)
            if values.get("depth") is not None:
                return below + int(values["depth"])
            if not values.get("parent"):
                return below + 1
            key, below = ("élément", key[1], values["parent"]), below + 1

    def _node(self, strategy: str, code: str | None) -> Any:
        if code is None:
            return None
        key = key_text(("élément", strategy, code))
        return ("new", key) if key in self._new else self._nodes[strategy, code].pk

    # --- objectives -----------------------------------------------------------------------

    def write_objectives(self) -> list[Change]:
        lines = self._lines("objectif")
        codes = {one.code: one for one in self._importer.objectives}
        back = {key: codes[key[1]] for key in lines if key[1] in codes}
        new = {key_text(key): Objective() for key in lines if key not in back}
        last = max((one.position for one in self._importer.objectives), default=0)
        fields = {
            key: self._objective_fields(values["strategy"], values)
            | {"code": key[1], "position": last + rank}
            for rank, (key, values) in enumerate(lines.items(), start=1)
        }
        created = {key_text(k): self._resolved(fields[k]) for k in lines if k not in back}
        done = records.create(new, created, "parent_id")
        changed, keys = {}, {}
        for key, values in self._changed("objectif").items():
            strategy = self._plan.known[key].values["strategy"]
            changed[self._plan.pk(key)] = self._objective_fields(strategy, values)
            keys[self._plan.pk(key)] = key_text(key)
        for key, one in back.items():
            changed[one.pk] = fields[key] | {"archived_at": None}
            keys[one.pk] = key_text(key)
        resolved = {pk: self._resolved(values) for pk, values in changed.items()}
        return done + records.update(Objective, resolved, keys)

    def _objective_fields(self, strategy: str, values: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {name: values[name] or "" for name in _TEXTS if name in values}
        found |= {name: values[name] for name in ("target_value", "due_on") if name in values}
        if "parent" in values:
            found["node_id"] = self._node(strategy, values["parent"])
        for name, names in (
            ("lead", self._importer.people),
            ("unit", self._importer.units),
            ("document", self._importer.documents),
        ):
            if name in values:
                found[f"{name}_id"] = names.id(values[name])
        return found

    def _resolved(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self._new[value[1]].pk if isinstance(value, tuple) else value
            for name, value in fields.items()
        }

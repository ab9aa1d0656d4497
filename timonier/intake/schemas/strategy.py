"""A strategy from a spreadsheet: its nodes, and its objectives on lines that have a type."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any, Final

from timonier.accounts.models import User
from timonier.engine.errors import TimonierError
from timonier.engine.numerals import format_number
from timonier.engine.periods import parse_period
from timonier.intake import vocabularies_db as db
from timonier.intake.columns import Column, Kind, Rule, Schema
from timonier.intake.models import Change
from timonier.intake.schemas import records
from timonier.intake.schemas.base import Findings, Importer, Key, Known, Plan, Settled, Undone
from timonier.intake.schemas.strategy_write import write_strategy
from timonier.intake.schemas.trees import Code, check_parents
from timonier.intake.table import Table
from timonier.intake.validation import Checked, CheckedRow, Vocabularies
from timonier.intake.wording import quoted
from timonier.registry.strategy.enums import Comparison, ObjectiveKind, ObjectiveState
from timonier.registry.strategy.models import Level, Node, Objective

_STEP: Final = Decimal("0.0001")
_DEPTH: Final = Rule("Un rang dans l’arbre, de 0 à 9", lambda value: 0 <= value <= 9)
_SIZE: Final = Rule("Un nombre de seize chiffres au plus", lambda value: abs(value) < 10**16)
_COLUMNS: Final = (
    Column("code", "Code", required=True, max_length=80, example="PCAET-1"),
    Column("parent", "Parent", max_length=60, aliases=("Code parent", "Rattaché à")),
    Column("level", "Niveau", max_length=60, aliases=("Nom du niveau",)),
    Column("depth", "Profondeur", kind=Kind.INTEGER, rule=_DEPTH),
    Column("number", "Numéro", max_length=20),
    Column("title", "Titre", required=True, max_length=400, aliases=("Libellé", "Intitulé"),
           example="Réduire les consommations d’énergie"),
    Column("kind", "Type", kind=Kind.CHOICE, choices=dict(ObjectiveKind.choices),
           aliases=("Type d’objectif",)),
    Column("comparison", "Sens", kind=Kind.CHOICE, choices=dict(Comparison.choices)),
    Column("target_value", "Cible", kind=Kind.DECIMAL, rule=_SIZE),
    Column("target_unit", "Unité de la cible", max_length=80, aliases=("Unité cible",)),
    Column("due_printed", "Échéance", max_length=60, aliases=("Échéance telle qu’imprimée",)),
    Column("due_on", "Échéance (date)", kind=Kind.DATE),
)  # fmt: skip
_LAST: Final = (
    Column("unit", "Unité responsable", kind=Kind.UNIT, aliases=("Unité", "Direction")),
)
_OBJECTIVE_ONLY: Final = (
    "comparison", "target_value", "target_unit", "due_printed", "due_on", "lead", "unit",
)  # fmt: skip
_ONCE: Final = "Une seule ligne par code"


class StrategyImporter(Importer):
    """The whole of one or more strategies that exist already.

    A node or an objective of these strategies that the file does not have is a disappearance.
    """

    kind = "strategy"
    label = "Stratégie"
    one, many = "élément", "éléments"
    identity = "Un élément se reconnaît à sa stratégie et à son code, un objectif à son code."

    @cached_property
    def strategies(self) -> db.Names:
        """Strategies by code."""
        return db.strategies()

    @cached_property
    def units(self) -> db.Names:
        """Units by code."""
        return db.units()

    @cached_property
    def documents(self) -> db.Names:
        """Documents by code."""
        return db.documents()

    @cached_property
    def people(self) -> db.Names:
        """Accounts by username."""
        return db.people()

    @cached_property
    def levels(self) -> dict[tuple[int, int], str]:
        """Names of the levels by strategy number and depth."""
        rows = Level.objects.values_list("strategy_id", "depth", "name")
        return {(strategy, depth): name for strategy, depth, name in rows}

    @cached_property
    def nodes(self) -> list[Node]:
        """Every node, archived ones too: their codes stay taken."""
        return list(Node.objects.order_by("strategy_id", "position", "id"))

    @cached_property
    def objectives(self) -> list[Objective]:
        """Every objective, archived ones too."""
        return list(Objective.objects.order_by("node__strategy_id", "position", "code"))

    @cached_property
    def schema(self) -> Schema:
        strategy = Column(
            "strategy", "Stratégie", required=True, kind=Kind.CHOICE,
            choices=self.strategies.names, example=next(iter(self.strategies.names), ""),
        )  # fmt: skip
        lead = Column("lead", "Chef de file", kind=Kind.CHOICE, choices=self.people.names)
        document = Column(
            "document", "Document", kind=Kind.CHOICE, choices=self.documents.names,
            aliases=("Source",),
        )  # fmt: skip
        line = Column("line", "Ligne", max_length=60, aliases=("Ligne, page ou cellule",))
        return Schema("Stratégie", (strategy, *_COLUMNS, lead, *_LAST, document, line))

    @property
    def references(self) -> frozenset[str]:
        return frozenset({"strategy", "lead", "document"})

    @property
    def words(self) -> Vocabularies:
        return db.places(db.names_of([]), self.units)

    # --- reading --------------------------------------------------------------------------

    def settle(self, table: Table, checked: Checked, today: date) -> Settled:
        findings = Findings(table, checked)
        every = sorted([*checked.rows, *checked.faulty], key=lambda row: row.number)
        named = {row.values.get("strategy") for row in every}
        known = {k: v for k, v in self._known().items() if v.values["strategy"] in named}
        seen: dict[Key, int] = {}
        rows = [self._line(row, findings, known, seen) for row in every]
        self._parents(findings, rows)
        faulty = {row.number for row in checked.faulty}
        sound = [row for row in rows if row.number not in faulty]
        return Settled(findings.settled(sound, seen), known)

    def _line(
        self, row: CheckedRow, findings: Findings, known: Mapping[Key, Known], seen: dict[Key, int]
    ) -> CheckedRow:
        values = dict(row.values)
        for name in ("level", "depth"):
            if values.get(name) is None:
                values.pop(name, None)
        is_objective = values.get("kind") is not None
        key: Key = (
            ("objectif", values.get("code"))
            if is_objective
            else ("élément", values.get("strategy"), values.get("code"))
        )
        first = seen.setdefault(key, row.number)
        if first != row.number and values.get("code"):
            said = f"{values['code']} déjà donné à la ligne\u00a0{format_number(first)}"
            findings.add(row, "code", f"code {said}", _ONCE)
        if is_objective:
            self._objective(row, values, findings, known.get(key))
        else:
            self._node(row, values, findings)
        return replace(row, key=key, values=values)

    def _node(self, row: CheckedRow, values: dict[str, Any], findings: Findings) -> None:
        for name in _OBJECTIVE_ONLY:
            if values.get(name) is not None and "kind" in values:
                said = self.schema.column(name).label.lower()
                findings.add(
                    row, name, f"{said} sur un élément de l’arbre",
                    "Seul un objectif en porte\u00a0: donnez-lui un type, Livrable ou Seuil",
                )  # fmt: skip
            values.pop(name, None)
        values.pop("kind", None)
        for name, limit in (("code", 60), ("title", 300)):
            if len(values.get(name) or "") > limit:
                text = f"{quoted(values[name])} est trop long"
                findings.add(row, name, text, f"{limit} caractères au plus pour un élément")

    def _objective(
        self, row: CheckedRow, values: dict[str, Any], findings: Findings, known: Known | None
    ) -> None:
        for name in ("level", "depth"):
            values.pop(name, None)
        if values.get("target_value") is not None:
            values["target_value"] = values["target_value"].quantize(_STEP, ROUND_HALF_UP)
        owner = self._owners.get(values.get("code") or "")
        if owner and values.get("strategy") and owner != values["strategy"]:
            findings.add(
                row, "code", f"{quoted(values['code'])} est un objectif de {quoted(owner)}",
                "Un code d’objectif ne sert qu’une fois, toutes stratégies réunies",
            )  # fmt: skip
        if "parent" in row.values and values["parent"] is None:
            findings.add(
                row, "parent", "objectif sans élément de rattachement",
                "Un objectif est rattaché à un élément de sa stratégie",
            )  # fmt: skip
        self._due(row, values, findings, known)
        self._lead(row, values, findings, known)

    def _due(
        self, row: CheckedRow, values: dict[str, Any], findings: Findings, known: Known | None
    ) -> None:
        """The wording as printed gives its last day, unless the file says the day."""
        printed = values.get("due_printed")
        if printed is None or values.get("due_on") is not None:
            return
        if known and known.values["due_printed"] == printed and known.values["due_on"] is None:
            values["due_on"] = None
            return
        try:
            values["due_on"] = parse_period(printed).due
        except TimonierError as error:
            findings.add(row, "due_printed", error.what, error.remedy)

    def _lead(
        self, row: CheckedRow, values: dict[str, Any], findings: Findings, known: Known | None
    ) -> None:
        if "lead" in values and values["lead"] is None and known and known.values["started"]:
            findings.add(
                row, "lead", "objectif en cours sans chef de file",
                "Un objectif engagé garde un chef de file",
            )  # fmt: skip

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The strategy of each objective."""
        tree = {node.pk: self.strategies.codes.get(node.strategy_id, "") for node in self.nodes}
        return {one.code: tree[one.node_id] for one in self.objectives}

    def _parents(self, findings: Findings, rows: list[CheckedRow]) -> None:
        by_pk = {node.pk: node for node in self.nodes}
        held: dict[Code, str | None] = {}
        elsewhere: dict[str, str] = {}
        for node in self.nodes:
            tree = self.strategies.codes.get(node.strategy_id)
            if tree is not None and node.archived_at is None:
                parent = by_pk.get(node.parent_id or 0)
                held[tree, node.code] = parent.code if parent else None
                elsewhere[node.code] = tree
        lines: dict[Code, CheckedRow] = {}
        for row in rows:
            tree, code = row.values.get("strategy"), row.values.get("code")
            if tree and code and row.key[0] == "élément":
                lines[tree, code] = row
        check_parents(findings, lines, held, elsewhere, "un élément")
        for row in rows:
            tree, parent = row.values.get("strategy"), row.values.get("parent")
            if row.key[0] != "objectif" or not tree or not parent:
                continue
            if (tree, parent) not in held and (tree, parent) not in lines:
                findings.add(
                    row, "parent", f"élément {quoted(parent)} inconnu dans cette stratégie",
                    "Un objectif est rattaché à un élément du fichier ou du registre",
                )  # fmt: skip

    # --- what is known --------------------------------------------------------------------

    def _known(self) -> dict[Key, Known]:
        found: dict[Key, Known] = {}
        by_pk = {node.pk: node for node in self.nodes}
        for node in self.nodes:
            if node.archived_at is None and node.strategy_id in self.strategies.codes:
                values = self._node_values(node, by_pk)
                key = ("élément", values["strategy"], node.code)
                found[key] = Known(node.pk, values, str(node), self._level(node))
        for one in self.objectives:
            node = by_pk[one.node_id]
            if one.archived_at is None and node.strategy_id in self.strategies.codes:
                values = self._objective_values(one, node)
                detail = f"objectif de {node.code}"
                found["objectif", one.code] = Known(one.pk, values, one.title, detail)
        return found

    def _node_values(self, node: Node, by_pk: Mapping[int, Node]) -> dict[str, Any]:
        parent = by_pk.get(node.parent_id or 0)
        return {
            "strategy": self.strategies.code(node.strategy_id),
            "code": node.code,
            "parent": parent.code if parent else None,
            "level": self._level(node),
            "depth": node.depth,
            "number": node.number,
            "title": node.title,
            "document": self.documents.code(node.document_id),
            "line": node.line,
        }

    def _level(self, node: Node) -> str:
        return node.level_name or self.levels.get((node.strategy_id, node.depth), "")

    def _objective_values(self, one: Objective, node: Node) -> dict[str, Any]:
        return {
            "strategy": self.strategies.code(node.strategy_id),
            "code": one.code,
            "parent": node.code,
            "number": one.number,
            "title": one.title,
            "kind": one.kind,
            "comparison": one.comparison,
            "target_value": one.target_value,
            "target_unit": one.target_unit,
            "due_printed": one.due_printed,
            "due_on": one.due_on,
            "lead": self.people.codes.get(one.lead_id or 0),
            "unit": self.units.code(one.unit_id),
            "document": self.documents.code(one.document_id),
            "line": one.line,
            "started": one.state == ObjectiveState.STARTED,
        }

    # --- writing --------------------------------------------------------------------------

    def title(self, row: CheckedRow) -> str:
        return f"{row.values.get('code')}, {row.values.get('title')}"

    def write(self, plan: Plan) -> list[Change]:
        return write_strategy(self, plan)

    def undo(self, changes: list[Change], *, batch: uuid.UUID, by: User) -> Undone:
        return records.undo(changes)

    def export(self) -> Iterable[Mapping[str, Any]]:
        return [known.values for known in self._known().values()]

    def example(self) -> list[Mapping[str, Any]]:
        known = {"strategy": next(iter(self.strategies.names), "")}
        node = {"code": "EX-1", "level": "Axe", "number": "1", "title": "Exemple d’axe"}
        objective = {
            "code": "EX-1-o1", "parent": "EX-1", "number": "o1", "title": "Exemple d’objectif",
            "kind": "threshold", "comparison": "at_least", "target_value": Decimal(80),
            "target_unit": "%", "due_printed": "T4 2026",
        }  # fmt: skip
        return [known | node, known | objective]

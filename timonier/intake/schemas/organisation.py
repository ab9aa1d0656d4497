"""An organisation chart from a spreadsheet: its units, and the units that follow them."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from timonier.accounts.models import User
from timonier.engine.numerals import format_number
from timonier.engine.typography import NNBSP
from timonier.intake import vocabularies_db as db
from timonier.intake.columns import Column, Kind, RowRule, Schema
from timonier.intake.models import Change
from timonier.intake.schemas.base import Findings, Importer, Key, Known, Plan, Settled, Undone
from timonier.intake.schemas.organisation_write import undo_organisation, write_organisation
from timonier.intake.schemas.trees import check_parents
from timonier.intake.table import Table
from timonier.intake.validation import Checked, CheckedRow
from timonier.intake.wording import name_key, quoted
from timonier.registry.organisations.enums import Level, SuccessionKind, UnitKind
from timonier.registry.organisations.models import Succession, Unit

LINKS: Final = dict(SuccessionKind.choices)
_ENDED: Final = LINKS["ended"]
_SPLIT: Final = re.compile(r"\s*[;|\n]\s*")
SEPARATOR: Final = f"{NNBSP}; "


def _dates_ordered(values: Mapping[str, Any]) -> str | None:
    start, end = values["starts_on"], values["ends_on"]
    if end >= start:
        return None
    return f"fin le {end:%d/%m/%Y}, avant le début, le {start:%d/%m/%Y}"


_COLUMNS: Final = (
    Column("code", "Code", required=True, max_length=80, example="2026-dga-mob"),
    Column("parent", "Parent", max_length=80, aliases=("Code parent", "Dépend de")),
    Column("name", "Nom", required=True, max_length=200, aliases=("Libellé", "Intitulé"),
           example="DGA mobilité"),
    Column("short_name", "Nom court", max_length=80, aliases=("Sigle",)),
    Column("level", "Niveau", required=True, kind=Kind.CHOICE, choices=dict(Level.choices),
           example="Direction"),
    Column("kind", "Nature", kind=Kind.CHOICE, choices=dict(UnitKind.choices)),
    Column("starts_on", "Depuis le", kind=Kind.DATE, aliases=("Début",)),
    Column("ends_on", "Jusqu’au", kind=Kind.DATE, aliases=("Fin",)),
    Column("successors", "Successeur(s)", aliases=("Successeur", "Successeurs")),
    Column("links", "Lien", aliases=("Liens", "Lien avec le successeur")),
)  # fmt: skip
_ORDER: Final = RowRule("Une unité finit après avoir commencé", ("ends_on", "starts_on"),
                        _dates_ordered)  # fmt: skip


class OrganisationImporter(Importer):
    """The whole of one or more organisation charts that exist already.

    Successors are codes of units of another chart; each has its link, or all have the same.
    """

    kind = "organisation"
    label = "Organisation"
    one, many = "unité", "unités"
    identity = "Une unité se reconnaît à son code, unique dans tous les organigrammes."

    @cached_property
    def charts(self) -> db.Names:
        """Charts by code."""
        return db.charts()

    @cached_property
    def units(self) -> list[Unit]:
        """Every unit, archived ones too: their codes stay taken."""
        return list(Unit.objects.order_by("chart__starts_on", "position", "id"))

    @cached_property
    def by_code(self) -> dict[str, Unit]:
        """Every unit by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def successions(self) -> dict[int, list[Succession]]:
        """What follows each unit."""
        found: dict[int, list[Succession]] = defaultdict(list)
        for link in Succession.objects.order_by("id"):
            found[link.predecessor_id].append(link)
        return found

    @cached_property
    def schema(self) -> Schema:
        chart = Column(
            "chart", "Organigramme", required=True, kind=Kind.CHOICE, choices=self.charts.names,
            example=next(iter(self.charts.names), ""),
        )  # fmt: skip
        return Schema("Organisation", (chart, *_COLUMNS), row_rules=(_ORDER,))

    @property
    def references(self) -> frozenset[str]:
        return frozenset({"chart"})

    # --- reading --------------------------------------------------------------------------

    def settle(self, table: Table, checked: Checked, today: date) -> Settled:
        findings = Findings(table, checked)
        every = sorted([*checked.rows, *checked.faulty], key=lambda row: row.number)
        named = {row.values.get("chart") for row in every}
        known = {k: v for k, v in self._known().items() if v.values["chart"] in named}
        trees = {unit.code: self.charts.codes.get(unit.chart_id, "") for unit in self.units}
        trees |= {
            row.values["code"]: row.values["chart"]
            for row in every
            if row.values.get("code") and row.values.get("chart")
            and row.values["code"] not in trees
        }  # fmt: skip
        seen: dict[Key, int] = {}
        rows = [self._line(row, findings, trees, seen) for row in every]
        self._parents(findings, rows)
        faulty = {row.number for row in checked.faulty}
        sound = [row for row in rows if row.number not in faulty]
        return Settled(findings.settled(sound, seen), known)

    def _line(
        self,
        row: CheckedRow,
        findings: Findings,
        trees: Mapping[str, str],
        seen: dict[Key, int],
    ) -> CheckedRow:
        values = dict(row.values)
        if values.get("kind") is None:
            values.pop("kind", None)
        key: Key = ("unité", values.get("code"))
        code, chart = values.get("code"), values.get("chart")
        first = seen.setdefault(key, row.number)
        if code and first != row.number:
            said = f"code {code} déjà donné à la ligne\u00a0{format_number(first)}"
            findings.add(row, "code", said, "Une seule ligne par code")
        if code and chart and trees.get(code, chart) != chart:
            findings.add(
                row, "code", f"{quoted(code)} est une unité de l’organigramme {trees[code]}",
                "Un code d’unité ne sert qu’une fois, tous organigrammes réunis",
            )  # fmt: skip
        self._followers(row, values, findings, trees)
        return replace(row, key=key, values=values)

    def _followers(
        self,
        row: CheckedRow,
        values: dict[str, Any],
        findings: Findings,
        trees: Mapping[str, str],
    ) -> None:
        """Successors and links side by side, each in the order of the codes."""
        if "successors" not in values and "links" not in values:
            return
        codes = _split(values.get("successors"))
        links = [self._link(row, text, findings) for text in _split(values.get("links"))]
        if not codes and links and links != [_ENDED]:
            findings.add(row, "successors", "un lien sans successeur",
                         "Seule une unité qui prend fin n’a pas de successeur")  # fmt: skip
        if codes and len(links) not in (0, 1, len(codes)):
            findings.add(row, "links", f"{len(links)} liens pour {len(codes)} successeurs",
                         "Un lien pour tous, ou un par successeur")  # fmt: skip
        if codes and _ENDED in links:
            findings.add(row, "links", "une unité qui prend fin a un successeur",
                         "Une unité qui prend fin n’a pas de suite")  # fmt: skip
        for code in codes:
            self._follower(row, code, values, findings, trees)
        if len(links) < len(codes):
            links = (links or [LINKS["same"]]) * len(codes)
        pairs = sorted(zip(codes, links, strict=False)) if codes else []
        values["successors"] = SEPARATOR.join(code for code, _ in pairs) or None
        values["links"] = SEPARATOR.join(link for _, link in pairs) or (links[0] if links else None)

    def _link(self, row: CheckedRow, text: str, findings: Findings) -> str:
        wanted = name_key(text)
        for code, label in LINKS.items():
            if wanted in (name_key(code), name_key(label)):
                return label
        said = ", ".join(LINKS.values())
        findings.add(
            row, "links", f"lien {quoted(text)} inconnu", f"L’un de ces liens\u00a0: {said}"
        )
        return text

    def _follower(
        self,
        row: CheckedRow,
        code: str,
        values: Mapping[str, Any],
        findings: Findings,
        trees: Mapping[str, str],
    ) -> None:
        if code not in trees:
            findings.add(row, "successors", f"successeur {quoted(code)} inconnu",
                         "Un successeur est une unité du registre ou du fichier, "
                         "donnée par son code")  # fmt: skip
        elif code == values.get("code"):
            findings.add(row, "successors", f"{quoted(code)} se succède à elle-même",
                         "Un successeur est une autre unité")  # fmt: skip

    def _parents(self, findings: Findings, rows: list[CheckedRow]) -> None:
        by_pk = {unit.pk: unit for unit in self.units}
        held: dict[tuple[str, str], str | None] = {}
        elsewhere: dict[str, str] = {}
        for unit in self.units:
            tree = self.charts.codes.get(unit.chart_id)
            if tree is not None and unit.archived_at is None:
                parent = by_pk.get(unit.parent_id or 0)
                held[tree, unit.code] = parent.code if parent else None
                elsewhere[unit.code] = tree
        lines = {
            (row.values["chart"], row.values["code"]): row
            for row in rows
            if row.values.get("chart") and row.values.get("code")
        }
        check_parents(findings, lines, held, elsewhere, "une unité")

    # --- what is known --------------------------------------------------------------------

    def _known(self) -> dict[Key, Known]:
        by_pk = {unit.pk: unit for unit in self.units}
        found: dict[Key, Known] = {}
        for unit in self.units:
            if unit.archived_at is None and unit.chart_id in self.charts.codes:
                values = self._values(unit, by_pk)
                detail = f"organigramme {values['chart']}, {unit.code}"
                found["unité", unit.code] = Known(unit.pk, values, unit.name, detail)
        return found

    def _values(self, unit: Unit, by_pk: Mapping[int, Unit]) -> dict[str, Any]:
        parent = by_pk.get(unit.parent_id or 0)
        pairs = sorted(
            (by_pk[link.successor_id].code if link.successor_id else "", LINKS[link.kind])
            for link in self.successions[unit.pk]
        )
        codes = [code for code, _ in pairs if code]
        return {
            "chart": self.charts.code(unit.chart_id),
            "code": unit.code,
            "parent": parent.code if parent else None,
            "name": unit.name,
            "short_name": unit.short_name,
            "level": unit.level,
            "kind": unit.kind,
            "starts_on": unit.starts_on,
            "ends_on": unit.ends_on,
            "successors": SEPARATOR.join(codes) or None,
            "links": SEPARATOR.join(link for _, link in pairs) or None,
        }

    # --- writing --------------------------------------------------------------------------

    def title(self, row: CheckedRow) -> str:
        return f"{row.values.get('code')}, {row.values.get('name')}"

    def write(self, plan: Plan) -> list[Change]:
        return write_organisation(self, plan)

    def undo(self, changes: list[Change], *, batch: uuid.UUID, by: User) -> Undone:
        return undo_organisation(changes)

    def export(self) -> Iterable[Mapping[str, Any]]:
        return [known.values for known in self._known().values()]

    def example(self) -> list[Mapping[str, Any]]:
        known = {"chart": next(iter(self.charts.names), "")}
        root = {"code": "ex-dga", "name": "Exemple de DGA", "level": "dga", "kind": "thematic"}
        child = {"code": "ex-dir", "parent": "ex-dga", "name": "Exemple de direction",
                 "level": "direction", "kind": "thematic"}  # fmt: skip
        return [known | root, known | child]


def _split(text: str | None) -> list[str]:
    return [part for part in _SPLIT.split(text.strip()) if part] if text else []

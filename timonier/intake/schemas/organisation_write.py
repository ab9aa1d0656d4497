"""Write the units of an import and their successions; undo them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from timonier.intake.models import Change
from timonier.intake.schemas import records
from timonier.intake.schemas.base import Key, Plan, Undone, became, change, key_text, was
from timonier.registry.organisations.enums import Certainty, SuccessionKind
from timonier.registry.organisations.models import Succession, Unit

if TYPE_CHECKING:
    from timonier.intake.schemas.organisation import OrganisationImporter

LINK: Final = "organisations.succession"
_TEXTS: Final = ("name", "short_name", "level", "kind")
_KINDS: Final = {label: code for code, label in SuccessionKind.choices}


def write_organisation(importer: OrganisationImporter, plan: Plan) -> list[Change]:
    """Units, parents first; then what follows them, which may be new too; closing comes last."""
    writer = _Writer(importer, plan)
    done = writer.write_units() + writer.write_links()
    gone = {plan.pk(key): key_text(key) for key in plan.closures}
    return done + records.archive(Unit, gone)


class _Writer:
    def __init__(self, importer: OrganisationImporter, plan: Plan) -> None:
        self._importer, self._plan = importer, plan
        self._units = dict(importer.by_code)
        self._new: dict[str, Unit] = {}

    def write_units(self) -> list[Change]:
        lines = {row.key: row.values for row in self._plan.additions}
        back = {key: self._units[key[1]] for key in lines if key[1] in self._units}
        new = {key_text(key): Unit() for key in lines if key not in back}
        self._new = new
        last = max((unit.position for unit in self._importer.units), default=0)
        fields = {
            key: self._fields(values)
            | {
                "chart_id": self._importer.charts.ids[values["chart"]],
                "code": key[1],
                "position": last + rank,
            }
            for rank, (key, values) in enumerate(lines.items(), start=1)
        }
        created = {key_text(key): fields[key] for key in lines if key not in back}
        done = records.create(new, created, "parent_id")
        changed, keys = {}, {}
        for key, changes in self._plan.changes.items():
            values = {one.column.key: one.after for one in changes}
            changed[self._plan.pk(key)] = self._fields(values)
            keys[self._plan.pk(key)] = key_text(key)
        for key, unit in back.items():
            changed[unit.pk] = fields[key] | {"archived_at": None}
            keys[unit.pk] = key_text(key)
        changed = {pk: values for pk, values in changed.items() if values}
        self._units |= {unit.code: unit for unit in new.values()}
        return done + records.update(Unit, changed, keys, new)

    def _fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {name: values[name] or "" for name in _TEXTS if name in values}
        found |= {name: values[name] for name in ("starts_on", "ends_on") if name in values}
        if "parent" in values:
            found["parent_id"] = self._parent(values["parent"])
        return found

    def _parent(self, code: str | None) -> Any:
        if code is None:
            return None
        key = key_text(("unité", code))
        return ("new", key) if key in self._new else self._units[code].pk

    # --- successions ----------------------------------------------------------------------

    def write_links(self) -> list[Change]:
        added: list[tuple[str, Succession]] = []
        removed: list[Succession] = []
        for key, values in self._linked().items():
            unit = self._units[key[1]]
            wanted = _pairs(values)
            held = {
                (link.successor_id, link.kind): link
                for link in self._importer.successions.get(unit.pk, [])
            }
            asked = {
                (self._units[code].pk if code else None, _KINDS[link]) for code, link in wanted
            }
            removed += [link for pair, link in held.items() if pair not in asked]
            added += [
                (key_text(key), _succession(unit.pk, pair, self._plan.reason))
                for pair in sorted(asked - held.keys(), key=str)
            ]
        return _replace(added, removed)

    def _linked(self) -> dict[Key, Mapping[str, Any]]:
        """Lines that say something of successors: new units, and units whose links change."""
        found: dict[Key, Mapping[str, Any]] = {
            row.key: row.values for row in self._plan.additions if "links" in row.values
        }
        for key, changes in self._plan.changes.items():
            after = {one.column.key: one.after for one in changes}
            if after.keys() & {"successors", "links"}:
                known = self._plan.known[key].values
                found[key] = {
                    name: after.get(name, known[name]) for name in ("successors", "links")
                }
        return found


def _pairs(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    from timonier.intake.schemas.organisation import SEPARATOR

    codes = (values.get("successors") or "").split(SEPARATOR)
    links = (values.get("links") or "").split(SEPARATOR)
    return [(code, link) for code, link in zip(codes, links, strict=False) if link]


def _succession(unit: int, pair: tuple[int | None, str], reason: str) -> Succession:
    return Succession(
        predecessor_id=unit,
        successor_id=pair[0],
        kind=pair[1],
        certainty=Certainty.PRESUMED,
        note=reason,
    )


def _fields(link: Succession) -> dict[str, Any]:
    names = [f.attname for f in Succession._meta.concrete_fields if f.attname != "id"]
    return records.facts(link, names)


def _replace(added: list[tuple[str, Succession]], removed: list[Succession]) -> list[Change]:
    if removed:
        Succession.objects.filter(pk__in=[link.pk for link in removed]).delete()
    Succession.objects.bulk_create([link for _, link in added])
    done = [change("removed", LINK, None, str(one.pk), before=_fields(one)) for one in removed]
    return done + [change("linked", LINK, link.pk, key, after=_fields(link)) for key, link in added]


def undo_organisation(changes: list[Change]) -> Undone:
    """Links first, then the units: a link changed by hand since stays as it is."""
    linked = [one for one in changes if one.operation == "linked"]
    removed = [one for one in changes if one.operation == "removed"]
    rest = [one for one in changes if one.model != LINK]
    held = Succession.objects.in_bulk([one.object_id for one in linked if one.object_id])
    same = [
        one.object_id
        for one in linked
        if one.object_id and one.object_id in held and _fields(held[one.object_id]) == became(one)
    ]
    kept = [(one.key, "succession modifiée depuis à la main") for one in linked
            if one.object_id not in same]  # fmt: skip
    Succession.objects.filter(pk__in=same).delete()
    taken = set(Succession.objects.values_list("predecessor_id", "successor_id"))
    back = [
        Succession(**was(one))
        for one in removed
        if (was(one)["predecessor_id"], was(one)["successor_id"]) not in taken
    ]
    Succession.objects.bulk_create(back)
    undone = records.undo(rest)
    return Undone(undone.reverted + len(same) + len(back), (*kept, *undone.kept))

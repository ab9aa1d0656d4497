"""The tree that answers « d'où vient ce chiffre ? » for any computed result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from timonier.engine.numerals import format_number
from timonier.engine.typography import NBSP


@dataclass(frozen=True, slots=True)
class Trace:
    """What produced a value: the rule applied, its parts, and what is missing.

    ``value`` is ``None`` when the result is unknown. ``missing`` names the parts that
    were expected and did not arrive. A leaf carries its ``source``.
    """

    label: str
    value: Decimal | None = None
    unit: str = ""
    rule: str = ""
    parts: tuple[Trace, ...] = ()
    missing: tuple[str, ...] = ()
    source: str = ""
    note: str = ""

    def leaves(self) -> Iterator[Trace]:
        """The values that nothing else produced: those that a source must justify."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready tree; numbers are strings, so that no cent is lost on the way.

        >>> Trace("Total", Decimal("10.10"), "€").to_dict()
        {'label': 'Total', 'value': '10.10', 'unit': '€'}
        """
        texts = {"unit": self.unit, "rule": self.rule, "source": self.source, "note": self.note}
        return {
            "label": self.label,
            "value": None if self.value is None else str(self.value),
            **{name: text for name, text in texts.items() if text},
            **({"missing": list(self.missing)} if self.missing else {}),
            **({"parts": [part.to_dict() for part in self.parts]} if self.parts else {}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what :meth:`to_dict` wrote."""
        value = data.get("value")
        return cls(
            label=str(data["label"]),
            value=None if value is None else Decimal(value),
            unit=str(data.get("unit", "")),
            rule=str(data.get("rule", "")),
            parts=tuple(cls.from_dict(part) for part in data.get("parts", ())),
            missing=tuple(data.get("missing", ())),
            source=str(data.get("source", "")),
            note=str(data.get("note", "")),
        )

    def render(self) -> str:
        """The tree as text, one line per node.

        >>> tree = Trace("Total", Decimal(3), "t", "somme",
        ...     (Trace("Nord", Decimal(3), "t", source="p. 4"),), missing=("Sud",))
        >>> print(tree.render().replace("\\xa0", " "))
        Total : 3 t (somme)
        ├─ Nord : 3 t [p. 4]
        └─ Sud : manquant
        """
        return "\n".join(_lines(self))


def _headline(node: Trace) -> str:
    amount = format_number(node.value)
    if node.value is not None and node.unit:
        amount = f"{amount}{NBSP}{node.unit}"
    tail = [f"({node.rule})" if node.rule else "", f"[{node.source}]" if node.source else ""]
    note = f"— {node.note}" if node.note else ""
    return " ".join(filter(None, [f"{node.label}{NBSP}: {amount}", *tail, note]))


def _lines(node: Trace) -> Iterator[str]:
    yield _headline(node)
    branches: list[Sequence[str]] = [list(_lines(part)) for part in node.parts]
    branches += [[f"{name}{NBSP}: manquant"] for name in node.missing]
    for rank, branch in enumerate(branches, start=1):
        last = rank == len(branches)
        yield ("└─ " if last else "├─ ") + branch[0]
        for line in branch[1:]:
            yield ("   " if last else "│  ") + line

"""Trees (organisation, policies, report chapters) as a closure table.

Input is what a file gives, pairs of (child, parent), a root having no parent. Every fault
is reported at once, in French; nothing is guessed or dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from timonier.engine.errors import TimonierError
from timonier.engine.typography import quoted

K = TypeVar("K", bound=Hashable)


class HierarchyError(TimonierError):
    """Pairs that are not a forest; ``problems`` has one French sentence per fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(
            " ; ".join(problems).replace(" ; ", "\u202f; "),
            where="arborescence",
            remedy="corrigez le parent de chaque ligne citée, puis recommencez",
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Hierarchy(Generic[K]):
    """A checked forest. Order of children is the order of the pairs."""

    parents: Mapping[K, K | None]
    children: Mapping[K, tuple[K, ...]]

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[K, K | None]]) -> Self:
        """Check (child, parent) pairs and build the tree.

        >>> tree = Hierarchy.from_pairs([("DGS", None), ("DGA", "DGS"), ("Eau", "DGA")])
        >>> tree.path("Eau"), tree.descendants("DGS")
        (('DGS', 'DGA', 'Eau'), ('DGA', 'Eau'))
        """
        rows = list(pairs)
        parents = dict(rows)
        problems = [*_duplicates(rows), *_orphans(parents), *_cycles(parents)]
        if problems:
            raise HierarchyError(tuple(problems))
        children: dict[K, list[K]] = {node: [] for node in parents}
        for child, parent in parents.items():
            if parent is not None:
                children[parent].append(child)
        return cls(parents, {node: tuple(found) for node, found in children.items()})

    @property
    def roots(self) -> tuple[K, ...]:
        """The nodes without a parent."""
        return tuple(node for node, parent in self.parents.items() if parent is None)

    def ancestors(self, node: K) -> tuple[K, ...]:
        """From the parent up to the root; empty for a root."""
        found: list[K] = []
        parent = self.parents[node]
        while parent is not None:
            found.append(parent)
            parent = self.parents[parent]
        return tuple(found)

    def path(self, node: K) -> tuple[K, ...]:
        """From the root down to the node itself."""
        return (*reversed(self.ancestors(node)), node)

    def descendants(self, node: K) -> tuple[K, ...]:
        """All nodes below, parents before children; empty for a leaf."""
        return tuple(self._below(node))

    def _below(self, node: K) -> Iterator[K]:
        waiting = list(reversed(self.children[node]))
        while waiting:
            current = waiting.pop()
            yield current
            waiting.extend(reversed(self.children[current]))

    def closure(self) -> list[tuple[K, K, int]]:
        """Every (ancestor, descendant, depth), each node being its own ancestor at depth 0.

        >>> Hierarchy.from_pairs([("A", None), ("B", "A")]).closure()
        [('A', 'A', 0), ('A', 'B', 1), ('B', 'B', 0)]
        """
        rows = [
            (ancestor, node, depth)
            for node in self.parents
            for depth, ancestor in enumerate((node, *self.ancestors(node)))
        ]
        order = {node: rank for rank, node in enumerate(self.parents)}
        return sorted(rows, key=lambda row: (order[row[0]], row[2], order[row[1]]))


def closure(pairs: Iterable[tuple[K, K | None]]) -> list[tuple[K, K, int]]:
    """The closure table of (child, parent) pairs; raises :class:`HierarchyError`."""
    return Hierarchy.from_pairs(pairs).closure()


def _duplicates(rows: list[tuple[K, K | None]]) -> Iterator[str]:
    for node, times in Counter(child for child, _ in rows).items():
        if times > 1:
            yield f"{quoted(str(node))} est déclaré {times} fois"


def _orphans(parents: Mapping[K, K | None]) -> Iterator[str]:
    for child, parent in parents.items():
        if parent is not None and parent not in parents:
            yield f"{quoted(str(child))} dépend de {quoted(str(parent))}, qui n'existe pas"


def _cycles(parents: Mapping[K, K | None]) -> Iterator[str]:
    """One sentence per loop, starting from the first node met."""
    settled: set[K] = set()
    for start in parents:
        walked: dict[K, None] = {}
        node: K | None = start
        while node is not None and node in parents and node not in settled | walked.keys():
            walked[node] = None
            node = parents[node]
        if node is not None and node in walked:
            steps = list(walked)
            loop = [*steps[steps.index(node) :], node]
            yield "boucle " + " → ".join(str(step) for step in loop)
        settled |= walked.keys()

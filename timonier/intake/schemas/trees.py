"""Check the parents that a file gives: known, in the same tree, without a loop."""

from __future__ import annotations

from collections.abc import Mapping

from timonier.intake.schemas.base import Findings
from timonier.intake.validation import CheckedRow
from timonier.intake.wording import quoted

Code = tuple[str, str]
"""The tree (strategy or chart) and the code in it."""


def check_parents(
    findings: Findings,
    rows: Mapping[Code, CheckedRow],
    known: Mapping[Code, str | None],
    elsewhere: Mapping[str, str],
    what: str,
) -> None:
    """Refuse a parent that neither the file nor the registry has, or that makes a loop.

    ``known`` gives the parents that the registry holds; those of the file win. ``elsewhere``
    gives the tree of each code that belongs to another tree.
    """
    parents = dict(known)
    for (tree, code), row in rows.items():
        if "parent" in row.values:
            parents[tree, code] = row.values["parent"]
        else:
            parents.setdefault((tree, code), None)
    for (tree, code), row in rows.items():
        parent = row.values.get("parent")
        if parent is None:
            continue
        if (tree, parent) not in parents:
            _unknown(findings, row, tree, parent, elsewhere, what)
        elif loop := _loop((tree, code), parents):
            findings.add(
                row, "parent", f"{quoted(code)} dépend de lui-même\u00a0: {loop}",
                "Un arbre n’a pas de boucle",
            )  # fmt: skip


def _unknown(
    findings: Findings,
    row: CheckedRow,
    tree: str,
    parent: str,
    elsewhere: Mapping[str, str],
    what: str,
) -> None:
    other = elsewhere.get(parent)
    if other and other != tree:
        message = f"{quoted(parent)} appartient à {quoted(other)}, pas à {quoted(tree)}"
        findings.add(row, "parent", message, f"Un parent est {what} du même arbre")
        return
    findings.add(
        row, "parent", f"parent {quoted(parent)} inconnu",
        f"Un parent est {what} du fichier ou du registre, donné par son code",
    )  # fmt: skip


def _loop(start: Code, parents: Mapping[Code, str | None]) -> str:
    """The codes of the loop that starts at this one, empty when it reaches the top."""
    tree, code = start
    path, seen = [code], {code}
    while (parent := parents.get((tree, code))) is not None:
        path.append(parent)
        if parent == start[1]:
            return " → ".join(path)
        if parent in seen:
            return ""
        seen.add(parent)
        code = parent
    return ""

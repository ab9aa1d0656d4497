"""French strings of the code, messages of constraints, and the glossary."""

import ast
import re
from pathlib import Path

from tests.consistency.project import ROOT, listing, place, sources, text_of, tree_of

FRENCH_WORD = re.compile(
    r"\b(?:un|une|le|la|les|des|du|de|ne|pas|ce|cet|cette|et|à|est|sa|son|plus|au)\b|[’éèêàçôû]",
    re.I,
)
PLAIN_SPACE = re.compile(r"« \S|\S »|\w [;!?](?=\s|$)")
OTHER_BASES = {"Model", "AbstractUser", "TreeNode"}


def _constraints() -> list[tuple[Path, ast.Call]]:
    return [
        (path, node)
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("CheckConstraint")
    ]


def _literal(node: ast.expr | None) -> str:
    """The fixed text of a string or f-string."""
    if node is None:
        return ""
    return "".join(
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def test_every_check_constraint_has_a_name_and_a_french_sentence():
    problems = []
    for path, call in _constraints():
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        message = _literal(given.get("violation_error_message"))
        if "name" not in given or not message.endswith(".") or not FRENCH_WORD.search(message):
            problems.append(place(path, call.lineno))
    assert not problems, listing(
        problems, "Give name= and violation_error_message= « … . » in French."
    )


def _docstrings(tree: ast.Module) -> set[int]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def test_no_plain_space_stands_beside_french_punctuation_in_the_code():
    problems = []
    for path in sources():
        if "prepare" in path.parts:  # patterns that read printed sources
            continue
        silent = _docstrings(tree_of(path))
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in silent
                and PLAIN_SPACE.search(node.value)
                and FRENCH_WORD.search(node.value)
            ):
                problems.append(f"{place(path, node.lineno)} {node.value[:80]!r}")
    assert not problems, listing(problems, "U+00A0 inside « », U+202F before ; ! ?")


def _models() -> dict[str, str]:
    """Name and place of each class that derives from a Django model, abstract ones included."""
    classes = {
        node.name: (
            place(path, node.lineno),
            {ast.unparse(base).split(".")[-1] for base in node.bases},
        )
        for path in sources()
        if "models" in path.with_suffix("").parts
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef)
    }
    known = set(OTHER_BASES)
    while found := {name for name, (_, bases) in classes.items() if bases & known} - known:
        known |= found
    return {name: where for name, (where, _) in classes.items() if name in known}


def test_the_glossary_has_every_model():
    glossary = text_of(ROOT / "docs" / "glossary.md")
    defined = set(re.findall(r"`(?:\w+\.)?(\w+)`", glossary))
    problems = [f"{where} {name}" for name, where in _models().items() if name not in defined]
    assert not problems, listing(problems, "A word goes first into docs/glossary.md.")


def test_every_row_of_the_glossary_is_complete():
    rows = [
        line
        for line in text_of(ROOT / "docs" / "glossary.md").splitlines()
        if line.startswith("| ")
    ]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    problems = [" | ".join(row) for row in cells if len(row) != 4 or not all(row)]
    assert len(rows) > 60
    assert not problems, listing(problems, "French, identifier, definition, source.")

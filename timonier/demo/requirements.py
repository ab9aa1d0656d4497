"""Which tests prove which requirements: ``docs/requirements.md``, generated.

The marks ``@pytest.mark.requirement("R12")`` are read from the text of the tests, without
importing them. A requirement without a test is shown « ouvert ».

Run ``python -m timonier.demo.requirements`` to write the page again.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from timonier.demo.systems import ROOT, read_rows

PAGE = ROOT / "docs" / "requirements.md"
TESTS = ROOT / "tests"
EVIDENCE = {"E": "énoncée", "D": "déduite"}

TEST_NODES = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A numbered requirement. ``evidence`` is E (stated by a source) or D (derived)."""

    id: str
    section: str
    statement: str
    evidence: str


def read_requirements() -> list[Requirement]:
    """The 128 requirements, in the order of their numbers."""
    return [Requirement(**row) for row in read_rows("requirements.csv")]


def collect_marks(tests_dir: Path) -> dict[str, list[str]]:
    """Tests by requirement: ``{"R12": ["tests/registry/test_x.py::test_y"]}``, sorted.

    A mark on a module (``pytestmark``) or on a class counts for every test inside. A test is
    named by its path from the parent of *tests_dir*. A file that does not parse is an error.
    """
    found: dict[str, set[str]] = {}
    for path in sorted(tests_dir.rglob("test_*.py")):
        name = path.relative_to(tests_dir.parent).as_posix()
        for number, test in _marks_of_module(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(number, set()).add(f"{name}::{test}")
    return {number: sorted(found[number]) for number in sorted(found, key=_rank)}


def _rank(number: str) -> tuple[int, str]:
    digits = re.sub(r"\D", "", number)
    return (int(digits) if digits else 0, number)


def _marks_of_module(tree: ast.Module) -> Iterator[tuple[str, str]]:
    inherited = _pytestmark(tree.body)
    yield from _marks_of_body(tree.body, inherited, "")


def _marks_of_body(
    body: Sequence[ast.stmt], inherited: frozenset[str], prefix: str
) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            own = inherited | _decorated(node.decorator_list) | _pytestmark(node.body)
            yield from _marks_of_body(node.body, own, f"{prefix}{node.name}::")
        elif isinstance(node, TEST_NODES) and node.name.startswith("test"):
            for number in inherited | _decorated(node.decorator_list):
                yield number, prefix + node.name


def _pytestmark(body: Sequence[ast.stmt]) -> frozenset[str]:
    values = [
        node.value
        for node in body
        if isinstance(node, ast.Assign)
        and any(ast.unparse(target) == "pytestmark" for target in node.targets)
    ]
    return _decorated(values)


def _decorated(nodes: Sequence[ast.expr]) -> frozenset[str]:
    """Numbers given to ``requirement(...)`` anywhere inside, parametrised cases included."""
    return frozenset(
        argument.value
        for node in nodes
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and _is_mark(call.func)
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


def _is_mark(node: ast.expr) -> bool:
    """Whether the expression is ``pytest.mark.requirement`` (or ``mark.requirement``)."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "requirement"
        and ast.unparse(node.value).endswith("mark")
    )


def render_requirements(
    requirements: Sequence[Requirement], marks: Mapping[str, Sequence[str]]
) -> str:
    """The page, in French Markdown: the count first, then one table per section."""
    proved = sum(1 for requirement in requirements if marks.get(requirement.id))
    words = "exigence{0} sur {1} {2} prouvée{0} par un test au moins"
    count = f"{proved} " + (
        words.format("s", len(requirements), "sont")
        if proved > 1
        else words.format("", len(requirements), "est")
    )
    parts = [
        "# Les exigences et leurs preuves",
        "Page produite par `python -m timonier.demo.requirements` : ne pas la modifier à la main.",
        f"{count} ; les autres sont ouvertes. Une exigence est énoncée par une source ou déduite.",
    ]
    for section in dict.fromkeys(requirement.section for requirement in requirements):
        members = [requirement for requirement in requirements if requirement.section == section]
        parts.append(_section(section, members, marks))
    return "\n\n".join(parts) + "\n"


def _section(
    name: str, requirements: Sequence[Requirement], marks: Mapping[str, Sequence[str]]
) -> str:
    lines = [f"## {name}", "", "| N° | Exigence | Origine | Preuve |", "|---|---|---|---|"]
    for requirement in requirements:
        tests = "<br>".join(f"`{test}`" for test in marks.get(requirement.id, ()))
        lines.append(
            f"| {requirement.id} | {requirement.statement} | "
            f"{EVIDENCE[requirement.evidence]} | {tests or '**ouvert**'} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Write ``docs/requirements.md``."""
    page = render_requirements(read_requirements(), collect_marks(TESTS))
    PAGE.write_text(page, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} : à jour")


if __name__ == "__main__":
    main()

"""Tests mirror the product, assert something, and carry existing requirement numbers."""

import ast
import re
from pathlib import Path

from tests.consistency.project import PACKAGE, TESTS, files, functions, listing, place, tree_of
from timonier.demo.requirements import collect_marks, read_requirements

OWN_ROOMS = {"browser", "consistency", "journeys", "security", "worked_examples", "bench"}
ASSERTING = re.compile(r"assert|check|expect|raises|warns|refuse|same|fail")


def _tests() -> list[Path]:
    return [path for path in files(".py", TESTS) if path.name.startswith("test_")]


def test_tests_mirror_the_packages():
    problems = []
    for path in _tests():
        room = path.parent.relative_to(TESTS)
        if not room.parts or room.parts[0] in OWN_ROOMS:
            continue
        if not ((PACKAGE / room).is_dir() or (PACKAGE / room).with_suffix(".py").is_file()):
            problems.append(f"{place(path)}: no timonier/{room.as_posix()}")
    assert not problems, listing(problems, "tests/<package>/ mirrors timonier/<package>/.")


def test_requirement_marks_name_existing_requirements():
    known = {requirement.id for requirement in read_requirements()}
    marks = collect_marks(TESTS)
    problems = [f"{test}: {number}" for number in marks.keys() - known for test in marks[number]]
    assert not problems, listing(problems, "Requirements go from R1 to R128.")


def _asserts(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.Assert)
        or (isinstance(part, ast.Call) and ASSERTING.search(ast.unparse(part.func)))
        for part in ast.walk(node)
    )


def test_every_test_asserts_something():
    problems = [
        f"{place(path, node.lineno)} {node.name}"
        for path in _tests()
        for node in functions(tree_of(path))
        if node.name.startswith("test_") and not _asserts(node)
    ]
    assert not problems, listing(problems, "State what must hold.")


def test_no_test_bears_a_name_without_a_rule():
    problems = [
        f"{place(path, node.lineno)} {node.name}"
        for path in _tests()
        for node in functions(tree_of(path))
        if node.name.startswith("test_") and node.name.count("_") < 3
    ]
    assert not problems, listing(
        problems, "Name the test after the rule: test_unknown_is_never_zero."
    )


def test_no_two_tests_of_a_module_share_a_name():
    problems = []
    for path in _tests():
        names = [node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
        problems += [f"{place(path)} {name}" for name in set(names) if names.count(name) > 1]
    assert not problems, listing(problems, "The second hides the first: rename it.")

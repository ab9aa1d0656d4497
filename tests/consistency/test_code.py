"""Shape of the code: sizes, docstrings, nothing printed, nothing swallowed."""

import ast
from pathlib import Path

from tests.consistency.project import (
    FUNCTIONS,
    PACKAGE,
    files,
    functions,
    listing,
    place,
    sources,
    text_of,
    tree_of,
)

LONGEST_FUNCTION = 60
LONGEST_MODULE = 550
OBVIOUS = 3  # lines: a body that short is its own description
PRINTERS = {"cli", "demo"}

# path::function → why it is better read in one piece
LONG_FUNCTIONS: dict[str, str] = {}


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code, docstring excepted."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or node.lineno) - first.lineno + 1


def test_functions_are_short():
    problems = [
        f"{place(path, node.lineno)} {node.name}: {_lines(node)} lines"
        for path in sources()
        for node in functions(tree_of(path))
        if _lines(node) > LONGEST_FUNCTION and f"{place(path)}::{node.name}" not in LONG_FUNCTIONS
    ]
    remedy = f"Past {LONGEST_FUNCTION} lines, look for the second idea; or list it with its reason."
    assert not problems, listing(problems, remedy)


def test_listed_long_functions_still_exist_and_have_a_reason():
    for name, reason in LONG_FUNCTIONS.items():
        path, function = name.split("::")
        assert any(node.name == function for node in functions(tree_of(PACKAGE.parent / path))), (
            name
        )
        assert reason, name


def test_modules_are_short():
    problems = [
        f"{place(path)}: {length} lines"
        for path in sources()
        if (length := text_of(path).count("\n")) > LONGEST_MODULE
    ]
    assert not problems, listing(
        problems, f"Past {LONGEST_MODULE} lines, look for the second idea inside."
    )


def _answerable() -> list[Path]:
    """Modules whose public functions state their contract: engine, outputs and actions."""
    rooms = (PACKAGE / "engine", PACKAGE / "outputs")
    return [
        path
        for path in sources()
        if any(path.is_relative_to(room) for room in rooms)
        or "actions" in path.with_suffix("").parts
    ]


def test_public_functions_of_engine_actions_and_outputs_state_their_contract():
    problems = [
        f"{place(path, node.lineno)} {node.name}"
        for path in _answerable()
        for node in tree_of(path).body
        if isinstance(node, FUNCTIONS)
        and not node.name.startswith("_")
        and _lines(node) > OBVIOUS
        and not ast.get_docstring(node)
    ]
    assert not problems, listing(
        problems, "Add a docstring: contract, unit, what missing gives, errors."
    )


def test_every_module_says_what_it_is_for():
    problems = [
        place(path)
        for path in sources()
        if path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(tree_of(path))
    ]
    assert not problems, listing(problems, "Add a docstring of one sentence at the top.")


def test_nothing_is_printed_outside_commands_and_benchmarks():
    problems = [
        place(path, node.lineno)
        for path in sources()
        if path.relative_to(PACKAGE).parts[0] not in PRINTERS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not problems, listing(problems, "Return the value, or log it.")


def test_no_error_is_caught_without_a_name():
    problems = [
        place(path, node.lineno)
        for path in files(".py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert not problems, listing(problems, "Catch only what you can mend.")


def _is_float(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "FloatField"


def test_no_model_keeps_a_figure_as_a_float():
    problems = [
        place(path, node.lineno)
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and _is_float(node.func)
    ]
    assert not problems, listing(problems, "Figures and money are DecimalField.")


def test_migrations_have_readable_names():
    problems = [
        place(path)
        for path in files(".py", PACKAGE)
        if path.parent.name == "migrations" and "_auto" in path.stem
    ]
    assert not problems, listing(problems, "Name the migration after what it changes.")

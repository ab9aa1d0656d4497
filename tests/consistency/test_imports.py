"""Data goes to the right, imports go one way; the engine is pure."""

import ast

from tests.consistency.project import (
    PACKAGE,
    files,
    import_layers,
    imported_modules,
    listing,
    module_name,
    place,
    sources,
    tree_of,
)

CLOCKS = {"now", "today", "utcnow", "time", "perf_counter", "monotonic"}
OUTSIDE_THE_ENGINE = {
    "django", "config", "duckdb", "ibis", "pyarrow", "psycopg", "os", "pathlib", "io", "time",
    "socket", "subprocess", "random", "secrets",
}  # fmt: skip


def _package(name: str) -> str:
    return ".".join(name.split(".")[:2])


def test_a_package_imports_only_what_stands_to_its_left():
    layers = import_layers()
    problems = []
    for path in sources():
        own = layers.get(_package(module_name(path)))
        if own is None:
            continue
        for line, name in imported_modules(tree_of(path)):
            if layers.get(_package(name), own) > own:
                problems.append(f"{place(path, line)} imports {name}")
    assert not problems, listing(
        problems, "Move the shared part to the left, or call it the other way."
    )


def test_nobody_imports_the_screens():
    problems = [
        f"{place(path, line)} imports {name}"
        for path in sources()
        if not path.is_relative_to(PACKAGE / "web")
        for line, name in imported_modules(tree_of(path))
        if _package(name) == "timonier.web"
    ]
    assert not problems, listing(problems, "What others need of the screens belongs to outputs.")


def test_every_package_has_its_place_in_the_contract():
    packages = {
        f"timonier.{path.name}" for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()
    }
    missing = sorted(packages - set(import_layers()))
    assert not missing, listing(missing, "Add the package to the layers of pyproject.toml.")


def test_the_engine_imports_neither_django_nor_files_nor_clock():
    problems = [
        f"{place(path, line)} imports {name}"
        for path in files(".py", PACKAGE / "engine")
        for line, name in imported_modules(tree_of(path))
        if name.split(".")[0] in OUTSIDE_THE_ENGINE
    ]
    assert not problems, listing(problems, "Give the engine plain values; read and time elsewhere.")


def test_the_engine_opens_no_file_and_reads_no_clock():
    problems = []
    for path in files(".py", PACKAGE / "engine"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and _reads_the_world(node.func):
                problems.append(f"{place(path, node.lineno)} calls {ast.unparse(node.func)}()")
    assert not problems, listing(problems, "Take the value or the date as an argument.")


def _reads_the_world(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id in {"open", "input", "print"}
    owners = {"date", "datetime", "time", "dt"}
    return (
        isinstance(called, ast.Attribute)
        and called.attr in CLOCKS
        and ast.unparse(called.value).split(".")[-1] in owners
    )

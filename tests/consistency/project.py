"""What the house-rule tests read: the files of the project, as text and as syntax trees."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "timonier"
TESTS = ROOT / "tests"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def project_files() -> tuple[Path, ...]:
    """Files that are, or could be, committed; without git, every file outside hidden folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*")]
        paths = [ROOT / name for name in names if not name.startswith((".", "var/"))]
    else:
        paths = [ROOT / name for name in listed.stdout.splitlines()]
    return tuple(sorted({path for path in paths if path.is_file()}))


def files(suffix: str, *folders: Path) -> list[Path]:
    """Project files with a suffix, in one of the folders (anywhere when none is given)."""
    return [
        path
        for path in project_files()
        if path.suffix == suffix
        and (not folders or any(path.is_relative_to(folder) for folder in folders))
    ]


def sources() -> list[Path]:
    """Modules of the product, migrations excepted."""
    return [path for path in files(".py", PACKAGE) if "migrations" not in path.parts]


@cache
def text_of(path: Path) -> str:
    """The text of a file; empty when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(text_of(path), filename=str(path))


def place(path: Path, line: int | None = None) -> str:
    """``timonier/engine/trace.py:12``, as an editor opens it."""
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a tree."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            yield node


def module_name(path: Path) -> str:
    """``timonier.engine.trace`` from the path of the file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def import_layers() -> dict[str, int]:
    """Rank of each package, from the import contract of ``pyproject.toml``; 0 imports nothing."""
    settings = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        name.strip(): rank
        for rank, layer in enumerate(reversed(layers))
        for name in layer.replace("|", ":").split(":")
    }


def imported_modules(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of each import, imports inside functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def listing(problems: list[str], remedy: str) -> str:
    """A failure message: one problem per line, then what to do."""
    return "\n".join(["", *sorted(problems), remedy])

"""The engine takes plain values: no framework, no file, no clock."""

import ast
from pathlib import Path

import pytest

import timonier.engine

FILES = sorted(Path(timonier.engine.__path__[0]).rglob("*.py"))
FORBIDDEN = {"django", "os", "pathlib", "time", "duckdb", "pyarrow", "logging", "random"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_engine_module_imports_neither_framework_nor_file_nor_clock(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert not {name.split(".")[0] for name in names} & FORBIDDEN
    assert all(name.startswith("timonier.engine") for name in names if name.startswith("timonier"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_engine_module_never_reads_the_clock(file):
    calls = {
        node.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert not calls & {"today", "now", "utcnow"}

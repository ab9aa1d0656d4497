"""Copies rendered once for all the tests that read them."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from timonier.outputs.reports.render_html import render_html
from timonier.outputs.reports.render_office import render_office
from timonier.outputs.reports.render_typst import render_pdf


def _load_example() -> ModuleType:
    """The example tree, under one name whatever the import mode."""
    known = sys.modules.get("report_example")
    if known:
        return known
    path = Path(__file__).with_name("example.py")
    spec = importlib.util.spec_from_file_location("report_example", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["report_example"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def example() -> ModuleType:
    return _load_example()


@pytest.fixture(scope="session")
def html(example: ModuleType) -> str:
    return render_html(example.small_report())


@pytest.fixture(scope="session")
def pdf(example: ModuleType) -> bytes:
    return render_pdf(example.small_report())


@pytest.fixture(scope="session")
def docx(example: ModuleType) -> bytes:
    return render_office(example.small_report(), "docx")


@pytest.fixture(scope="session")
def odt(example: ModuleType) -> bytes:
    return render_office(example.small_report(), "odt")

"""Every example in a docstring of the engine is run, and every module has to be importable."""

import doctest
import importlib
import pkgutil

import pytest

import timonier.engine

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(timonier.engine.__path__, prefix="timonier.engine.")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_docstrings_are_true(name):
    results = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)

    assert results.failed == 0


def test_most_modules_show_an_example():
    finder = doctest.DocTestFinder()
    bare = {
        name
        for name in MODULES
        if not any(found.examples for found in finder.find(importlib.import_module(name)))
    }

    assert len(bare) <= len(MODULES) // 3

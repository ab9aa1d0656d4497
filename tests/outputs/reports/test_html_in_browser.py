"""The HTML copy in a real browser: nothing overflows, nothing that axe objects to."""

from collections.abc import Iterator

import pytest

from timonier.outputs.reports.build import build

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(example, tmp_path_factory, chromium) -> Iterator[object]:
    folder = tmp_path_factory.mktemp("page")
    (path,) = build(example.small_report(), ["html"], folder)
    opened = chromium.new_page()
    opened.goto(path.as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_never_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(page, width):
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []

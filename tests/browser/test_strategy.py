"""Strategies in a real browser: accessible, trees unfolded by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = (
    "/strategie/",
    "/strategie/DIMENSION/",
    "/strategie/alignement/",
    "/strategie/DIMENSION/DIM-3/",
    "/objectifs/DIM-4-3.1-o2/",
    "/engagements/E-003/",
)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_strategy_is_accessible_and_never_scrolls_sideways(visit, path, width):
    page = visit("dgs", path, width=width)
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_folded_pillar_unfolds_by_keyboard(visit):
    page = visit("dgs", "/strategie/DIMENSION/")
    axis = page.locator("tr[data-parent='n-DIM-3']").first
    assert not axis.is_visible()
    page.locator("[id='n-DIM-3'] button").focus()
    page.keyboard.press("Enter")
    assert axis.is_visible()

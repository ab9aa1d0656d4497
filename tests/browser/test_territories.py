"""The territories in a real browser: map, list and commune, by keyboard and on a telephone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = (
    ("dgs", "/territoires/"),
    ("dgs", "/territoires/13055/"),
    ("dgs", "/territoires/CT4/"),
    ("dgs", "/territoires/contours/"),
    ("maire", "/territoires/13005/"),
)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_the_pages_of_the_territories_pass_accessibility_rules(visit, who, path, width):
    page = visit(who, path, width=width)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_no_page_of_the_territories_scrolls_sideways_on_a_telephone(visit, who, path):
    page = visit(who, path, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_commune_opens_from_the_map_by_keyboard(visit):
    page = visit("dgs", "/territoires/")
    link = page.locator('.only-d svg a[href="/territoires/13005/"]').first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoires/13005/")
    assert page.locator("h1").inner_text() == "Aubagne"


def test_a_commune_is_found_by_name_and_stays_in_the_address(visit):
    page = visit("dgs", "/territoires/")
    page.get_by_label("Chercher une commune").fill("aubagne")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=aubagne**")
    assert page.locator("tbody tr").filter(has_text="Aubagne").count() >= 1

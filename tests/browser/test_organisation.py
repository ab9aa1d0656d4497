"""The organisation in a real browser: readable by all, usable by keyboard, printed on one page."""

from __future__ import annotations

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = (
    "/organisation/",
    "/organisation/2017/",
    "/unites/2023-dgd-ressources-numerique/",
    "/unites/2023-dgs/fiche/",
    "/photos/",
)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_the_organisation_pass_accessibility_rules(visit, path, width):
    page = visit("dgs", path, width=width)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_the_organisation_scrolls_sideways_on_a_telephone(visit, path):
    page = visit("dgs", path, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_branch_of_the_chart_unfolds_by_keyboard(visit):
    page = visit("dgs", "/organisation/2023/")
    toggle = page.get_by_role("button", name="Direction générale déléguée Ressources", exact=True)
    child = page.get_by_role("link", name="Pôle Numérique")
    assert not child.is_visible()
    toggle.focus()
    page.keyboard.press("Enter")
    assert child.is_visible()
    child.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/unites/2023-dgd-ressources-numerique/")
    assert page.locator("h1").inner_text() == "Pôle Numérique"


@pytest.mark.parametrize("code", ["2023-dgs", "2023-dgd-ressources-numerique"])
def test_the_sheet_of_a_unit_prints_on_one_page(visit, code):
    page = visit("dgs", f"/unites/{code}/fiche/")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 1

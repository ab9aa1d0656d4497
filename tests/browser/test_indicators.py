"""The indicator and the search in a real browser: accessible, and usable by keyboard."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = (
    "/indicateurs/DEC-01/",
    "/indicateurs/DEC-02/saisir/",
    "/indicateurs/PAT-01/?calcul=1",
    "/recherche/?q=dechets",
    "/recherche/?q=dechtes",
)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_accessibility_violation(visit, path: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit("controle", path, width=width)
    found = Axe().run(page).response["violations"]
    assert [violation["id"] for violation in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_person_searches_opens_and_reads_an_indicator_by_keyboard(visit) -> None:
    page = visit("dgs", "/recherche/")
    page.keyboard.press("Control+k")
    page.keyboard.type("DEC-01")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=DEC-01")
    page.locator("#indicateurs .list a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/indicateurs/DEC-01/")
    assert "603" in page.locator("h1").inner_text()


def test_a_doubtful_figure_is_confirmed_without_typing_again(visit) -> None:
    page = visit("controle", "/indicateurs/DEC-02/saisir/")
    page.fill("#id_period", "2024")
    page.fill("#id_value", "1 140")
    page.press("#id_value", "Enter")
    page.wait_for_selector(".form-summary")
    assert page.input_value("#id_value") == "1 140"
    assert page.get_by_role("button", name="Enregistrer quand même").is_visible()


def test_the_table_of_a_chart_opens_by_keyboard(visit) -> None:
    page = visit("dgs", "/indicateurs/DEC-01/")
    page.get_by_role("button", name="Tableau").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("[data-view=table]").first.is_visible()

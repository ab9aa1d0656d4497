"""The home in a real browser: accessible, no sideways scroll, alerts lead to their lists."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("person", "path"), [("dgs", "/"), ("elue", "/elus/")])
def test_home_is_accessible_and_never_scrolls_sideways(visit, person, path, width):
    page = visit(person, path, width=width)
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_alert_is_reached_by_keyboard_and_opens_as_many_rows_as_it_counts(visit):
    page = visit("dgs", "/")
    alert = page.locator(".alerts a").first
    count = int(alert.locator(".alert-count").inner_text())
    alert.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/alertes/**")
    assert page.locator("tbody tr").count() == count

"""« Ma semaine » on a telephone, by keyboard: a value typed, sent, and the next one focused."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from timonier.registry.indicators.models import Indicator

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("person", ["directrice", "dgs"])
def test_the_week_is_accessible_and_never_scrolls_sideways(visit, person, width):
    page = visit(person, "/ma-semaine/", width=width)
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_value_is_sent_by_keyboard_and_the_next_one_is_focused(visit):
    code = (
        Indicator.objects.filter(responsibilities__unit__code="2023-dgd-ressources-numerique")
        .order_by("code")
        .values_list("code", flat=True)[0]
    )
    page = visit("directrice", f"/ma-semaine/?carte=valeur:{code}", width=390)
    card = page.locator("form.upd:has(input[name=value])").first
    title = card.locator("h2").inner_text()
    known = card.locator("dl.moments dd").first.inner_text().split("\u00a0")
    number = "".join(part for part in known if part[0].isdigit())
    card.locator("input[name=value]").focus()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.wait_for_url("**carte=**")
    assert title in page.locator(".owe.done").inner_text()
    assert page.evaluate("document.activeElement.name") == "value"

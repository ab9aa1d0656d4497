"""The report in a real browser: accessible, never sideways, written by keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def chapter_path(number: str) -> str:
    from timonier.outputs.reports.models import Chapter

    pk = Chapter.objects.values_list("pk", flat=True).get(report__year=2023, number=number)
    return f"/rapport/2023/chapitres/{pk}/"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("person", "path"),
    [
        ("redaction", "/rapport/"),
        ("redaction", "/rapport/2023/"),
        ("redaction", "/rapport/2023/constats/?gravite=blocking"),
        ("redaction", "/rapport/2020/envoi/"),
        ("redaction", "/rapport/2023/comparaison/"),
        ("maire", "/rapport/2020/"),
        ("maire", "/rapport/2020/envoi/13005/"),
    ],
)
def test_the_report_is_accessible_and_never_scrolls_sideways(visit, person, path, width):
    page = visit(person, path, width=width)
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_editor_is_accessible_reading_and_writing(visit, width):
    page = visit("redaction", chapter_path("1.1"), width=width)
    page.locator(".text-head a").first.click()
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = visit("contributeur", chapter_path("3.3"), width=width)
    page.locator(".text-head a").first.click()
    page.get_by_role("link", name="Écrire").click()
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def press(page, element) -> None:
    """Reach an element by keyboard and wait for the page it opens."""
    element.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_contributor_inserts_a_figure_and_saves_by_keyboard(visit):
    page = visit("contributeur", chapter_path("3.3"))
    press(page, page.locator(".text-head a").first)
    press(page, page.get_by_role("link", name="Écrire"))
    page.get_by_label("Mots ou numéro").focus()
    page.keyboard.type("003-0883")
    press(page, page.get_by_role("button", name="Chercher", exact=True))
    press(page, page.get_by_role("button", name="Insérer").first)
    assert "{{chiffre:003-0883}}" in page.locator("#body").input_value()
    press(page, page.get_by_role("button", name="Enregistrer"))
    assert page.get_by_text("Texte enregistré.").is_visible()
    assert page.locator(".text-view.chosen .fg").count() > 2

"""An import in a real browser: by keyboard, on a wide and a narrow screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.intake.imports import table

pytestmark = pytest.mark.browser
HEAD = ("Indicateur", "Commune", "Période", "Valeur")


@pytest.fixture
def file(tmp_path):
    def write(value: str) -> str:
        path = tmp_path / "suivi.csv"
        path.write_bytes(table(("GOU-01", "Aubagne", "2021", value), head=HEAD))
        return str(path)

    return write


def _deposit(page, path: str) -> None:
    page.set_input_files("input[name=file]", path)
    page.get_by_role("button", name="Déposer et vérifier").press("Enter")
    page.wait_for_url("**/imports/*-*/")


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_an_import_have_no_accessibility_fault_and_fit_the_screen(visit, file, width):
    page = visit("controle", "/imports/", width=width)
    found = [Axe().run(page).violations_count]
    _deposit(page, file("1.234"))
    found.append(Axe().run(page).violations_count)
    assert found == [0, 0]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_file_is_applied_then_undone_by_keyboard(visit, file):
    page = visit("controle", "/imports/")
    _deposit(page, file("7"))
    page.get_by_role("button", name="Appliquer").press("Enter")
    page.wait_for_selector("text=Import appliqué")
    page.get_by_role("button", name="Défaire l’import").first.press("Enter")
    page.locator("dialog").get_by_role("button", name="Défaire l’import").press("Enter")
    page.wait_for_selector("h1:has-text('Import défait')")
    assert "Import défait" in page.inner_text("h1")

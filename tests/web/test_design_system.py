"""The components say what they must: words with colours, unknown never zero, no inline style."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

import timonier.web
from timonier.web import components_page, gantt, parts, status

WEB = Path(timonier.web.__file__).parent
STATIC = WEB / "static"
CSS = STATIC / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def render(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def gallery() -> str:
    request = RequestFactory().get("/composants/")
    entry = {"label": "Accueil", "url": "/", "icon": "home", "current": True, "count": 2}
    context = {
        **components_page.example(),
        "navigation": [entry],
        "institution": {"name": "Métropole témoin"},
        "snapshot": {"pk": 7, "as_of": date(2024, 9, 9)},
        "person": {"initials": "HR", "title": "Directrice générale"},
        "request": request,
    }
    return render_to_string("web/components.html", context)


@pytest.fixture(scope="module")
def html() -> str:
    return gallery()


# --- Vocabulary ------------------------------------------------------------------------------


@pytest.mark.parametrize("word", status.STATUSES)
def test_a_status_is_told_by_an_icon_and_a_word_not_by_colour_alone(word: str) -> None:
    badge = render("{% badge word %}", word=word)
    assert word in badge
    assert "<use href=" in badge


def test_a_word_outside_the_vocabulary_is_refused_and_the_choice_is_given() -> None:
    with pytest.raises(ValueError, match="En bonne voie"):
        render('{% badge "Presque fini" %}')


def test_a_measure_may_read_as_a_status_when_its_tone_is_said() -> None:
    assert "is-late" in render('{% badge "43 jours" tone="late" %}')


def test_an_absent_judgement_says_so() -> None:
    assert "non donnée" in render("{% meteo None %}")


def test_a_weather_outside_the_four_is_refused() -> None:
    with pytest.raises(ValueError, match="Orage"):
        render('{% meteo "Brouillard" %}')


# --- Unknown is never zero ---------------------------------------------------------------------


def test_an_unknown_figure_prints_its_own_words_and_no_digit() -> None:
    shown = render("{% figure None %}")
    assert "inconnu" in shown
    assert not re.search(r">\s*0", shown)


def test_an_unknown_fact_is_hatched_not_left_empty() -> None:
    facts = [parts.Fact("Effectif", None)]
    assert '<span class="unk">inconnu</span>' in render("{% fiche facts %}", facts=facts)


def test_a_kpi_without_value_gives_the_reason_of_its_author() -> None:
    items = [parts.Kpi("Coût", None, missing="non publié")]
    assert "non publié" in render("{% kpis items %}", items=items)


def test_a_meter_without_measure_has_no_bar() -> None:
    meter = render("{% meter None %}")
    assert "non calculé" in meter
    assert "<i" not in meter


def test_a_meter_at_zero_is_known_and_differs_from_one_without_measure() -> None:
    assert "none" not in render("{% meter 0 13 %}")
    assert "0 sur 13" in render("{% meter 0 13 %}")


def test_filters_print_unknown_for_a_missing_number() -> None:
    assert render("{{ value|number }}, {{ value|money }}", value=None) == "inconnu, inconnu"


def test_filters_write_french_numbers() -> None:
    shown = render(
        "{{ a|number }} {{ b|short_money }}", a=Decimal("1234.5"), b=Decimal(8_560_000_000)
    )
    assert shown == "1\u00a0234,5 8,56\u00a0Md€"


def test_the_first_of_the_month_is_written_1er() -> None:
    assert render("{{ day|long_day }}", day=date(2023, 1, 1)) == "1er\u00a0janvier 2023"


# --- Charts and bars ----------------------------------------------------------------------------


def test_a_stacked_bar_reads_aloud_every_count_that_is_not_zero() -> None:
    shares = [parts.Share("tenus", 7, "done"), parts.Share("en retard", 0, "late")]
    bar = render("{% stackbar shares %}", shares=shares)
    assert 'aria-label="7 tenus"' in bar
    assert "bar-late" not in bar


def test_a_chart_carries_its_table_and_its_description(html: str) -> None:
    wide = components_page.example()["chart"]
    assert wide.description in html
    assert f"<caption>{wide.table.caption}</caption>" in html


def test_a_calendar_places_a_bar_by_its_dates() -> None:
    row = parts.GanttRow("Étude", [parts.Bar(date(2021, 1, 1), date(2022, 12, 31))])
    placed = gantt.lines([row], gantt.Scale(date(2021, 1, 1), date(2025, 1, 1)))
    assert (placed[0].marks[0].x, placed[0].marks[0].width) == ("0.00%", "49.97%")


def test_a_calendar_without_dates_is_refused_in_favour_of_the_empty_state() -> None:
    with pytest.raises(ValueError, match="état vide"):
        gantt.context([parts.GanttRow("Étude", [])], None)


# --- Forms and states ---------------------------------------------------------------------------


def test_an_error_names_the_value_the_rule_and_an_example_and_keeps_what_was_typed() -> None:
    form = components_page.ExampleForm({"due": "T5 2024"})
    shown = render("{% field form.due %}", form=form)
    assert "«\u00a0T5 2024\u00a0» n’est pas un trimestre" in shown
    assert "par exemple T4\u00a02024" in shown
    assert 'value="T5 2024"' in shown
    assert 'aria-invalid="true"' in shown
    assert "id_due-error" in re.search(r'aria-describedby="([^"]+)"', shown)[1]


def test_a_disabled_action_says_why() -> None:
    shown = render('{% button "Envoyer" why_not="Deux constats bloquants." %}')
    assert "disabled" in shown
    assert "Deux constats bloquants." in shown


def test_forbidden_and_missing_say_the_same_words() -> None:
    said = {render_to_string(f"errors/{code}.html") for code in (403, 404)}
    assert len(said) == 1
    assert "n’existe pas ou ne vous est pas accessible" in said.pop()


def test_a_failure_gives_its_reference() -> None:
    assert "7f2a9c11" in render_to_string("errors/500.html", {"reference": "7f2a9c11"})


@pytest.mark.parametrize("text", ["<script>alert(1)</script>"])
def test_texts_given_to_components_are_escaped(text: str) -> None:
    source = (
        "{% page_head text sentence=text %}{% card title=text foot=text %}{{ text }}{% endcard %}"
        "{% note title=text %}x{% endnote %}{% empty text %}{% endempty %}"
        "{% fg text %}{% button text %}{% badge text tone='late' %}"
    )
    assert "<script" not in render(source, text=text)


# --- Security policy ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda p: p.relative_to(WEB / "templates").as_posix()
)
def test_no_template_has_an_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']|javascript:", text)


def test_the_gallery_rendered_has_no_inline_style(html: str) -> None:
    assert not re.search(r"\sstyle=", html)


def test_htmx_never_evaluates_and_writes_no_style(html: str) -> None:
    config = json.loads(re.search(r'name="htmx-config" content=\'([^\']+)\'', html)[1])
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False


# --- Files --------------------------------------------------------------------------------------


def vendored() -> list[dict[str, str]]:
    return json.loads((STATIC / "vendor" / "versions.json").read_text())


@pytest.mark.parametrize("item", vendored(), ids=lambda item: item["file"])
def test_a_vendored_file_is_the_one_declared(item: dict[str, str]) -> None:
    found = hashlib.sha256((STATIC / item["file"]).read_bytes()).hexdigest()
    assert found == item["sha256"]


def test_every_vendored_script_and_font_is_declared() -> None:
    present = {
        path.relative_to(STATIC).as_posix()
        for pattern in ("vendor/*/*.js", "web/fonts/*.woff2")
        for path in STATIC.glob(pattern)
    }
    assert present == {item["file"] for item in vendored()}


def test_every_icon_named_by_a_status_exists_in_the_sprite() -> None:
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (CSS / "icons.svg").read_text()))
    named = {f"i-{look.icon}" for look in status.STATUSES.values()}
    assert named | {f"m-{word.lower()}" for word in status.WEATHER} <= symbols


def test_every_icon_named_by_a_template_exists_in_the_sprite() -> None:
    symbols = set(re.findall(r'<symbol id="i-([^"]+)"', (CSS / "icons.svg").read_text()))
    named = {
        name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())
    }
    assert named <= symbols


def test_every_token_used_is_defined_and_every_token_defined_is_used() -> None:
    sheets = {path.name: path.read_text() for path in CSS.glob("*.css")}
    defined = set(re.findall(r"(--tm-[\w-]+)\s*:", sheets["tokens.css"]))
    used = set(re.findall(r"var\((--tm-[\w-]+)", "".join(sheets.values())))
    assert used == defined


def test_a_component_is_styled_in_one_place_only() -> None:
    """The same selector never opens two rules outside media queries: no contradiction."""
    sheet = re.sub(r"/\*.*?\*/", "", (CSS / "components.css").read_text(), flags=re.S)
    top = re.sub(r"@[^{]+{(?:[^{}]*{[^{}]*})*[^{}]*}", "", sheet)
    selectors = [s.strip() for s in re.findall(r"([^{}]+){", top)]
    assert sorted(selectors) == sorted(set(selectors))


def test_every_tag_is_in_the_reference() -> None:
    from timonier.web.templatetags.ui import register

    text = (WEB.parent.parent / "docs" / "design-system.md").read_text()
    written = set(re.findall(r"`([a-z_]+)`", text))
    assert {*register.tags, *register.filters} <= written


# --- In a real browser --------------------------------------------------------------------------

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@pytest.fixture(scope="module")
def shown(chromium: Any, html: str) -> Any:
    """The gallery in Chromium, under the security policy of the site; ``shown(390)``."""
    contexts = []

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix("http://essai.test")
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

    def open_page(width: int, scripts: bool = True) -> Any:
        size = {"width": width, "height": 900}
        context = chromium.new_context(viewport=size, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.refused = []
        page.on("console", lambda said: page.refused.append(said.text))
        page.route("**/*", answer)
        page.goto("http://essai.test/composants/")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(shown: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(shown(width)).response["violations"]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_overflows_and_the_policy_refuses_nothing(shown: Any, width: int) -> None:
    page = shown(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.refused == []


@pytest.mark.browser
def test_the_keyboard_meets_the_skip_link_first_and_focus_is_visible(shown: Any) -> None:
    page = shown(1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).boxShadow") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


@pytest.mark.browser
def test_a_tree_folds_and_unfolds_and_the_table_takes_the_place_of_the_chart(shown: Any) -> None:
    page = shown(1280)
    page.get_by_role("button", name="Pilier 3").click()
    assert not page.get_by_text("Clarifier les objectifs").is_visible()
    page.get_by_role("button", name="Pilier 3").click()
    assert page.get_by_text("Clarifier les objectifs").is_visible()
    page.get_by_role("button", name="Tableau", exact=True).click()
    assert page.locator(".chart").first.is_hidden()
    assert page.locator("[data-view=table]").first.is_visible()


@pytest.mark.browser
def test_without_scripts_every_row_view_and_dialog_is_readable(shown: Any) -> None:
    page = shown(1280, scripts=False)
    assert page.get_by_text("Services en ligne").is_visible()
    assert page.locator("[data-view=table]").first.is_visible()
    assert page.get_by_text("Elle restera lisible").is_visible()


@pytest.mark.browser
def test_the_dialog_opens_and_escape_gives_focus_back(shown: Any) -> None:
    page = shown(1280)
    opener = page.get_by_role("button", name="Ouvrir la question")
    opener.click()
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Ouvrir la question"


@pytest.mark.browser
def test_on_a_telephone_the_bar_has_five_entries_and_targets_are_large(shown: Any) -> None:
    page = shown(390)
    assert page.locator(".tabbar").is_visible()
    assert not page.locator(".rail").is_visible()
    small = page.evaluate(
        "[...document.querySelectorAll('.btn, .chip, .tabbar a, .tabbar summary, .seg > *')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).length"
    )
    assert small == 0


@pytest.mark.browser
def test_print_keeps_the_content_and_drops_the_bars(shown: Any) -> None:
    page = shown(1280)
    page.emulate_media(media="print")
    assert not page.locator(".rail").is_visible()
    assert not page.locator(".btn").first.is_visible()
    assert page.get_by_role("heading", name="Calcul refusé").is_visible()
    assert "photo" in page.locator(".foot").inner_text()


@pytest.mark.browser
def test_each_printed_page_carries_institution_snapshot_and_page_number(shown: Any) -> None:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(shown(1280).pdf(prefer_css_page_size=True)))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert "Métropole témoin" in text
        assert "données arrêtées au 9 sept. 2024" in text
        assert f"{number} / {len(texts)}" in text

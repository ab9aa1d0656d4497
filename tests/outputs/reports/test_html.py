"""The HTML copy: well formed, safe, and every figure traceable."""

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.outputs.reports.elements import el, inline_svg
from timonier.outputs.reports.render_html import render_html
from timonier.outputs.reports.tree import Chapter, Paragraph, Text
from timonier.outputs.reports.vocabulary import ChapterKind


class Page(HTMLParser):
    """Elements met, in order: tag, attributes, text directly inside."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.text = [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)

    def all(self, *tags):
        return [(tag, attrs) for tag, attrs in self.elements if tag in tags]


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_headings_start_at_one_and_never_skip_a_level(page):
    levels = [int(tag[1]) for tag, _ in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_header_has_a_scope(page):
    headers = page.all("th")
    assert len(headers) > 50
    assert all(attrs.get("scope") in {"col", "row"} for _, attrs in headers)


def test_there_is_neither_script_nor_inline_style(page):
    assert not page.all("script", "style")
    handlers = [
        name
        for _, attrs in page.elements
        for name in attrs
        if name == "style" or name.startswith("on")
    ]
    assert handlers == []


def test_identifiers_are_unique_and_every_inner_link_arrives(page):
    identifiers = [attrs["id"] for _, attrs in page.elements if attrs.get("id")]
    assert len(identifiers) == len(set(identifiers))
    targets = {attrs["href"][1:] for _, attrs in page.all("a") if attrs["href"][0] == "#"}
    assert targets <= set(identifiers)


@pytest.mark.requirement("R107")
def test_every_figure_with_a_value_links_to_its_source_and_its_trace(example, html):
    for key in ("003-0411", "002-0012", "003-0001", "002-0124"):
        anchor = re.search(rf'id="chiffre-(\d+)-1" data-figure="{key}"', html)
        assert anchor, key
        entry = re.search(rf'<li id="source-{anchor[1]}">.*?</li>', html)
        assert entry
        assert f'href="/chiffres/{key}/"' in entry.group()
        figure = example.FIGURES[key]
        assert figure.source.place in entry.group()
        assert figure.period in entry.group()
        assert figure.unit in entry.group()


def test_every_drawing_is_named_for_who_cannot_see_it(page):
    drawings = page.all("svg")
    assert len(drawings) == 3
    assert all(len(attrs["aria-label"]) > 20 for _, attrs in drawings)


def test_two_drawings_do_not_share_an_identifier(html):
    assert 'id="dechets-h"' in html
    assert "url(#dechets-h)" in html


@pytest.mark.parametrize(
    "content", ["<script>x</script>", '<a onclick="x"/>', '<g style="fill:red"/>', "<!-- -->"]
)
def test_a_drawing_with_code_or_style_is_refused(content):
    with pytest.raises(ValueError, match="contenu refusé"):
        inline_svg(f"<svg>{content}</svg>", "carte", "Carte")


def test_the_same_report_gives_the_same_page(example, html):
    assert render_html(example.small_report()) == html


def test_the_style_may_be_embedded_for_the_bundle(example):
    page = render_html(example.small_report(), embed_style=True)
    assert "report.css" not in page
    assert "<style>" in page


AWKWARD = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")))


@given(AWKWARD)
def test_any_text_comes_out_literally(text):
    assert "".join(Page(el("p", text, title=text)).text) == text
    assert Page(el("p", text, title=text or "x")).elements[0][1]["title"] == (text or "x")


def test_markup_in_a_contribution_is_printed_as_it_was_typed(example):
    typed = "<b>#strong[x]</b> & $1 @ref *a* _b_ \\ `c`"
    chapter = Chapter("", "T", ChapterKind.POLICIES, blocks=(Paragraph((Text(typed),)),))
    page = Page(render_html(replace(example.small_report(), chapters=(chapter,))))
    assert typed in page.text

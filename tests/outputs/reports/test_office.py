"""The Word and OpenDocument copies: real styles, descriptions, contents, same bytes."""

import itertools
import re

import pytest

from timonier.outputs.reports.archive import read_archive
from timonier.outputs.reports.office_reference import text_reference, word_reference
from timonier.outputs.reports.render_office import TEMPLATES, render_office

DESCRIPTION = "Histogramme, en milliers de tonnes"


@pytest.fixture(scope="module")
def word(docx):
    return read_archive(docx)["word/document.xml"].decode()


@pytest.fixture(scope="module")
def text(odt):
    return read_archive(odt)["content.xml"].decode()


def words_in(body):
    return re.sub(r"<[^>]+>", "", body).replace("\u00a0", " ")


def test_word_titles_use_heading_styles_without_skipping(word):
    levels = [int(level) for level in re.findall(r'<w:pStyle w:val="Heading(\d)"', word)]
    assert levels[0] == 1
    assert set(levels) == {1, 2, 3}
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_word_images_carry_their_description_and_a_caption(word):
    assert re.findall(r'<wp:docPr descr="([^"]+)"', word)[0].startswith(DESCRIPTION)
    assert '<w:pStyle w:val="ImageCaption"' in word


def test_word_tables_have_captions_and_repeated_header_rows(word):
    assert word.count("<w:tblHeader") == word.count("<w:tbl>")
    assert '<w:pStyle w:val="TableCaption"' in word


def test_word_contents_are_filled_and_lead_to_titles(word):
    anchors = re.findall(r'<w:pStyle w:val="TOC\d"/>.*?w:anchor="([^"]+)"', word)
    bookmarks = set(re.findall(r'w:name="([^"]+)"', word))
    assert len(anchors) > 8
    assert set(anchors) <= bookmarks


def test_word_source_numbers_lead_to_the_list(word):
    bookmarks = set(re.findall(r'w:bookmarkStart[^>]*w:name="([^"]+)"', word))
    linked = set(re.findall(r'w:anchor="(source-\d+)"', word))
    assert len(linked) > 40
    assert linked <= bookmarks


def test_word_page_foot_names_institution_and_snapshot(docx):
    foot = read_archive(docx)["word/footer1.xml"].decode()
    assert "Métropole Aix-Marseille-Provence · photo AMP-2023-6a9915bf7583" in foot
    assert "PAGE" in foot


def test_opendocument_titles_are_headings_with_their_level(text):
    levels = [int(level) for level in re.findall(r'<text:h [^>]*text:outline-level="(\d)"', text)]
    assert set(levels) == {1, 2, 3}


def test_opendocument_images_carry_their_description(text):
    frames = re.findall(r"<draw:frame .*?</draw:frame>", text, re.DOTALL)
    assert len(frames) == 2
    assert all("<svg:desc>" in frame for frame in frames)
    assert DESCRIPTION in frames[0]


def test_opendocument_contents_are_filled(text):
    contents = text[text.index("<text:index-body>") : text.index("</text:index-body>")]
    assert "Mobilité" in contents
    assert "Liste des sources" in contents


def test_opendocument_styles_are_all_declared(odt, text):
    styles = text + read_archive(odt)["styles.xml"].decode()
    used = set(re.findall(r'<text:(?:p|h) text:style-name="([^"]+)"', text))
    declared = set(re.findall(r'style:name="([^"]+)"', styles))
    assert used <= declared


@pytest.mark.requirement("R121")
@pytest.mark.parametrize("copy", ["word", "text"])
def test_every_figure_keeps_unit_year_and_place(example, copy, request):
    words = words_in(request.getfixturevalue(copy))
    for key in ("003-0411", "002-0012", "002-0017", "003-0110"):
        figure = example.FIGURES[key]
        place = figure.source.place.replace("\u00a0", " ")
        assert f"{figure.source.short}, {place} · {figure.period} · {figure.unit}" in words


@pytest.mark.parametrize("copy", ["word", "text"])
def test_an_unpublished_cost_is_said_and_not_zero(copy, request):
    words = words_in(request.getfixturevalue(copy))
    assert "non publié" in words
    assert "0 M€ " not in words


@pytest.mark.parametrize("fmt", ["docx", "odt"])
def test_the_same_report_gives_the_same_bytes(example, fmt, request):
    assert render_office(example.small_report(), fmt) == request.getfixturevalue(fmt)


def test_the_reference_documents_are_those_the_code_makes():
    assert (TEMPLATES / "reference.docx").read_bytes() == word_reference()
    assert (TEMPLATES / "reference.odt").read_bytes() == text_reference()


def test_an_unknown_format_is_refused(example):
    with pytest.raises(ValueError, match="docx ou odt"):
        render_office(example.small_report(), "rtf")

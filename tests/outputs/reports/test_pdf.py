"""The PDF copy: tagged, described, dated by its snapshot, and saying what the tree says."""

from dataclasses import replace
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from timonier.outputs.reports.render_typst import pngs_of, render_pdf
from timonier.outputs.reports.tree import Chapter, Paragraph, Text
from timonier.outputs.reports.vocabulary import ChapterKind


@pytest.fixture(scope="module")
def reader(pdf):
    return pypdf.PdfReader(BytesIO(pdf))


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture(scope="module")
def printed(pdf):
    return " ".join(text_of(pdf).split())


def outline_titles(outline):
    for one in outline:
        if isinstance(one, list):
            yield from outline_titles(one)
        else:
            yield one.title


def structure(node, found):
    """Collect the tags of the structure tree and their alternative texts."""
    node = node.get_object()
    if not isinstance(node, dict):
        return found
    if "/S" in node:
        found.append((node["/S"], str(node.get("/Alt", ""))))
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        structure(kid, found)
    return found


def test_the_document_is_tagged_in_french_and_declares_pdf_ua(reader, pdf):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_chapters_and_their_parts_are_bookmarks(reader):
    titles = list(outline_titles(reader.outline))
    assert "Mobilité" in titles
    assert "Suites données aux engagements" in titles
    assert "Liste des sources" in titles


def test_the_date_is_the_snapshots_and_not_the_clocks(reader):
    assert reader.metadata.creation_date.date().isoformat() == "2024-09-09"


def test_tables_have_header_cells_and_drawings_a_description(reader):
    tags = structure(reader.trailer["/Root"]["/StructTreeRoot"], [])
    names = [name for name, _ in tags]
    assert names.count("/TH") > 30
    assert {"/H1", "/H2", "/H3"} <= set(names)
    figures = [alt for name, alt in tags if name == "/Figure"]
    assert len(figures) >= 4
    assert all(figures)


def test_the_contents_give_the_page_of_each_chapter(reader):
    contents = reader.pages[1].extract_text()
    mobility = next(
        number
        for number, page in enumerate(reader.pages, start=1)
        if number > 2 and "Direction des transports" in page.extract_text()
    )
    line = contents[contents.index("Mobilité") :].split("\n")
    assert str(mobility) in " ".join(line[:2])


@pytest.mark.requirement("R121")
def test_every_source_line_gives_place_period_and_unit(example_figures, printed):
    for key in ("003-0411", "002-0012", "002-0017", "003-0110"):
        figure = example_figures[key]
        place = figure.source.place.replace("\u00a0", " ")
        details = f"{figure.source.short}, {place} · {figure.period} · {figure.unit}"
        assert details in printed


def test_unknown_values_are_said_unpublished(printed):
    assert "non publié" in printed
    assert "Coût à ce jour, 2023" in printed


def test_the_same_report_gives_the_same_bytes(pdf, request):
    report = request.getfixturevalue("example").small_report()
    assert render_pdf(report) == pdf


@pytest.fixture(scope="module")
def example_figures(request):
    return request.getfixturevalue("example").FIGURES


@pytest.mark.requirement("R128")
def test_an_extract_names_its_commune_and_numbers_its_pages(request):
    report = request.getfixturevalue("example").commune_report()
    text = " ".join(text_of(render_pdf(report)).split())
    assert "Aubagne, 13005" in text
    assert "Crémations" in text
    assert "1 097" in text
    assert "Sommaire" not in text


def test_no_text_is_smaller_than_six_and_a_half_points(pdf):
    document = pypdfium2.PdfDocument(pdf)
    raw = pypdfium2.raw
    sizes = set()
    for page in document:
        textpage = page.get_textpage()
        for place in range(textpage.count_chars()):
            sizes.add(round(raw.FPDFText_GetFontSize(textpage.raw, place), 2))
    document.close()
    drawn = {size for size in sizes if size > 1}
    assert min(drawn) >= 6.5


ALPHABET = "abé #$@<>*_\\`~=/-+[]{}()\"'«»%&;:"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=st.text(alphabet=ALPHABET, min_size=1, max_size=30))
@example(typed="#panic() $x$ @ref *a* _b_ <label> \\ // -- ``` = +")
def test_any_text_is_printed_literally(request, typed):
    report = request.getfixturevalue("example").small_report()
    body = (Paragraph((Text(f"début {typed} fin"),)),)
    chapter = Chapter("", "Essai", ChapterKind.POLICIES, blocks=body)
    text = text_of(render_pdf(replace(report, chapters=(chapter,), cover_map="")))
    squeezed = "".join(text.split())
    assert "".join(f"début{typed}fin".split()) in squeezed.replace("\ufffe", "-")


def test_drawings_become_png_for_the_office_formats(request):
    example = request.getfixturevalue("example")
    images = pngs_of([example.MAP, example.CHART])
    assert [image[:8] for image in images] == [b"\x89PNG\r\n\x1a\n"] * 2
    assert images[0] != images[1]

"""What every chart owes its readers, whatever it draws."""

import re
from xml.etree import ElementTree

import pytest

from tests.outputs.charts.samples import KINDS
from timonier.outputs.charts import NARROW, PRINT, WIDE, ChartError
from timonier.outputs.charts._metrics import text_width

SVG = "{http://www.w3.org/2000/svg}"
EVERY = pytest.mark.parametrize("kind", KINDS)
AT_EVERY_WIDTH = pytest.mark.parametrize("width", [WIDE, PRINT, NARROW])


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@EVERY
@AT_EVERY_WIDTH
def test_a_chart_is_drawn_at_the_width_asked(kind: str, width: int) -> None:
    root = tree(KINDS[kind]("c", width).svg)
    left, top, wide, high = (float(part) for part in root.attrib["viewBox"].split())
    assert (left, top, wide) == (0, 0, width)
    assert high > 0


@EVERY
@AT_EVERY_WIDTH
def test_a_chart_has_neither_inline_style_nor_script(kind: str, width: int) -> None:
    elements = list(tree(KINDS[kind]("c", width).svg).iter())
    assert [e for e in elements if "style" in e.attrib] == []
    assert {e.tag for e in elements}.isdisjoint({f"{SVG}script", f"{SVG}style"})
    assert [name for e in elements for name in e.attrib if name.startswith("on")] == []


@EVERY
@AT_EVERY_WIDTH
def test_identifiers_are_unique_carry_the_prefix_and_every_reference_is_met(
    kind: str, width: int
) -> None:
    svg = KINDS[kind]("page-3", width).svg
    ids = re.findall(r' id="([^"]+)"', svg)
    used = re.findall(r"url\(#([^)]+)\)", svg) + re.findall(r'href="#([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert all(name.startswith("page-3-") for name in ids)
    assert set(used) <= set(ids)


@EVERY
def test_a_chart_is_named_and_described_for_those_who_do_not_see_it(kind: str) -> None:
    chart = KINDS[kind]("c", WIDE)
    root = tree(chart.svg)
    named, described = root.attrib["aria-labelledby"].split()
    texts = {e.attrib.get("id"): e.text for e in root}
    assert root.attrib["role"] == "img"
    assert (texts[named], texts[described]) == (chart.title, chart.description)
    assert chart.sentence.endswith(".")


@EVERY
def test_a_table_names_every_cell_and_leaves_no_row_empty(kind: str) -> None:
    table = KINDS[kind]("c", WIDE).table
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}


@EVERY
@AT_EVERY_WIDTH
def test_the_same_data_give_the_same_bytes(kind: str, width: int) -> None:
    assert KINDS[kind]("c", width).svg == KINDS[kind]("c", width).svg


@EVERY
@AT_EVERY_WIDTH
def test_no_text_starts_or_ends_outside_the_drawing(kind: str, width: int) -> None:
    outside = []
    for e in tree(KINDS[kind]("c", width).svg).iter(f"{SVG}text"):
        said, x = e.text or "", float(e.attrib["x"])
        wide = text_width(said, float(e.attrib["font-size"]), bold="font-weight" in e.attrib)
        left = x - {"middle": wide / 2, "end": wide}.get(e.attrib.get("text-anchor", ""), 0)
        if left < -3 or left + wide > width + 3:
            outside.append(said)
    assert outside == []


@EVERY
def test_words_are_never_smaller_than_eleven_pixels(kind: str) -> None:
    texts = tree(KINDS[kind]("c", NARROW).svg).iter(f"{SVG}text")
    assert min(float(e.attrib["font-size"]) for e in texts) >= 11


@EVERY
def test_a_width_where_nothing_can_be_read_is_refused(kind: str) -> None:
    with pytest.raises(ChartError, match="trop faible"):
        KINDS[kind]("c", 200)

"""What is placed on the page, whatever the format."""

from dataclasses import replace

import pytest

from timonier.outputs.reports import layout
from timonier.outputs.reports.frame import compose
from timonier.outputs.reports.tree import Chapter, ComparisonTable, Heading, Paragraph
from timonier.outputs.reports.vocabulary import ChapterKind, Comparability


def composed(example, *blocks):
    chapter = Chapter("1", "Chapitre", ChapterKind.POLICIES, blocks=blocks)
    document = compose(replace(example.small_report(), chapters=(chapter,)))
    return document.chapters[0].blocks


def sentence(example, *parts):
    (prose,) = composed(example, Paragraph(example.text(*parts)))
    return "".join(run.text for run in prose.items[0].inlines)


@pytest.mark.requirement("R121")
def test_a_figure_of_another_year_prints_its_year_in_the_sentence(example):
    said = sentence(example, "On compte ", example.FIGURES["002-0008"], ".")
    assert said == "On compte 1\u00a0306\u00a0opérations\u00a0(2020)."


def test_a_year_already_said_in_the_sentence_is_not_repeated(example):
    said = sentence(example, "En 2020, on compte ", example.FIGURES["002-0008"], ".")
    assert "(2020)" not in said


def test_a_year_said_in_an_earlier_sentence_is_repeated(example):
    said = sentence(example, "C'était 2020. On compte ", example.FIGURES["002-0008"], ".")
    assert said.endswith("(2020).")


@pytest.mark.requirement("R121")
def test_the_margin_names_period_territory_and_place(example):
    (prose,) = composed(example, Paragraph(example.text(example.FIGURES["002-0124"])))
    assert prose.notes == (layout.Note(1, "2020, Marseille · R20, ligne\u00a0964"),)


def test_titles_never_skip_a_level(example):
    titles = composed(example, Heading(1, "a"), Heading(4, "b"), Heading(2, "c"))
    assert [title.level for title in titles] == [2, 3, 3]


@pytest.mark.requirement("R124")
def test_a_project_shows_its_first_cost_beside_its_current_one(example):
    (card,) = composed(example, example.tramway())
    assert (card.first.title, card.first.text) == ("Coût d’origine, 2020", "320\u00a0M€")
    assert (card.current.title, card.current.text) == ("Coût à ce jour, 2023", "non publié")


@pytest.mark.requirement("R122")
def test_a_changed_unit_prints_both_units_and_no_difference(example):
    row = example.after("003-0104", "002-0150", Comparability.UNIT)
    (table,) = composed(example, ComparisonTable("", (row,), "2020", "2023"))
    cells = table.rows[0]
    assert cells[1] == layout.QuietCell("élèves / dossiers")
    assert cells[4] == layout.NumberCell("—", known=False)
    assert cells[5] == layout.ComparisonCell("≠", "unité")


def test_a_value_of_another_year_than_its_column_says_its_year(example):
    row = example.after("003-0376", "002-0017", Comparability.OTHER_YEAR)
    (table,) = composed(example, ComparisonTable("", (row,), "2020", "2023"))
    assert table.rows[0][3].prefix == "2022\u00a0: "


@pytest.mark.requirement("R125")
def test_no_news_is_counted_in_its_own_part_of_the_band(example):
    band = example.essentials().blocks[2]
    (item,) = composed(example, band)
    assert item.parts[-1] == layout.BandPart("no-news", "sans nouvelle", 25)
    assert item.total == 81

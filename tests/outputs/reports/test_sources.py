"""Sources are numbered once, in reading order, and never mistaken for one another."""

from dataclasses import replace
from decimal import Decimal

import pytest

from timonier.outputs.reports.sources import number_sources
from timonier.outputs.reports.tree import (
    Chapter,
    ComparisonTable,
    FigureRef,
    KeyFigures,
    Paragraph,
    Text,
)
from timonier.outputs.reports.vocabulary import ChapterKind, Comparability


def report_of(example, *blocks):
    chapter = Chapter("1", "Chapitre", ChapterKind.POLICIES, blocks=blocks)
    return replace(example.small_report(), chapters=(chapter,))


def test_numbers_follow_the_order_of_first_citation(example):
    first, second = example.FIGURES["003-0410"], example.FIGURES["003-0001"]
    sentence = Paragraph((Text("Il y a "), FigureRef(second), FigureRef(first)))
    numbers = number_sources(report_of(example, KeyFigures((first,)), sentence)).numbers
    assert numbers == {"003-0410": 1, "003-0001": 2}


def test_a_figure_cited_twice_keeps_one_number(example):
    figure = example.FIGURES["003-0410"]
    sources = number_sources(report_of(example, KeyFigures((figure, figure))))
    assert len(sources.entries) == 1


def test_the_previous_value_of_a_comparison_is_cited_before_the_current_one(example):
    row = example.after("003-0411", "002-0012", Comparability.COMPARABLE)
    table = ComparisonTable("", (row,), "2020", "2023")
    assert list(number_sources(report_of(example, table)).numbers) == ["002-0012", "003-0411"]


def test_a_previous_value_that_is_not_printed_is_not_listed(example):
    row = example.after("003-0411", "002-0012", Comparability.COMPARABLE)
    assert list(number_sources(report_of(example, KeyFigures((row,)))).numbers) == ["003-0411"]


def test_a_figure_without_value_cites_nothing(example):
    sources = number_sources(report_of(example, KeyFigures((example.silent("002-0009"),))))
    assert sources.entries == ()


@pytest.mark.requirement("R123")
def test_one_identifier_with_two_values_is_refused(example):
    figure = example.FIGURES["003-0410"]
    other = replace(figure, value=Decimal(1))
    with pytest.raises(ValueError, match="deux valeurs différentes"):
        number_sources(report_of(example, KeyFigures((figure, other))))

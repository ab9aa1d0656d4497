"""A series never joins, nor shows as known, what nobody measured."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from tests.outputs.charts.samples import SERIES, point
from timonier.engine.quantities import Qualifier
from timonier.outputs.charts import (
    NARROW,
    WIDE,
    Break,
    ChartError,
    Series,
    middle_of,
    series_chart,
)
from timonier.outputs.charts._metrics import text_width
from timonier.outputs.charts.labels import Spot


def drawn(series: Series, width: int = WIDE) -> str:
    return series_chart(series, uid="s", width=width).svg


def marks(svg: str, css_class: str) -> list[ElementTree.Element]:
    return [e for e in ElementTree.fromstring(svg).iter() if e.get("class") == css_class]


def four_years(*values: str | None) -> Series:
    years = range(2020, 2020 + len(values))
    return Series("Essai", "kg", tuple(point(y, v) for y, v in zip(years, values, strict=True)))


def test_one_line_joins_values_that_compare() -> None:
    assert len(marks(drawn(four_years("1", "2", "3", "4")), "c-line")) == 1


@pytest.mark.requirement("R91")
def test_a_break_stops_the_line_and_is_hatched_with_its_word() -> None:
    whole = four_years("1", "2", "3", "4")
    broken = replace(whole, breaks=(Break(date(2022, 1, 1), "réforme"),))
    svg = drawn(broken)
    assert [len(run) for run in broken.runs()] == [2, 2]
    assert len(marks(svg, "c-line")) == 2
    assert len(marks(svg, "c-break")) == 1
    assert ">Rupture<" in svg
    assert ">réforme<" in svg


def test_a_break_is_told_by_the_sentence_the_description_and_the_table() -> None:
    chart = series_chart(
        replace(four_years("1", "2"), breaks=(Break(date(2021, 1, 1), "réforme"),)), uid="s"
    )
    assert "rupture de série" in chart.sentence
    assert "rupture le 1er\u00a0janvier\u00a02021\u00a0: réforme" in chart.description
    assert chart.table.rows[1][-1] == "après rupture\u00a0: réforme"


def test_an_unknown_year_is_an_empty_box_and_never_a_point() -> None:
    svg = drawn(four_years("1", None, "3"))
    assert len(marks(svg, "c-unknown")) == 1
    assert len(marks(svg, "c-point")) == 2
    assert ">inconnu<" in svg


def test_the_line_does_not_cross_an_unknown_year() -> None:
    assert [len(run) for run in four_years("1", "2", None, "4").runs()] == [2, 1]


def test_an_unknown_value_is_a_word_in_the_table_and_not_a_zero() -> None:
    rows = series_chart(four_years("1", None), uid="s").table.rows
    assert [row[2] for row in rows] == ["1", "inconnu"]


def test_an_approximate_value_is_hollow_and_marked() -> None:
    series = Series("Essai", "kg", (point(2020, "640", qualifier=Qualifier.ABOUT),))
    svg = drawn(series)
    assert len(marks(svg, "c-point c-hollow")) == 1
    assert ">≈\u00a0640<" in svg


def test_the_table_holds_every_value_given() -> None:
    rows = series_chart(SERIES, uid="s").table.rows
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("2017", "réalisé", "640"),
        ("2020", "réalisé", "635"),
        ("2021", "réalisé", "inconnu"),
        ("2023", "réalisé", "603"),
        ("2024", "réalisé", "601,5"),
        ("2020", "attendu", "635"),
        ("2030", "attendu", "540"),
        ("2026", "prévision", "590"),
        ("2030", "cible", "540"),
    ]


def test_a_forecast_is_no_point_and_bears_its_word() -> None:
    svg = drawn(SERIES)
    assert len(re.findall(r'class="c-point', svg)) == 4
    assert len(marks(svg, "c-forecast-mark")) == 1
    assert ">prévu\u00a0590<" in svg


def test_a_forecast_given_as_a_value_is_refused() -> None:
    with pytest.raises(ChartError, match="prévision figure parmi les valeurs"):
        Series("Essai", "kg", (point(2026, "590", qualifier=Qualifier.FORECAST),))


def test_periods_in_disorder_are_refused() -> None:
    with pytest.raises(ChartError, match="désordre"):
        Series("Essai", "kg", (point(2021, "1"), point(2020, "2")))


def test_an_axis_that_does_not_start_at_zero_is_told() -> None:
    chart = series_chart(four_years("640", "603"), uid="s")
    lowest = marks(chart.svg, "c-tick")[0].text
    assert lowest != "0"
    assert chart.sentence.endswith(f"L’axe commence à {lowest}.")


def test_values_far_apart_are_drawn_from_zero() -> None:
    assert "L’axe" not in series_chart(four_years("640", "120"), uid="s").sentence


def test_time_is_true_to_scale() -> None:
    series = Series("Essai", "kg", (point(2017, "1"), point(2020, "2"), point(2021, "3")))
    first, second, third = (
        float(x) for x in re.findall(r'class="c-point" cx="([\d.]+)"', drawn(series))
    )
    assert (second - first) / (third - second) == pytest.approx(3, rel=0.01)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_values_printed_on_the_marks_do_not_cover_each_other(width: int) -> None:
    svg = drawn(four_years("10", "40", "38", "90", "88", "91", "35"), width)
    texts = re.findall(
        r'class="c-value[^"]*" x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)" fill="[^"]+"'
        r'(?: text-anchor="(\w+)")?[^>]*>([^<]+)<',
        svg,
    )
    boxes = [
        Spot(float(x), float(y), anchor or "start").box(text_width(said, float(size)), float(size))
        for x, y, size, anchor, said in texts
    ]
    assert len(boxes) == 7
    assert [a.overlap(b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlap(b)] == []


def test_a_series_without_any_value_says_so() -> None:
    chart = series_chart(four_years(None, None), uid="s")
    assert chart.sentence == "Aucune valeur connue."
    assert "c-point" not in chart.svg


def test_a_yearly_value_stands_in_the_middle_of_its_year() -> None:
    assert middle_of(2023) > date(2023, 1, 1)
    assert SERIES.broken_between(middle_of(2022), middle_of(2023)) is not None
    assert Decimal(603) in SERIES.values()

"""Bars start at zero; what is rounded or unknown looks so."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.outputs.charts.samples import COMPARISON, YEARS
from timonier.outputs.charts import (
    Bar,
    ChartError,
    Comparison,
    YearBar,
    YearBars,
    comparison_chart,
    year_bars_chart,
)


def lengths(svg: str, side: str) -> list[float]:
    bars = re.findall(r'<rect class="c-bar"[^>]*>|<rect [^>]*class="c-bar"[^>]*>', svg)
    return [float(re.search(rf' {side}="([\d.]+)"', bar)[1]) for bar in bars]  # type: ignore[index]


def test_lengths_are_in_the_ratio_of_the_values() -> None:
    bars = (Bar("a", Decimal(200)), Bar("b", Decimal(50)))
    long, short = lengths(comparison_chart(Comparison("T", "kg", bars), uid="b").svg, "width")
    assert long / short == pytest.approx(4, rel=0.01)


def test_an_unknown_territory_has_a_dashed_box_and_no_bar() -> None:
    svg = comparison_chart(COMPARISON, uid="b").svg
    assert len(lengths(svg, "width")) == 2
    assert svg.count("c-unknown-word") == 1
    assert ">non publié<" in svg


def test_a_rounded_value_is_hatched() -> None:
    svg = comparison_chart(COMPARISON, uid="b").svg
    assert svg.count('fill="url(#b-rounded-grey)"') == 1


def test_the_comparison_table_tells_values_unknown_and_reference() -> None:
    assert comparison_chart(COMPARISON, uid="b").table.rows == (
        ("Pays de Martigues", "725", ""),
        ("Pays Salonais", "≈\u00a0669", ""),
        ("Bassin <est>", "inconnu", "non publié"),
        ("Métropole", "635", "repère"),
    )


def test_the_reference_ticks_known_bars_only_and_is_named_once() -> None:
    svg = comparison_chart(COMPARISON, uid="b").svg
    assert svg.count("c-reference") == 3  # two bars and the tick of its name
    assert svg.count(">Métropole\u00a0: 635<") == 1


def test_losses_and_gains_part_from_one_zero_line() -> None:
    bars = (Bar("recul", Decimal(-10)), Bar("hausse", Decimal(10)))
    svg = comparison_chart(Comparison("T", "%", bars), uid="b").svg
    assert svg.count("c-zero") == 1
    assert ">−10<" in svg


def test_an_empty_comparison_is_refused() -> None:
    with pytest.raises(ChartError, match="rien à comparer"):
        Comparison("T", "kg", ())


def test_year_bars_stand_on_zero_in_the_ratio_of_the_values() -> None:
    data = YearBars("T", "t", (YearBar(2020, Decimal(30)), YearBar(2021, Decimal(60))))
    low, high = lengths(year_bars_chart(data, uid="y").svg, "height")
    assert high / low == pytest.approx(2, rel=0.01)


def test_a_missing_year_is_an_empty_box_and_years_between_keep_their_place() -> None:
    svg = year_bars_chart(YEARS, uid="y").svg
    assert svg.count('class="c-unknown"') == 1
    assert len(lengths(svg, "height")) == 3
    assert all(f">{year}<" in svg for year in range(2017, 2024))


def test_a_break_between_years_is_drawn_and_told() -> None:
    chart = year_bars_chart(YEARS, uid="y")
    assert chart.svg.count('class="c-break"') == 1
    assert [row[-1] for row in chart.table.rows] == [
        "", "", "après rupture\u00a0: autre rapport", "non publié",
    ]  # fmt: skip


def test_years_in_disorder_are_refused() -> None:
    with pytest.raises(ChartError, match="désordre"):
        replace(YEARS, bars=YEARS.bars[::-1])

"""Counts by status, and what is done against the total."""

import re
from decimal import Decimal

import pytest

from tests.outputs.charts.samples import METER, SHARES
from timonier.outputs.charts import (
    ChartError,
    Meter,
    Part,
    ShareRow,
    Shares,
    Tone,
    meter_chart,
    shares_chart,
)


def counts(svg: str) -> list[str]:
    return re.findall(r'class="c-count"[^>]*>([^<]+)<', svg)


def test_counts_are_printed_inside_and_a_zero_takes_no_room() -> None:
    assert counts(shares_chart(SHARES, uid="s").svg) == ["3", "5", "2", "2"]


def test_the_share_table_keeps_zeros_and_totals() -> None:
    table = shares_chart(SHARES, uid="s").table
    assert table.columns == ("Ensemble", "Tenus", "En retard", "Sans nouvelle", "Total")
    assert table.rows == (("Mobilité", "3", "0", "5", "8"), ("Culture", "2", "0", "2", "4"))


def test_the_legend_counts_over_all_rows() -> None:
    legend = shares_chart(SHARES, uid="s").legend
    assert [(entry.word, entry.count) for entry in legend] == [
        ("tenus", 5), ("en retard", 0), ("sans nouvelle", 7),
    ]  # fmt: skip


def test_without_news_is_hatched() -> None:
    svg = shares_chart(SHARES, uid="s").svg
    assert svg.count('fill="url(#s-silent)"') == 3  # two rows and the legend


def test_a_part_is_never_narrower_than_its_number() -> None:
    row = ShareRow("", (Part(Tone.DONE, 1), Part(Tone.SILENT, 900)))
    svg = shares_chart(Shares("T", (row,)), uid="s", width=360).svg
    widths = [float(w) for w in re.findall(r'<rect [^>]*width="([\d.]+)" height="22"', svg)]
    assert len(widths) == 2
    assert min(widths) >= 12


def test_one_is_said_in_the_singular() -> None:
    row = ShareRow("", (Part(Tone.DROPPED, 1, "abandonnés"), Part(Tone.DONE, 2, "tenus")))
    assert shares_chart(Shares("T", (row,)), uid="s").sentence == (
        "Sur 3\u00a0: 1\u00a0abandonné, 2\u00a0tenus."
    )


def test_a_row_of_nothing_says_so() -> None:
    chart = shares_chart(Shares("T", (ShareRow("Vide", (Part(Tone.DONE, 0),)),)), uid="s")
    assert ">aucun élément suivi<" in chart.svg


def test_the_meter_hatches_what_was_not_measured_and_ticks_what_was_expected() -> None:
    svg = meter_chart(METER, uid="m").svg
    assert svg.count("c-unmeasured") == 1
    assert svg.count("c-reference") == 1
    assert ">8\u00a0sur\u00a0114<" in svg


def test_a_meter_where_nothing_is_measured_is_not_calculated_and_never_zero() -> None:
    chart = meter_chart(Meter("AMP 2R", done=0, measured=0, total=20), uid="m")
    assert ">non calculé<" in chart.svg
    assert "c-bar" not in chart.svg
    assert chart.table.rows[0] == ("Réalisés", "non calculé")


def test_a_measured_zero_is_a_zero() -> None:
    chart = meter_chart(Meter("T", done=0, measured=20, total=20), uid="m")
    assert ">0\u00a0sur\u00a020<" in chart.svg


def test_the_meter_table_tells_the_four_counts_and_the_expected() -> None:
    assert [row[1] for row in meter_chart(METER, uid="m").table.rows] == [
        "8", "20", "94", "114", "60",
    ]  # fmt: skip


def test_more_done_than_measured_is_refused() -> None:
    with pytest.raises(ChartError, match="5 faits, 3 mesurés"):
        Meter("T", done=5, measured=3, total=10, expected=Decimal(1))

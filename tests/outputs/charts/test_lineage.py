"""Where a unit comes from: what is sourced is told from what is presumed."""

import re
from dataclasses import replace

import pytest

from tests.outputs.charts.samples import LINEAGE
from timonier.outputs.charts import (
    NARROW,
    WIDE,
    ChartError,
    LineageUnit,
    Succession,
    lineage_chart,
)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_sourced_link_is_solid_and_a_presumed_one_dashed(width: int) -> None:
    svg = lineage_chart(LINEAGE, uid="l", width=width).svg
    (sourced,) = re.findall(r'<path [^>]*class="c-link"[^>]*>', svg)
    (presumed,) = re.findall(r'<path [^>]*class="c-link c-presumed"[^>]*>', svg)
    assert "stroke-dasharray" not in sourced
    assert "stroke-dasharray" in presumed


def test_every_unit_and_chart_is_named() -> None:
    svg = lineage_chart(LINEAGE, uid="l").svg
    for word in ("2017", "2020", "Direction du SIG", "Développement", "Données et SIG"):
        assert f">{word}" in svg


def test_the_lineage_table_tells_each_link_and_its_firmness() -> None:
    assert lineage_chart(LINEAGE, uid="l").table.rows == (
        ("2017", "Direction du SIG", "2020", "Données et SIG", "sourcé", ""),
        ("2017", "Développement numérique", "2020", "Données et SIG", "présumé", ""),
    )


def test_a_unit_without_link_stays_in_the_table() -> None:
    alone = LineageUnit("d", "Archives", "2017")
    table = lineage_chart(replace(LINEAGE, units=(*LINEAGE.units, alone)), uid="l").table
    assert table.rows[-1] == ("2017", "Archives", "", "", "sans lien connu", "")


def test_a_link_to_a_unit_that_is_not_given_is_refused() -> None:
    with pytest.raises(ChartError, match="joutez l’unité"):
        replace(LINEAGE, successions=(Succession("a", "z", sourced=True),))


def test_a_unit_of_another_chart_is_refused() -> None:
    with pytest.raises(ChartError, match="2019"):
        replace(LINEAGE, units=(*LINEAGE.units, LineageUnit("e", "Cellule", "2019")))

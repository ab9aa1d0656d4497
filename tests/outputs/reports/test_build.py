"""The files of a report: names, formats, and a time that a town hall can wait."""

import os

import pypdfium2
import pytest

from timonier.outputs.reports.build import FORMATS, build, build_commune_extracts


def test_each_format_asked_for_is_written_in_order(example, tmp_path):
    paths = build(example.small_report(), ["pdf", "html"], tmp_path)
    assert [path.name for path in paths] == [
        "rapport-activite-2023.pdf",
        "rapport-activite-2023.html",
    ]
    assert (tmp_path / "report.css").exists()


def test_an_unknown_format_is_refused_before_anything_is_written(example, tmp_path):
    with pytest.raises(ValueError, match="Format inconnu"):
        build(example.small_report(), ["pdf", "rtf"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.requirement("R128")
def test_each_commune_has_its_own_extract(example, tmp_path):
    paths = build_commune_extracts(example.commune_reports(12), tmp_path)
    assert [path.name for path in paths][:2] == [
        "rapport-activite-2023-13001-commune-1.pdf",
        "rapport-activite-2023-13002-commune-2.pdf",
    ]
    assert len({path.read_bytes() for path in paths}) == 12


def test_an_extract_without_commune_is_refused(example, tmp_path):
    with pytest.raises(ValueError, match="aucune commune"):
        build_commune_extracts([example.small_report()], tmp_path)


def _work() -> float:
    """Seconds of processor used so far, pandoc's included: the same on a busy machine."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def test_a_whole_report_in_four_formats_and_its_extracts_stay_under_twenty_seconds(
    example, tmp_path
):
    start = _work()
    paths = build(example.large_report(), FORMATS, tmp_path)
    build_commune_extracts(example.commune_reports(92), tmp_path)
    worked = _work() - start
    document = pypdfium2.PdfDocument(paths[1])
    pages = len(document)
    document.close()
    assert pages > 100
    assert worked < 20

"""The page that says which tests prove which requirements."""

from pathlib import Path

import pytest

from timonier.demo.requirements import (
    PAGE,
    TESTS,
    Requirement,
    collect_marks,
    read_requirements,
    render_requirements,
)


def _tests(folder: Path, text: str) -> Path:
    tests = folder / "tests"
    tests.mkdir()
    (tests / "test_one.py").write_text(text, encoding="utf-8")
    return tests


def test_the_128_requirements_are_in_the_order_of_their_numbers():
    assert [row.id for row in read_requirements()] == [f"R{number}" for number in range(1, 129)]


def test_every_requirement_is_stated_in_french_and_has_an_origin():
    for requirement in read_requirements():
        assert requirement.statement.endswith("."), requirement.id
        assert requirement.evidence in {"E", "D"}, requirement.id


def test_one_mark_can_name_several_requirements(tmp_path):
    tests = _tests(tmp_path, '@pytest.mark.requirement("R2", "R10")\ndef test_a(): ...\n')
    assert collect_marks(tests) == {
        "R2": ["tests/test_one.py::test_a"],
        "R10": ["tests/test_one.py::test_a"],
    }


def test_marks_are_read_without_importing_the_tests(tmp_path):
    text = 'raise RuntimeError\n@pytest.mark.requirement("R1")\ndef test_a(): ...\n'
    assert collect_marks(_tests(tmp_path, text)) == {"R1": ["tests/test_one.py::test_a"]}


def test_a_mark_on_a_class_or_a_module_counts_for_every_test_inside(tmp_path):
    text = (
        'pytestmark = pytest.mark.requirement("R1")\n'
        '@pytest.mark.requirement("R2")\n'
        "class TestIt:\n    def test_a(self): ...\n"
        "def test_b(): ...\n"
    )
    assert collect_marks(_tests(tmp_path, text)) == {
        "R1": ["tests/test_one.py::TestIt::test_a", "tests/test_one.py::test_b"],
        "R2": ["tests/test_one.py::TestIt::test_a"],
    }


def test_a_mark_on_one_case_counts_for_its_test(tmp_path):
    text = (
        '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.requirement("R7"))])\n'
        "def test_a(x): ...\n"
    )
    assert collect_marks(_tests(tmp_path, text)) == {"R7": ["tests/test_one.py::test_a"]}


def test_a_helper_with_a_mark_proves_nothing(tmp_path):
    tests = _tests(tmp_path, '@pytest.mark.requirement("R1")\ndef helper(): ...\n')
    assert collect_marks(tests) == {}


def test_a_test_that_does_not_parse_is_an_error(tmp_path):
    with pytest.raises(SyntaxError):
        collect_marks(_tests(tmp_path, "def test_a(:\n"))


def test_a_requirement_without_a_test_is_shown_open():
    rows = [Requirement("R1", "S", "Un.", "E"), Requirement("R2", "S", "Deux.", "D")]
    page = render_requirements(rows, {"R1": ["tests/test_one.py::test_a"]})
    assert "| R1 | Un. | énoncée | `tests/test_one.py::test_a` |" in page
    assert "| R2 | Deux. | déduite | **ouvert** |" in page
    assert "1 exigence sur 2 est prouvée" in page


def test_the_committed_page_is_up_to_date():
    page = render_requirements(read_requirements(), collect_marks(TESTS))
    remedy = "run: python -m timonier.demo.requirements"
    assert PAGE.read_text(encoding="utf-8") == page, remedy

"""``timonier import`` and ``timonier export``: statuses, words, and nothing written unasked."""

import json

import pytest

from tests.intake.imports import indicator, table, values
from timonier.cli.main import main
from timonier.intake.models import Batch, BatchState

GOOD = table(("ESSAI-01", "Aubagne", "2023", "10"), ("ESSAI-01", "13055", "2023", "40"))
BAD = table(("ESSAI-01", "Marignanne", "2023", "10"), ("ESSAI-01", "13055", "T9", "1.234"))


@pytest.fixture
def file(tmp_path, people):
    def write(content: bytes, name: str = "suivi.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def test_differences_are_shown_and_nothing_is_written_without_apply(file, capsys):
    one = indicator()
    assert main(["import", "figures", file(GOOD)]) == 0
    assert "2\u00a0ajouts" in capsys.readouterr().out
    assert values(one) == {}
    assert not Batch.objects.exists()


def test_apply_writes_as_the_administrator_and_ends_with_zero(file):
    one = indicator()
    assert main(["import", "figures", file(GOOD), "--apply"]) == 0
    assert values(one) == {"13005": 10, "13055": 40}
    assert Batch.objects.get().applied_by.username == "admin"


def test_as_names_the_person_who_writes(file):
    indicator()
    assert main(["import", "figures", file(GOOD), "--apply", "--as", "controle"]) == 0
    assert Batch.objects.get().applied_by.username == "controle"


def test_errors_are_all_said_by_cell_and_end_with_one(file, capsys):
    one = indicator()
    assert main(["import", "figures", file(BAD), "--apply"]) == 1
    said = capsys.readouterr().err
    assert [cell in said for cell in ("Ligne\u00a02, B", "Ligne\u00a03, C", "Ligne\u00a03, D")] == [
        True
    ] * 3
    assert values(one) == {}


def test_a_disappearance_without_answer_ends_with_two_and_writes_nothing(file):
    one = indicator()
    main(["import", "figures", file(GOOD), "--apply"])
    shorter = file(table(("ESSAI-01", "Aubagne", "2023", "11")), "court.csv")
    assert main(["import", "figures", shorter, "--apply"]) == 2
    assert values(one)["13005"] == 10
    assert main(["import", "figures", shorter, "--apply", "--missing", "garder"]) == 0
    assert values(one) == {"13005": 11, "13055": 40}


def test_the_same_file_again_has_nothing_to_do(file, capsys):
    indicator()
    main(["import", "figures", file(GOOD), "--apply"])
    assert main(["import", "figures", file(GOOD), "--apply"]) == 0
    assert Batch.objects.filter(state=BatchState.APPLIED).count() == 1


def test_json_is_alone_on_the_output(file, capsys):
    indicator()
    main(["import", "figures", file(GOOD), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert [len(data["additions"]), data["applied"]] == [2, False]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "vide.csv", "le fichier est vide"),
        (b"%PDF-1.7 x", "rapport.csv", "en réalité un document PDF"),
        (b"PK\x03\x04broken", "abime.xlsx", "abime.xlsx"),
    ],
)
def test_an_unreadable_file_ends_with_one_and_says_why(file, capsys, content, name, said):
    assert main(["import", "figures", file(content, name)]) == 1
    assert said in capsys.readouterr().err


def test_a_missing_file_or_person_is_said(file, capsys):
    assert main(["import", "figures", "absent.csv"]) == 1
    assert "Fichier «\u00a0absent.csv\u00a0»" in capsys.readouterr().err
    assert main(["import", "figures", file(GOOD), "--as", "personne"]) == 1
    assert "aucun compte actif nommé personne" in capsys.readouterr().err.lower()


@pytest.mark.parametrize(
    "kind", ["figures-xlsx", "figures-csv", "strategy-xlsx", "organisation-xlsx"]
)
def test_what_is_exported_is_imported_without_difference(tmp_path, people, capsys, kind):
    out = tmp_path / f"liste.{kind.rpartition('-')[2]}"
    assert main(["export", kind, "--out", str(out)]) == 0
    assert main(["import", kind.partition("-")[0], str(out)]) == 0
    assert "Aucune différence" in capsys.readouterr().out

"""Every rule of the three kinds of file, each broken once: the cell, and the words."""

import datetime

import pytest

from tests.intake.imports import HEAD, deposit, indicator, messages, table
from timonier.intake import actions

NBSP = "\u00a0"


def _said(*rows, head=HEAD, kind="figures"):
    return [line.replace(NBSP, " ") for line in messages(table(*rows, head=head), kind)]


@pytest.fixture(autouse=True)
def known(people):
    indicator()
    indicator("ESSAI-02", perimeter_operator="ratio_of_sums", factor=100)
    indicator(
        "ESSAI-03", discontinued_on=datetime.date(2020, 12, 31), discontinued_reason="réforme"
    )


ROW = ("ESSAI-01", "Aubagne", "2023", "1")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("NON", *ROW[1:]), "Ligne 2, A : Indicateur « NON » n’est pas dans la liste"),
        ((ROW[0], "Marignanne", *ROW[2:]),
         "Ligne 2, B : Commune ou territoire « Marignanne » inconnu"),
        ((*ROW[:2], "T5 2023", "1"), "Ligne 2, C : Une période était attendue, on lit « T5 2023 »"),
        ((*ROW[:2], "", "1"), "Ligne 2, C : Cellule vide pour « Période »"),
        ((*ROW[:2], "31/02/2023", "1"),
         "Ligne 2, C : « 31/02/2023 » n'existe pas dans le calendrier"),
        ((*ROW[:3], "1.234"), "Ligne 2, D : « 1.234 » peut se lire 1 234 ou 1,234"),
        ((*ROW[:3], ""), "Ligne 2, D : Valeur vide sans raison"),
        ((*ROW[:3], "3 km"), "Ligne 2, D : « 3 km » n’est pas dans l’unité de l’indicateur"),
        ((*ROW[:2], "2099", "1"), "Ligne 2, C : Un réalisé pour une période à venir, « 2099 »"),
        (("ESSAI-03", *ROW[1:]), "Ligne 2, C : L’indicateur est interrompu depuis le 31/12/2020"),
    ],
)  # fmt: skip
def test_a_figure_that_breaks_a_rule_is_refused_at_its_cell(row, said):
    assert _said(row) == [said]


def test_all_the_errors_of_a_line_are_said_at_once():
    assert len(_said(("NON", "Nulle part", "T5 2023", "1.234"))) == 4


def test_a_figure_given_twice_names_the_first_line():
    assert _said(ROW, ROW) == ["Ligne 3, A : Chiffre déjà donné à la ligne 2"]


def test_a_ratio_must_be_the_quotient_of_its_terms():
    head = ("Indicateur", "Période", "Valeur", "Numérateur", "Dénominateur")
    assert _said(("ESSAI-02", "2023", "33,3", "1", "3"), head=head) == []
    assert _said(("ESSAI-02", "2023", "40", "1", "3"), head=head) == [
        "Ligne 2, C : 40 alors que 1 ÷ 3 donne 33,33"
    ]


def test_a_denominator_of_zero_is_refused():
    head = ("Indicateur", "Période", "Valeur", "Numérateur", "Dénominateur")
    [said] = _said(("ESSAI-02", "2023", "40", "1", "0"), head=head)
    assert said.startswith("Ligne 2, E")


def test_both_terms_without_a_value_give_the_value(people):
    head = ("Indicateur", "Commune", "Période", "Valeur", "Numérateur", "Dénominateur")
    content = table(("ESSAI-02", "Aubagne", "2023", "", "1", "4"), head=head)
    reading = actions.read(kind="figures", filename="suivi.csv", content=content)
    assert reading.differences.additions[0].values["value"].value == 25


def test_a_value_is_converted_to_the_unit_of_its_indicator():
    content = table((*ROW[:3], "2 kt"))
    reading = actions.read(kind="figures", filename="suivi.csv", content=content)
    assert reading.differences.additions[0].values["value"].value == 2000


def test_an_unknown_value_keeps_its_reason_and_is_not_zero(people):
    head = (*HEAD, "Raison de l’absence")
    content = table((*ROW[:3], "", "non reçue"), head=head)
    reading = actions.read(kind="figures", filename="suivi.csv", content=content)
    assert reading.differences.additions[0].values["value"] is None


def test_a_citation_number_does_not_move_to_another_indicator():
    head = (*HEAD, "Numéro de citation")
    [said] = _said((*ROW, "002-0376"), head=head)
    assert said.startswith("Ligne 2, E : Le numéro 002-0376 désigne déjà un chiffre")


def test_two_encodings_in_one_file_are_said_and_read(people):
    mixed = table(ROW) + "\r\nESSAI-01;Châteauneuf-les-Martigues;2023;2".encode("cp1252")
    head, _, rest = mixed.partition(b"\r\n")
    batch = deposit(head + b"\r\n" + rest, people["controle"])
    assert batch.report["faults"] == []
    assert any("Deux encodages" in note for note in batch.report["notes"])


STRATEGY = ("Stratégie", "Code", "Parent", "Titre", "Type", "Échéance")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("NON", "E1", "", "Titre", "", "")],
         "Ligne 2, A : Stratégie « NON » n’est pas dans la liste"),
        ([("DIMENSION", "E1", "E9", "Titre", "", "")], "Ligne 2, C : Parent « E9 » inconnu"),
        ([("DIMENSION", "E1", "", "Titre", "", "T4 2026")],
         "Ligne 2, F : Échéance sur un élément de l’arbre"),
        ([("DIMENSION", "E1", "", "Titre", "Livrable", "T4 2026")],
         "Ligne 2, C : Objectif sans élément de rattachement"),
        ([("DIMENSION", "E1", "DIM-1", "Titre", "Livrable", "bientôt")],
         "Ligne 2, F : Une période était attendue, on lit « bientôt »"),
        ([("DIMENSION", "E1", "", "Un", "", ""), ("DIMENSION", "E1", "", "Deux", "", "")],
         "Ligne 3, B : Code E1 déjà donné à la ligne 2"),
    ],
)  # fmt: skip
def test_a_strategy_that_breaks_a_rule_is_refused_at_its_cell(rows, said):
    assert said in _said(*rows, head=STRATEGY, kind="strategy")


def test_a_loop_in_a_tree_is_shown_with_its_path():
    rows = [("DIMENSION", "E1", "E2", "Un", "", ""), ("DIMENSION", "E2", "E1", "Deux", "", "")]
    assert _said(*rows, head=STRATEGY, kind="strategy") == [
        "Ligne 2, C : « E1 » dépend de lui-même : E1 → E2 → E1",
        "Ligne 3, C : « E2 » dépend de lui-même : E2 → E1 → E2",
    ]


ORGANISATION = (
    "Organigramme", "Code", "Parent", "Nom", "Niveau", "Depuis le", "Jusqu’au", "Successeur(s)",
    "Lien",
)  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("2023", "e1", "", "Nom", "Bureau", "", "", "", ""),
         "Ligne 2, E : Niveau « Bureau » n’est pas dans la liste"),
        (("2023", "2017-dgs", "", "Nom", "Service", "", "", "", ""),
         "Ligne 2, B : « 2017-dgs » est une unité de l’organigramme 2017"),
        (("2023", "e1", "2017-dgs", "Nom", "Service", "", "", "", ""),
         "Ligne 2, C : « 2017-dgs » appartient à « 2017 », pas à « 2023 »"),
        (("2023", "e1", "", "Nom", "Service", "01/01/2024", "01/01/2023", "", ""),
         "Ligne 2, G : Fin le 01/01/2023, avant le début, le 01/01/2024"),
        (("2023", "e1", "", "Nom", "Service", "", "", "e9", "se poursuit dans"),
         "Ligne 2, H : Successeur « e9 » inconnu"),
        (("2023", "e1", "", "Nom", "Service", "", "", "2017-dgs", "prend fin"),
         "Ligne 2, I : Une unité qui prend fin a un successeur"),
    ],
)  # fmt: skip
def test_a_unit_that_breaks_a_rule_is_refused_at_its_cell(row, said):
    assert said in _said(row, head=ORGANISATION, kind="organisation")


def test_the_model_workbook_reads_without_error(people):
    import io

    from timonier.intake.listing import write_model

    for kind in ("figures", "strategy", "organisation"):
        buffer = io.BytesIO()
        write_model(buffer, kind)
        report = actions.read(kind=kind, filename="modele.xlsx", content=buffer.getvalue()).report()
        assert [line for line in report.faults if line.category != "autres"] == []
        assert len(report.additions) == 2

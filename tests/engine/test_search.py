import pytest

from timonier.engine.search import fold, matches, stem, stems


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Œuvre", "oeuvre"),
        ("L’Étang", "l'etang"),
        ("ÇA  va", "ca va"),
        ("hectare²", "hectare2"),
    ],
)
def test_folding_forgets_case_accents_and_ligatures(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("déchèteries", "déchèterie"),
        ("réseaux", "réseau"),
        ("animaux", "animal"),
        ("accompagnées", "accompagné"),
    ],
)
def test_a_plural_or_feminine_is_found_from_its_singular(many, one):
    assert stem(many) == stem(one)


@pytest.mark.parametrize(("one", "two"), [("favorables", "défavorables"), ("lots", "lits")])
def test_words_of_different_meaning_stay_apart(one, two):
    assert stem(one) != stem(two)


def test_small_words_do_not_count():
    assert stems("Les réparations, entretien et maintenance") == stems(
        "Réparation, entretien ou maintenance"
    )


def test_every_word_of_a_search_must_be_found():
    assert matches("pole echanges", "Pôle d'échanges de Martigues")
    assert not matches("pole aubagne", "Pôle d'échanges de Martigues")

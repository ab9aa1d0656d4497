"""From what an author types to what is printed."""

from __future__ import annotations

import pytest

from timonier.outputs.reports.texts import figure_codes, read_text, typeset
from timonier.outputs.reports.tree import BulletList, Citation, Evidence, Highlights, Paragraph

PROOF = {"E-1": Evidence("E-1", "Engagement", ())}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Vrai ; faux ? Oui !", "Vrai\u202f; faux\u202f? Oui\u202f!"),
        ("Oui : « non »", "Oui\u00a0: «\u00a0non\u00a0»"),
        ("12 000 tonnes, 5 %", "12\u00a0000 tonnes, 5\u00a0%"),
        ("L'eau d'ici", "L’eau d’ici"),
    ],
)
def test_french_spaces_are_put_by_the_machine(typed, printed):
    assert typeset(typed) == printed


def test_a_list_that_opens_with_dates_becomes_dated_facts():
    (block,) = read_text("- **7 février** : premiers rails.\n- **Été** : lots.", {}, {}).blocks
    assert isinstance(block, Highlights)
    assert [item.when for item in block.items] == ["7 février", "Été"]
    assert block.items[0].inlines[0].text == "Premiers rails."


def test_a_plain_list_stays_a_list():
    (block,) = read_text("- un\n- deux", {}, {}).blocks
    assert isinstance(block, BulletList)


def test_a_cited_undertaking_becomes_a_numbered_source():
    written = read_text("Les rails sont posés {{engagement:E-1}}.", {}, PROOF)
    (block,) = written.blocks
    assert isinstance(block, Paragraph)
    assert any(isinstance(one, Citation) for one in block.inlines)
    assert written.errors == ()


def test_an_unknown_undertaking_stays_as_typed_and_is_told():
    written = read_text("Posés {{engagement:E-9}}.", {}, PROOF)
    assert "{{engagement:E-9}}" in written.blocks[0].inlines[0].text
    assert [error.line for error in written.errors] == [1]


def test_the_figures_of_a_text_are_listed_once_in_order():
    assert figure_codes("{{chiffre:b}} {{chiffre:a|valeur}} {{chiffre:b}}") == ("b", "a")

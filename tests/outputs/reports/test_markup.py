"""Contributions typed by authors: every word kept, every mistake placed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.outputs.reports.markup import parse
from timonier.outputs.reports.tree import (
    BulletList,
    FigureRef,
    Heading,
    Paragraph,
    Strong,
    Text,
)


def words_of(blocks):
    found = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Paragraph):
            found += [inline.text for inline in block.inlines if not isinstance(inline, FigureRef)]
        else:
            assert isinstance(block, BulletList)
            found += [one.text for item in block.items for one in item]
    return " ".join(found).split()


def test_headings_paragraphs_lists_and_strong_words_become_blocks():
    parsed = parse("## Eau\n\nLe service\nest **public**.\n\n- un\n- deux", {})
    assert parsed.blocks == (
        Heading(2, "Eau"),
        Paragraph((Text("Le service est "), Strong("public"), Text("."))),
        BulletList(((Text("un"),), (Text("deux"),))),
    )
    assert parsed.errors == ()


@pytest.mark.requirement("R107")
def test_a_binding_becomes_the_figure_with_its_options(example):
    figure = example.FIGURES["003-0411"]
    text = "{{chiffre:eau@2023}} puis {{ chiffre : eau@2023 |valeur|sans période}}"
    parsed = parse(text, {"eau@2023": figure})
    assert parsed.blocks[0].inlines == (
        FigureRef(figure),
        Text(" puis "),
        FigureRef(figure, with_unit=False, with_period=False),
    )


@pytest.mark.requirement("R107")
def test_an_unknown_figure_is_reported_at_its_place_and_kept_in_the_text():
    parsed = parse("Bonjour.\n\nIl y a {{chiffre:inconnu}} communes.", {})
    (error,) = parsed.errors
    assert (error.line, error.column) == (3, 8)
    assert str(error).startswith("Ligne 3, colonne 8\u00a0: le chiffre «\u00a0inconnu\u00a0»")
    assert parsed.blocks[1] == Paragraph((Text("Il y a {{chiffre:inconnu}} communes."),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Il y a {{chiffre:eau", "ne sont pas fermées"),
        ("Il y a {{tableau:eau}}", "n'est pas comprise"),
        ("Il y a {{chiffre:eau|demi}}", "l'option «\u00a0demi\u00a0»"),
        ("Il y a **trop", "n'est pas fermé"),
    ],
)
def test_what_is_not_understood_is_said_and_kept(example, text, said):
    parsed = parse(text, {"eau": example.FIGURES["003-0411"]})
    assert said in parsed.errors[0].problem
    assert words_of(parsed.blocks) == text.split()


def test_braces_left_open_in_one_paragraph_do_not_swallow_the_next():
    parsed = parse("Un {{chiffre:eau\n\nDeux }} trois", {})
    assert len(parsed.blocks) == 2


@given(st.text(alphabet="ab {}*|:-#\n\r\t@$chiffre", max_size=120))
def test_any_text_is_read_without_failing_and_without_losing_a_letter(text):
    parsed = parse(text, {})
    letters = "abchifre"
    kept = "".join(words_of(parsed.blocks))
    assert [c for c in kept if c in letters] == [c for c in text if c in letters]

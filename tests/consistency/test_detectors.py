"""The house rules see what they look for, and nothing else."""

import ast

import pytest

from tests.consistency import test_files, test_imports, test_templates, test_words

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize("text", ["Attention :", "Vraiment ?", "12 %", "3,4 € de plus", "« ici »"])
def test_a_plain_space_beside_french_punctuation_is_seen(text: str):
    assert test_templates.PLAIN_SPACE.search(text)


@pytest.mark.parametrize(
    "text", [f"Attention{NBSP}:", f"Vraiment{THIN}?", f"12{NBSP}%", f"«{NBSP}ici{NBSP}»", "10:30"]
)
def test_french_punctuation_well_printed_is_let_through(text: str):
    assert not test_templates.PLAIN_SPACE.search(text)


def test_text_and_spoken_attributes_of_a_template_are_read_with_their_line():
    source = (
        '<p>\n{% if x %}Un{{ y }}{% endif %}</p>\n<a title="Deux" class="a :b"></a>{# Trois : #}'
    )
    found = [(line, piece.strip()) for line, piece in test_templates._french(source)]
    assert sorted(found) == [(1, "Unx"), (3, "Deux")]


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="a" style="color: red">',
        '<button onclick="go()">',
        "<script>go()</script>",
        '<a href="javascript:go()">',
    ],
)
def test_a_style_or_a_script_in_a_template_is_seen(markup: str):
    assert any(pattern.search(markup) for pattern in test_templates.INLINE.values())


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="a.js" defer></script>',
        '<script id="d" type="application/json">{}</script>',
        '<p class="style">on a = 2</p>',
        '<svg role="img" data-one="x">',
    ],
)
def test_a_lawful_tag_is_let_through(markup: str):
    assert not any(pattern.search(markup) for pattern in test_templates.INLINE.values())


def test_a_folder_of_one_machine_is_seen():
    assert test_files.MACHINE_PATHS.search("open('/" + "tmp/x.csv')")
    assert not test_files.MACHINE_PATHS.search("/indicateurs/tmp/x")


def test_a_download_address_is_seen():
    assert test_files.DOWNLOADS.search("see https://" + "py" + "pi.org/simple")
    assert not test_files.DOWNLOADS.search("https://www.legifrance.gouv.fr/codes")


@pytest.mark.parametrize("code", ["open('x')", "date.today()", "datetime.datetime.now()"])
def test_a_call_that_reads_the_world_is_seen(code: str):
    assert test_imports._reads_the_world(ast.parse(code, mode="eval").body.func)


def test_an_import_is_named_in_full_even_inside_a_function():
    code = "def f():\n    from timonier.web import shell\nimport os.path"
    found = dict(test_imports.imported_modules(ast.parse(code)))
    assert found == {2: "timonier.web.shell", 3: "os.path"}


def test_the_layers_of_the_contract_put_the_engine_first_and_the_screens_last():
    layers = test_imports.import_layers()
    assert layers["timonier.engine"] == 0
    assert layers["timonier.registry"] < layers["timonier.outputs"] < layers["timonier.web"]


def test_the_models_are_found_through_their_abstract_bases():
    found = test_words._models()
    assert {"Record", "Node", "Figure", "User", "Step"} <= found.keys()
    assert not {name for name in found if name.endswith("QuerySet")}

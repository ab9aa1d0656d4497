"""Templates: each one is used, none carries a style or a script, French is well printed."""

import ast
import html
import re
from pathlib import Path

from tests.consistency.project import (
    PACKAGE,
    files,
    listing,
    place,
    project_files,
    sources,
    text_of,
    tree_of,
)

BY_NAME = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "500.html",
}  # found by Django itself
INLINE = {
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I
    ),
    "a javascript: address": re.compile(r"=\s*[\"']javascript:", re.I),
}
STYLE_BLOCK = re.compile(r"<style[\s>]", re.I)
SILENT = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|<(script|style|code|pre)\b.*?</\1>",
    re.S | re.I,
)
SPOKEN_ATTRIBUTE = re.compile(r"\b(?:aria-label|title|alt|placeholder|content)=\"([^\"]*)\"", re.I)
PLAIN_SPACE = re.compile(r"\S [:;!?%»€](?=\s|$|[.,)])|« \S|\S »")
STRAIGHT_APOSTROPHE = re.compile(r"\b(?:[ldnsmtcj]|qu|aujourd)'[a-zéèêàâîôûœ]", re.I)


def templates() -> list[Path]:
    """Django templates of the product."""
    return [
        path
        for path in project_files()
        if "templates" in path.parts and path.is_relative_to(PACKAGE)
    ]


def _template_name(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def _spoken_patterns() -> set[str]:
    """Regular expressions for every string of the product that may name a template."""
    patterns = set()
    for path in sources():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                patterns.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                patterns.add("".join(_piece(value) for value in node.values))
    return {pattern for pattern in patterns if re.search(r"\\?\.[a-z]{2,5}$", pattern)}


def _piece(value: ast.expr) -> str:
    return re.escape(str(value.value)) if isinstance(value, ast.Constant) else ".+"


def test_every_template_is_used():
    spoken = [re.compile(pattern) for pattern in _spoken_patterns()]
    included = "\n".join(text_of(path) for path in templates())
    problems = [
        place(path)
        for path in templates()
        if (name := _template_name(path)) not in BY_NAME
        and f'"{name}"' not in included
        and f"'{name}'" not in included
        and not any(pattern.fullmatch(name) or pattern.fullmatch(path.name) for pattern in spoken)
    ]
    assert not problems, listing(problems, "Use the template or remove it.")


def test_no_template_carries_a_style_or_a_script():
    problems = [
        f"{place(path, text_of(path)[: found.start()].count(chr(10)) + 1)} has {what}"
        for path in templates()
        if path.suffix == ".html"
        for what, pattern in INLINE.items()
        for found in pattern.finditer(text_of(path))
    ]
    assert not problems, listing(problems, "Use a class of the style sheet or a file of static/.")


def test_no_screen_carries_a_style_block():
    problems = [
        place(path)
        for path in templates()
        if path.suffix == ".html"
        and path.is_relative_to(PACKAGE / "web")
        and STYLE_BLOCK.search(text_of(path))
    ]
    assert not problems, listing(problems, "Screens take their styles from static/ only.")


def _french(source: str) -> list[tuple[int, str]]:
    """Text nodes and spoken attributes of a template, with the line where each begins."""
    silent = SILENT.sub(lambda found: "\n" * found.group().count("\n"), source)
    spoken = re.sub(r"{{.*?}}", "x", silent, flags=re.S)
    spoken = re.sub(r"{%.*?%}", lambda found: "\n" * found.group().count("\n"), spoken, flags=re.S)
    pieces = [(found.start(1), found.group(1)) for found in SPOKEN_ATTRIBUTE.finditer(spoken)]
    pieces += [(found.start(1), found.group(1)) for found in re.finditer(r">([^<>]+)<", spoken)]
    return [
        (spoken[:start].count("\n") + 1, html.unescape(piece))
        for start, piece in pieces
        if piece.strip()
    ]


def test_no_plain_space_stands_before_french_punctuation_in_templates():
    problems = [
        f"{place(path, line)} « {piece.strip()[:80]} »"
        for path in templates()
        if path.suffix == ".html"
        for line, piece in _french(text_of(path))
        if PLAIN_SPACE.search(piece)
    ]
    remedy = "U+00A0 before : € % » and after «, U+202F before ; ! ?"
    assert not problems, listing(problems, remedy)


def test_apostrophes_are_typographic_in_templates():
    problems = [
        f"{place(path, line)} « {piece.strip()[:80]} »"
        for path in templates()
        if path.suffix == ".html"
        for line, piece in _french(text_of(path))
        if STRAIGHT_APOSTROPHE.search(piece)
    ]
    assert not problems, listing(problems, "Write ’ (U+2019).")


def test_no_template_names_an_outside_address():
    outside = re.compile(r"(?:src|href)=[\"'](?:https?:)?//", re.I)
    problems = [
        place(path) for path in files(".html", PACKAGE / "web") if outside.search(text_of(path))
    ]
    assert not problems, listing(problems, "Nothing is fetched from elsewhere: vendor the file.")

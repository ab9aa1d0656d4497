"""From what an author typed to what is printed: French spaces, dated facts, cited undertakings.

The markup itself (paragraphs, lists, bound figures) is read by ``markup.py``. This module adds
what authors may leave to the machine: no-break spaces, the dates of a list of highlights
(« - **7 février** : … »), and ``{{engagement:E-005}}``, the source of a fact without a figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from timonier.engine.typography import NBSP, NNBSP
from timonier.outputs.reports.markup import MarkupError, parse
from timonier.outputs.reports.tree import (
    Block,
    BoundFigure,
    BulletList,
    Citation,
    Evidence,
    Heading,
    Highlight,
    Highlights,
    Inline,
    Inlines,
    Paragraph,
    Strong,
    Text,
)

CITATION = re.compile(r"\s*\{\{\s*engagement\s*:\s*([^{}|\n]+?)\s*\}\}")
FIGURE = re.compile(r"\{\{\s*chiffre\s*:\s*([^{}|\n]*?)\s*(?:\|[^{}\n]*)?\}\}")
_SPACES = (
    (re.compile(r" ([;!?])"), rf"{NNBSP}\1"),
    (re.compile(r" ([:%€»])"), rf"{NBSP}\1"),
    (re.compile(r"« "), f"«{NBSP}"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A text ready for the report, and what could not be understood in it."""

    blocks: tuple[Block, ...]
    errors: tuple[MarkupError, ...]


def typeset(text: str) -> str:
    """Put the spaces that French typography asks for; words are never changed.

    >>> typeset("Vrai ? Oui : 12 000 €") == "Vrai\\u202f? Oui\\xa0: 12\\xa0000\\xa0€"
    True
    """
    for pattern, replacement in _SPACES:
        text = pattern.sub(replacement, text)
    return text


def read_text(
    body: str, figures: Mapping[str, BoundFigure], evidence: Mapping[str, Evidence]
) -> Written:
    """Read a contribution. Nothing typed is ever lost; what is wrong is told with its place."""
    parsed = parse(body, figures)
    blocks = tuple(_dated(_block(block, evidence)) for block in parsed.blocks)
    errors = [error for error in parsed.errors if not _is_citation(body, error)]
    return Written(blocks, (*errors, *_unknown_evidence(body, evidence)))


def figure_codes(body: str) -> tuple[str, ...]:
    """The figures bound in a text, in order of first use."""
    return tuple(dict.fromkeys(match[1] for match in FIGURE.finditer(body)))


def excerpt(body: str, printed: Mapping[str, str], *, length: int = 220) -> str:
    """The beginning of a text as plain words, cut between two words.

    *printed* gives the words of each bound figure; one that is not there reads « … ».

    >>> excerpt("**En 2023**, {{chiffre:a}} de déchets.", {"a": "12 t"})
    'En 2023, 12 t de déchets.'
    """
    text = FIGURE.sub(lambda match: printed.get(match[1], "…"), CITATION.sub("", body))
    text = re.sub(r"(?m)^(?:## |- )|\*\*", "", text)
    text = re.sub(r"\s*\n\s*", " ", text).strip()
    if len(text) <= length:
        return typeset(text)
    return typeset(text[:length].rsplit(" ", 1)[0]) + "…"


def read_line(text: str, figures: Mapping[str, BoundFigure]) -> Inlines:
    """One paragraph (a chapter's lead) as inlines."""
    blocks = parse(text, figures).blocks
    first = next((one for one in blocks if isinstance(one, Paragraph)), None)
    return tuple(_clean(one) for one in first.inlines) if first else ()


def _is_citation(body: str, error: MarkupError) -> bool:
    line = body.replace("\r\n", "\n").split("\n")[error.line - 1]
    return bool(CITATION.match(line[error.column - 1 :]))


def _unknown_evidence(body: str, evidence: Mapping[str, Evidence]) -> list[MarkupError]:
    errors = []
    for number, line in enumerate(body.replace("\r\n", "\n").split("\n"), start=1):
        for match in CITATION.finditer(line):
            if match[1] not in evidence:
                problem = typeset(
                    f"l’engagement « {match[1]} » n’est pas dans le registre. Choisissez son "
                    "code dans la liste des engagements."
                )
                errors.append(MarkupError(number, match.start() + 1, problem))
    return errors


def _block(block: Block, evidence: Mapping[str, Evidence]) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_inlines(block.inlines, evidence))
    if isinstance(block, BulletList):
        return BulletList(tuple(_inlines(item, evidence) for item in block.items))
    if isinstance(block, Heading):
        return replace(block, text=typeset(block.text))
    return block


def _inlines(inlines: Inlines, evidence: Mapping[str, Evidence]) -> Inlines:
    found: list[Inline] = []
    for one in inlines:
        found += _split(one.text, evidence) if isinstance(one, Text) else [_clean(one)]
    return tuple(found)


def _clean(inline: Inline) -> Inline:
    if isinstance(inline, Text | Strong):
        return replace(inline, text=typeset(inline.text))
    return inline


def _split(text: str, evidence: Mapping[str, Evidence]) -> list[Inline]:
    """Cut a text at its citations; an unknown one stays as typed."""
    found: list[Inline] = []
    position = 0
    for match in CITATION.finditer(text):
        if match[1] in evidence:
            found.append(Text(typeset(text[position : match.start()])))
            found.append(Citation(evidence[match[1]]))
            position = match.end()
    found.append(Text(typeset(text[position:])))
    return [one for one in found if not isinstance(one, Text) or one.text]


def _dated(block: Block) -> Block:
    """A list whose every item opens with a date in bold is a list of dated facts."""
    if not isinstance(block, BulletList) or not block.items:
        return block
    if not all(len(item) > 1 and isinstance(item[0], Strong) for item in block.items):
        return block
    return Highlights(tuple(_highlight(item) for item in block.items))


def _highlight(item: Inlines) -> Highlight:
    head, first, *rest = item
    assert isinstance(head, Strong)
    if isinstance(first, Text):
        said = first.text.lstrip(f" {NBSP}:")
        first = Text(said[:1].upper() + said[1:])
    return Highlight(head.text, (first, *rest))

"""The light markup of contributions: text on screen → blocks of the report.

Paragraphs are separated by an empty line; `## ` opens a heading, `- ` a list item; `**…**` is
strong; `{{chiffre:CODE}}` binds a figure, with `|valeur` to omit its unit and `|sans période` to
omit its period. What is not understood is kept as it was typed and reported with its place: the
parser never fails and never loses a word.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timonier.outputs.reports.tree import (
    Block,
    BoundFigure,
    BulletList,
    FigureRef,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Strong,
    Text,
)

_TOKEN = re.compile(r"\*\*|\{\{")
_BINDING = re.compile(r"\{\{\s*chiffre\s*:\s*([^{}|\n]*?)\s*((?:\|[^{}|\n]*)*)\}\}")
_OPTIONS = {"valeur": "with_unit", "sans période": "with_period"}


@dataclass(frozen=True, slots=True)
class MarkupError:
    """A place in the text (both counted from 1) and what to do there, in French."""

    line: int
    column: int
    problem: str

    def __str__(self) -> str:
        return f"Ligne {self.line}, colonne {self.column}\u00a0: {self.problem}"


@dataclass(frozen=True, slots=True)
class Parsed:
    blocks: tuple[Block, ...]
    errors: tuple[MarkupError, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """A run of source lines of one kind: `heading`, `item` or `text`."""

    kind: str
    start: int
    end: int


def parse(text: str, figures: Mapping[str, BoundFigure], *, heading_level: int = 2) -> Parsed:
    """Read a contribution; `figures` is keyed by every code that an author may type."""
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(source, figures)
    return Parsed(tuple(reader.blocks(heading_level)), tuple(reader.errors))


def _spans(source: str) -> Iterator[_Span]:
    """Group the lines: a line without a mark continues the paragraph or the item before it."""
    open_span: _Span | None = None
    offset = 0
    for line in source.split("\n"):
        end = offset + len(line)
        kind, skip = _kind_of(line)
        if kind == "text" and open_span and open_span.kind in {"text", "item"}:
            open_span = _Span(open_span.kind, open_span.start, end)
        else:
            if open_span:
                yield open_span
            open_span = _Span(kind, offset + skip, end) if kind != "blank" else None
        if kind == "heading" and open_span:
            yield open_span
            open_span = None
        offset = end + 1
    if open_span:
        yield open_span


def _kind_of(line: str) -> tuple[str, int]:
    if not line.strip():
        return "blank", 0
    if line.startswith("## "):
        return "heading", 3
    return ("item", 2) if line.startswith("- ") else ("text", 0)


class _Reader:
    """Reads one text; keeps the errors met on the way."""

    def __init__(self, source: str, figures: Mapping[str, BoundFigure]) -> None:
        self.source, self.figures = source, figures
        self.errors: list[MarkupError] = []

    def blocks(self, heading_level: int) -> Iterator[Block]:
        items: list[Inlines] = []
        for span in _spans(self.source):
            if span.kind == "item":
                items.append(self.inlines(span))
                continue
            if items:
                yield BulletList(tuple(items))
                items = []
            if span.kind == "heading":
                yield Heading(heading_level, self.source[span.start : span.end].strip())
            else:
                yield Paragraph(self.inlines(span))
        if items:
            yield BulletList(tuple(items))

    def inlines(self, span: _Span) -> Inlines:
        found: list[Inline] = []
        position, pending = span.start, span.start
        while token := _TOKEN.search(self.source, position, span.end):
            read = self._strong(token, span) or self._binding(token, span)
            if read is None:
                position = token.end()
                continue
            inline, position = read
            found += [*self._plain(pending, token.start()), inline]
            pending = position
        found += self._plain(pending, span.end)
        return tuple(found)

    def _plain(self, start: int, end: int) -> list[Inline]:
        text = self.source[start:end].replace("\n", " ")
        return [Text(text)] if text else []

    def _strong(self, token: re.Match[str], span: _Span) -> tuple[Inline, int] | None:
        if token.group() != "**":
            return None
        close = self.source.find("**", token.end(), span.end)
        inside = self.source[token.end() : close] if close > token.end() else ""
        if not inside or "{{" in inside:
            self._report(
                token.start(),
                "le gras ouvert par « ** » n'est pas fermé dans ce paragraphe, ou contient un "
                "chiffre. Fermez-le par « ** » avant le chiffre, ou retirez les astérisques.",
            )
            return None
        return Strong(inside.replace("\n", " ")), close + 2

    def _binding(self, token: re.Match[str], span: _Span) -> tuple[Inline, int] | None:
        if token.group() != "{{":
            return None
        match = _BINDING.match(self.source, token.start(), span.end)
        if match is None:
            self._report(token.start(), self._malformed(token, span))
            return None
        figure = self.figures.get(match[1])
        options = [option.strip() for option in match[2].split("|")[1:]]
        unknown = [option for option in options if option not in _OPTIONS]
        if figure is None or unknown:
            self._report(token.start(), _unknown(match[1], unknown))
            return None
        kept = {_OPTIONS[option] for option in options}
        ref = FigureRef(figure, "with_unit" not in kept, "with_period" not in kept)
        return ref, match.end()

    def _malformed(self, token: re.Match[str], span: _Span) -> str:
        if self.source.find("}}", token.end(), span.end) < 0:
            return "les accolades « {{ » ne sont pas fermées. Ajoutez « }} » après le code."
        return (
            "cette insertion n'est pas comprise. Écrivez « {{chiffre:CODE}} », avec le code d'un "
            "chiffre de la photo."
        )

    def _report(self, offset: int, problem: str) -> None:
        before = self.source[:offset]
        column = offset - (before.rfind("\n") + 1) + 1
        self.errors.append(MarkupError(before.count("\n") + 1, column, problem))


def _unknown(code: str, options: list[str]) -> str:
    if options:
        return (
            f"l'option « {options[0]} » n'existe pas. Les options sont « valeur » et "
            "« sans période »."
        )
    return (
        f"le chiffre « {code} » n'est pas dans la photo. Choisissez un code dans la liste des "
        "chiffres, ou demandez sa saisie au service."
    )

"""Completes what pandoc leaves undone in the office formats.

Contents filled in (a reader sees them before refreshing any field), descriptions of images in
OpenDocument, hairlines of its tables, the imprint in the foot.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from timonier.outputs.reports.office_reference import FOOTER_MARK, LINE, NAVY, text_style_code


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Finish:
    """What the finished document must hold; `descriptions` are those of its images, in order."""

    imprint: str
    contents: tuple[ContentsEntry, ...]
    descriptions: tuple[str, ...]


def finish(parts: dict[str, bytes], fmt: str, wanted: Finish) -> dict[str, bytes]:
    """The parts of the archive, completed."""
    imprint = escape(wanted.imprint)
    done = {
        name: part.replace(FOOTER_MARK.encode(), imprint.encode()) if _is_xml(name) else part
        for name, part in parts.items()
    }
    body, complete = ("word/document.xml", _word) if fmt == "docx" else ("content.xml", _text)
    done[body] = complete(done[body].decode(), wanted).encode()
    return done


def _is_xml(name: str) -> bool:
    return name.endswith(".xml")


# --- Word ----------------------------------------------------------------------------------------

_WORD_FIELD = re.compile(
    r'<w:p>(?:<w:pPr>.*?</w:pPr>)?<w:r><w:fldChar w:fldCharType="begin"[^>]*/>'
    r'(<w:instrText[^>]*>TOC[^<]*</w:instrText>)<w:fldChar w:fldCharType="separate" */>'
    r'<w:fldChar w:fldCharType="end" */></w:r></w:p>'
)


def _word(body: str, wanted: Finish) -> str:
    return _WORD_FIELD.sub(lambda found: _word_contents(found[1], wanted.contents), body, count=1)


def _word_contents(instruction: str, entries: tuple[ContentsEntry, ...]) -> str:
    """The same field, with its entries already in it; still refreshed by Word on opening."""
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r>{instruction}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/></w:pPr>'
        f"{opening if place == 0 else ''}"
        f'<w:hyperlink w:anchor="{entry.anchor}"><w:r><w:t xml:space="preserve">'
        f"{escape(entry.title)}</w:t></w:r></w:hyperlink></w:p>"
        for place, entry in enumerate(entries)
    ]
    return "".join(lines) + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


# --- OpenDocument --------------------------------------------------------------------------------

_FRAME = re.compile(r"(<draw:frame [^>]*>)(<draw:image [^>]*/>)")
_AUTOMATIC = re.compile(r'style:name="(P\d+)"[^>]*?style:parent-style-name="([^"]+)"')
_INDEX = re.compile(r"</text:table-of-content-source>.*?</text:table-of-content>", re.DOTALL)
_CELL = re.compile(
    r'(style:name="Table(Header)?RowCell"[^>]*>\s*<style:table-cell-properties )fo:border="none"'
)


def _text(body: str, wanted: Finish) -> str:
    body = _with_descriptions(body, iter(wanted.descriptions))
    body = _with_real_parents(body)
    body = _CELL.sub(_hairline, body)
    body = re.sub(
        r'text:style-name="([^"]+)"',
        lambda found: f'text:style-name="{text_style_code(found[1])}"',
        body,
    )
    return _INDEX.sub(lambda _: _text_contents(wanted.contents), body, count=1)


def _with_descriptions(body: str, descriptions: Iterator[str]) -> str:
    def described(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}<svg:desc>{escape(next(descriptions, ''))}</svg:desc>"

    return _FRAME.sub(described, body)


def _with_real_parents(body: str) -> str:
    """An automatic style may not descend from another: give it the named ancestor."""
    parents = dict(_AUTOMATIC.findall(body))

    def named(style: str) -> str:
        return named(parents[style]) if style in parents else style

    return re.sub(
        r'style:parent-style-name="(P\d+)"',
        lambda found: f'style:parent-style-name="{named(found[1])}"',
        body,
    )


def _hairline(found: re.Match[str]) -> str:
    opening = f'{found[1]}fo:padding="0.09cm" '
    if found[2]:
        return f'{opening}fo:border-top="1pt solid #{NAVY}" fo:border-bottom="0.6pt solid #{NAVY}"'
    return f'{opening}fo:border-bottom="0.35pt solid #{LINE}"'


def _text_contents(entries: tuple[ContentsEntry, ...]) -> str:
    lines = [
        f'<text:p text:style-name="Contents_20_{entry.level}"><text:a xlink:type="simple" '
        f'xlink:href="#{entry.anchor}">{escape(entry.title)}</text:a></text:p>'
        for entry in entries
    ]
    title = (
        '<text:index-title text:name="Sommaire"><text:p '
        'text:style-name="Contents_20_Heading">Sommaire</text:p></text:index-title>'
    )
    return (
        f"</text:table-of-content-source><text:index-body>{title}{''.join(lines)}"
        "</text:index-body></text:table-of-content>"
    )

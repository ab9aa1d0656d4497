"""The texts against the figures: untraced numbers, unknown codes, missing contributions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha1

from timonier.engine.coherence import DatedFact
from timonier.engine.typography import NBSP
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.enums import ContributionState, Part
from timonier.outputs.reports.finding import (
    BLOCKING,
    INFORMATION,
    TO_JUSTIFY,
    Finding,
    Place,
    chapter_url,
)
from timonier.outputs.reports.queries import ChapterRow, TextRow
from timonier.outputs.reports.texts import CITATION, FIGURE, read_text, typeset

MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|janv|"
    "févr|avr|juil|sept|oct|nov|déc"
)
_NUMBER = re.compile(
    r"(?<![\w.,/\u2019'-])\d+(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?(?![\w/-])(?:[\u00a0 ]?(?:%|€))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DAY = re.compile(rf"^[\u00a0 ](?:{MONTHS})\b")
_REFERENCE = re.compile(r"(?:\b(?:articles?|art\.|n°|loi|ligne|l\.|phase|station)[\u00a0 ])$")
_FULL_DATE = re.compile(rf"^\d{{1,2}}(?:er)? (?:{MONTHS})\.? \d{{4}}$")


def text_findings(edition: Edition) -> Iterator[Finding]:
    """Findings on what people wrote, chapter by chapter."""
    for chapter in edition.report.chapters:
        for text in chapter.texts:
            yield from _of_text(edition, chapter, text)


def _of_text(edition: Edition, chapter: ChapterRow, text: TextRow) -> Iterator[Finding]:
    yield from _workflow(edition, chapter, text)
    yield from _markup(edition, chapter, text)
    yield from _untraced(edition, chapter, text)


def _workflow(edition: Edition, chapter: ChapterRow, text: TextRow) -> Iterator[Finding]:
    if edition.report.is_published or text.state == ContributionState.ACCEPTED:
        return
    unit = edition.registry.unit.get(text.unit)
    who = unit.short or unit.name if unit else "la rédaction"
    part = Part(text.part).label
    if not text.body.strip():
        message, remedy = f"{part} : rien n’est écrit ({who}).", "Écrivez le texte, ou retirez-le."
        severity = TO_JUSTIFY
    elif text.state == ContributionState.DRAFTED:
        message, remedy = f"{part} : texte écrit, pas encore relu ({who}).", "Faites-le relire."
        severity = INFORMATION
    else:
        message, remedy = f"{part} : texte relu, pas encore accepté ({who}).", "Acceptez-le."
        severity = INFORMATION
    key = f"contribution:{chapter.number}:{text.unit}:{text.part}"
    yield _finding(edition, chapter, text, key, "contribution", "Contribution", severity,
                   message, remedy, 0)  # fmt: skip


def _markup(edition: Edition, chapter: ChapterRow, text: TextRow) -> Iterator[Finding]:
    for error in read_text(text.body, edition.figures, edition.evidence).errors:
        line = _line(text.body, error.line)
        key = _key("markup", chapter, text, line, error.problem)
        yield _finding(edition, chapter, text, key, "markup", "Insertion", BLOCKING,
                       error.problem[:1].upper() + error.problem[1:], "Corrigez la ligne.",
                       error.line)  # fmt: skip


def _untraced(edition: Edition, chapter: ChapterRow, text: TextRow) -> Iterator[Finding]:
    """Numbers typed by hand: nobody can follow them to a value (R107)."""
    for number, line in enumerate(text.body.splitlines(), start=1):
        for typed in untraced(line):
            key = _key("untraced", chapter, text, line, typed)
            yield _finding(
                edition, chapter, text, key, "untraced", "Chiffre sans source", BLOCKING,
                f"« {typed} » est écrit à la main : aucune source ne le prouve.",
                "Remplacez-le par un chiffre du registre, ou écrivez-le en toutes lettres s’il "
                "n’est pas une mesure.",
                number,
            )  # fmt: skip


def untraced(line: str) -> list[str]:
    """The numbers of a line that are neither bound, nor dates, nor references.

    >>> untraced("Le 28 juillet 2023, {{chiffre:003-0376}} et 12 km du T3 (article 39).")
    ['12']
    """
    masked = CITATION.sub(lambda m: " " * len(m[0]), FIGURE.sub(lambda m: " " * len(m[0]), line))
    found = []
    for match in _NUMBER.finditer(masked):
        before, after = masked[: match.start()], masked[match.end() :]
        if _YEAR.match(match[0]) or _DAY.match(after) or _REFERENCE.search(before):
            continue
        found.append(match[0])
    return found


def dated_facts(edition: Edition) -> tuple[DatedFact, ...]:
    """The highlights that bear a whole date, to be checked against the year."""
    found = []
    for chapter in edition.report.chapters:
        for text in chapter.texts:
            for number, line in enumerate(text.body.splitlines(), start=1):
                match = re.match(r"- \*\*(.+?)\*\*\s*:\s*(.+)", line)
                if match and _FULL_DATE.match(match[1]):
                    place = f"{chapter.number} {chapter.title}, ligne {number}"
                    found.append(DatedFact(f"{text.pk}:{number}", match[2][:90], match[1],
                                           place=place))  # fmt: skip
    return tuple(found)


def _line(body: str, number: int) -> str:
    lines = body.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _key(kind: str, chapter: ChapterRow, text: TextRow, line: str, what: str) -> str:
    """Stable while the line says the same thing, wherever it moves in the text."""
    digest = sha1(f"{line.strip()}|{what}".encode(), usedforsecurity=False).hexdigest()[:10]
    return f"{kind}:{chapter.number}:{text.unit}:{text.part}:{digest}"


def _finding(
    edition: Edition,
    chapter: ChapterRow,
    text: TextRow,
    key: str,
    kind: str,
    label: str,
    severity: str,
    message: str,
    remedy: str,
    line: int,
) -> Finding:
    where = f"{chapter.number} {chapter.title}".strip()
    said = f"{where}, {Part(text.part).label.lower()}"
    place = f"{said}, ligne{NBSP}{line}" if line else said
    url = f"{chapter_url(edition.report.year, chapter.pk)}?texte={text.pk}"
    return Finding(
        key=key[:200],
        kind=kind,
        label=label,
        severity=severity,
        message=typeset(message),
        remedy=typeset(remedy),
        places=(Place(place, url),),
        chapter=chapter.pk,
        chapter_title=where,
    )

"""The annual report as a typed tree, from an edition and its findings (R102).

The same edition always gives the same tree: nothing here reads a clock, a file or a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timonier.engine.typography import NBSP
from timonier.outputs.reports import builder_communes
from timonier.outputs.reports.builder_chapters import chapter, key_figures, policy_chapter
from timonier.outputs.reports.builder_charts import cover_map
from timonier.outputs.reports.builder_figures import figures_of, tables
from timonier.outputs.reports.builder_limits import lead, limits
from timonier.outputs.reports.builder_promises import band, follow_up, objectives
from timonier.outputs.reports.builder_territories import territories
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.finding import BLOCKING, Finding, counted
from timonier.outputs.reports.printing import long_date
from timonier.outputs.reports.queries import ChapterRow
from timonier.outputs.reports.sources import cited_in
from timonier.outputs.reports.texts import read_text, typeset
from timonier.outputs.reports.tree import (
    Block,
    Callout,
    Chapter,
    Evidence,
    Heading,
    LegalPage,
    Paragraph,
    Report,
    Text,
)
from timonier.outputs.reports.vocabulary import ChapterKind

LEGAL_AREA = "cadre légal"
"""The policy area that marks the chapter of legal facts."""


def build_report(edition: Edition, findings: Iterable[Finding], *, final: bool = False) -> Report:
    """The whole report. Without *final* a report not yet published is marked as a draft."""
    found = tuple(findings)
    rows = [row for row in edition.report.chapters if not row.is_part]
    chapters = [one for row in rows if row.kind != "annex" for one in _chapter(edition, row, found)]
    if not any(row.kind == "limits" for row in rows):
        chapters.append(_limits(edition, None, found))
    chapters.append(_annex(edition, rows, chapters))
    drawing, words = cover_map(edition.registry.communes)
    return Report(
        institution=edition.registry.institution.name,
        territory=edition.registry.institution.name,
        year=edition.report.year,
        title=edition.report.title,
        subtitle=_subtitle(edition),
        legal_basis=typeset(edition.report.legal_basis),
        snapshot=edition.snapshot,
        chapters=tuple(chapters),
        cover_map=drawing,
        cover_map_description=words,
        edition=_edition(edition, found, final=final),
    )


def build_extracts(edition: Edition, report: Report, communes: Iterable[str]) -> Iterator[Report]:
    """The extracts of the communes named, made one at a time."""
    return builder_communes.extracts(edition, report, communes)


def _subtitle(edition: Edition) -> str:
    count = len(edition.registry.communes)
    return typeset(
        f"Rendre compte aux {count} communes de ce qui a été fait du 1er janvier au 31 décembre "
        f"{edition.report.year}, chaque chiffre avec sa source."
    )


def _edition(edition: Edition, found: tuple[Finding, ...], *, final: bool) -> str:
    if edition.report.is_published:
        on = edition.report.published_on
        return f"Édition publiée le {long_date(on)}" if on else "Réédition d’un rapport publié"
    if final:
        return "Édition définitive, avant publication"
    waiting = sum(one.severity == BLOCKING and one.is_open for one in found)
    open_ones = counted(waiting, "constat bloquant ouvert", "constats bloquants ouverts")
    said = open_ones if waiting else "relecture en cours"
    return typeset(f"PROJET : {said}")


def _chapter(edition: Edition, row: ChapterRow, found: tuple[Finding, ...]) -> Iterator[Chapter]:
    if row.kind == "foreword":
        blocks = _legal(edition, row) if LEGAL_AREA in row.areas else _essentials(edition, row)
        yield chapter(edition, row, tuple(blocks))
    elif row.kind == "territories":
        yield chapter(edition, row, (*_words(edition, row), *territories(edition)))
    elif row.kind == "objectives":
        yield chapter(edition, row, tuple(_promises(edition, row)))
    elif row.kind == "limits":
        yield _limits(edition, row, found)
    else:
        yield policy_chapter(edition, row)


def _words(edition: Edition, row: ChapterRow) -> list[Block]:
    """The texts of a chapter that nobody signs: as written, without the titles of the parts."""
    return [
        block
        for text in row.texts
        if text.part != "key_figures"
        for block in read_text(text.body, edition.figures, edition.evidence).blocks
    ]


def _essentials(edition: Edition, row: ChapterRow) -> list[Block]:
    blocks = _words(edition, row)
    for text in row.texts:
        if text.part == "key_figures":
            blocks += key_figures(edition, text)
    found = band(edition)
    return [*blocks, *([found] if found else [])]


def _legal(edition: Edition, row: ChapterRow) -> list[Block]:
    """What the law asks, and what is known of this copy."""
    report = edition.report
    published = long_date(report.published_on) if report.published_on else _publication(edition)
    accounts = report.accounts or "non joints à ce jour"
    if report.accounts_act:
        accounts = f"{accounts}, {report.accounts_act}"
    facts = (
        ("Institution", edition.registry.institution.name),
        ("Exercice", f"1er{NBSP}janvier au 31{NBSP}décembre {report.year}"),
        ("Fondement", typeset(report.legal_basis)),
        ("À adresser aux maires avant le", long_date(report.due_on)),
        ("Destinataires", f"{len(edition.registry.communes)}{NBSP}communes membres"),
        ("Publication", published),
        ("Comptes arrêtés", typeset(accounts)),
    )
    return [*_words(edition, row), LegalPage(facts)]


def _publication(edition: Edition) -> str:
    return "date inconnue" if edition.report.is_published else "en préparation"


def _promises(edition: Edition, row: ChapterRow) -> list[Block]:
    blocks = _words(edition, row)
    found = band(edition)
    if found:
        blocks += [Heading(1, "De la promesse à la preuve"), found, *follow_up(edition)]
    return [*blocks, *objectives(edition)]


def _limits(edition: Edition, row: ChapterRow | None, found: tuple[Finding, ...]) -> Chapter:
    blocks = tuple(limits(edition, found))
    if row is not None and row.lead:
        return chapter(edition, row, blocks)
    title = row.title if row else "Ce que ce rapport ne peut pas dire"
    said = (Text(lead(edition, found)),)
    return Chapter(row.number if row else "", title, ChapterKind.LIMITS, said, blocks=blocks)


def _accounts(edition: Edition) -> list[Block]:
    report = edition.report
    said = (
        f"Le compte arrêté par l’organe délibérant est joint à l’envoi : {report.accounts}."
        if report.accounts
        else "Le compte arrêté par l’organe délibérant n’est pas joint. La loi demande qu’il "
        "accompagne le rapport : l’envoi aux maires ne peut pas être clos sans lui."
    )
    return [Callout("Comptes", (Text(typeset(said)),))]


def _annex(edition: Edition, rows: list[ChapterRow], chapters: list[Chapter]) -> Chapter:
    """The accounts, then every figure that no chapter prints: none is left out in silence."""
    row = next((one for one in rows if one.kind == "annex"), None)
    blocks = [*(_words(edition, row) if row else []), Heading(1, "Comptes"), *_accounts(edition)]
    blocks += _others(edition, chapters)
    if row is not None:
        return chapter(edition, row, tuple(blocks))
    return Chapter("", "Annexes", ChapterKind.ANNEX, blocks=tuple(blocks))


def _others(edition: Edition, chapters: list[Chapter]) -> list[Block]:
    """The figures left, unit by unit."""
    printed = {one.id for row in chapters for one in cited_in(row) if not isinstance(one, Evidence)}
    left = [row for row in edition.rows if row.code not in printed and not row.repeats]
    if not left:
        return []
    said = (
        f"{len(left)} chiffres publiés pour l’exercice ne sont pas repris dans les chapitres ; "
        "les voici, service par service."
    )
    blocks: list[Block] = [Heading(1, "Tous les autres chiffres"), _paragraph(said)]
    ranks = {unit.code: rank for rank, unit in enumerate(edition.registry.units)}
    for code in sorted({row.unit_code for row in left}, key=lambda c: (ranks.get(c, 9999), c)):
        unit = edition.registry.unit.get(code)
        held = [row.code for row in left if row.unit_code == code]
        title = typeset(unit.name if unit else "Sans unité désignée")
        blocks += tables(edition, figures_of(edition, held), title)
    return blocks


def _paragraph(words: str) -> Paragraph:
    return Paragraph((Text(typeset(words)),))

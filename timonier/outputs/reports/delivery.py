"""Builds the files of a report and keeps them by content: same snapshot, same texts, same file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from timonier.outputs.reports.actions import ReportRefusal
from timonier.outputs.reports.build import build, build_commune_extracts, file_stem
from timonier.outputs.reports.builder import build_extracts, build_report
from timonier.outputs.reports.checks import check, open_blocking
from timonier.outputs.reports.edition import Edition, edition_of
from timonier.outputs.reports.enums import ContributionState
from timonier.outputs.reports.finding import Finding
from timonier.outputs.reports.models import AnnualReport
from timonier.outputs.reports.tree import Report

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Copy:
    """An edition, its findings and its tree: everything the files are made of."""

    edition: Edition
    findings: tuple[Finding, ...]
    tree: Report

    @property
    def key(self) -> str:
        """A name for the content: it changes when a text, a figure or a waiver does."""
        return sha256(repr((self.edition.snapshot.hash, self.tree)).encode()).hexdigest()[:20]


def prepare(report: AnnualReport, *, final: bool = False) -> Copy:
    """Read, check and build the tree of *report*.

    With *final*, refused while a blocking finding is neither mended nor let pass by a person.
    """
    edition = edition_of(report)
    if edition.report.is_published:
        edition = accepted_only(edition)
    found = check(report, edition)
    waiting = open_blocking(found)
    if final and waiting:
        raise ReportRefusal(
            f"constats bloquants encore ouverts, au nombre de {len(waiting)}", where=report.title,
            remedy="corrigez-les, ou faites-les justifier par une personne nommée",
        )  # fmt: skip
    return Copy(edition, found, build_report(edition, found, final=final))


def accepted_only(edition: Edition) -> Edition:
    """The same edition without the texts that nobody accepted: a draft is never published."""
    chapters = tuple(
        replace(
            chapter,
            texts=tuple(t for t in chapter.texts if t.state == ContributionState.ACCEPTED),
        )
        for chapter in edition.report.chapters
    )
    return replace(edition, report=replace(edition.report, chapters=chapters))


def write_files(
    copy: Copy, folder: Path, formats: Iterable[str], communes: Iterable[str] = ()
) -> list[Path]:
    """Write the formats asked for in *folder*, and the extracts in its ``communes`` folder."""
    paths = build(copy.tree, formats, folder)
    codes = tuple(communes)
    if codes:
        extracts = build_extracts(copy.edition, copy.tree, codes)
        paths += build_commune_extracts(extracts, folder / "communes")
    return paths


def commune_codes(edition: Edition, asked: str) -> tuple[str, ...]:
    """« all », or codes separated by commas; an unknown one is refused by its name."""
    known = [place.code for place in edition.registry.communes]
    if asked == "all":
        return tuple(known)
    codes = tuple(code.strip() for code in asked.split(",") if code.strip())
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise ReportRefusal(
            f"commune inconnue : {', '.join(unknown)}", where="extraits communaux",
            remedy="donnez des codes de communes membres (13055), ou « all »",
        )  # fmt: skip
    return codes


def cached_file(copy: Copy, fmt: str) -> Path:
    """The report in one format, built once for each content."""
    folder = Path(settings.REPORT_ROOT) / str(copy.tree.year) / copy.key
    path = folder / f"{file_stem(copy.tree)}.{fmt}"
    return path if path.exists() else build(copy.tree, [fmt], folder)[0]


def cached_extract(copy: Copy, commune: str) -> Path:
    """The extract of one commune, built once for each content."""
    extract = next(build_extracts(copy.edition, copy.tree, [commune]))
    folder = Path(settings.REPORT_ROOT) / str(copy.tree.year) / copy.key
    path = folder / f"{file_stem(extract)}.pdf"
    return path if path.exists() else build_commune_extracts([extract], folder)[0]

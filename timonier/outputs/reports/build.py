"""Writes the files of a report: one copy in each format, and the extracts of the communes.

Typst and pandoc work outside the interpreter's lock, so two threads keep two cores busy without
copying the process. Same reports, same bytes: nothing here reads a clock.
"""

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from timonier.outputs.reports import layout
from timonier.outputs.reports.frame import compose
from timonier.outputs.reports.render_html import STYLESHEET, html_of
from timonier.outputs.reports.render_office import convert, office_page
from timonier.outputs.reports.render_typst import pdf_of, pngs_of
from timonier.outputs.reports.tree import Report

FORMATS = ("html", "pdf", "docx", "odt")
WORKERS = 2
# Extracts prepared ahead of the workers: enough to keep them busy, few enough to stay small.
AHEAD = 8


def build(report: Report, formats: Iterable[str], out_dir: Path) -> list[Path]:
    """Write the copies asked for, named after the report; returns their paths in that order.

    HTML comes with its style sheet beside it (not in the list returned).
    """
    asked = list(dict.fromkeys(formats))
    _refuse_unknown(asked)
    out_dir.mkdir(parents=True, exist_ok=True)
    document = compose(report)
    images = _images(document) if {"docx", "odt"} & set(asked) else []
    with ThreadPoolExecutor(WORKERS) as pool:
        futures = [pool.submit(_copy, document, fmt, images) for fmt in asked]
        contents = [future.result() for future in futures]
    if "html" in asked:
        shutil.copyfile(STYLESHEET, out_dir / STYLESHEET.name)
    return [
        _write(out_dir / f"{file_stem(report)}.{fmt}", content)
        for fmt, content in zip(asked, contents, strict=True)
    ]


def build_commune_extracts(reports: Iterable[Report], out_dir: Path) -> list[Path]:
    """Write one PDF a commune; the reports are read as they come, a few ahead of the workers."""
    out_dir.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(_in_turn(pool, lambda report: _extract(report, out_dir), reports))


def _in_turn(
    pool: Executor, work: Callable[[Report], Path], reports: Iterable[Report]
) -> Iterator[Path]:
    """Results in order, never holding more than `AHEAD` reports at once."""
    waiting = iter(reports)
    running: list[Future[Path]] = [pool.submit(work, one) for one in islice(waiting, AHEAD)]
    while running:
        yield running.pop(0).result()
        running += [pool.submit(work, one) for one in islice(waiting, 1)]


def _extract(report: Report, out_dir: Path) -> Path:
    if report.commune is None:
        raise ValueError(
            f"{report.title}\u00a0: ce rapport ne porte sur aucune commune. Construisez l'extrait "
            "avec sa commune."
        )
    return _write(out_dir / f"{file_stem(report)}.pdf", pdf_of(compose(report)))


def _copy(document: layout.Document, fmt: str, images: list[bytes]) -> bytes:
    if fmt == "html":
        return html_of(document).encode()
    if fmt == "pdf":
        return pdf_of(document)
    return convert(document, office_page(document), images, fmt)


def _images(document: layout.Document) -> list[bytes]:
    return pngs_of(office_page(document).svgs)


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _refuse_unknown(formats: list[str]) -> None:
    unknown = [fmt for fmt in formats if fmt not in FORMATS]
    if unknown:
        raise ValueError(
            f"Format inconnu\u00a0: {', '.join(unknown)}. Choisissez parmi {', '.join(FORMATS)}."
        )


def file_stem(report: Report) -> str:
    """« rapport-activite-2023 », « rapport-activite-2023-13005-aubagne »: no accent, no space."""
    place = f" {report.commune.code} {report.commune.name}" if report.commune else ""
    return _slug(f"rapport-activite-{report.year}{place}")


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")

"""Draws the document as PDF/UA-1 with Typst.

The templates hold the drawing; everything said reaches them as JSON, so a character typed by an
author is never read as code. Compilers are kept by thread: fonts and templates are read once.
"""

import json
import threading
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import typst

from timonier.outputs.reports import layout
from timonier.outputs.reports.frame import compose
from timonier.outputs.reports.tree import Report

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "typst"
FONTS = _HERE / "fonts"
_local = threading.local()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Our own font files and nothing else: a copy must not depend on the machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _compiler(template: str) -> typst.Compiler:
    """This thread's compiler of a template; a compiler remembers the last file it was given."""
    held: dict[str, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    if template not in held:
        held[template] = typst.Compiler(
            str(TEMPLATES / template), root=str(TEMPLATES), font_paths=_fonts()
        )
    return held[template]


def pdf_of(document: layout.Document) -> bytes:
    """The PDF of a composed document: same document, same bytes."""
    data = json.dumps(layout.plain(document), ensure_ascii=False)
    year, month, day = document.date
    result = _compiler("report.typ").compile(
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=int(datetime(year, month, day, tzinfo=UTC).timestamp()),
    )
    if not isinstance(result, bytes):
        raise TypeError("Typst n'a pas rendu un document unique.")
    return result


def render_pdf(report: Report) -> bytes:
    return pdf_of(compose(report))


def pngs_of(svgs: list[str], pixels_per_inch: int = 220) -> list[bytes]:
    """Drawings as PNG, for the formats that cannot hold SVG; 160 mm wide."""
    if not svgs:
        return []
    result = _compiler("drawings.typ").compile(
        format="png",
        ppi=pixels_per_inch,
        sys_inputs={"data": json.dumps(svgs, ensure_ascii=False)},
    )
    return [result] if isinstance(result, bytes) else list(result or [])

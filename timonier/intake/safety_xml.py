"""Read the XML parts of a workbook in pieces: refuse what is dangerous, note what matters.

One pass over each part does both. It refuses document types, entities, giant tags, deep
nesting and sheets whose rectangle would not fit in memory. It notes what the spreadsheet
reader does not tell: error cells, formulas never computed, percentages, hidden rows.
"""

from __future__ import annotations

from typing import Final, Protocol
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from defusedxml.common import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden

from timonier.intake.errors import IntakeError, refused
from timonier.intake.limits import Limits
from timonier.intake.safety_sheets import (
    Attributes,
    Extent,
    OdsSheets,
    SheetMarks,
    WorkbookNotes,
    WorkbookParts,
    XlsxSheet,
    XlsxStyles,
    local,
)
from timonier.intake.wording import quoted

_RESAVE: Final = "Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis déposez-le."


class _Reader(Protocol):
    def start(self, name: str, attributes: Attributes) -> None: ...


class PartScanner:
    """Feed one part of the workbook through expat, piece by piece."""

    def __init__(self, part: str, filename: str, limits: Limits, notes: WorkbookNotes) -> None:
        self._part, self._filename = part, filename
        self._limits, self._notes = limits, notes
        self._declared = part.lower().endswith((".xml", ".rels"))
        self._parser: XMLParserType | None = None
        self._begun = False
        self._fed = 0

    def feed(self, piece: bytes) -> None:
        """Parse one piece; parts that are not XML are only counted by the caller."""
        if not self._begun:
            self._begun = True
            if self._declared or _looks_like_xml(piece):
                self._parser = self._new_parser()
        if self._parser is None:
            return
        self._guarded(piece, final=False)
        self._fed += len(piece)
        if self._parser and self._fed - self._parser.CurrentByteIndex > self._limits.token:
            raise self._refused("une balise démesurée")

    def close(self) -> None:
        """Tell the parser that the part is over."""
        if self._parser is not None:
            self._guarded(b"", final=True)

    def _guarded(self, piece: bytes, *, final: bool) -> None:
        assert self._parser is not None
        try:
            self._parser.Parse(piece, final)
        except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden) as error:
            raise self._refused("une déclaration d’entités, porte des bombes XML") from error
        except (ExpatError, LookupError, ValueError) as error:
            if self._declared:
                raise refused(
                    f"la partie {quoted(self._part)} du classeur est illisible",
                    self._filename,
                    _RESAVE,
                ) from error
            self._parser = None

    def _refused(self, what: str) -> IntakeError:
        return refused(
            f"la partie {quoted(self._part)} du classeur contient {what}", self._filename, _RESAVE
        )

    def _new_parser(self) -> XMLParserType:
        parser = ParserCreate()
        parser.buffer_text = False
        parser.StartDoctypeDeclHandler = _forbid_doctype
        parser.EntityDeclHandler = _forbid_entity
        parser.ExternalEntityRefHandler = _forbid_reference
        parser.StartElementHandler = self._root
        return parser

    def _root(self, name: str, attributes: Attributes) -> None:
        """The root element tells what the part is; parts of no interest run at full speed."""
        assert self._parser is not None
        reader = self._reader_for(local(name))
        self._parser.StartElementHandler = reader.start if reader else None

    def _reader_for(self, root: str) -> _Reader | None:
        assert self._parser is not None
        place = f"{self._filename}, {self._part}"
        if root == "worksheet":
            marks = self._notes.by_part.setdefault(self._part, SheetMarks())
            extent = Extent(self._limits, place)
            return XlsxSheet(self._parser, marks, extent, self._notes.percent_styles)
        if root == "document-content" and self._part == "content.xml":
            return OdsSheets(self._parser, self._notes, self._limits, self._filename)
        if root == "styleSheet":
            return XlsxStyles(self._notes)
        if root in {"workbook", "Relationships", "Types", "manifest"}:
            return WorkbookParts(self._notes, self._part, self._filename)
        return None


def _looks_like_xml(piece: bytes) -> bool:
    head = piece[:64].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")


def _forbid_doctype(name: str, system: str | None, public: str | None, subset: bool) -> None:
    raise DTDForbidden(name, system, public)


def _forbid_entity(name: str, *rest: object) -> None:
    raise EntitiesForbidden(name, None, None, None, None, None)


def _forbid_reference(
    context: str, base: str | None, system: str | None, public: str | None
) -> int:
    raise ExternalReferenceForbidden(context, base, system, public)

"""Read the structure of a zipped workbook without trusting what it declares.

Declared sizes are checked first, because they cost nothing; then every part is unpacked in
pieces, counted for real, and thrown away, so a bomb never holds more than one piece in memory.
"""

from __future__ import annotations

import copy
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from timonier.engine.numerals import format_number
from timonier.intake.errors import IntakeError, refused
from timonier.intake.limits import Limits
from timonier.intake.safety_sheets import SheetMarks, WorkbookNotes
from timonier.intake.safety_xml import PartScanner
from timonier.intake.wording import megabytes, quoted

_PIECE: Final = 256 * 1024
_NESTED: Final = re.compile(r"\.(?:zip|xlsx|xlsm|xlsb|docx|pptx|ods|odt|7z|rar|gz|tgz|jar)$", re.I)
_MACRO_PART: Final = re.compile(
    r"(?:vbaProject|vbaData)[^/]*\.(?:bin|xml)$|^Basic/|^Scripts/", re.I
)
_ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
)
"""What the standard library raises on an archive whose bytes make no sense."""
_BOMB_REMEDY: Final = (
    "Ouvrez-le dans votre tableur, copiez les seules données utiles dans un nouveau classeur "
    "et déposez celui-ci."
)
_RESAVE: Final = "Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis déposez-le."


@dataclass(frozen=True, slots=True)
class Archive:
    """A workbook whose parts were all unpacked once and found harmless."""

    kind: str
    marks: dict[str, SheetMarks] = field(default_factory=dict)


def scan_archive(content: bytes, filename: str, limits: Limits) -> Archive:
    """Check entries, names, sizes, XML and macros; return the kind and the marks by sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries, filename, limits)
            kind = _kind(archive, filename)
            notes = _scan_parts(archive, entries, filename, limits)
    except _BROKEN as error:
        raise refused("le classeur est abîmé et ne s’ouvre pas", filename, _RESAVE) from error
    return Archive(kind, notes.marks_by_sheet())


def _check_entries(entries: list[zipfile.ZipInfo], filename: str, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise refused(
            f"le classeur contient {format_number(len(entries))} fichiers internes, "
            f"la limite est de {format_number(limits.entries)}",
            filename,
            _BOMB_REMEDY,
        )
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise _too_large(filename, limits)
    seen: set[str] = set()
    for entry in entries:
        _check_entry(entry, filename)
        if entry.filename.lower() in seen:
            raise refused(
                f"le classeur contient deux fois la partie {quoted(entry.filename)}",
                filename,
                _RESAVE,
            )
        seen.add(entry.filename.lower())


def _check_entry(entry: zipfile.ZipInfo, filename: str) -> None:
    name = entry.filename
    if entry.flag_bits & 0x1:
        raise refused(
            "le classeur est protégé par un mot de passe",
            filename,
            "Retirez le mot de passe, puis déposez-le de nouveau.",
        )
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise refused(f"le classeur contient un chemin interdit, {quoted(name)}", filename, _RESAVE)
    if _MACRO_PART.search(name):
        raise refused(
            "le classeur contient des macros",
            filename,
            "Enregistrez-le au format .xlsx, sans macro.",
        )
    if _NESTED.search(name):
        raise refused(
            f"le classeur contient un autre fichier, {quoted(name)}",
            filename,
            "Retirez les objets incorporés, puis déposez-le de nouveau.",
        )
    if entry.compress_type not in _METHODS:
        raise refused("le classeur est compressé d’une façon inconnue", filename, _RESAVE)


def _kind(archive: zipfile.ZipFile, filename: str) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as part:
            if part.read(200).strip() == _ODS_TYPE:
                return "ods"
    raise refused(
        "ce fichier compressé n’est pas un classeur",
        filename,
        "Déposez un classeur .xlsx ou .ods, et non une archive ou un autre document.",
    )


def _scan_parts(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], filename: str, limits: Limits
) -> WorkbookNotes:
    """Unpack each part in pieces; styles come first, because cells point to them."""
    notes = WorkbookNotes()
    unpacked = 0
    for entry in sorted(entries, key=lambda one: not one.filename.endswith("styles.xml")):
        scanner = PartScanner(entry.filename, filename, limits, notes)
        size = 0
        for piece in _pieces(archive, entry, limits):
            size += len(piece)
            _check_ratio(size, entry, filename, limits)
            if unpacked + size > limits.unpacked_bytes:
                raise _too_large(filename, limits)
            scanner.feed(piece)
        if size != entry.file_size:
            raise refused(
                f"la partie {quoted(entry.filename)} du classeur ment sur sa taille",
                filename,
                _RESAVE,
            )
        unpacked += size
        scanner.close()
    return notes


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """The unpacked content by pieces, past the declared size if there is more."""
    if entry.is_dir():
        return
    honest = copy.copy(entry)
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        honest.file_size = limits.unpacked_bytes + _PIECE
    part: IO[bytes]
    with archive.open(honest) as part:
        while piece := part.read(_PIECE):
            yield piece


def _check_ratio(size: int, entry: zipfile.ZipInfo, filename: str, limits: Limits) -> None:
    if size > limits.ratio_floor and size > limits.ratio * max(entry.compress_size, 1):
        raise refused(
            f"la partie {quoted(entry.filename)} du classeur est comprimée à l’excès\u00a0: "
            "elle saturerait le serveur",
            filename,
            _BOMB_REMEDY,
        )


def _too_large(filename: str, limits: Limits) -> IntakeError:
    return refused(
        f"le classeur déplié dépasse {megabytes(limits.unpacked_bytes)}", filename, _BOMB_REMEDY
    )

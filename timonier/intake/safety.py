"""Look at a deposited file before any reader opens it.

Nothing here trusts the file: neither its name, nor its extension, nor the sizes that it
declares. A file that passes has a known kind, a bounded unpacked size, no document type
declaration, no entity, no macro, no password, and sheets whose extent fits in memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from timonier.intake.errors import IntakeError, refused
from timonier.intake.limits import DEFAULT_LIMITS, Limits
from timonier.intake.safety_sheets import SheetMarks
from timonier.intake.safety_zip import scan_archive
from timonier.intake.wording import megabytes

Source = Path | bytes


class FileKind(StrEnum):
    """The three shapes of table that an import accepts."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file found harmless: its bytes, its real kind, what was noticed sheet by sheet."""

    filename: str
    kind: FileKind
    content: bytes
    marks: dict[str, SheetMarks] = field(default_factory=dict)


_EXTENSIONS: Final = {
    ".csv": FileKind.CSV,
    ".txt": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".xlsx": FileKind.XLSX,
    ".ods": FileKind.ODS,
}
_ACCEPTED: Final = "Formats acceptés\u00a0: XLSX, ODS, CSV."
_REFUSED_EXTENSIONS: Final = {
    ".xls": (
        "ancien format Excel (.xls), que Timonier ne lit pas",
        "Ouvrez le fichier et enregistrez-le au format .xlsx.",
    ),
    ".xlsm": (
        "ce classeur peut contenir des macros (.xlsm)",
        "Enregistrez-le au format .xlsx, sans macro.",
    ),
    ".xlsb": (
        "classeur Excel binaire (.xlsb), que Timonier ne lit pas",
        "Ouvrez le fichier et enregistrez-le au format .xlsx.",
    ),
    ".zip": (
        "une archive n’est pas un tableau",
        "Ouvrez l’archive et déposez le classeur qu’elle contient.",
    ),
}
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_OTHER_MAGIC: Final = {
    b"%PDF": "un document PDF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"{\\rtf": "un document RTF",
    b"\x1f\x8b": "une archive",
    b"7z\xbc\xaf": "une archive",
    b"Rar!": "une archive",
    b"PK\x05\x06": "une archive vide",
    b"MZ": "un programme",
    b"\x7fELF": "un programme",
    b"PAR1": "un fichier Parquet",
}
_WORDS: Final = {b"MZ", b"PAR1", b"GIF8", b"Rar!"}
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body)\b", re.IGNORECASE)
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")


def inspect_file(source: Source, filename: str, limits: Limits = DEFAULT_LIMITS) -> Inspected:
    """Return the file with its real kind, or raise an ``IntakeError`` in French.

    The size is read before the content, so a file over the limit costs no memory.
    """
    name = checked_name(filename)
    check_size(_size_of(source), name, limits)
    expected = _expected_kind(name)
    content = source.read_bytes() if isinstance(source, Path) else source
    kind = _real_kind(content, name)
    if kind is FileKind.CSV or expected is FileKind.CSV:
        _check_same_kind(expected, kind, name)
        return Inspected(name, kind, content)
    archive = scan_archive(content, name, limits)
    kind = FileKind(archive.kind)
    _check_same_kind(expected, kind, name)
    return Inspected(name, kind, content, archive.marks)


def checked_name(filename: str) -> str:
    """The name of a deposited file: a bare name, never a path."""
    control = any(ord(char) < 32 for char in filename)
    path = "/" in filename or "\\" in filename or filename in {"", ".", ".."}
    if control or path or len(filename) > 255:
        raise refused(
            "le nom du fichier n’est pas un simple nom",
            remedy="Renommez le fichier sans barre oblique ni caractère spécial, "
            "puis déposez-le de nouveau.",
        )
    return filename


def check_size(size: int, filename: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse an empty file and one above the limit."""
    if size == 0:
        raise refused(
            "le fichier est vide",
            filename,
            "Vérifiez l’enregistrement, puis déposez-le de nouveau.",
        )
    if size > limits.file_bytes:
        raise refused(
            f"le fichier pèse {megabytes(size)}, la limite est de {megabytes(limits.file_bytes)}",
            filename,
            "Retirez les images et les feuilles inutiles, ou découpez le fichier en plusieurs.",
        )


def _size_of(source: Source) -> int:
    return source.stat().st_size if isinstance(source, Path) else len(source)


def _expected_kind(filename: str) -> FileKind:
    extension = PurePosixPath(filename).suffix.lower()
    if extension in _REFUSED_EXTENSIONS:
        what, remedy = _REFUSED_EXTENSIONS[extension]
        raise refused(what, filename, remedy)
    if extension not in _EXTENSIONS:
        shown = extension or "sans extension"
        raise refused(
            f"format de fichier inconnu ({shown})",
            filename,
            f"Enregistrez le tableau en .xlsx, .ods ou .csv. {_ACCEPTED}",
        )
    return _EXTENSIONS[extension]


def _real_kind(content: bytes, filename: str) -> FileKind:
    """The kind that the first bytes tell; a zip is provisionally called XLSX."""
    if content.startswith(_OLE):
        raise _ole_error(content, filename)
    for magic, shown in _OTHER_MAGIC.items():
        if content.startswith(magic) and not (magic in _WORDS and _looks_like_text(content)):
            raise refused(
                f"le fichier est en réalité {shown}",
                filename,
                f"Déposez le tableau d’origine. {_ACCEPTED}",
            )
    if _MARKUP.match(content[:512].removeprefix(b"\xef\xbb\xbf")):
        raise refused(
            "le fichier est une page web ou du XML, pas un tableau",
            filename,
            "Ouvrez-le dans votre tableur et enregistrez-le au format .xlsx.",
        )
    return FileKind.XLSX if content.startswith(_ZIP) else FileKind.CSV


def _looks_like_text(content: bytes) -> bool:
    return b"\x00" not in content[:1024]


def _ole_error(content: bytes, filename: str) -> IntakeError:
    if _ENCRYPTED_STREAM in content:
        return refused(
            "le classeur est protégé par un mot de passe",
            filename,
            "Retirez le mot de passe (Fichier, Informations, Protéger le classeur), "
            "puis déposez-le de nouveau.",
        )
    what, remedy = _REFUSED_EXTENSIONS[".xls"]
    return refused(what, filename, remedy)


_KIND_NAMES: Final = {
    FileKind.CSV: "un fichier texte",
    FileKind.XLSX: "un classeur Excel (.xlsx)",
    FileKind.ODS: "un classeur LibreOffice (.ods)",
}


def _check_same_kind(expected: FileKind, kind: FileKind, filename: str) -> None:
    if expected is kind:
        return
    extension = PurePosixPath(filename).suffix
    raise refused(
        f"l’extension {extension} ne correspond pas au contenu\u00a0: c’est {_KIND_NAMES[kind]}",
        filename,
        "Renommez le fichier avec la bonne extension, ou enregistrez-le de nouveau.",
    )

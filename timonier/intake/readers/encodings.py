"""Find how a text file is encoded, line by line when two encodings were pasted together."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from timonier.intake.errors import refused
from timonier.intake.table import Note
from timonier.intake.wording import counted, line_list

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 avec BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_TWICE: Final = re.compile("Ã[\u0080-\u00bf\u0152-\u2122]|â‚¬|â€™")
_RESAVE: Final = "Enregistrez-le au format «\u00a0CSV UTF-8\u00a0» ou, mieux, en .xlsx."


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding as users name it, and what had to be settled."""

    text: str
    encoding: str
    notes: list[Note]


def decode(content: bytes, filename: str) -> Decoded:
    """Decode a text file without losing nor inventing a character silently."""
    decoded = _marked(content, filename) or _unmarked(content, filename)
    if "\x00" in decoded.text:
        raise refused("le fichier n’est pas du texte", filename, _RESAVE)
    twice = len(_TWICE.findall(decoded.text))
    if twice:
        decoded.notes.append(
            Note(
                "double_encoding",
                f"{counted(twice, 'accent semble abîmé', 'accents semblent abîmés')} "
                "(«\u00a0Ã©\u00a0» pour «\u00a0é\u00a0»)\u00a0: le fichier "
                "a été converti deux fois. "
                "Reprenez l’export d’origine.",
            )
        )
    return decoded


def _marked(content: bytes, filename: str) -> Decoded | None:
    """A file that says its encoding in its first bytes, or whose every other byte is null."""
    for mark, codec, name in _BOMS:
        if content.startswith(mark):
            body = content[len(mark) :]
            if codec == "utf-8":
                return _text_with_mark(body, filename)
            return Decoded(_strict(body, codec, filename), name, [])
    head = content[:2000]
    if len(head) >= 4 and head[1::2].count(0) > len(head) * 0.35:
        return Decoded(_strict(content, "utf-16-le", filename), "UTF-16", [])
    if len(head) >= 4 and head[0::2].count(0) > len(head) * 0.35:
        return Decoded(_strict(content, "utf-16-be", filename), "UTF-16", [])
    return None


def _text_with_mark(body: bytes, filename: str) -> Decoded:
    decoded = _unmarked(body, filename)
    name = "UTF-8 avec BOM" if decoded.encoding == "UTF-8" else decoded.encoding
    return Decoded(decoded.text, name, decoded.notes)


def _strict(body: bytes, codec: str, filename: str) -> str:
    try:
        return body.decode(codec)
    except UnicodeDecodeError as error:
        raise refused("le fichier, annoncé en UTF-16, est abîmé", filename, _RESAVE) from error


def _unmarked(content: bytes, filename: str) -> Decoded:
    try:
        return Decoded(content.decode("utf-8"), "UTF-8", [])
    except UnicodeDecodeError:
        return _line_by_line(content)


def _line_by_line(content: bytes) -> Decoded:
    """Lines that are valid UTF-8 stay so; the others are read as Windows-1252, then Latin-1.

    Accented text in Windows-1252 is almost never valid UTF-8, so each line tells its encoding.
    """
    texts: list[str] = []
    modern: list[int] = []
    older: list[int] = []
    names: set[str] = set()
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.isascii():
            texts.append(line.decode("ascii"))
            continue
        text, name = _one_line(line)
        texts.append(text)
        (modern if name == "UTF-8" else older).append(number)
        names.add(name)
    single = "Latin-1" if "Latin-1" in names else "Windows-1252"
    if not modern:
        return Decoded("\n".join(texts), single, [])
    return Decoded("\n".join(texts), f"UTF-8 et {single}", [_mixed(modern, older, single)])


def _one_line(line: bytes) -> tuple[str, str]:
    for codec, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return line.decode(codec), name
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1"), "Latin-1"


def _mixed(modern: list[int], older: list[int], name: str) -> Note:
    fewer_old = len(older) <= len(modern)
    few, few_name, rest = (older, name, "UTF-8") if fewer_old else (modern, "UTF-8", name)
    return Note(
        "mixed_encodings",
        f"Deux encodages dans le même fichier\u00a0: {line_list(few)} en {few_name}, "
        f"le reste en {rest}. Vérifiez les accents de ces lignes.",
    )

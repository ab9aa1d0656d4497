"""French words and numbers for the messages of an import."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from timonier.engine.numerals import format_number
from timonier.engine.search import fold
from timonier.engine.typography import NBSP, listed
from timonier.engine.typography import quoted as in_quotes

_MEBIBYTE: Final = 1024 * 1024
_NOT_WORD: Final = re.compile(r"[^\w]+|_+")


def megabytes(size: int) -> str:
    """A file size in megabytes as users see it, never shown as zero.

    >>> megabytes(100 * 1024 * 1024), megabytes(2_516_582), megabytes(12)
    ('100\\xa0Mo', '2,4\\xa0Mo', '0,1\\xa0Mo')
    """
    tenths = max(1, round(size * 10 / _MEBIBYTE))
    whole, tenth = divmod(tenths, 10)
    shown = f"{whole},{tenth}" if tenth and whole < 10 else format_number(whole)
    return f"{shown}{NBSP}Mo"


def quoted(text: str, limit: int = 60) -> str:
    """A value between French quotation marks, on one line, shortened when long.

    >>> quoted("Marignanne")
    '«\\xa0Marignanne\\xa0»'
    """
    clean = " ".join(text.split(" ")).replace("\r", " ").replace("\n", " ")
    return in_quotes(clean if len(clean) <= limit else clean[: limit - 1] + "…")


def counted(number: int, singular: str, plural: str) -> str:
    """A count with its noun; French says « 0 ajout » and « 1 ajout ».

    >>> counted(1, "ajout", "ajouts"), counted(2, "ajout", "ajouts")
    ('1\\xa0ajout', '2\\xa0ajouts')
    """
    return f"{format_number(number)}{NBSP}{singular if abs(number) < 2 else plural}"


def line_list(numbers: Iterable[int], limit: int = 5) -> str:
    """Line numbers for a notice, at most ``limit`` of them.

    >>> line_list([4, 7, 9]), line_list([12])
    ('lignes\\xa04, 7 et 9', 'ligne\\xa012')
    """
    ordered = sorted(set(numbers))
    shown = [format_number(number) for number in ordered[:limit]]
    hidden = len(ordered) - len(shown)
    if hidden:
        shown.append(counted(hidden, "autre", "autres"))
    noun = "ligne" if len(ordered) < 2 else "lignes"
    return f"{noun}{NBSP}{listed(shown)}"


def name_key(text: str) -> str:
    """A name without case, accents, punctuation or spacing, to compare names only.

    >>> name_key(" Autorisation de programme (€) "), name_key("CODE_OPERATION")
    ('autorisation de programme', 'code operation')
    """
    return _NOT_WORD.sub(" ", fold(text)).strip()

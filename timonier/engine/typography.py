"""French typographic signs, named once so that no invisible character is typed by hand."""

from __future__ import annotations

NBSP = "\u00a0"
"""No-break space: thousands, units, before ``: % € »`` and after ``«``."""

NNBSP = "\u202f"
"""Narrow no-break space: before ``; ! ?``."""

MINUS = "\u2212"
"""The true minus sign, as wide as a plus."""

UNKNOWN = "inconnu"
"""What a missing value prints as; never a zero, never an empty cell."""


def quoted(text: str) -> str:
    """Put a text between French quotation marks.

    >>> quoted("T4 2021")
    '«\\xa0T4 2021\\xa0»'
    """
    return f"«{NBSP}{text}{NBSP}»"


def sentence(text: str) -> str:
    """Give a text its capital and its final stop, and nothing else.

    >>> sentence("la période est illisible")
    'La période est illisible.'
    >>> sentence("Déjà ponctué.")
    'Déjà ponctué.'
    """
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def listed(words: list[str] | tuple[str, ...]) -> str:
    """Join words as a French enumeration.

    >>> listed(["la cible", "l'unité", "l'échéance"])
    "la cible, l'unité et l'échéance"
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"

"""Counts as a finding says them: in letters, in agreement, « aucun » for none."""

from __future__ import annotations

from decimal import Decimal

from timonier.engine.quantities import format_number, format_percent
from timonier.engine.search import fold

SMALL = (
    "aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
    "vingt",
)  # fmt: skip


def in_words(count: int, *, feminine: bool = False) -> str:
    """A count in letters up to twenty, in figures beyond; none is « aucun ».

    >>> in_words(1, feminine=True), in_words(12), in_words(0)
    ('une', 'douze', 'aucun')
    """
    if count >= len(SMALL):
        return format_number(count, 0)
    return SMALL[count] + ("e" if feminine and count < 2 else "")


def said(count: int, noun: str, nouns: str = "", *, feminine: bool = False) -> str:
    """A count in letters with its noun in agreement.

    >>> said(0, "objectif"), said(2, "unité", feminine=True), said(1, "unité", feminine=True)
    ('aucun objectif', 'deux unités', 'une unité')
    """
    word = noun if count < 2 else (nouns or f"{noun}s")
    return f"{in_words(count, feminine=feminine)} {word}"


def capital(text: str) -> str:
    """Start a sentence with a capital, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


def share_of(part: int, total: int) -> str | None:
    """A share in per cent without decimals; None when there is nothing to divide by.

    >>> share_of(1, 3), share_of(0, 0)
    ('33\\xa0%', None)
    """
    return format_percent(Decimal(100 * part) / Decimal(total), 0) if total else None


def of_place(name: str) -> str:
    """« de » before a place, with its article contracted and its vowel elided.

    >>> of_place("Aubagne"), of_place("Le Rove"), of_place("Les Pennes-Mirabeau")
    ('d’Aubagne', 'du Rove', 'des Pennes-Mirabeau')
    >>> of_place("La Ciotat"), of_place("Éguilles"), of_place("Marseille")
    ('de La Ciotat', 'd’Éguilles', 'de Marseille')
    """
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d’{name}" if fold(name[:1]) in "aeiouy" else f"de {name}"

"""The French words of results: reasons, periods, roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from timonier.engine.numerals import format_number
from timonier.engine.period import MONTHS
from timonier.engine.typography import NBSP, NNBSP

REASONS = {
    "": "",
    "not_additive": (
        "une médiane ou un nombre de personnes distinctes ne s’additionne pas"
        f"{NNBSP}; recalculez à partir des données détaillées"
    ),
    "nothing": "",
    "zero_denominator": "le dénominateur total est nul",
    "contradictory": "plusieurs sources donnent des valeurs différentes",
    "unknown": "valeur non reçue",
}
ROLES = {
    "counted": "compté",
    "same": "dit la même chose qu’un autre chiffre",
    "contradictory": "contredit par un autre chiffre",
    "repeat": "répète un autre chiffre",
    "unknown": "valeur inconnue",
    "undated": "sans période",
    "elsewhere": "hors des territoires du registre",
}


def reason_text(reason: str, received: int, result: dict[str, Any]) -> str:
    """Why a value may not be published, for a reader; empty when it may."""
    if reason != "coverage":
        return REASONS[reason]
    if result.get("origin") == "published":
        return ""
    share = format_number(round(100 * received / result["expected"]), 0)
    values = "valeur reçue" if received < 2 else "valeurs reçues"
    return (
        f"{received} {values} sur {result['expected']}, soit {share}{NBSP}%"
        f"{NNBSP}; c’est trop peu pour publier un total"
    )


def period_name(start: date | None, end: date | None) -> str:
    """A period without its printed wording: « 2020 », « mars 2020 », or its two dates."""
    if start is None or end is None:
        return "sans date"
    if start.year == end.year:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year)
        if start.month == end.month and start.day == 1 and end.day > 27:
            return f"{MONTHS[start.month - 1]} {start.year}"
    return f"{start:%d/%m/%Y} – {end:%d/%m/%Y}" if start != end else f"{start:%d/%m/%Y}"

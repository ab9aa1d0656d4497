"""How sure a printed value is (« près de », « plus de ») and what it is (done, aimed at)."""

import re

from timonier.demo.prepare.tables import Row

# What stands just before a number in the sentence, first match first.
BEFORE = (
    (r"plus d|au moins|minim", "more_than"),
    (r"moins d|sous la barre", "less_than"),
    (r"jusqu|limité à", "up_to"),
    (r"prévisionnel", "forecast"),
    (r"montant sollicité", "requested"),
    (r"près d|environ|l.ordre d|presque", "about"),
)
# What the reader of 2017 wrote beside the figure.
NOTED = (
    (r"^plus de|^minimum", "more_than"),
    (r"prévisionnel|^reste à", "forecast"),
    (r"^demandé", "requested"),
    (r"^près de|^environ|^« une|^estimation|^moyenne \(|4 ou 5", "about"),
)
NATURES_2017 = (
    (r"cible|^échéance", "target"),
    (r"prévisionnel|^reste à|^enveloppe", "forecast"),
    (r"^opération$", "project"),
    (r"^organisation|norme|^durée", "context"),
)
WINDOW = 24


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for pattern, word in patterns if re.search(pattern, text, re.I)), "")


def _before(row: Row) -> str:
    """The words that come just before the figure in its sentence."""
    quote, surface = row.get("quote", ""), row.get("surface", "")
    place = quote.find(surface) if surface else -1
    return quote[max(0, place - WINDOW) : place] if place > 0 else ""


def qualifier_of(row: Row) -> str:
    """exact, about, more_than, less_than, up_to, forecast or requested.

    A report that says nothing is taken at its word: exact.
    """
    noted = _first(NOTED, row["comparison"]) if row["id"].startswith("000-") else ""
    surface = row.get("surface", "")
    lead = "more_than" if surface.lower().startswith("plus de") else ""
    return noted or lead or _first(BEFORE, _before(row)) or row["qualifier"] or "exact"


def nature_of(row: Row) -> str:
    """achieved, target, project, context or forecast; 2017 was read without a nature."""
    if row["nature"]:
        return row["nature"]
    return _first(NATURES_2017, row["comparison"]) or "achieved"

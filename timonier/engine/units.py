"""Units: what may be converted into what, and how French writes them.

An unknown unit is its own dimension: « dossiers » are never converted into « procédures ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from timonier.engine.errors import TimonierError
from timonier.engine.search import fold
from timonier.engine.typography import quoted


class UnitError(TimonierError):
    """Two units that cannot be compared or converted."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    ``factor`` is the number of base units of the ``dimension`` in one of these
    (1 for an unknown unit, which is alone in its dimension).
    """

    symbol: str
    dimension: str
    factor: Decimal = Decimal(1)
    singular: str = ""
    plural: str = ""

    def __str__(self) -> str:
        return self.symbol

    def word(self, value: Decimal | None) -> str:
        """The word that follows a value; French counts in the plural from 2.

        >>> unit("communes").word(Decimal("1.5")), unit("communes").word(Decimal(92))
        ('commune', 'communes')
        """
        single = value is not None and abs(value) < 2
        return (self.singular if single else self.plural) or self.symbol


def _known() -> dict[str, Unit]:
    table = {
        "monnaie": "€ 1 euro|euros|eur; k€ 1000 keur; M€ 1000000 meur; Md€ 1000000000 mds€",
        "masse": "g 0.001 gramme|grammes; kg 1 kilo|kilos|kilogramme|kilogrammes;"
        " t 1000 tonne|tonnes; kt 1000000",
        "longueur": "m 1 metre|metres; km 1000 kilometre|kilometres; cm 0.01; mm 0.001",
        "surface": "m² 1 m2; ha 10000 hectare|hectares; km² 1000000 km2",
        "volume": "m³ 1 m3; l 0.001 litre|litres; hl 0.1; Mm³ 1000000",
        "part": "% 0.01 pourcent|pour_cent; ‰ 0.001; points 0.01 point|pt|pts",
        "énergie": "kWh 1; MWh 1000; GWh 1000000; TWh 1000000000",
        "durée en heures": "h 1 heure|heures; min 0.0166666666666666666666666667 minute|minutes",
        "durée en jours": "j 1 jour|jours; semaines 7 semaine",
        "durée en mois": "mois 1; trimestres 3 trimestre; ans 12 an|annees|annee",
    }
    units: dict[str, Unit] = {}
    for dimension, line in table.items():
        for entry in line.split(";"):
            symbol, factor, *rest = entry.split()
            item = Unit(symbol, dimension, Decimal(factor))
            for name in (symbol, *(rest[0].split("|") if rest else ())):
                units[fold(name) if len(name) > 3 else name] = item
    return units | _worded()


def _worded() -> dict[str, Unit]:
    """Units whose French word changes with the number, or that a sentence builds."""
    day = Unit("jours", "durée en jours", Decimal(1), "jour", "jours")
    week = Unit("semaines", "durée en jours", Decimal(7), "semaine", "semaines")
    hour = Unit("heures", "durée en heures", Decimal(1), "heure", "heures")
    year = Unit("ans", "durée en mois", Decimal(12), "an", "ans")
    quarter = Unit("trimestres", "durée en mois", Decimal(3), "trimestre", "trimestres")
    million = Decimal(10**6)
    cubic = Unit("millions de m³", "volume", million, "million de m³", "millions de m³")
    percent = Unit("points", "part", Decimal("0.01"), "point", "points")
    words = {"jour": day, "jours": day, "semaine": week, "semaines": week}
    words |= {"heure": hour, "heures": hour, "an": year, "ans": year, "annees": year}
    words |= {"trimestre": quarter, "trimestres": quarter, "point": percent, "points": percent}
    return words | {"millions de m3": cubic, "million de m3": cubic, "millions de m³": cubic}


_KNOWN = _known()
_SAME_IN_PLURAL = (
    "avis bus fois mois temps cours proces acces succes pays permis parcours relais recours"
    " concours discours colis devis corps tas puits prix voix choix atlas campus repas"
)
_PREPOSITIONS = "de des du d' à a en par aux au sur pour sans entre"
_INVARIABLE = frozenset(_SAME_IN_PLURAL.split())
_LINKS = frozenset(_PREPOSITIONS.split())
_TAIL = re.compile(r"^(?P<head>[^\s/]+)(?P<tail>(?:/|\s(?=HT|TTC)).+)$")


@lru_cache(maxsize=4096)
def unit(symbol: str) -> Unit:
    """The unit that a symbol or a word names.

    « t/an », « kg/hab/an », « € HT » convert as their head does, within the same tail;
    so « € HT » is never compared with « € TTC » or with « € ».

    >>> unit("M€").factor, unit("tonnes").symbol, unit("dossiers").dimension
    (Decimal('1000000'), 't', 'dossiers')
    >>> unit("t/an").dimension == unit("kg/an").dimension, unit("€ HT").dimension
    (True, 'monnaie HT')
    """
    text = " ".join(symbol.split())
    found = _KNOWN.get(text) or (_KNOWN.get(fold(text)) if len(text) > 3 else None)
    if found:
        return found
    compound = _TAIL.match(text)
    head = _KNOWN.get(compound["head"]) if compound else None
    if compound and head:
        return Unit(text, head.dimension + compound["tail"], head.factor)
    return Unit(text, fold(text), Decimal(1), singular_of(text), text)


def convert(value: Decimal | None, source: Unit, target: Unit) -> Decimal | None:
    """Express a value in another unit of the same dimension; unknown stays unknown.

    >>> convert(Decimal("8.56"), unit("Md€"), unit("M€"))
    Decimal('8560')
    >>> convert(Decimal(3), unit("dossiers"), unit("procédures"))
    Traceback (most recent call last):
    ...
    timonier.engine.units.UnitError: ...dossiers... ne se convertissent pas en ...procédures...
    """
    if source.dimension != target.dimension:
        raise UnitError(
            f"des {quoted(source.symbol)} ne se convertissent pas en {quoted(target.symbol)}",
            remedy="donnez la valeur dans l'unité de l'indicateur",
        )
    if value is None or source.factor == target.factor:
        return value
    converted = value * source.factor / target.factor
    whole = converted.to_integral_value()
    return whole.quantize(Decimal(1)) if converted == whole else converted.normalize()


def singular_of(words: str) -> str:
    """The singular of a unit written in the plural, up to its first preposition.

    >>> singular_of("points d'arrêt"), singular_of("fiches-actions"), singular_of("avis")
    ("point d'arrêt", 'fiche-action', 'avis')
    >>> singular_of("tableaux de bord"), singular_of("PLIE")
    ('tableau de bord', 'PLIE')
    """
    done, parts = [], words.split(" ")
    while parts and fold(parts[0]) not in _LINKS and not fold(parts[0]).startswith("d'"):
        done.append("-".join(_singular_word(word) for word in parts.pop(0).split("-")))
    return " ".join(done + parts)


def _singular_word(word: str) -> str:
    if fold(word) in _INVARIABLE or len(word) < 4 or word[-1] not in "sx":
        return word
    if word.endswith("eaux") or word.endswith("s"):
        return word[:-1]
    return f"{word[:-3]}al" if word.endswith("aux") else word

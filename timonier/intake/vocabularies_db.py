"""What the registry knows, as the closed lists that a file is read against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from timonier.accounts.models import User
from timonier.intake.validation.vocabularies import Vocabularies, Vocabulary
from timonier.registry.documents.models import Document
from timonier.registry.indicators.models import Indicator
from timonier.registry.organisations.models import Chart, Unit
from timonier.registry.strategy.models import Strategy
from timonier.registry.territories.models import Territory


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """What checking a figure needs of its indicator."""

    pk: int
    name: str
    unit: str
    ratio: bool
    factor: Decimal
    discontinued_on: date | None


@dataclass(frozen=True, slots=True)
class Names:
    """One list of the registry: number and printed name of each code."""

    ids: Mapping[str, int]
    names: Mapping[str, str]
    codes: Mapping[int, str] = field(default_factory=dict)

    def id(self, code: str | None) -> int | None:
        """The number of a code; None for None."""
        return None if code is None else self.ids[code]

    def code(self, pk: int | None) -> str | None:
        """The code of a number; None for None."""
        return None if pk is None else self.codes[pk]

    def name(self, code: str | None) -> str:
        """The printed name of a code, empty for None."""
        return "" if code is None else self.names.get(code, code)


def names_of(triples: Iterable[tuple[int, str, str]]) -> Names:
    """A list from (number, code, name); a name that two codes share is replaced by the code."""
    rows = list(triples)
    shared = Counter(name for _, _, name in rows)
    return Names(
        {code: pk for pk, code, _ in rows},
        {code: name if name and shared[name] == 1 else code for _, code, name in rows},
        {pk: code for pk, code, _ in rows},
    )


def territories() -> Names:
    """Communes and other territories, archived ones too: old figures name them."""
    return names_of(Territory.objects.values_list("id", "code", "name"))


def units() -> Names:
    """Units of every chart; a direction of the same name in two charts is told by its code."""
    return names_of(Unit.objects.values_list("id", "code", "name").order_by("id"))


def documents() -> Names:
    """Documents by short title."""
    return names_of(Document.objects.values_list("id", "code", "short_title"))


def charts() -> Names:
    """Organisation charts that are not archived."""
    return names_of(Chart.objects.active().values_list("id", "code", "label"))


def strategies() -> Names:
    """Strategies that are not archived."""
    return names_of(Strategy.objects.active().values_list("id", "code", "name"))


def people() -> Names:
    """Active accounts, by username and e-mail."""
    found = User.objects.filter(is_active=True).values_list("id", "username", "email")
    return names_of(found)


def indicators() -> dict[str, KnownIndicator]:
    """Indicators that are not archived, by code."""
    rows = Indicator.objects.active().values_list(
        "code", "id", "name", "unit", "perimeter_operator", "factor", "discontinued_on"
    )
    return {
        code: KnownIndicator(pk, name, unit, operator == "ratio_of_sums", factor, ended)
        for code, pk, name, unit, operator, factor, ended in rows
    }


def places(territory: Names, unit: Names | None = None) -> Vocabularies:
    """The lists of places and units that a check of cells takes."""
    return Vocabularies(
        Vocabulary("Commune ou territoire", territory.names, "inconnu", "Le plus proche"),
        Vocabulary("Unité", unit.names, "inconnue", "La plus proche") if unit else None,
    )

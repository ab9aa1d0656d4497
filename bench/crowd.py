"""The data set enlarged from a fixed seed, for the pages to have much to show."""

from __future__ import annotations

import random
from datetime import date

from bench.scratch import SEED

FEW = (500, 300)
"""Indicators and objectives of the small size, a little above those of the data set."""

MANY = (2000, 1000)
YEARS = range(2016, 2024)
WORDS = [
    "eau",
    "transport",
    "habitat",
    "déchet",
    "air",
    "emploi",
    "culture",
    "sport",
    "logement",
    "voirie",
    "énergie",
    "port",
    "forêt",
    "tourisme",
    "santé",
    "jeunesse",
    "commerce",
    "industrie",
    "numérique",
    "recherche",
    "littoral",
    "bruit",
    "foncier",
    "climat",
]


def enlarge(indicators: int, objectives: int) -> None:
    """Complete the registry up to so many indicators and objectives; adds nothing beyond."""
    chance = random.Random(SEED)
    _indicators(indicators, chance)
    _objectives(objectives, chance)


def _indicators(count: int, chance: random.Random) -> None:
    """Indicators with a theme, a unit that answers for them, and eight years of figures."""
    from timonier.registry.indicators.models import Figure, Indicator, Responsibility
    from timonier.registry.organisations.models import Unit
    from timonier.registry.strategy.models import Node
    from timonier.registry.territories.models import Territory

    there = Indicator.objects.count()
    themes = list(Node.objects.filter(strategy__kind="themes").order_by("pk"))
    units = list(Unit.objects.filter(chart__code="2023").order_by("pk"))
    communes = list(Territory.objects.filter(kind="commune").order_by("code"))
    whole = Territory.objects.get(kind="institution")
    made = Indicator.objects.bulk_create(
        Indicator(
            code=f"ESSAI-{rank:05}",
            name=f"Indicateur {rank} : {' et '.join(chance.sample(WORDS, 2))}",
            unit="unités",
            theme=chance.choice(themes),
            perimeter_operator="sum" if rank % 3 else "none",
        )
        for rank in range(there, count)
    )
    Responsibility.objects.bulk_create(
        Responsibility(indicator=one, unit=chance.choice(units)) for one in made
    )
    places = [
        (one, [whole, *(communes if rank % 10 == 0 else ())]) for rank, one in enumerate(made)
    ]
    Figure.objects.bulk_create(
        (
            Figure(
                indicator=one,
                territory=place,
                period_start=date(year, 1, 1),
                period_end=date(year, 12, 31),
                period_printed=str(year),
                value=chance.randrange(100_000),
                measure_unit="unités",
            )
            for one, where in places
            for place in where
            for year in YEARS
        ),
        batch_size=2000,
    )


def _objectives(count: int, chance: random.Random) -> None:
    """Objectives spread over the elements of the strategies, some done, some late."""
    from timonier.registry.organisations.models import Unit
    from timonier.registry.strategy.models import Node, Objective

    there = Objective.objects.count()
    nodes = list(Node.objects.exclude(strategy__kind="themes").order_by("pk"))
    units = list(Unit.objects.filter(chart__code="2023").order_by("pk"))
    done = {"state": "done", "done_printed": "2022", "proof_note": "délibération"}
    Objective.objects.bulk_create(
        Objective(
            node=chance.choice(nodes),
            code=f"essai-{rank:05}",
            title=f"Objectif {rank} : {' et '.join(chance.sample(WORDS, 2))}",
            kind="deliverable",
            unit=chance.choice(units),
            due_on=date(chance.randint(2020, 2028), chance.randint(1, 12), 28),
            position=rank,
            **(done if chance.random() < 0.4 else {}),
        )
        for rank in range(there, count)
    )

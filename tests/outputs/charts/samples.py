"""One chart of each kind, drawn from the same readable data in several tests."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from timonier.engine.quantities import Qualifier
from timonier.outputs.charts import (
    Area,
    Bar,
    Break,
    Chart,
    CommuneMap,
    Comparison,
    Lineage,
    LineageUnit,
    MapClass,
    Mark,
    Meter,
    Part,
    Point,
    Reference,
    Role,
    Series,
    ShareRow,
    Shares,
    Succession,
    Tone,
    YearBar,
    YearBars,
    YearBreak,
    commune_map,
    comparison_chart,
    lineage_chart,
    meter_chart,
    middle_of,
    series_chart,
    shares_chart,
    year_bars_chart,
)


def point(year: int, value: str | None, **more: object) -> Point:
    known = None if value is None else Decimal(value)
    return Point(str(year), middle_of(year), known, **more)  # type: ignore[arg-type]


def mark(year: int, value: str) -> Mark:
    return Mark(str(year), middle_of(year), Decimal(value))


SERIES = Series(
    "Déchets par habitant",
    "kg",
    (
        point(2017, "640", qualifier=Qualifier.ABOUT),
        point(2020, "635", status="publié"),
        point(2021, None, word="non publié"),
        point(2023, "603", note="données 2022"),
        point(2024, "601.5", status="provisoire"),
    ),
    breaks=(Break(date(2023, 1, 1), "réforme"),),
    target=mark(2030, "540"),
    expected=(mark(2020, "635"), mark(2030, "540")),
    forecast=(mark(2026, "590"),),
)
COMPARISON = Comparison(
    "Déchets & tris par territoire",
    "kg",
    (
        Bar("Pays de Martigues", Decimal(725)),
        Bar("Pays Salonais", Decimal(669), Qualifier.ABOUT),
        Bar("Bassin <est>", None, word="non publié"),
    ),
    Reference("Métropole", Decimal(635)),
    accent="Pays de Martigues",
)
YEARS = YearBars(
    "Tonnages",
    "tonnes",
    (
        YearBar(2017, Decimal(1200000), Qualifier.ABOUT),
        YearBar(2020, Decimal(1192239)),
        YearBar(2022, Decimal(1140442)),
        YearBar(2023, None, word="non publié"),
    ),
    (YearBreak(2022, "autre rapport"),),
)
SHARES = Shares(
    "Engagements",
    (
        ShareRow(
            "Mobilité",
            (Part(Tone.DONE, 3, "tenus"), Part(Tone.LATE, 0), Part(Tone.SILENT, 5)),
        ),
        ShareRow("Culture", (Part(Tone.DONE, 2, "tenus"), Part(Tone.SILENT, 2))),
    ),
)  # fmt: skip
METER = Meter("Objectifs", done=8, measured=20, total=114, expected=Decimal(60))
LINEAGE = Lineage(
    "Filiation",
    ("2017", "2020"),
    (
        LineageUnit("a", "Direction du SIG", "2017", role=Role.LINE),
        LineageUnit("b", "Développement numérique", "2017", role=Role.LINE),
        LineageUnit("c", "Données et SIG", "2020", role=Role.FOCUS),
    ),
    (Succession("a", "c", sourced=True), Succession("b", "c", sourced=False)),
)
POSITIONS = {"13001": (5.40, 43.54), "13055": (5.40, 43.29), "13103": (5.07, 43.64)}
MAP = CommuneMap(
    "Engagements localisés",
    (
        MapClass("late", "en retard", Tone.LATE),
        MapClass("silent", "sans nouvelle", Tone.SILENT),
        MapClass("none", "aucun engagement", Tone.NONE),
    ),
    (
        Area("13001", "Aix-en-Provence", "silent"),
        Area("13055", "Marseille", "late"),
        Area("13103", "Salon-de-Provence", "none"),
    ),
    labelled=("13055", "13001"),
    highlighted="13001",
)

Draw = Callable[[str, int], Chart]
KINDS: dict[str, Draw] = {
    "series": lambda uid, width: series_chart(SERIES, uid=uid, width=width),
    "comparison": lambda uid, width: comparison_chart(COMPARISON, uid=uid, width=width),
    "years": lambda uid, width: year_bars_chart(YEARS, uid=uid, width=width),
    "shares": lambda uid, width: shares_chart(SHARES, uid=uid, width=width),
    "meter": lambda uid, width: meter_chart(METER, uid=uid, width=width),
    "lineage": lambda uid, width: lineage_chart(LINEAGE, uid=uid, width=width),
    "map": lambda uid, width: commune_map(MAP, uid=uid, width=width, positions=POSITIONS),
}

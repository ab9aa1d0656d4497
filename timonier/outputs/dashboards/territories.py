"""The communes on one map and in one list, and the pages of what groups them.

Five readings of the same map: figures of the commune's own, undertakings on its ground,
inhabitants, where the report stands, or the values of one indicator. A value of a former
territory is shown on its communes as that territory's, never divided among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.db.models import Count, QuerySet

from timonier.engine.quantities import format_number
from timonier.engine.search import fold
from timonier.outputs.charts import Area, CommuneMap, MapClass, Tone
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import short_day
from timonier.outputs.dashboards.ground import Drawn, ground
from timonier.outputs.dashboards.parts import Column, Link, Option
from timonier.outputs.dashboards.phrases import capital, said
from timonier.outputs.dashboards.unit_measures import known, text_of, year_of
from timonier.outputs.reports.models import AnnualReport, Sending
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.territories import queries
from timonier.registry.territories.enums import TerritoryKind
from timonier.registry.territories.models import Population, Territory

READINGS = {
    "chiffres": "Chiffres propres",
    "engagements": "Engagements",
    "population": "Population",
    "rapport": "Envoi du rapport",
}
STAGES = (
    ("presented", "présenté en conseil", Tone.DONE, "done"),
    ("received", "reçu", Tone.ON_TRACK, "ok"),
    ("sent", "envoyé", Tone.RUNNING, "ok"),
    ("waiting", "à envoyer", Tone.WATCH, "watch"),
    ("none", "aucun envoi ouvert", Tone.NONE, "plain"),
)
STEPS = (Tone.LEVEL_1, Tone.LEVEL_2, Tone.LEVEL_3, Tone.LEVEL_4)


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune in the list. ``inhabitants`` None: no population known."""

    code: str
    name: str
    former: str
    former_code: str
    inhabitants: int | None
    vintage: str
    figures: int
    undertakings: int
    stage: str
    stage_word: str
    stage_tone: str


@dataclass(frozen=True, slots=True)
class TerritoriesPage:
    """The map and the list of the communes that the person may read."""

    title: str
    finding: str
    crumbs: Sequence[Link]
    drawn: Drawn | None
    map_title: str
    map_sub: str
    reading: str
    readings: Sequence[Option]
    indicators: Sequence[tuple[str, str]]
    indicator: str
    rows: Sequence[CommuneRow]
    columns: Sequence[Column]
    vintage: str
    total: int
    query: str
    formers: Sequence[tuple[str, str]]
    former: str
    sort: str
    report_year: int | None
    institution_code: str


def territories_page(
    visible: QuerySet[Territory],
    *,
    as_of: date,
    reading: str = "",
    indicator: str = "",
    query: str = "",
    former: str = "",
    sort: str = "",
) -> TerritoriesPage:
    """The page for the communes in *visible* (what the person may read); queries are constant.

    An unknown reading falls back on the commune's own figures; unknown filters keep nothing.
    """
    report = AnnualReport.objects.order_by("-year").first()
    rows = commune_rows(visible.filter(kind=TerritoryKind.COMMUNE), report, as_of)
    shown = _sorted(_kept(rows, query, former), sort)
    choices = _indicator_choices()
    chosen = indicator if indicator in dict(choices) else ""
    reading = reading if reading in READINGS else "chiffres"
    institution = queries.institution()
    drawn = _draw(rows, reading, chosen, as_of)
    return TerritoriesPage(
        title=_title(rows),
        finding=_finding(rows, report),
        crumbs=[Link("Territoires")],
        drawn=drawn,
        map_title=drawn.wide.sentence if drawn else "",
        map_sub=_map_sub(rows, reading, dict(choices).get(chosen, "")),
        reading=reading,
        readings=[
            Option(
                word,
                address("territories", carte=key, ancien=former, q=query, tri=sort),
                key == reading and not chosen,
            )
            for key, word in READINGS.items()
        ],
        indicators=choices,
        indicator=chosen,
        rows=shown,
        columns=_columns(reading, chosen, query, former, sort),
        vintage=_vintage(rows),
        total=len(rows),
        query=query,
        formers=[(t.code, t.name) for t in queries.former_territories()],
        former=former,
        sort=sort,
        report_year=report.year if report else None,
        institution_code=institution.code if institution else "",
    )


def commune_rows(
    communes: QuerySet[Territory], report: AnnualReport | None, as_of: date
) -> list[CommuneRow]:
    """Every commune of *communes* with its counts, by name; six queries whatever their number."""
    listed = list(communes.active().order_by("name"))  # type: ignore[attr-defined]
    ids = [commune.pk for commune in listed]
    people = queries.populations(ids)
    formers = queries.former_of()
    figures = _counts(known(as_of).filter(repeat_of__isnull=True), ids)
    promises = dict(
        Territory.objects.filter(pk__in=ids, undertakings__archived_at__isnull=True)
        .order_by()
        .values_list("id")
        .annotate(n=Count("undertakings"))
    )
    stages = _stages(report)
    return [
        _row(c, people.get(c.pk), formers.get(c.pk), figures.get(c.pk, 0), promises.get(c.pk, 0),
             stages.get(c.pk, "none"))
        for c in listed
    ]  # fmt: skip


def _counts(figures: QuerySet[Figure], ids: Sequence[int]) -> dict[int, int]:
    rows = figures.filter(territory__in=ids).order_by().values_list("territory_id")
    return {key: n for key, n in rows.annotate(n=Count("id")) if key is not None}


def _stages(report: AnnualReport | None) -> dict[int, str]:
    if report is None:
        return {}
    return {sending.commune_id: stage_of(sending) for sending in report.sendings.all()}


def stage_of(sending: Sending) -> str:
    """How far the report went for one commune: the key of one of STAGES."""
    if sending.presented_on:
        return "presented"
    if sending.received_on:
        return "received"
    return "sent" if sending.sent_on else "waiting"


def _row(
    commune: Territory,
    people: Population | None,
    former: Territory | None,
    figures: int,
    undertakings: int,
    stage: str,
) -> CommuneRow:
    _, word, _, tone = next(known for known in STAGES if known[0] == stage)
    return CommuneRow(
        code=commune.code,
        name=commune.name,
        former=former.name if former else "",
        former_code=former.code if former else "",
        inhabitants=people.value if people else None,
        vintage=f"millésime {people.vintage_year}" if people else "",
        figures=figures,
        undertakings=undertakings,
        stage=stage,
        stage_word=word,
        stage_tone=tone,
    )


def _kept(rows: Iterable[CommuneRow], query: str, former: str) -> list[CommuneRow]:
    wanted = fold(query.strip())
    return [
        row
        for row in rows
        if (not wanted or wanted in fold(row.name) or query.strip() == row.code)
        and (not former or row.former_code == former)
    ]


SORTS: dict[str, Callable[[CommuneRow], tuple[object, ...]]] = {
    "nom": lambda row: (fold(row.name),),
    "ancien": lambda row: (row.former_code, fold(row.name)),
    "population": lambda row: (row.inhabitants is None, row.inhabitants or 0),
    "chiffres": lambda row: (row.figures,),
    "engagements": lambda row: (row.undertakings,),
}


def _sorted(rows: list[CommuneRow], sort: str) -> list[CommuneRow]:
    key = SORTS.get(sort.lstrip("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key else rows


def _vintage(rows: Sequence[CommuneRow]) -> str:
    """The vintage of the populations when they all share it, else nothing: rows say their own."""
    known = {row.vintage for row in rows if row.vintage}
    return known.pop() if len(known) == 1 else ""


def _columns(reading: str, indicator: str, query: str, former: str, sort: str) -> list[Column]:
    def column(label: str, key: str, numeric: bool = False) -> Column:
        state = "" if sort.lstrip("-") != key else "desc" if sort.startswith("-") else "asc"
        first = f"-{key}" if numeric else key
        other = key if numeric else f"-{key}"
        target = other if sort == first else first
        url = address("territories", carte=reading, indicateur=indicator, q=query, ancien=former,
                      tri=target)  # fmt: skip
        return Column(label, numeric=numeric, sort_url=url, sorted=state)

    return [
        column("Commune", "nom"),
        column("Ancien territoire", "ancien"),
        column("Population", "population", numeric=True),
        column("Chiffres propres", "chiffres", numeric=True),
        column("Engagements", "engagements", numeric=True),
        Column("Rapport"),
    ]


def _title(rows: Sequence[CommuneRow]) -> str:
    if not rows:
        return "Aucune commune n’est encore décrite"
    own = sum(row.figures > 0 for row in rows)
    if not own:
        return f"Aucune des {len(rows)} communes n’a de chiffre à elle"
    verb = "a" if own == 1 else "ont"
    theirs = "à elle" if own == 1 else "à elles"
    subject = capital(said(own, "commune", feminine=True))
    return f"{subject} sur {len(rows)} {verb} un chiffre {theirs}"


def _finding(rows: Sequence[CommuneRow], report: AnnualReport | None) -> str:
    promised = sum(row.undertakings > 0 for row in rows)
    ground_words = f"{capital(said(promised, 'commune', feminine=True))} citées par un engagement"
    if promised < 2:
        ground_words = ground_words.replace("citées", "citée")
    if report is None:
        return f"{ground_words} ; aucun rapport n’est encore ouvert à l’envoi."
    served = sum(row.stage in {"sent", "received", "presented"} for row in rows)
    state = f"rapport {report.year} envoyé à {served} sur {len(rows)}"
    return f"{ground_words} ; {state}, dû avant le {short_day(report.due_on)}."


def _indicator_choices() -> list[tuple[str, str]]:
    """Indicators that have a value for a commune or a former territory, most places first."""
    kinds = (TerritoryKind.COMMUNE, TerritoryKind.FORMER_TERRITORY)
    rows = (
        Indicator.objects.active()
        .filter(
            figures__superseded_at__isnull=True,
            figures__value__isnull=False,
            figures__territory__kind__in=kinds,
        )
        .order_by()
        .values("code", "name")
        .annotate(places=Count("figures__territory", distinct=True))
        .order_by("-places", "code")
    )
    return [(row["code"], f"{row['name']} ({row['places']})") for row in rows]


def _map_sub(rows: Sequence[CommuneRow], reading: str, indicator: str) -> str:
    if indicator:
        return "Une valeur d’ancien territoire est montrée sur ses communes, sans être divisée"
    vintages = sorted({row.vintage for row in rows if row.vintage})
    return {
        "chiffres": "Chiffres que les rapports donnent pour la commune seule",
        "engagements": "Engagements qui citent la commune",
        "population": f"Population municipale, {', '.join(vintages)}",
        "rapport": "Du rapport d’activité envoyé à sa présentation en conseil municipal",
    }[reading]


def _draw(rows: Sequence[CommuneRow], reading: str, indicator: str, as_of: date) -> Drawn | None:
    """The map, or None when no commune can be placed."""
    shapes = ground(queries.communes())
    if not rows or (shapes.outlines is None and len(shapes.positions) < len(rows)):
        return None
    data = _indicator_map(rows, indicator, as_of) if indicator else _reading_map(rows, reading)
    return shapes.draw(data, linked=[row.code for row in rows])


def _reading_map(rows: Sequence[CommuneRow], reading: str) -> CommuneMap:
    if reading == "rapport":
        classes = tuple(MapClass(key, word, tone) for key, word, tone, _ in STAGES)
        areas = [Area(r.code, r.name, r.stage, group=r.former) for r in rows]
        return _map("Envoi du rapport", classes, areas, rows)
    if reading == "population":
        return _steps_map(
            "Population municipale", rows, lambda r: r.inhabitants, (5_000, 20_000, 100_000),
            "habitants", zero=False,
        )  # fmt: skip
    if reading == "engagements":
        return _steps_map(
            "Engagements par commune", rows, lambda r: r.undertakings, (2, 4, 8), "engagements"
        )
    return _steps_map(
        "Chiffres propres par commune", rows, lambda r: r.figures, (2, 5, 10), "chiffres"
    )


def _steps_map(
    title: str,
    rows: Sequence[CommuneRow],
    value: Callable[[CommuneRow], int | None],
    bounds: tuple[int, int, int],
    noun: str,
    *,
    zero: bool = True,
) -> CommuneMap:
    """Four steps between *bounds* (each the first value of the step above), plus none."""
    low, middle, high = bounds
    start = "1" if zero else "moins"
    words = (
        f"{start} à {_n(low - 1)}" if zero and low > 2 else "1" if zero else f"moins de {_n(low)}",
        f"{_n(low)} à {_n(middle - 1)}",
        f"{_n(middle)} à {_n(high - 1)}",
        f"{_n(high)} ou plus",
    )
    classes = [MapClass("0", f"sans {noun}" if zero else "inconnu", Tone.NONE)]
    classes += [
        MapClass(str(n), w, t) for n, (w, t) in enumerate(zip(words, STEPS, strict=True), 1)
    ]

    def step(found: int | None) -> str:
        if not found:
            return "0"
        return str(1 + sum(found >= bound for bound in bounds))

    areas = [Area(row.code, row.name, step(value(row)), _n(value(row)), row.former) for row in rows]
    return _map(title, tuple(classes), areas, rows, _leaders(rows, value, noun))


def _leaders(
    rows: Sequence[CommuneRow], value: Callable[[CommuneRow], int | None], noun: str
) -> str:
    """« Marseille et Aix-en-Provence en ont le plus : 55 et 11 chiffres »."""
    known = sorted(rows, key=lambda row: -(value(row) or 0))[:2]
    if len(known) < 2 or not value(known[1]):
        return ""
    counts = f"{_n(value(known[0]))} et {_n(value(known[1]))}"
    return f"{known[0].name} et {known[1].name} en ont le plus : {counts} {noun}"


def _n(value: int | None) -> str:
    return "" if value is None else format_number(value, 0)


def _map(
    title: str,
    classes: tuple[MapClass, ...],
    areas: Sequence[Area],
    rows: Sequence[CommuneRow],
    finding: str = "",
) -> CommuneMap:
    largest = sorted(rows, key=lambda row: -(row.inhabitants or 0))[:6]
    return CommuneMap(
        title=title,
        classes=classes,
        areas=tuple(areas),
        labelled=tuple(row.code for row in largest),
        grouped=any(row.former for row in rows),
        finding=finding,
    )


def _indicator_map(rows: Sequence[CommuneRow], code: str, as_of: date) -> CommuneMap:
    """Communes by the value of one indicator: their own, else their former territory's."""
    own, formers, name = _values(code, as_of)
    known = sorted({figure.value for figure in (*own.values(), *formers.values())
                    if figure.value is not None})  # fmt: skip
    classes = [MapClass("0", "sans valeur", Tone.UNMEASURED)]
    groups = _quartiles(known)
    for rank, group in enumerate(groups, start=1):
        first, last = format_number(group[0]), format_number(group[-1])
        word = first if first == last else f"{first} à {last}"
        classes.append(MapClass(str(rank), word, STEPS[rank - 1]))
    areas = []
    for row in rows:
        figure = own.get(row.code) or formers.get(row.former_code)
        key, text = "0", ""
        if figure is not None and figure.value is not None:
            value = figure.value
            key = str(1 + next(i for i, group in enumerate(groups) if value <= group[-1]))
            whose = "" if row.code in own else f", {row.former} en entier"
            text = f"{text_of(figure)} ({year_of(figure)}{whose})"
        areas.append(Area(row.code, row.name, key, text, row.former))
    return _map(name, tuple(classes), areas, rows)


def _values(code: str, as_of: date) -> tuple[dict[str, Figure], dict[str, Figure], str]:
    """Latest figures of an indicator by commune and by former territory, and its name."""
    rows = (
        known(as_of)
        .filter(indicator__code=code, value__isnull=False)
        .select_related("territory", "indicator")
        .order_by("period_end", "id")
    )
    own: dict[str, Figure] = {}
    formers: dict[str, Figure] = {}
    name = code
    for figure in rows:
        name = figure.indicator.name
        if figure.territory is None:
            continue
        if figure.territory.kind == TerritoryKind.COMMUNE:
            own[figure.territory.code] = figure
        elif figure.territory.kind == TerritoryKind.FORMER_TERRITORY:
            formers[figure.territory.code] = figure
    return own, formers, name


def _quartiles(values: Sequence[Decimal]) -> list[list[Decimal]]:
    """Sorted values cut into four groups at most, as equal in number as can be."""
    count = min(4, len(values))
    cuts = [round(i * len(values) / count) for i in range(count + 1)] if count else []
    return [list(values[a:b]) for a, b in pairwise(cuts) if b > a]

"""A report built from real published figures, with every awkward case, for the tests to render.

The figures are those of the activity reports 2017, 2020 and 2023 of the first user; the sentences
were written for the tests.
"""

import csv
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from timonier.outputs.reports.tree import (
    BoundFigure,
    BulletList,
    Callout,
    Chapter,
    ChartBlock,
    Citation,
    Commune,
    ComparisonTable,
    Contribution,
    DataTable,
    Emphasis,
    Evidence,
    FigureRef,
    FigureTable,
    Finding,
    FindingList,
    FollowUp,
    FollowUpTable,
    Heading,
    Highlight,
    Highlights,
    Inlines,
    KeyFigures,
    MapBlock,
    Milestone,
    ObjectiveRow,
    ObjectivesTable,
    Paragraph,
    ProjectBlock,
    Report,
    Snapshot,
    Source,
    StatusBand,
    Strong,
    Text,
    WeatherJudgement,
)
from timonier.outputs.reports.vocabulary import (
    ChapterKind,
    Comparability,
    FigureStatus,
    Missing,
    Qualifier,
    Status,
    Weather,
)

_DOCUMENTS = {
    "000": ("Rapport d’activité 2017", "R17", 2017),
    "002": ("Rapport d’activité 2020", "R20", 2020),
    "003": ("Rapport d’activité 2023, extrait", "R23", 2023),
}


def source(prefix: str, line: str) -> Source:
    document, short, year = _DOCUMENTS[prefix]
    return Source(document, short, year, f"ligne\u00a0{line}" if line else "extrait")


def _rows() -> list[list[str]]:
    path = Path(__file__).with_name("figures.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def _read(row: list[str]) -> BoundFigure:
    key, label, value, unit, period, territory, qualifier, line = row
    return BoundFigure(
        id=key,
        label=label,
        unit=unit,
        period=period,
        territory=territory,
        value=Decimal(value),
        qualifier=Qualifier.ABOUT if qualifier == "about" else Qualifier.EXACT,
        source=source(key[:3], line),
        trace=f"/chiffres/{key}/",
    )


FIGURES = {figure.id: figure for figure in map(_read, _rows())}


def after(key: str, previous: str, mark: Comparability) -> BoundFigure:
    """A figure of 2023 beside one of 2020."""
    return replace(FIGURES[key], previous=FIGURES[previous], comparability=mark)


def silent(previous: str, mark: Comparability = Comparability.DISCONTINUED) -> BoundFigure:
    """A figure that 2020 published and 2023 does not."""
    old = FIGURES[previous]
    return BoundFigure(
        id=f"{previous}-2023",
        label=old.label,
        unit=old.unit,
        period="2023",
        territory=old.territory,
        previous=old,
        comparability=mark,
        missing=Missing.NOT_PUBLISHED,
    )


def evidence(key: str, label: str, *lines: tuple[str, str]) -> Evidence:
    return Evidence(key, label, tuple(source(prefix, line) for prefix, line in lines))


TRAM = evidence("P5", "Tramway T3, phase 1", ("002", "958, 964"), ("003", "170, 777, 788"))
METRO = evidence("P1", "Métro NEOMMA", ("002", "894, 898"), ("003", "576, 612, 620"))
BUSWAY = evidence("P9", "BHNS B4", ("002", "1001, 1005"), ("003", "830, 839"))
HUB = evidence("P13", "Pôle d’échanges de Gardanne", ("002", "920"))
PLAN = evidence("DIM", "114 objectifs, dont 112 datés", ("002", "707 à 2049"))
BIKES = evidence("A2", "Plan vélo", ("002", "458-462"), ("003", "1206, 1209"))


def text(*parts: str | BoundFigure | Evidence | Strong | Emphasis) -> Inlines:
    """Inlines from plain values: strings, figures, evidence."""
    return tuple(_inline(part) for part in parts)


def _inline(part: object) -> Text | Strong | Emphasis | FigureRef | Citation:
    if isinstance(part, str):
        return Text(part)
    if isinstance(part, BoundFigure):
        return FigureRef(part)
    if isinstance(part, Evidence):
        return Citation(part)
    assert isinstance(part, Strong | Emphasis)
    return part


MAP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400">'
    '<g fill="#C9D8EA" stroke="#FFFFFF" stroke-width="4" id="sol">{}</g></svg>'
).format(
    "".join(
        f'<rect x="{40 + column * 52}" y="{30 + row * 52}" width="48" height="48"/>'
        for row in range(7)
        for column in range(10)
        if (row + column) % 5
    )
)
_BARS = ((2017, 1200, "env. 1 200 000"), (2020, 1192, "1 192 239"), (2022, 1140, "1 140 442"))
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 456 240" font-family="Inter">'
    '<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path d="M0 6L6 0" stroke="#145FBA"/></pattern></defs>{}'
    '<line x1="20" x2="440" y1="210" y2="210" stroke="#0B2545"/></svg>'
).format(
    "".join(
        f'<rect x="{60 + (year - 2017) * 68}" y="{210 - tons / 7}" width="44" height="{tons / 7}" '
        f'fill="{"url(#h)" if year == 2017 else "#0B2545"}" stroke="#145FBA"/>'
        f'<text x="{82 + (year - 2017) * 68}" y="{202 - tons / 7}" font-size="12" '
        f'text-anchor="middle" fill="#0B2545">{shown}</text>'
        f'<text x="{82 + (year - 2017) * 68}" y="228" font-size="11" text-anchor="middle" '
        f'fill="#0B2545">{year}</text>'
        for year, tons, shown in _BARS
    )
)


def waste_chart(key: str = "dechets") -> ChartBlock:
    return ChartBlock(
        id=key,
        title="Déchets ménagers et assimilés pris en charge",
        subtitle="Métropole, tonnes par exercice",
        svg=CHART,
        sentence="Le tonnage baisse de 51 797 tonnes entre 2020 et 2022\u202f; 2017 est arrondi.",
        description="Histogramme, en milliers de tonnes\u00a0: environ 1 200 en 2017, 1 192 en "
        "2020, 1 140 en 2022. Aucune valeur pour 2023.",
        table=DataTable(
            ("Exercice", "Tonnes"), tuple((str(year), shown) for year, _, shown in _BARS)
        ),
        figures=(FIGURES["000-0060"], FIGURES["002-0017"], FIGURES["003-0376"]),
        note="Hachures\u00a0: valeur donnée arrondie.",
    )


def essentials() -> Chapter:
    compared = Comparability
    return Chapter(
        number="",
        title="L’essentiel",
        kind=ChapterKind.FOREWORD,
        lead=text(
            "Plus d’eau vendue, moins de déchets traités, et une partie des chiffres de 2020 qui "
            "ne se lit plus en 2023."
        ),
        blocks=(
            KeyFigures(
                tuple(FIGURES[key] for key in ("003-0001", "003-0410", "003-0376", "003-0294"))
            ),
            ComparisonTable(
                "De 2020 à 2023",
                (
                    after("003-0411", "002-0012", compared.COMPARABLE),
                    after("003-0410", "002-0010", compared.ROUNDED),
                    after("003-0376", "002-0017", compared.OTHER_YEAR),
                    after("003-0294", "002-0177", compared.COMPARABLE),
                    after("003-0293", "002-0178", compared.ROUNDED),
                    after("003-0555", "002-0246", compared.COMPARABLE),
                    after("003-0101", "002-0458", compared.PERIMETER),
                    after("003-0132", "002-0066", compared.PERIMETER),
                    after("003-0104", "002-0150", compared.UNIT),
                    after("003-0435", "002-0015", compared.WORDING),
                    silent("002-0009"),
                    silent("002-0135"),
                    FIGURES["003-0085"],
                ),
                "2020",
                "2023",
                "Un écart n’est calculé que si les deux valeurs mesurent la même chose.",
            ),
            StatusBand(
                "Suites données aux engagements de 2020",
                "81 engagements relus, nombre par statut",
                (
                    (Status.KEPT, 30),
                    (Status.UNDER_WAY, 17),
                    (Status.LATE, 7),
                    (Status.DROPPED, 2),
                    (Status.NO_NEWS, 25),
                ),
            ),
        ),
    )


def tramway(key: str = "t3") -> ProjectBlock:
    return ProjectBlock(
        id=key,
        name="Extension nord-sud du tramway T3, phase 1",
        place="Marseille",
        status=Status.UNDER_WAY,
        first_cost=FIGURES["002-0124"],
        current_cost=replace(silent("002-0124"), id=f"cout-{key}"),
        milestones=(
            Milestone("2020", text("enquête publique et études achevées", TRAM)),
            Milestone("7 fév. 2023", text("premiers rails posés")),
            Milestone("2023", text(FIGURES["003-0231"], " de l’Union européenne")),
        ),
        note=text("Le coût de 2020 n’est repris nulle part dans l’extrait de 2023."),
    )


def mobility() -> Chapter:
    metro = ProjectBlock(
        id="neomma",
        name="Métro automatique NEOMMA",
        place="Marseille · renouvellement des rames et des équipements",
        status=Status.LATE,
        first_cost=None,
        current_cost=None,
        milestones=(
            Milestone("2020", text("mise en service annoncée pour 2023", METRO)),
            Milestone("28 juil. 2023", text("première rame livrée")),
        ),
        weather=WeatherJudgement(
            Weather.OVERCAST, "direction de projet (exemple)", date(2024, 6, 3), "essais en cours"
        ),
    )
    return Chapter(
        number="1",
        title="Mobilité",
        kind=ChapterKind.POLICIES,
        lead=text("Les rails arrivent\u202f; les coûts ne sont plus publiés."),
        units=("DGD Mobilité", "Direction des transports"),
        blocks=(
            mobility_contribution(),
            Heading(1, "Projets"),
            tramway(),
            metro,
            Heading(1, "Suites données aux engagements"),
            FollowUpTable(
                "Quatre engagements de mobilité",
                "Engagement de 2020",
                "Ce que montre le rapport 2023",
                (
                    FollowUp(
                        text("Tramway T3\u00a0: lancer les travaux", TRAM),
                        text("Trois sections en chantier."),
                        Status.UNDER_WAY,
                    ),
                    FollowUp(
                        text("BHNS B4\u00a0: engager les appels d’offres", BUSWAY),
                        text(FIGURES["003-0052"], " attribués à l’été."),
                        Status.KEPT,
                    ),
                    FollowUp(
                        text("Pôle de Gardanne", HUB), text("Aucune mention."), Status.NO_NEWS
                    ),
                    FollowUp(
                        text("Métro NEOMMA\u00a0: début en 2023", METRO),
                        text("Renouvellement annoncé à partir de 2024."),
                        Status.LATE,
                    ),
                ),
                "«\u00a0Sans nouvelle\u00a0» décrit le rapport, non le terrain.",
            ),
        ),
    )


def mobility_contribution() -> Contribution:
    figures = FIGURES
    return Contribution(
        unit="Direction des transports",
        missions=(
            Paragraph(
                text(
                    "La direction organise les déplacements dans les 92 communes. En 2020, elle en "
                    "estimait le nombre à ",
                    figures["002-0020"],
                    ", tous modes confondus.",
                )
            ),
            BulletList(
                (
                    text("préparer et financer les lignes nouvelles\u202f;"),
                    text("exploiter ou déléguer ", Strong("tous"), " les réseaux\u202f;"),
                    text("accompagner les employeurs (", figures["003-0103"], ")."),
                )
            ),
        ),
        highlights=(
            Highlights(
                (
                    Highlight("7 février", text("Premiers rails du tramway T3 à Marseille.", TRAM)),
                    Highlight("28 juillet", text("Première rame NEOMMA livrée.", METRO)),
                    Highlight(
                        "Été", text(figures["003-0052"], " de travaux du B4 attribués.", BUSWAY)
                    ),
                )
            ),
            Paragraph(
                text(
                    "Levélo+ compte ",
                    figures["003-0110"],
                    " et le vélo en libre service ",
                    figures["003-0106"],
                    ". La satisfaction déclarée est de ",
                    figures["003-0112"],
                    ".",
                )
            ),
        ),
        figures=(
            ComparisonTable(
                "",
                (
                    after("003-0101", "002-0458", Comparability.PERIMETER),
                    figures["003-0085"],
                    after("003-0104", "002-0150", Comparability.UNIT),
                    silent("002-0135"),
                ),
                "2020",
                "2023",
            ),
        ),
        perspectives=(Paragraph(text("Poursuivre les ", Emphasis("essais"), " de NEOMMA.")),),
        signature="Direction des transports, DGD Mobilité",
    )


def waste_and_water() -> Chapter:
    figures = FIGURES
    unpublished = replace(
        silent("002-0018"), id="kg-2023", label="Production de déchets par habitant"
    )
    return Chapter(
        number="2",
        title="Déchets, eau et assainissement",
        kind=ChapterKind.POLICIES,
        lead=text("Deux séries ne se lisent plus d’un rapport à l’autre sans précaution."),
        blocks=(
            Heading(1, "Ce que montrent les tonnages"),
            waste_chart(),
            Paragraph(
                text(
                    "Chaque habitant produisait ",
                    figures["002-0018"],
                    " de déchets\u202f; la même mesure est notée «\u00a0",
                    unpublished,
                    "\u00a0» pour 2023.",
                )
            ),
            Callout(
                "Une rupture de série",
                text("Le rapport 2023 publie l’exercice 2022\u00a0: ", figures["003-0376"], "."),
            ),
            FigureTable(
                "Chiffres clés",
                (
                    figures["003-0367"],
                    figures["003-0369"],
                    figures["003-0440"],
                    figures["000-0075"],
                    replace(figures["002-0298"], status=FigureStatus.PROVISIONAL),
                    unpublished,
                ),
                "Le territoire est nommé pour chaque mesure.",
            ),
            MapBlock(
                "carte",
                "Territoire couvert",
                "Cellules d’égale surface",
                MAP,
                "Carte schématique du territoire, sans valeur.",
                "Chaque cellule est une commune.",
            ),
        ),
    )


def resources() -> Chapter:
    return Chapter(
        number="3",
        title="Finances et moyens",
        kind=ChapterKind.RESOURCES,
        blocks=(
            ComparisonTable(
                "Grandeurs financières",
                (
                    silent("002-0007"),
                    after("003-0020", "002-0006", Comparability.WORDING),
                    silent("002-0426"),
                    silent("002-0441"),
                    silent("002-0433"),
                    after("003-0925", "002-0495", Comparability.EXCEPTIONAL_YEAR),
                ),
                "2020",
                "2023",
            ),
            Paragraph(
                text(
                    "En 2020, ",
                    FIGURES["002-0444"],
                    " demandaient ",
                    FIGURES["002-0445"],
                    "\u202f; ",
                    FIGURES["002-0446"],
                    " ont obtenu ",
                    FIGURES["002-0447"],
                    ".",
                )
            ),
        ),
    )


def objectives() -> Chapter:
    row = ObjectiveRow
    return Chapter(
        number="4",
        title="Progression des objectifs",
        kind=ChapterKind.OBJECTIVES,
        lead=text("Sans valeur de départ, une progression ne se calcule pas."),
        blocks=(
            ObjectivesTable(
                "Quelques objectifs",
                (
                    row(
                        "1.1",
                        "Répondre à toutes les demandes",
                        "100 % des demandes",
                        "T4 2021",
                        Status.NOT_MEASURED,
                        None,
                        PLAN,
                    ),
                    row(
                        "2.3",
                        "Places de stationnement pour vélos",
                        "3 600 places",
                        "2024",
                        Status.LATE,
                        Decimal("32.6"),
                        BIKES,
                    ),
                    row(
                        "2.4",
                        "Vélos en location",
                        "2 000 vélos",
                        "2024",
                        Status.ON_TRACK,
                        Decimal("76.5"),
                        BIKES,
                    ),
                    row("5.2", "Former chaque agent", "", "", Status.NOT_ASSESSED),
                ),
                "Progression\u00a0: (actuelle − initiale) ÷ (cible − initiale).",
            ),
        ),
    )


def limits() -> Chapter:
    return Chapter(
        number="5",
        title="Ce que ce rapport ne peut pas dire",
        kind=ChapterKind.LIMITS,
        lead=text("Les chiffres disparus et les contradictions relevées."),
        blocks=(
            FindingList(
                "Contradictions relevées dans le rapport 2020",
                (
                    Finding(
                        "Contradiction",
                        "4 044 ou 4 404 interventions pour un même décompte",
                        "lignes 1294 et 2725",
                        "Choisir la valeur et corriger l’autre.",
                    ),
                    Finding(
                        "Somme",
                        "8 + 7 + 23 font 38, non 39 dossiers",
                        "lignes 2517 à 2523",
                        "Vérifier le total avec le service.",
                    ),
                    Finding(
                        "Calcul",
                        "28,6 % du tonnage, mais 194 kg sur 635, soit 30,6 %",
                        "ligne 2069",
                    ),
                ),
            ),
        ),
    )


SNAPSHOT = Snapshot(
    "AMP-2023-6a9915bf7583",
    "6a9915bf75832e30cc45f88f4c64d8f21facacef3bedb055382a3008dcf6f1b4",
    date(2024, 9, 9),
)
LAW = "Adressé au maire de chaque commune membre (CGCT, article L.5211-39)"


def small_report() -> Report:
    """The whole institution, with one of every block."""
    return Report(
        institution="Métropole Aix-Marseille-Provence",
        territory="Métropole",
        year=2023,
        title="Rapport d’activité 2023",
        subtitle="Ce qui a été fait, et ce que nous ne savons pas encore.",
        legal_basis=LAW,
        snapshot=SNAPSHOT,
        chapters=(
            essentials(),
            mobility(),
            waste_and_water(),
            resources(),
            objectives(),
            limits(),
        ),
        cover_map=MAP,
        cover_map_description="Carte schématique de la Métropole.",
        edition="Exemplaire d’essai",
    )


def large_report(repeats: int = 12) -> Report:
    """A report of a real one's size, with hundreds of sources, to measure speed."""
    report = small_report()
    chapters = tuple(
        replace(_copied(chapter, f"-{part}"), title=f"{chapter.title}, partie {part}")
        for part in range(1, repeats + 1)
        for chapter in report.chapters
    )
    return replace(report, chapters=chapters)


def _copied(node: Any, suffix: str) -> Any:
    """The same tree under other identifiers, so that each copy cites its own sources."""
    if isinstance(node, tuple):
        return tuple(_copied(one, suffix) for one in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    values = {held.name: _copied(getattr(node, held.name), suffix) for held in fields(node)}
    if "id" in values:
        values["id"] += suffix
    return type(node)(**values)


def commune_report(code: str = "13005", name: str = "Aubagne") -> Report:
    """The extract for one commune."""
    figures = FIGURES
    keys = ("003-0657", "003-0656", "003-0232", "002-0142", "002-0265", "002-0267", "002-0089")
    valtram = ProjectBlock(
        id="valtram",
        name="Val’Tram, Aubagne – La Bouilladisse",
        place="Pays d’Aubagne et de l’Étoile",
        status=Status.NOT_ASSESSED,
        first_cost=figures["002-0131"],
        current_cost=replace(silent("002-0131"), id="valtram-2023"),
        milestones=(Milestone("Fin 2020", text("révision du programme délibérée")),),
    )
    return replace(
        small_report(),
        commune=Commune(code, name),
        subtitle="Deux pages pour le conseil municipal\u00a0: projets, chiffres et accords.",
        chapters=(
            Chapter("", "Projets", ChapterKind.POLICIES, blocks=(valtram,)),
            Chapter(
                "",
                "Chiffres",
                ChapterKind.POLICIES,
                blocks=(
                    FigureTable(
                        "",
                        (*(figures[key] for key in keys), figures["000-0076"]),
                        "Un chiffre du Pays d’Aubagne et de l’Étoile ne se répartit pas.",
                    ),
                ),
            ),
            Chapter(
                "",
                "Questions que le conseil peut poser",
                ChapterKind.ANNEX,
                blocks=(
                    BulletList(
                        (
                            text("Quel est aujourd’hui le coût du Val’Tram\u202f?"),
                            text("Quels chiffres de 2020 seront de nouveau publiés\u202f?"),
                        )
                    ),
                ),
            ),
        ),
    )


def commune_reports(count: int = 92) -> Iterator[Report]:
    """As many extracts as the Métropole has communes, each different."""
    for number in range(1, count + 1):
        yield commune_report(f"13{number:03d}", f"Commune {number}")

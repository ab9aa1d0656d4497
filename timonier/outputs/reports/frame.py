"""The pages that every copy has, and the document as a whole.

Cover, how to read, method and sources, colophon: their words are the same for every institution
and never depend on the clock.
"""

from dataclasses import replace

from timonier.outputs.reports import layout, tree
from timonier.outputs.reports.lowering import Desk, lower, without_skips
from timonier.outputs.reports.printing import NBSP, NNBSP, long_date
from timonier.outputs.reports.sources import SourceEntry, SourceList, number_sources
from timonier.outputs.reports.tables import status_cell
from timonier.outputs.reports.vocabulary import Comparability, Status, Weather

_STATUSES = (
    Status.KEPT,
    Status.ON_TRACK,
    Status.UNDER_WAY,
    Status.TO_WATCH,
    Status.LATE,
    Status.DROPPED,
    Status.NO_NEWS,
    Status.NOT_ASSESSED,
)
_COMPARISONS = (
    (Comparability.COMPARABLE, "même mesure"),
    (Comparability.ROUNDED, "avec une réserve"),
    (Comparability.PERIMETER, "mesure changée"),
    (Comparability.DISCONTINUED, "plus publié"),
)
_HOW_NOTE = (
    "Le statut se déduit des faits publiés. La météo est le jugement daté et signé d’une personne"
    f"{NBSP}: elle ne remplace jamais le calcul. «{NBSP}non publié{NBSP}» signifie que le document "
    f"ne donne pas le chiffre{NNBSP}; «{NBSP}—{NBSP}», que nous ne le détenons pas. Aucun des deux "
    "ne vaut zéro."
)
_METHOD = (
    (
        "Chaque chiffre porte une valeur, une unité, une période et une source. Le numéro placé en "
        f"exposant mène à la liste des sources{NNBSP}; celle-ci donne le document, l’endroit et la "
        "période. Le territoire est nommé quand ce n’est pas celui de l’institution."
    ),
    (
        "Un écart n’est calculé qu’entre deux mesures de même définition. Lorsque le périmètre, "
        "l’unité ou le libellé diffèrent, la marque remplace le calcul. Une valeur inconnue n’est "
        "jamais notée zéro."
    ),
)
_EXTRACT_METHOD = (
    (
        "Chaque valeur porte sa période, son unité et le territoire sur lequel elle est mesurée. "
        "Un chiffre mesuré sur un territoire plus vaste que la commune n’est jamais divisé"
        f"{NBSP}: il est donné avec le nom de ce territoire."
    ),
    (
        f"Le statut se déduit des faits publiés. «{NBSP}Sans nouvelle{NBSP}» décrit les documents "
        f"réunis, non le terrain{NBSP}: l’action peut avoir eu lieu sans avoir été racontée."
    ),
)


def compose(report: tree.Report) -> layout.Document:
    """The whole document, ready to be drawn in any format."""
    sources = number_sources(report)
    commune = report.commune
    desk = Desk(report, sources, depth=2 if commune else 1)
    snapshot = report.snapshot
    title = f"{report.title}, extrait pour {commune.name}" if commune else report.title
    return layout.Document(
        extract=commune is not None,
        title=title,
        institution=report.institution,
        description=f"{report.institution}. {report.legal_basis}",
        keywords=report.keywords,
        date=(snapshot.on.year, snapshot.on.month, snapshot.on.day),
        year=report.year,
        cover_title=f"{report.title}, extrait communal" if commune else _cover_title(report),
        commune=commune.name if commune else "",
        place=f"{commune.name}, {commune.code}" if commune else "",
        subtitle=report.subtitle,
        legal_basis=report.legal_basis,
        edition=report.edition,
        snapshot_line=f"Photo {snapshot.id}",
        imprint=f"{report.institution} · photo {snapshot.id}",
        running=_running(report),
        map=report.cover_map,
        map_description=report.cover_map_description,
        how_to_read=_how_to_read(),
        chapters=tuple(_section(chapter, desk) for chapter in report.chapters),
        method=_method(report, sources, desk),
        source_title="Sources" if commune else "Liste des sources",
        sources=tuple(_source_line(entry, report.territory) for entry in sources.entries),
        colophon=_colophon(report),
    )


def _cover_title(report: tree.Report) -> str:
    """The title as printed large: its year is set apart below it."""
    return report.title.removesuffix(f" {report.year}").strip()


def _running(report: tree.Report) -> str:
    return f"{report.title} · extrait communal" if report.commune else report.title


def _section(chapter: tree.Chapter, desk: Desk) -> layout.Section:
    return layout.Section(
        number=chapter.number,
        title=chapter.title,
        lead=desk.line(chapter.lead),
        units=" · ".join(chapter.units),
        blocks=without_skips(lower(chapter.blocks, desk), top=desk.depth),
    )


def _how_to_read() -> layout.HowToRead:
    return layout.HowToRead(
        title="Comment lire ce rapport",
        statuses=layout.Legend(
            "Le statut d’un engagement", tuple(status_cell(status) for status in _STATUSES)
        ),
        comparisons=layout.Legend(
            "La comparaison d’un chiffre",
            tuple(layout.ComparisonCell(c.sign, c.word, said) for c, said in _COMPARISONS),
        ),
        weather=layout.Legend("La météo d’un projet", _weather_rows()),
        note=_HOW_NOTE,
    )


def _weather_rows() -> tuple[layout.WeatherRow, ...]:
    known = tuple(layout.WeatherRow(one.value, f"{one.value}, {one.meaning}") for one in Weather)
    return (*known, layout.WeatherRow("", "non renseignée"))


def _method(report: tree.Report, sources: SourceList, desk: Desk) -> layout.Section:
    words = _EXTRACT_METHOD if report.commune else _METHOD
    paragraphs = tuple(tree.Paragraph((tree.Text(one),)) for one in words)
    title = "Comment lire cet extrait" if report.commune else "Méthode et sources"
    key = tuple(f"{one.short}{NBSP}: {one.document}" for one in sources.documents)
    blocks = tuple(
        replace(item, aside=key) if isinstance(item, layout.Prose) else item
        for item in lower(paragraphs, desk)
    )
    return layout.Section("", title, (), "", blocks)


def _source_line(entry: SourceEntry, home: str) -> layout.SourceLine:
    territory = "" if entry.territory == home else entry.territory
    parts = (entry.margin, entry.period, entry.unit, territory, f"n°{NBSP}{entry.key}")
    return layout.SourceLine(
        number=entry.number,
        label=entry.label,
        details=" · ".join(part for part in parts if part),
        trace=entry.trace,
        chapters=entry.chapters,
    )


def _colophon(report: tree.Report) -> layout.Section:
    snapshot = report.snapshot
    facts = (
        ("Institution", report.institution),
        ("Exercice", str(report.year)),
        ("Photo", snapshot.id),
        ("Empreinte (SHA-256)", _in_groups(snapshot.hash)),
        ("Date de la photo", long_date(snapshot.on)),
    )
    paragraphs = (
        (
            "La même photo alimente le rapport, les extraits communaux et les données "
            f"publiées{NBSP}: tous donnent le même chiffre, au dernier rang près. Réimprimé plus "
            "tard depuis cette photo, cet exemplaire serait identique."
        ),
        (
            "Textes en Source Serif 4, chiffres et légendes en Inter, deux familles libres sous "
            "licence OFL. Les statuts et les marques se distinguent par leur forme autant que par "
            f"leur couleur{NBSP}: le document peut être imprimé en niveaux de gris."
        ),
    )
    body = layout.Facts(("Élément", "Valeur"), facts, paragraphs)
    return layout.Section("", "À propos de cet exemplaire", (), "", (body,))


def _in_groups(digest: str) -> str:
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))

"""What a map of communes shows, and the same in words and in rows."""

from collections import Counter
from dataclasses import dataclass

from timonier.engine.quantities import format_number
from timonier.engine.typography import NBSP, UNKNOWN, quoted
from timonier.outputs.charts.chart import ChartError, Table
from timonier.outputs.charts.palette import Tone
from timonier.outputs.charts.words import COLON, capital, listed

MOST_CLASSES = 5


@dataclass(frozen=True, slots=True)
class MapClass:
    """A class of the map; several communes carry it, ``word`` says what it means."""

    key: str
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Area:
    """A commune: its class, and the value behind it when there is one (French text)."""

    code: str
    name: str
    class_key: str
    value: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class CommuneMap:
    """Communes and their classes.

    ``labelled`` are the codes whose name is printed; ``highlighted`` the code of the one
    the page is about. ``grouped`` draws the limits between groups (former territories).
    """

    title: str
    classes: tuple[MapClass, ...]
    areas: tuple[Area, ...]
    labelled: tuple[str, ...] = ()
    highlighted: str = ""
    grouped: bool = False
    group_word: str = "limite d’ancien territoire"
    finding: str = ""
    class_column: str = "État"

    def __post_init__(self) -> None:
        where = f"carte {quoted(self.title)}"
        if len(self.classes) > MOST_CLASSES:
            raise ChartError(
                f"{len(self.classes)} classes, cinq au plus se lisent",
                where=where,
                remedy="regroupez les classes voisines",
            )
        keys = {found.key for found in self.classes}
        stray = next((area for area in self.areas if area.class_key not in keys), None)
        if stray:
            raise ChartError(
                f"{stray.name} porte la classe inconnue {quoted(stray.class_key)}",
                where=where,
                remedy=f"choisissez parmi {', '.join(sorted(keys))}",
            )
        twice = [code for code, n in Counter(a.code for a in self.areas).items() if n > 1]
        if twice:
            raise ChartError(
                f"commune donnée deux fois ({', '.join(twice)})",
                where=where,
                remedy="donnez chaque commune une seule fois",
            )

    def members(self, key: str) -> tuple[Area, ...]:
        """The communes of one class, in the order given."""
        return tuple(area for area in self.areas if area.class_key == key)

    def look(self, area: Area) -> MapClass:
        """The class of a commune."""
        return next(found for found in self.classes if found.key == area.class_key)


def entry(data: CommuneMap, found: MapClass) -> str:
    return f"{found.word}{NBSP}({format_number(len(data.members(found.key)))})"


def area_words(data: CommuneMap, area: Area) -> str:
    value = f", {area.value}" if area.value else ""
    return f"{area.name}{COLON}{data.look(area).word}{value}"


def finding(data: CommuneMap) -> str:
    counts = [entry(data, found) for found in data.classes if data.members(found.key)]
    return f"{format_number(len(data.areas))}{NBSP}communes{COLON}{', '.join(counts)}."


def description(data: CommuneMap) -> str:
    """Name the communes of each class, save the largest, told by its count alone."""
    classes = [found for found in data.classes if data.members(found.key)]
    largest = max(classes, key=lambda found: len(data.members(found.key)), default=None)
    parts = []
    for found in classes:
        members = data.members(found.key)
        head = f"{found.word} ({format_number(len(members))})"
        short = found is largest and len(members) > 12
        names = [f"{a.name} {a.value}".strip() for a in members]
        parts.append(head if short else f"{head}{COLON}{', '.join(names)}")
    return f"Carte de {format_number(len(data.areas))}{NBSP}communes. {capital(listed(parts))}."


def table(data: CommuneMap) -> Table:
    """The data table of a map: one row per place, in the order of names."""
    grouped = any(area.group for area in data.areas)
    valued = any(area.value for area in data.areas)
    columns = ["Commune", data.class_column]
    columns += ["Valeur"] if valued else []
    columns += ["Groupe"] if grouped else []
    rows = []
    for area in data.areas:
        row = [area.name, capital(data.look(area).word)]
        row += [area.value or UNKNOWN] if valued else []
        row += [area.group or "hors groupe"] if grouped else []
        rows.append(tuple(row))
    return Table(data.title, tuple(columns), tuple(rows))

"""Where an organisation unit comes from, and what became of it, from chart to chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from timonier.engine.typography import quoted
from timonier.outputs.charts import palette as p
from timonier.outputs.charts._metrics import text_width, wrap
from timonier.outputs.charts.chart import (
    WIDE,
    Chart,
    ChartError,
    LegendEntry,
    Table,
    is_compact,
)
from timonier.outputs.charts.svg import document, line, num, rect, tag, text
from timonier.outputs.charts.words import COLON, listed


class Role(StrEnum):
    """What a unit is to the one the page is about."""

    FOCUS = "focus"
    LINE = "line"
    CONTEXT = "context"
    PRESUMED = "presumed"


@dataclass(frozen=True, slots=True)
class LineageUnit:
    """A unit in one organisation chart; ``column`` is one of the columns of the lineage."""

    key: str
    name: str
    column: str
    note: str = ""
    role: Role = Role.CONTEXT


@dataclass(frozen=True, slots=True)
class Succession:
    """One unit follows another; ``sourced`` is False when the link is only presumed."""

    before: str
    after: str
    sourced: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Units in dated columns (« 2017 », « 2020 », « 2023 ») and who follows whom."""

    title: str
    columns: tuple[str, ...]
    units: tuple[LineageUnit, ...]
    successions: tuple[Succession, ...]
    finding: str = ""

    def __post_init__(self) -> None:
        keys = {unit.key for unit in self.units}
        for link in self.successions:
            for key in (link.before, link.after):
                if key not in keys:
                    raise ChartError(
                        f"l’unité {quoted(key)} d’un lien n’est pas parmi les unités données",
                        where=quoted(self.title),
                        remedy="ajoutez l’unité, ou retirez le lien",
                    )
        for unit in self.units:
            if unit.column not in self.columns:
                raise ChartError(
                    f"l’unité {quoted(unit.name)} est datée de {quoted(unit.column)}",
                    where=quoted(self.title),
                    remedy=f"choisissez parmi {', '.join(self.columns)}",
                )

    def unit(self, key: str) -> LineageUnit:
        """The unit of that key."""
        return next(unit for unit in self.units if unit.key == key)

    def column(self, name: str) -> tuple[LineageUnit, ...]:
        """The units of one organisation chart, in the order given."""
        return tuple(unit for unit in self.units if unit.column == name)


@dataclass(frozen=True, slots=True)
class _Card:
    """A unit laid out: its box and its lines of text."""

    unit: LineageUnit
    x: float
    y: float
    width: float
    height: float
    name: tuple[str, ...]
    note: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


_LOOKS: dict[Role, tuple[str, str, str, str]] = {
    Role.FOCUS: (p.NAVY, p.NAVY, p.PAPER, "#C9D6E8"),
    Role.LINE: (p.SEA_SOFT, p.SEA, p.NAVY, p.INK_2),
    Role.CONTEXT: (p.PAPER, p.LINE, p.INK, p.INK_3),
    Role.PRESUMED: (p.PAPER, p.GREY_MARK, p.INK_2, p.INK_3),
}
_FORCED_GREY = {Role.CONTEXT, Role.PRESUMED}


def lineage_chart(data: Lineage, *, uid: str, width: int = WIDE) -> Chart:
    """Draw the charts as columns of boxes; narrow, as stages one under the other.

    A sourced link is solid, a presumed one dashed. ``uid`` must be unique on the page.
    Raises ChartError for a width under 280 px.
    """
    compact = is_compact(width)
    heads, cards, bottom = _stages(data, width) if compact else _columns(data, width)
    links = _side_links(data, cards) if compact else _curves(data, cards)
    body = [*heads, *links, *(mark for card in cards.values() for mark in _card(card))]
    body += _key(bottom)
    described = _description(data)
    return Chart(
        svg=document(uid, width, bottom + 26, data.title, described, body, kind="lineage"),
        title=data.title,
        sentence=data.finding or _finding(data),
        description=described,
        table=_table(data),
        legend=(
            LegendEntry("sourced", "lien sourcé", sum(s.sourced for s in data.successions)),
            LegendEntry("presumed", "lien présumé", sum(not s.sourced for s in data.successions)),
        ),
    )


def _lay(unit: LineageUnit, x: float, y: float, width: float) -> _Card:
    name = tuple(wrap(unit.name, 13.5, width - 22, bold=True))
    note = tuple(wrap(unit.note, 12, width - 22)) if unit.note else ()
    height = 16 + 17 * len(name) + 15 * len(note)
    return _Card(unit, x, y, width, height, name, note)


def _columns(data: Lineage, width: int) -> tuple[list[str], dict[str, _Card], float]:
    """Lay the charts side by side, each column centred against the tallest."""
    gap = width * 0.1
    wide = (width - 2 - gap * (len(data.columns) - 1)) / len(data.columns)
    stacks = []
    for i, name in enumerate(data.columns):
        stacks.append([_lay(unit, 1 + i * (wide + gap), 0, wide) for unit in data.column(name)])
    heights = [sum(card.height + 16 for card in stack) - 16 for stack in stacks]
    tallest = max(heights)
    cards: dict[str, _Card] = {}
    for stack, height in zip(stacks, heights, strict=True):
        y = 36 + (tallest - height) / 2
        for card in stack:
            cards[card.unit.key] = _lay(card.unit, card.x, y, wide)
            y += card.height + 16
    heads = [
        text(1 + i * (wide + gap), 14, name, size=13.5, weight=600, fill=p.INK_3)
        for i, name in enumerate(data.columns)
    ]
    return [*heads, line(0, 23.5, width, 23.5, p.LINE)], cards, 36 + tallest + 8


def _stages(data: Lineage, width: int) -> tuple[list[str], dict[str, _Card], float]:
    """Lay the charts one under the other, a gutter at the left for the links."""
    gutter = 16.0 + 8 * len(data.successions)
    y, heads, cards = 0.0, [], {}
    for name in data.columns:
        heads.append(text(gutter, y + 15, name, size=13.5, weight=600, fill=p.INK_3))
        y += 24
        for unit in data.column(name):
            card = _lay(unit, gutter, y, width - gutter - 1)
            cards[unit.key] = card
            y += card.height + 10
        y += 10
    return heads, cards, y - 8


def _stroke(data: Lineage, link: Succession) -> dict[str, str | float | None]:
    ends = {data.unit(link.before).role, data.unit(link.after).role}
    return {
        "class_": "c-link" if link.sourced else "c-link c-presumed",
        "stroke": p.GREY_MARK if ends & _FORCED_GREY else p.SEA,
        "stroke_width": 1.8,
        "stroke_dasharray": None if link.sourced else "5 4",
    }


def _curves(data: Lineage, cards: dict[str, _Card]) -> Iterator[str]:
    for link in data.successions:
        a, b = cards[link.before], cards[link.after]
        x1, x2 = a.x + a.width, b.x
        middle = (x1 + x2) / 2
        d = (
            f"M{num(x1)} {num(a.middle)}C{num(middle)} {num(a.middle)} "
            f"{num(middle)} {num(b.middle)} {num(x2)} {num(b.middle)}"
        )
        yield tag("path", d=d, fill="none", **_stroke(data, link))


def _side_links(data: Lineage, cards: dict[str, _Card]) -> Iterator[str]:
    """Draw each link in its own lane of the gutter, so that none hides another."""
    for lane, link in enumerate(data.successions):
        a, b = cards[link.before], cards[link.after]
        x = 4.0 + 8 * lane
        leave = a.middle + _shift(data, lane, link.before, before=True)
        reach = b.middle + _shift(data, lane, link.after, before=False)
        d = (
            f"M{num(a.x)} {num(leave)}H{num(x + 6)}Q{num(x)} {num(leave)} {num(x)} "
            f"{num(leave + 6)}V{num(reach - 6)}Q{num(x)} {num(reach)} {num(x + 6)} "
            f"{num(reach)}H{num(b.x)}"
        )
        yield tag("path", d=d, fill="none", **_stroke(data, link))


def _shift(data: Lineage, lane: int, key: str, *, before: bool) -> float:
    """Spread the links that meet at one box, so that each end can be followed."""
    ends = [(s.before if before else s.after) for s in data.successions]
    same = [i for i, end in enumerate(ends) if end == key]
    leaving = 6.0 if before else -6.0
    crowded = any((s.after if before else s.before) == key for s in data.successions)
    base = leaving if crowded else 0.0
    return base + 7 * (same.index(lane) - (len(same) - 1) / 2)


def _card(card: _Card) -> Iterator[str]:
    ground, edge, ink, pale = _LOOKS[card.unit.role]
    yield rect(
        card.x, card.y, card.width, card.height, ground, rx=8, stroke=edge, stroke_width=1.2,
        stroke_dasharray="5 4" if card.unit.role is Role.PRESUMED else None,
        class_=f"c-unit c-{card.unit.role}",
    )  # fmt: skip
    y = card.y + 21
    for part in card.name:
        yield text(card.x + 11, y, part, size=13.5, weight=600, fill=ink)
        y += 17
    for part in card.note:
        yield text(card.x + 11, y - 1, part, size=12, fill=pale)
        y += 15


def _key(y: float) -> Iterator[str]:
    x = 1.0
    for word, dash in (("lien sourcé", None), ("lien présumé", "5 4")):
        yield line(x, y + 14, x + 30, y + 14, p.INK_2, stroke_width=1.8, stroke_dasharray=dash)
        yield text(x + 38, y + 18, word, size=12)
        x += 38 + text_width(word, 12) + 24


def _finding(data: Lineage) -> str:
    presumed = sum(not link.sourced for link in data.successions)
    total = len(data.successions)
    said = f"{total} {'lien' if total < 2 else 'liens'} de filiation"
    if not presumed:
        return f"{said}, tous sourcés." if total else "Aucun lien de filiation connu."
    return f"{said}, dont {presumed} {'présumé' if presumed == 1 else 'présumés'}."


def _description(data: Lineage) -> str:
    parts = []
    for name in data.columns:
        units = [
            f"{unit.name} ({unit.note})" if unit.note else unit.name for unit in data.column(name)
        ]
        parts.append(f"{name}{COLON}{', '.join(units) or 'aucune unité connue'}")
    links = [
        f"{data.unit(s.before).name} devient {data.unit(s.after).name} "
        f"({'sourcé' if s.sourced else 'présumé'})"
        for s in data.successions
    ]
    return f"Filiation. {listed(parts)}. Liens{COLON}{listed(links) or 'aucun'}."


def _table(data: Lineage) -> Table:
    rows = []
    for link in data.successions:
        before, after = data.unit(link.before), data.unit(link.after)
        state = "sourcé" if link.sourced else "présumé"
        rows.append((before.column, before.name, after.column, after.name, state, link.note))
    linked = {key for link in data.successions for key in (link.before, link.after)}
    for unit in data.units:
        if unit.key not in linked:
            rows.append((unit.column, unit.name, "", "", "sans lien connu", unit.note))
    columns = ("Organigramme", "Unité", "Organigramme suivant", "Unité suivante", "Lien",
               "Remarque")  # fmt: skip
    return Table(data.title, columns, tuple(rows))

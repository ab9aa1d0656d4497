"""The values that the components take: what a page dataclass hands to its template.

A template may also pass dictionaries or any object with the same attributes; these classes
say what the attributes are. Texts are French and ready to print; dates are dates; a missing
value is ``None``, never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the breadcrumbs (no address for the page itself), or a plain link."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a page or card head. ``why_not`` disables it and says why."""

    label: str
    url: str = ""
    icon: str = ""
    primary: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """A count at the top of a page; ``url`` opens the exact list counted."""

    count: str | int
    label: str
    detail: str
    url: str
    tone: str = "watch"
    icon: str = "watch"


@dataclass(frozen=True, slots=True)
class Kpi:
    """One value of an object. ``value`` None prints ``missing`` in its own words."""

    label: str
    value: str | None
    unit: str = ""
    note: str = ""
    missing: str = "inconnu"
    example: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a small count; ``tone``: done, ok, watch, late, drop or unknown."""

    label: str
    count: int
    tone: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a seg, a filter strip, tabs or a menu: an address that the page answers."""

    label: str
    url: str = ""
    current: bool = False
    count: str | int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column heading. ``sort_url`` makes it sortable, ``sorted`` is "asc", "desc" or ""."""

    label: str
    numeric: bool = False
    sort_url: str = ""
    sorted: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a trace. ``state``: "", "warn" (read with a reservation) or "miss" (unknown)."""

    label: str
    value: str
    note: str = ""
    source: str = ""
    url: str = ""
    state: str = ""
    parts: Sequence[Node] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of time; ``kind``: base, done, rest, next or silent. One day is a milestone."""

    start: date
    end: date
    kind: str = "done"


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A step: its bars, and its slip as text (« +3 mois »); ``late`` colours the slip."""

    label: str
    bars: Sequence[Bar]
    slip: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """An entry of a timeline; ``state``: new, "" or gone; ``status`` is a badge word."""

    when: str
    text: str
    who: str = ""
    state: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a process; ``state``: done, current or todo."""

    label: str
    note: str = ""
    state: str = "todo"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a fact sheet. ``value`` None prints ``missing`` hatched."""

    label: str
    value: str | None
    url: str = ""
    missing: str = "inconnu"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A past value beside a field to fill; ``value`` None is the one expected now."""

    label: str
    value: str | None

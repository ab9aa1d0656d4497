"""One search over everything a person may read, grouped by kind, nearest words when it is empty."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.engine.search import fold
from timonier.engine.typography import NBSP, NNBSP
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.figures import (
    figure_address,
    measure_of,
    perimeter_of,
    period_of,
    printed,
    source_of,
)
from timonier.outputs.dashboards.french import counted
from timonier.registry.acts.models import Act
from timonier.registry.documents.models import Document
from timonier.registry.feeds.models import Feed
from timonier.registry.indicators.models import Figure, Indicator
from timonier.registry.indicators.queries import figure_rows
from timonier.registry.organisations.models import Unit
from timonier.registry.strategy.models import Node, Objective, Undertaking
from timonier.registry.territories.models import Territory

SHOWN = 8
LONGEST = 200
"""Longer texts are cut before they are searched: nobody types one."""

CLOSE = 0.72


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: what it is called, what distinguishes it, where it opens."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one kind. ``count`` counts them all; ``more`` opens them, or is empty."""

    key: str
    label: str
    count: int
    hits: Sequence[Hit]
    more: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search shows. ``nearest`` are other words to try when nothing was found."""

    query: str
    title: str
    groups: Sequence[Group]
    total: int
    nearest: Sequence[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of object is searched, under which right, and how a hit is told."""

    key: str
    label: str
    right: str
    rows: Callable[[], QuerySet[Any]]
    find: Callable[[QuerySet[Any], str], QuerySet[Any]]
    hit: Callable[[Any], Hit]
    names: str
    register: str = ""


def search_page(text: str, *, by: User) -> SearchPage:
    """Search *text* for *by*: only what that person may read is found, counted or suggested."""
    query = " ".join(text.split())[:LONGEST]
    if not any(letter.isalnum() for letter in query):
        return SearchPage("", "Chercher", (), 0, ())
    groups = tuple(group for kind in KINDS if (group := _group(kind, query, by)).count)
    total = sum(group.count for group in groups)
    nearest = () if total else tuple(nearest_queries(query, _vocabulary(by)))
    return SearchPage(query, _title(query, total), groups, total, nearest)


def _title(query: str, total: int) -> str:
    said = f"«{NBSP}{query}{NBSP}»"
    return f"{counted(total, 'réponse')} pour {said}" if total else f"Rien pour {said}"


def _group(kind: Kind, query: str, by: User) -> Group:
    found = kind.find(policy.visible(by, kind.right, kind.rows()), query)
    count = found.count()
    hits = tuple(kind.hit(row) for row in found[:SHOWN]) if count else ()
    more = address(kind.register, q=query) if count > SHOWN and kind.register else ""
    return Group(kind.key, kind.label, count, hits, more)


# --- How rows are found --------------------------------------------------------------------


def _records(rows: QuerySet[Any], query: str) -> QuerySet[Any]:
    """The object whose code is typed, else a French search with the closest texts first."""
    if any(letter.isdigit() for letter in query):
        coded = rows.filter(code__iexact=query)
        if coded.exists():
            return coded
    table = rows.model._meta.db_table
    rank = f'ts_rank("{table}"."search", plainto_tsquery(\'french\', timonier_fold(%s)))'
    found: QuerySet[Any] = rows.search(query)  # type: ignore[attr-defined]
    ranked: QuerySet[Any] = found.extra(
        select={"closeness": rank}, select_params=[query], order_by=["-closeness", "pk"]
    )
    return ranked


_FIGURE_TEXT = (
    "to_tsvector('french'::regconfig, timonier_fold("
    "coalesce(\"indicators_figure\".\"label\", '') || ' ' || "
    'coalesce("indicators_figure"."period_printed", \'\')))'
)
"""Written as the index ``figure_words`` is, which serves it."""


def _figures(rows: QuerySet[Any], query: str) -> QuerySet[Any]:
    """By citation number, else every word among the label and the period as printed."""
    cited = rows.filter(external_id__iexact=query)
    if cited.exists():
        return cited
    words = [word for word in fold(query).replace("-", " ").split() if word.isalnum()]
    tests = [f"{_FIGURE_TEXT} @@ plainto_tsquery('french', %s)" for _ in words]
    return rows.extra(where=tests, params=words).order_by("-period_end", "pk")


# --- How a hit is told ---------------------------------------------------------------------


def _indicator(row: Indicator) -> Hit:
    theme = row.theme.title if row.theme else "sans thème"
    return Hit(row.name, f"{row.code}, {theme}", address("indicator", row.code))


def _figure(row: Figure) -> Hit:
    value = printed(row.value, measure_of(row), row.qualifier)
    detail = f"{period_of(row)}, {perimeter_of(row)}{NNBSP}; {source_of(row)}"
    return Hit(f"{row.label or row.indicator.name}{NBSP}: {value}", detail, figure_address(row))


def _objective(row: Objective) -> Hit:
    return Hit(row.title, f"{row.code}, {row.node}", address("objective", row.code))


def _node(row: Node) -> Hit:
    return Hit(str(row), row.strategy.name, address("node", row.strategy.code, row.code))


def _undertaking(row: Undertaking) -> Hit:
    detail = f"{row.code}, {row.get_status_display().lower()}"
    return Hit(row.subject, detail, address("undertaking", row.code))


def _unit(row: Unit) -> Hit:
    return Hit(row.name, f"{row.get_level_display()}, {row.chart}", address("unit", row.code))


def _territory(row: Territory) -> Hit:
    detail = f"{row.get_kind_display()}, {row.code}"
    return Hit(row.name, detail, address("territory", row.code))


def _act(row: Act) -> Hit:
    when = row.adopted_printed or "sans date imprimée"
    return Hit(row.title, f"{row.get_kind_display()}, {when}", address("act", row.code))


def _document(row: Document) -> Hit:
    return Hit(row.title, row.get_kind_display(), address("document", row.code))


def _feed(row: Feed) -> Hit:
    return Hit(row.name, f"{row.code}, {row.get_rhythm_display()}", address("feed", row.code))


READ = "registry.read"


def _active(model: Any, *joined: str) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.active().select_related(*joined)


def _current_figures() -> QuerySet[Any]:
    return figure_rows().filter(indicator__archived_at__isnull=True)


KINDS = (
    Kind("indicateurs", "Indicateurs", READ, _active(Indicator, "theme"), _records, _indicator,
         "name", "indicators"),
    Kind("chiffres", "Chiffres", READ, _current_figures, _figures, _figure, "label"),
    Kind("objectifs", "Objectifs", READ, _active(Objective, "node"), _records, _objective,
         "title", "objectives"),
    Kind("strategie", "Éléments de stratégie", READ, _active(Node, "strategy"), _records, _node,
         "title", "nodes"),
    Kind("engagements", "Engagements", READ, _active(Undertaking), _records, _undertaking,
         "subject", "undertakings"),
    Kind("unites", "Unités", READ, _active(Unit, "chart"), _records, _unit, "name", "units"),
    Kind("territoires", "Territoires", "territory.read", _active(Territory), _records, _territory,
         "name", "territories"),
    Kind("actes", "Actes", READ, _active(Act), _records, _act, "title", "acts"),
    Kind("documents", "Documents", READ, _active(Document), _records, _document, "title",
         "documents"),
    Kind("flux", "Flux de données", READ, _active(Feed), _records, _feed, "name", "feeds"),
)  # fmt: skip
"""What is searched, in the order of the page."""


# --- When nothing is found -----------------------------------------------------------------


def _vocabulary(by: User) -> Iterator[str]:
    """The names of everything *by* may read, kind by kind."""
    for kind in KINDS:
        rows = policy.visible(by, kind.right, kind.rows())
        yield from rows.order_by().values_list(kind.names, flat=True)


def nearest_queries(query: str, names: Iterator[str] | Sequence[str]) -> Iterator[str]:
    """The query with each word replaced by the nearest word of *names*; nothing when none is near.

    >>> list(nearest_queries("deches", ["Déchets ménagers", "Eau potable"]))
    ['déchets']
    >>> list(nearest_queries("zzzz", ["Déchets ménagers"]))
    []
    """
    known: dict[str, str] = {}
    for name in names:
        for word in name.replace("’", " ").replace("'", " ").split():
            bare = word.strip(".,;:()«»/-").lower()
            if len(bare) > 2:
                known.setdefault(fold(bare), bare)
    said = []
    for word in query.lower().split():
        close = difflib.get_close_matches(fold(word), known, n=1, cutoff=CLOSE)
        said.append(known[close[0]] if close else "")
    if any(said) and [fold(word) for word in said] != fold(query).split():
        yield " ".join(filter(None, said))

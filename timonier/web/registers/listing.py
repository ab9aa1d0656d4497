"""Build the page of a register: filters, search, sort, pages, all kept in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.engine.quantities import format_number
from timonier.registry.core.search import match
from timonier.web.models import SavedView
from timonier.web.parts import Column, Link, Option
from timonier.web.registers.register import Field, Register
from timonier.web.request import Request

ARCHIVED = "archives"
PLACES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell ready to print. ``value`` None is unknown, in the words of ``unknown``."""

    value: str | None
    label: str
    unknown: str
    numeric: bool = False
    badge: bool = False
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FilterMenu:
    """A filter with its choices and what is chosen."""

    key: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page of a list.

    ``hidden`` are the address parameters that the filter form carries along; ``query`` is the
    whole address, for the export and for saving a view.
    """

    register: Register
    title: str
    sentence: str
    crumbs: list[Link]
    columns: list[Column]
    rows: list[tuple[Any, list[Cell]]]
    page: Page
    count: int
    search: str
    filters: list[FilterMenu]
    active: list[Option]
    views: list[Option]
    current_view: SavedView | None
    column_choices: list[tuple[str, str, bool]]
    archived: bool
    query: str
    export_url: str
    may_edit: bool
    may_export: bool


def selected(register: Register, user: User, query: QueryDict) -> QuerySet[Any]:
    """The rows that *user* may see and that the address asks for, sorted."""
    rows = policy.visible(user, register.read, register.rows())
    if register.archivable:
        rows = rows.filter(archived_at__isnull=query.get(ARCHIVED) != "1")
    for filter_ in register.filters:
        if value := query.get(filter_.key):
            rows = filter_.apply(rows, value)
    if register.searchable and (text := query.get("q", "").strip()):
        rows = match(rows, text)
    return _sorted(register, rows, query.get("tri") or register.sort)


def _sorted(register: Register, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
    key, down = sort.lstrip("-"), sort.startswith("-")
    field = next((f for f in register.fields if f.key == key and f.sort), None)
    if field is None:
        return rows.order_by("pk")
    order = F(field.sort).desc(nulls_last=True) if down else F(field.sort).asc(nulls_last=True)
    return rows.order_by(order, "pk")


def shown_fields(register: Register, query: QueryDict) -> list[Field]:
    """The columns asked for by the address (``col=``), else those shown by default."""
    asked = query.getlist("col")
    if asked:
        return [f for f in register.fields if f.key in asked or f.link]
    return [f for f in register.fields if f.shown]


def printed(value: Any) -> str | None:
    """A value as French text; None stays None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, (int, Decimal)):
        return format_number(Decimal(value).normalize(), _decimals(value))
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y à %H\u00a0h\u00a0%M}"
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _decimals(value: int | Decimal) -> int:
    if isinstance(value, int):
        return 0
    exponent = value.normalize().as_tuple().exponent
    return min(PLACES, max(0, -exponent)) if isinstance(exponent, int) else 0


def _cell(register: Register, field: Field, obj: Any) -> Cell:
    value = field.value(obj)
    year = field.kind == "year" and value is not None
    return Cell(
        value=str(value) if year else _measured(field, obj, printed(value)),
        label=field.label,
        unknown=field.unknown,
        numeric=field.numeric,
        badge=field.badge,
        tone=field.tones.get(value, "") if field.badge else "",
        url=register.detail_url(obj) if field.link else "",
    )


def _measured(field: Field, obj: Any, said: str | None) -> str | None:
    unit = field.measure(obj) if field.measure and said else ""
    return f"{said}\u00a0{unit}" if unit else said


def _without(query: QueryDict, *keys: str, **values: str) -> str:
    """The address with *keys* taken out and *values* put in."""
    changed = query.copy()
    for key in (*keys, "page"):
        changed.pop(key, None)
    for key, value in values.items():
        changed[key] = value
    return f"?{changed.urlencode()}"


def _columns(register: Register, fields: list[Field], query: QueryDict) -> list[Column]:
    sort = query.get("tri") or register.sort
    key, down = sort.lstrip("-"), sort.startswith("-")
    columns = []
    for field in fields:
        state = ("desc" if down else "asc") if field.key == key and field.sort else ""
        target = f"-{field.key}" if state == "asc" else field.key
        columns.append(
            Column(
                field.label,
                numeric=field.numeric,
                sort_url=_without(query, tri=target) if field.sort else "",
                sorted=state,
            )
        )
    return columns


def _menus(register: Register, query: QueryDict) -> Iterator[FilterMenu]:
    for filter_ in register.filters:
        options = [(str(value), str(label)) for value, label in filter_.choices()]
        yield FilterMenu(filter_.key, filter_.label, options, query.get(filter_.key, ""))


def _active(menus: list[FilterMenu], query: QueryDict) -> Iterator[Option]:
    """One chip per filter in force; following it takes the filter away."""
    for menu in menus:
        if menu.chosen:
            said = dict(menu.options).get(menu.chosen, menu.chosen)
            yield Option(f"{menu.label} : {said}", _without(query, menu.key), current=True)
    if text := query.get("q"):
        yield Option(f"« {text} »", _without(query, "q"), current=True)
    if query.get(ARCHIVED) == "1":
        yield Option("Archivés", _without(query, ARCHIVED), current=True)


def _views(register: Register, user: User, query: str) -> tuple[list[Option], SavedView | None]:
    views = list(
        SavedView.objects.filter(register=register.key)
        .filter(Q(owner=user) | Q(shared=True))
        .select_related("owner")
    )
    current = next((view for view in views if view.query == query), None)
    base = register.url()
    options = [Option("Toute la liste", base, current=not query)]
    options += [Option(v.name, f"{base}?{v.query}", current=v is current) for v in views]
    return options, current if current and current.owner_id == user.pk else None


def list_page(register: Register, request: Request) -> ListPage:
    """The page that *request* asks for."""
    query, user = request.GET, request.user
    fields = shown_fields(register, query)
    rows = selected(register, user, query)
    page = Paginator(rows, register.per_page).get_page(query.get("page"))
    menus = list(_menus(register, query))
    kept = query.copy()
    kept.pop("page", None)
    views, current = _views(register, user, kept.urlencode())
    count = page.paginator.count
    return ListPage(
        register=register,
        title=register.plural,
        sentence=register.sentence or _count_sentence(register, count, bool(list(query))),
        crumbs=[Link(register.plural)],
        columns=_columns(register, fields, query),
        rows=[(obj, [_cell(register, field, obj) for field in fields]) for obj in page],
        page=page,
        count=count,
        search=query.get("q", ""),
        filters=menus,
        active=list(_active(menus, query)),
        views=views,
        current_view=current,
        column_choices=[(f.key, f.label, f in fields) for f in register.fields],
        archived=query.get(ARCHIVED) == "1",
        query=kept.urlencode(),
        export_url=f"{register.url('export')}?{kept.urlencode()}",
        may_edit=register.form is not None and policy.may(user, register.edit),
        may_export=policy.may(user, "export"),
    )


def _count_sentence(register: Register, count: int, narrowed: bool) -> str:
    noun = register.singular if count < 2 else (register.counted or register.plural.lower())
    said = f"{format_number(Decimal(count), 0)} {noun}"
    return f"{said} dans cette sélection." if narrowed else f"{said} dans le registre."

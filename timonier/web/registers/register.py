"""A register: one list of registry objects, declared once for screen, filters, form and export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.urls import reverse

from timonier.intake.columns import Column, Kind


@dataclass(frozen=True, slots=True)
class Field:
    """One column: how to read it, sort it, show it and export it.

    ``sort`` is an ORM path (empty: not sortable). ``link`` makes the cell open the object.
    ``badge`` shows the value as a status word; ``tones`` gives the tint of words outside the
    shared vocabulary. A value of None is shown as unknown. ``measure`` gives the unit
    printed after a number on screen.
    """

    key: str
    label: str
    value: Callable[[Any], Any]
    sort: str = ""
    kind: Kind = Kind.TEXT
    link: bool = False
    badge: bool = False
    tones: Mapping[str, str] = field(default_factory=dict)
    shown: bool = True
    unknown: str = "—"
    measure: Callable[[Any], str] | None = None

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers, aligned on the right."""
        return self.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT}

    def column(self) -> Column:
        """The same column for an export."""
        return Column(self.key, self.label, kind=self.kind)


Choices = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter kept in the address: ``?key=value``.

    ``choices`` is called at each page with the rows the person may see; ``apply`` narrows them.
    """

    key: str
    label: str
    choices: Callable[[], Choices]
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]]


def by(path: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """The filter ``path = value``."""
    return lambda rows, value: rows.filter(**{path: value})


@dataclass(frozen=True, slots=True)
class Register:
    """A list with its pages: list, export, new, edit, archive, history.

    ``rows`` gives the queryset with its relations already joined, so that a page of 50 rows and
    a page of 5 make the same number of queries. ``counted`` names several rows where the title
    of the list does not (« 12 entrées » of the « Journal »).
    """

    key: str
    path: str
    model: type[Model]
    singular: str
    plural: str
    new_label: str
    rows: Callable[[], QuerySet[Any]]
    fields: Sequence[Field]
    filters: Sequence[Filter] = ()
    form: type[ModelForm[Any]] | None = None
    sort: str = ""
    sentence: str = ""
    counted: str = ""
    read: str = "registry.read"
    edit: str = "registry.edit"
    detail: str = ""
    lookup: str = "code"
    searchable: bool = True
    archivable: bool = True
    per_page: int = 50
    source: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def open_form(self, *args: Any, **kwargs: Any) -> ModelForm[Any]:
        """The register's form; a register without one has no page that asks for it."""
        if self.form is None:
            raise LookupError(f"the register {self.key} has no form")
        return self.form(*args, **kwargs)

    def url(self, verb: str = "list", obj: Any = None) -> str:
        """Address of one of the register's pages."""
        arguments = [getattr(obj, self.lookup)] if obj is not None else []
        return reverse(f"{self.key}_{verb}" if verb != "list" else self.key, args=arguments)

    def detail_url(self, obj: Any) -> str:
        """Address of the object's own page, else of its edit page."""
        if self.detail:
            return reverse(self.detail, args=[getattr(obj, self.lookup)])
        return self.url("sheet", obj)

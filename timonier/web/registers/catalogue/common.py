"""What several registers share: choices of filters, usual columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from timonier.registry.documents.models import Document
from timonier.registry.organisations.models import Chart
from timonier.registry.strategy.models import Node, Strategy
from timonier.web.registers.register import Field


def themes() -> Iterable[tuple[str, str]]:
    """The themes, for filters."""
    rows = Node.objects.filter(strategy__kind="themes").order_by("position")
    return [(number, f"{number}. {title}") for number, title in rows.values_list("number", "title")]


def strategies() -> Iterable[tuple[str, str]]:
    """The strategies other than the themes."""
    return Strategy.objects.exclude(kind="themes").values_list("code", "name")


def charts() -> Iterable[tuple[str, str]]:
    """The organisation charts."""
    return Chart.objects.values_list("code", "label")


def documents() -> Iterable[tuple[str, str]]:
    """The source documents."""
    return Document.objects.values_list("code", "short_title")


def of(enum: Any) -> Callable[[], Iterable[tuple[str, str]]]:
    """The choices of an enum."""
    return lambda: enum.choices


def words(enum: Any, value: str) -> str:
    """The French word of a choice; empty without one."""
    return str(enum(value).label) if value else ""


def source(obj: Any) -> str:
    """« Rapport 2020, l. 1294 »."""
    return obj.source


CODE = Field("code", "Code", lambda o: o.code, sort="code")


SOURCE = Field("source", "Source", source)

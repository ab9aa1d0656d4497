"""Files to import, and the registry that they speak of."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from timonier.intake import actions
from timonier.intake.export import write_csv
from timonier.intake.models import Batch
from timonier.intake.schemas import importer_for
from timonier.registry.indicators.models import Figure, Indicator

HEAD = ("Indicateur", "Commune", "Période", "Valeur")


def table(*rows: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    """A CSV file as a spreadsheet saves it."""
    return "\r\n".join(";".join(row) for row in (head, *rows)).encode()


def indicator(code: str = "ESSAI-01", **values: Any) -> Indicator:
    return Indicator.objects.create(code=code, name=f"Indicateur {code}", unit="t", **values)


def deposit(content: bytes, by: Any, kind: str = "figures", name: str = "suivi.csv") -> Batch:
    return actions.deposit(kind=kind, filename=name, content=content, by=by)


def applied(content: bytes, by: Any, kind: str = "figures") -> Batch:
    return actions.apply(deposit(content, by, kind), by)


def values(one: Indicator) -> dict[str, Any]:
    """Current values of an indicator by commune."""
    rows = Figure.objects.current().filter(indicator=one)
    return {figure.territory.code: figure.value for figure in rows.select_related("territory")}


def messages(content: bytes, kind: str = "figures") -> list[str]:
    """Place and message of every error of a file."""
    report = actions.read(kind=kind, filename="suivi.csv", content=content).report()
    return [f"{one.place}\u00a0: {one.message}" for one in report.faults]


def exported(kind: str, edit: Any = None) -> bytes:
    """The export of a kind, its lines changed by *edit*."""
    importer = importer_for(kind)
    rows: Iterable[Mapping[str, Any]] = [dict(row) for row in importer.export()]
    buffer = io.BytesIO()
    write_csv(buffer, importer.export_columns, edit(rows) if edit else rows)
    return buffer.getvalue()

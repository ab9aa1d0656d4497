"""The kinds of file that can be imported, each with its columns, its checks and its writes."""

from __future__ import annotations

from typing import Final

from timonier.intake.errors import refused
from timonier.intake.schemas.base import Importer
from timonier.intake.schemas.figures import FiguresImporter
from timonier.intake.schemas.organisation import OrganisationImporter
from timonier.intake.schemas.strategy import StrategyImporter

IMPORTERS: Final[dict[str, type[Importer]]] = {
    one.kind: one for one in (FiguresImporter, StrategyImporter, OrganisationImporter)
}


def importer_for(kind: str) -> Importer:
    """A fresh importer of that kind; an unknown kind is refused."""
    if kind not in IMPORTERS:
        raise refused(f"nature d’import inconnue, {kind}", remedy="Choisissez-en une de la liste.")
    return IMPORTERS[kind]()


__all__ = ["IMPORTERS", "Importer", "importer_for"]

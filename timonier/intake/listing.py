"""Write what an import reads: the whole list, or a model workbook to fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils import timezone

from timonier.engine.typography import NBSP, listed
from timonier.intake.columns import Column, Kind
from timonier.intake.export import Notice, write_csv, write_xlsx
from timonier.intake.schemas import Importer, importer_for

WORDS = {
    Kind.TEXT: "texte",
    Kind.INTEGER: "nombre entier",
    Kind.DECIMAL: "nombre",
    Kind.DATE: "date, par exemple 31/12/2026",
    Kind.CHOICE: "valeur d’une liste",
    Kind.COMMUNE: "code ou nom d’une commune ou d’un territoire",
    Kind.UNIT: "code d’une unité de l’organisation",
    Kind.FIGURE: "nombre, avec sa précision s’il y a lieu (près de 44, plus de 1 200)",
}
_SHORT_LIST = 12


def write_list(target: IO[bytes], kind: str, shape: str) -> None:
    """Write everything that a file of this kind can hold, as ``xlsx`` or ``csv``."""
    importer = importer_for(kind)
    rows: Iterator[Mapping[str, Any]] = iter(importer.export())
    if shape == "csv":
        write_csv(target, importer.export_columns, rows)
        return
    notice = Notice(f"{importer.label}, liste complète", timezone.localtime(), filters=(
        ("Relire ce fichier", f"L’import «{NBSP}{importer.label}{NBSP}» le lit tel quel."),
        ("Identité", importer.identity),
    ))  # fmt: skip
    write_xlsx(target, importer.export_columns, rows, notice)


def write_model(target: IO[bytes], kind: str) -> None:
    """Write a workbook to fill: the titles, lines of example, and what each column takes."""
    importer = importer_for(kind)
    columns = importer.schema.columns
    said = tuple((column.label, explained(column, importer)) for column in columns)
    notice = Notice(
        f"Modèle à remplir{NBSP}: {importer.label}. Les lignes d’exemple sont à remplacer.",
        timezone.localtime(),
        filters=(("Identité", importer.identity), *said),
    )
    write_xlsx(target, importer.export_columns, importer.example(), notice)


def explained(column: Column, importer: Importer) -> str:
    """What a column takes, in one French line."""
    words = [WORDS.get(column.kind, "texte")]
    if column.choices and len(column.choices) <= _SHORT_LIST:
        words = [f"l’une de ces valeurs{NBSP}: {listed(list(column.choices.values()))}"]
    elif column.key in importer.references:
        words = ["code connu de Timonier, ou nom s’il est unique"]
    words.append("obligatoire" if column.required else "facultatif")
    if column.max_length:
        words.append(f"{column.max_length} caractères au plus")
    return ", ".join(words)

"""Nasty and ordinary files, built on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from timonier.intake.columns import Column, Kind, RowRule, Rule, Schema
from timonier.intake.validation.vocabularies import Vocabularies, communes, units

COMMUNES = {
    "13001": "Aix-en-Provence",
    "13005": "Aubagne",
    "13022": "Cassis",
    "13054": "Marignane",
    "13055": "Marseille",
    "13056": "Martigues",
    "13071": "Les Pennes-Mirabeau",
    "13091": "Saint-Cannat",
}
WORDS = Vocabularies(communes(COMMUNES), units({"t": "tonnes", "pct": "%"}))


def _credits_within(values: Any) -> str | None:
    if values["cp"] <= values["ap"]:
        return None
    return f"{values['cp']} € de crédits alors que l’autorisation en prévoit {values['ap']} €"


OPERATIONS = Schema(
    "Opérations",
    (
        Column("code", "Code opération", required=True, aliases=("N° opération",)),
        Column("name", "Libellé", aliases=("Intitulé",)),
        Column("commune", "Commune", kind=Kind.COMMUNE, example="Aubagne"),
        Column("ap", "AP votée", kind=Kind.MONEY),
        Column(
            "cp",
            "CP 2024",
            kind=Kind.MONEY,
            aliases=("Crédits 2024",),
            rule=Rule("Un crédit ne peut pas être négatif", lambda amount: amount >= 0),
        ),
        Column("end", "Fin", kind=Kind.DATE),
    ),
    unique=("code",),
    row_rules=(
        RowRule("Les crédits ne dépassent pas l’autorisation", ("cp", "ap"), _credits_within),
    ),
)


def one_column(kind: Kind, **rest: Any) -> Schema:
    """A schema with a single column titled « Valeur »."""
    return Schema("Essai", (Column("value", "Valeur", kind=kind, **rest),))


def csv_bytes(
    rows: Sequence[Sequence[str]], separator: str = ";", encoding: str = "utf-8"
) -> bytes:
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


def xlsx_bytes(rows: Sequence[Sequence[Any]], sheet: str = "Feuil1") -> bytes:
    """A workbook of plain values, dates included."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for rank, value in enumerate(row):
                page.write(number, rank, float(value) if isinstance(value, Decimal) else value)
    return buffer.getvalue()


def rezip(
    content: bytes, replaced: dict[str, bytes], added: dict[str, bytes] | None = None
) -> bytes:
    """The same archive with some parts replaced or added, as an attacker would."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
        for name, body in (added or {}).items():
            new.writestr(name, body)
    return buffer.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' office:version="1.3"><office:body><office:spreadsheet><table:table table:name="Feuille1">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "{extra}</manifest:manifest>"
)


def ods_text(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods_bytes(*rows: str, manifest_extra: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST.replace("{extra}", manifest_extra))
        archive.writestr("content.xml", ODS_HEAD + "".join(rows) + ODS_TAIL)
    return buffer.getvalue()

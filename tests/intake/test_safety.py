"""Files that would harm the server, or that are not what they say."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from tests.intake.factories import (
    ods_bytes,
    ods_row,
    ods_text,
    part,
    rezip,
    xlsx_bytes,
)
from timonier.intake.errors import IntakeError
from timonier.intake.limits import MEBIBYTE, Limits
from timonier.intake.readers import read_table
from timonier.intake.safety import FileKind, inspect_file

PLAIN = xlsx_bytes([["Code", "Commune"], ["A1", "Aubagne"]])
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + ']><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<si><t>&i;</t></si></sst>"
)


def refusal(content: bytes | Path, filename: str, limits: Limits | None = None) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        inspect_file(content, filename, limits or Limits())
    assert caught.value.where or "nom du fichier" in caught.value.what
    assert caught.value.remedy
    return caught.value


def memory_of(content: bytes, filename: str) -> int:
    """Peak bytes allocated while a file is refused."""
    tracemalloc.start()
    try:
        with pytest.raises(IntakeError):
            inspect_file(content, filename)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def sheet_of(cells: str) -> bytes:
    head = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return rezip(PLAIN, {SHEET: f"{head}{cells}</sheetData></worksheet>".encode()})


def test_a_harmless_workbook_passes() -> None:
    assert inspect_file(PLAIN, "suivi.xlsx").kind is FileKind.XLSX


def test_a_file_of_100_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gros.csv"
    with path.open("wb") as file:
        file.truncate(100 * MEBIBYTE)
    tracemalloc.start()
    error = refusal(path, "gros.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "100\u00a0Mo" in error.what
    assert "50\u00a0Mo" in error.what
    assert peak < MEBIBYTE


def test_an_empty_file_is_refused() -> None:
    assert "vide" in refusal(b"", "vide.csv").what


@pytest.mark.parametrize("name", ["../suivi.csv", "a/b.csv", "a\\b.csv", "a\x00.csv", "..", ""])
def test_a_file_name_is_never_a_path(name: str) -> None:
    assert "nom" in refusal(b"a;b", name).what


def test_an_old_excel_file_is_refused_with_what_to_do() -> None:
    assert ".xlsx" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "vieux.xls").remedy


def test_an_encrypted_workbook_is_refused_as_such() -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "mot de passe" in refusal(content, "secret.xlsx").what


def test_an_encrypted_ods_is_refused_as_such() -> None:
    content = ods_bytes(ods_row(ods_text("a")), manifest_extra="<manifest:encryption-data/>")
    assert "mot de passe" in refusal(content, "secret.ods").what


def test_an_encrypted_zip_entry_is_refused() -> None:
    content = bytearray(PLAIN)
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "mot de passe" in refusal(bytes(content), "secret.xlsx").what


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (PLAIN, "suivi.csv", "extension .csv"),
        (PLAIN, "suivi.ods", "extension .ods"),
        (b"a;b\n1;2", "suivi.xlsx", "extension .xlsx"),
        (b"%PDF-1.7 ...", "suivi.csv", "PDF"),
        (b"<html><table></table></html>", "suivi.csv", "page web"),
        (b"a;b", "suivi.exe", "inconnu"),
        (PLAIN, "suivi.xlsm", "macros"),
    ],
)
def test_the_content_decides_not_the_extension(content: bytes, name: str, said: str) -> None:
    assert said in refusal(content, name).what


def test_a_text_that_starts_like_a_program_is_still_a_text() -> None:
    assert inspect_file(b"MZ;b\n1;2", "suivi.csv").kind is FileKind.CSV


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macros/vbaProject.bin"])
def test_macros_hidden_in_an_xlsx_are_refused(name: str) -> None:
    assert "macros" in refusal(rezip(PLAIN, {}, {name: b"x"}), "suivi.xlsx").what


def test_a_macro_content_type_is_refused() -> None:
    types = part(PLAIN, "[Content_Types].xml").replace(b"sheet.main", b"sheet.macroEnabled.main")
    assert "macros" in refusal(rezip(PLAIN, {"[Content_Types].xml": types}), "suivi.xlsx").what


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x", "a\\..\\b"])
def test_paths_out_of_the_archive_are_refused(name: str) -> None:
    assert "chemin" in refusal(rezip(PLAIN, {}, {name: b"x"}), "suivi.xlsx").what


def test_a_nested_archive_is_refused() -> None:
    content = rezip(PLAIN, {}, {"xl/embeddings/autre.xlsx": PLAIN})
    assert "autre fichier" in refusal(content, "suivi.xlsx").what


def test_too_many_entries_are_refused() -> None:
    content = rezip(PLAIN, {}, {f"xl/media/{number}.txt": b"" for number in range(2_100)})
    assert "fichiers internes" in refusal(content, "suivi.xlsx").what


def test_the_same_part_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = rezip(PLAIN, {}, {SHEET: b"<worksheet/>"})
    assert "deux fois" in refusal(content, "suivi.xlsx").what


def test_a_zip_bomb_is_refused_in_little_memory() -> None:
    bomb = rezip(PLAIN, {}, {"xl/media/zeros.bin": bytes(100 * MEBIBYTE)})
    assert len(bomb) < MEBIBYTE
    assert "excès" in refusal(bomb, "bombe.xlsx").what
    assert memory_of(bomb, "bombe.xlsx") < 8 * MEBIBYTE


def test_a_zip_that_lies_on_its_sizes_is_refused() -> None:
    bomb = bytearray(rezip(PLAIN, {}, {"xl/media/zeros.bin": bytes(30 * MEBIBYTE)}))
    size = struct.pack("<I", 30 * MEBIBYTE)
    while size in bomb:
        at = bomb.index(size)
        bomb[at : at + 4] = struct.pack("<I", 100)
    refusal(bytes(bomb), "menteur.xlsx")
    assert memory_of(bytes(bomb), "menteur.xlsx") < 8 * MEBIBYTE


def test_the_total_unpacked_is_limited() -> None:
    parts = {f"xl/media/{number}.txt": bytes(range(256)) * 4_000 for number in range(4)}
    content = rezip(PLAIN, {}, parts)
    assert "déplié" in refusal(content, "gros.xlsx", Limits(unpacked_bytes=3 * MEBIBYTE)).what


def test_billion_laughs_in_shared_strings_are_refused_in_little_memory() -> None:
    bomb = rezip(PLAIN, {"xl/sharedStrings.xml": LAUGHS.encode()})
    assert "bombes XML" in refusal(bomb, "rires.xlsx").what
    assert memory_of(bomb, "rires.xlsx") < 8 * MEBIBYTE


def test_billion_laughs_in_utf_16_are_refused_too() -> None:
    text = LAUGHS.replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    bomb = rezip(PLAIN, {"xl/sharedStrings.xml": text.encode("utf-16")})
    assert "bombes XML" in refusal(bomb, "rires.xlsx").what


def test_an_external_entity_is_refused_under_any_part_name() -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    bomb = rezip(PLAIN, {}, {"xl/worksheets/sheet2.dat": evil})
    assert "bombes XML" in refusal(bomb, "lecture.xlsx").what


def test_billion_laughs_in_an_ods_are_refused() -> None:
    content = rezip(ods_bytes(ods_row(ods_text("a"))), {"content.xml": LAUGHS.encode()})
    assert "bombes XML" in refusal(content, "rires.ods").what


def test_one_giant_tag_is_refused() -> None:
    noise = bytes(33 + (number * 7919) % 89 for number in range(100_000)).translate(None, b"<>&\"'")
    giant = b'<worksheet a="' + noise * 100 + b'"/>'
    error = refusal(rezip(PLAIN, {SHEET: giant}), "balise.xlsx", Limits(ratio=2_000))
    assert "démesurée" in error.what


def test_a_sheet_whose_two_cells_span_the_grid_is_refused() -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = first + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "s’étend" in refusal(sheet_of(far), "immense.xlsx").what


def test_a_far_cell_hidden_behind_a_character_reference_is_refused() -> None:
    far = '<row r="1"><c r="&#88;FD1"><v>1</v></c></row>'
    assert "colonnes" in refusal(sheet_of(far), "immense.xlsx").what


def test_an_ods_that_repeats_its_cells_without_end_is_refused() -> None:
    cell = ods_text("ha", 'table:number-columns-repeated="600"')
    content = ods_bytes(ods_row(cell, attributes='table:number-rows-repeated="400000"'))
    assert "s’étend" in refusal(content, "rires.ods").what


def test_empty_rows_repeated_to_the_end_of_an_ods_are_ordinary() -> None:
    content = ods_bytes(
        ods_row(ods_text("Commune"), ods_text("Code")),
        ods_row(ods_text("Aubagne"), ods_text("13005")),
        ods_row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="1048574"',
        ),
    )
    assert len(read_table(content, "fin.ods").rows) == 1


@pytest.mark.parametrize("kept", [40, 400, 2_000])
def test_a_truncated_workbook_is_refused(kept: int) -> None:
    assert "abîmé" in refusal(PLAIN[:kept], "coupe.xlsx").what


def test_a_malformed_part_is_refused() -> None:
    content = rezip(PLAIN, {SHEET: b"<worksheet><sheetData>"})
    assert "illisible" in refusal(content, "casse.xlsx").what


def test_another_document_under_the_name_of_a_workbook_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "n’est pas un classeur" in refusal(buffer.getvalue(), "texte.xlsx").what

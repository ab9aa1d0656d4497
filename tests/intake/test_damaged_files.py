"""Whatever the bytes, a file is read or refused in French; nothing else ever comes out."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.factories import (
    OPERATIONS,
    WORDS,
    ods_bytes,
    ods_row,
    ods_text,
    part,
    rezip,
    xlsx_bytes,
)
from timonier.intake.errors import IntakeError
from timonier.intake.readers import read_table
from timonier.intake.validation import check_table

XLSX = xlsx_bytes([["Code opération", "Commune", "AP votée"], ["A", "Aubagne", 3.5]])
ODS = ods_bytes(
    ods_row(ods_text("Code opération"), ods_text("Commune")),
    ods_row(ods_text("A", 'table:number-rows-spanned="2"'), ods_text("Aubagne")),
)
PIECES = st.sampled_from([b"", b'"', b"<", b"9999999", b"-1", b'<c r="B9"/>', b' r="A0"', b"\xff"])
CUTS = st.tuples(st.integers(0, 5_000), st.integers(0, 12), PIECES)


def spoil(content: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """The content with some bytes taken out and others put in."""
    spoiled = bytearray(content)
    for at, length, piece in cuts:
        start = at % len(content)
        spoiled[start : start + length] = piece
    return bytes(spoiled)


def read_or_refuse(content: bytes, filename: str) -> None:
    """Any exception but a refusal fails the test."""
    with contextlib.suppress(IntakeError):
        table = read_table(content, filename)
        assert check_table(table, OPERATIONS, WORDS).read == len(table.rows)


@pytest.mark.parametrize(
    ("content", "filename", "name"),
    [
        (XLSX, "a.xlsx", "xl/worksheets/sheet1.xml"),
        (XLSX, "a.xlsx", "xl/workbook.xml"),
        (XLSX, "a.xlsx", "xl/styles.xml"),
        (ODS, "a.ods", "content.xml"),
    ],
)
@given(cuts=st.lists(CUTS, min_size=1, max_size=4))
def test_a_spoiled_part_is_read_or_refused(
    content: bytes, filename: str, name: str, cuts: list[tuple[int, int, bytes]]
) -> None:
    read_or_refuse(rezip(content, {name: spoil(part(content, name), cuts)}), filename)


@given(cuts=st.lists(CUTS, min_size=1, max_size=4), pick=st.sampled_from([0, 1]))
def test_a_spoiled_archive_is_read_or_refused(
    cuts: list[tuple[int, int, bytes]], pick: int
) -> None:
    read_or_refuse(spoil((XLSX, ODS)[pick], cuts), ("a.xlsx", "a.ods")[pick])


@given(st.lists(st.sampled_from(list(b'a;,"\n\r\t1\xe9\xc3\xa9=\xff\xfe')), min_size=1))
def test_any_bytes_of_text_are_read_or_refused(content: list[int]) -> None:
    read_or_refuse(bytes(content), "a.csv")

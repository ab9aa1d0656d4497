"""The one door to read a table, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable

from timonier.intake.errors import refused
from timonier.intake.limits import DEFAULT_LIMITS, Limits
from timonier.intake.readers.delimited import read_delimited
from timonier.intake.readers.headers import build_table
from timonier.intake.readers.raw import RawSheet
from timonier.intake.readers.workbook import read_workbook
from timonier.intake.safety import FileKind, Inspected, Source, inspect_file
from timonier.intake.table import Table


def read_table(
    source: Source,
    filename: str,
    sheet: str | None = None,
    *,
    known_headers: Iterable[str] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """Read one sheet of a file after checking that the file is harmless.

    Without ``sheet``, the first visible sheet that holds something is read, and a note says so
    when there are others. ``known_headers`` (labels and aliases that the import expects) helps
    to find the header row under titles; without it, the first row of distinct texts is taken.
    Raises ``IntakeError`` (French) for a file that cannot be read as a whole.
    """
    inspected = inspect_file(source, filename, limits)
    raw = _read(inspected, sheet, limits)
    if not raw.rows:
        raise refused(
            "aucune ligne remplie"
            + (f" dans la feuille «\u00a0{raw.sheet}\u00a0»" * bool(raw.sheet)),
            filename,
            "Vérifiez que le tableau est bien dans ce fichier, et dans sa première feuille.",
        )
    return build_table(raw, tuple(known_headers))


def _read(inspected: Inspected, sheet: str | None, limits: Limits) -> RawSheet:
    if inspected.kind is FileKind.CSV:
        return read_delimited(inspected.content, inspected.filename, limits)
    return read_workbook(inspected, sheet)

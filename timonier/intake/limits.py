"""How much a deposited file may weigh, unpacked or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, the rest in counts; every limit is checked on what is really there.

    ``ratio`` is unpacked over packed, looked at once a part exceeds ``ratio_floor``: deflate
    cannot exceed 1,032, a sheet of repeated figures reaches about 60.
    ``token`` bounds one XML tag, because the parser holds a tag whole.
    ``cells`` bounds the rectangle of a sheet, because the reader allocates it whole.
    """

    file_bytes: int = 50 * MEBIBYTE
    entries: int = 2_000
    unpacked_bytes: int = 400 * MEBIBYTE
    ratio: int = 200
    ratio_floor: int = 4 * MEBIBYTE
    token: int = 4 * MEBIBYTE
    columns: int = 702
    rows: int = 500_000
    cells: int = 4_000_000


DEFAULT_LIMITS: Final = Limits()

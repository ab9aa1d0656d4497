"""Reads and writes zip archives that do not depend on the clock: same parts, same bytes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The first date that the zip format can hold.
EPOCH = (1980, 1, 1, 0, 0, 0)


def read_archive(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """Pack in the order given; `mimetype` comes first and stored, as OpenDocument requires."""
    buffer = BytesIO()
    names = sorted(parts, key=lambda name: name != "mimetype")
    with ZipFile(buffer, "w") as archive:
        for name in names:
            info = ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return buffer.getvalue()

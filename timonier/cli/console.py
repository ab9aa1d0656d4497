"""What commands say on the terminal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def say(text: str = "") -> None:
    """One line for the person at the terminal, shown at once."""
    print(text, flush=True)


def warn(text: str) -> None:
    """One line on the error output."""
    print(text, file=sys.stderr, flush=True)


def as_json(data: Any) -> None:
    """A machine-readable answer, alone on the output."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str), flush=True)


@contextmanager
def step(label: str) -> Iterator[None]:
    """Show a step of a long work and the time it took."""
    print(f"  {label}…", end="", flush=True)
    start = time.perf_counter()
    yield
    print(f" {time.perf_counter() - start:.1f} s".replace(".", ","), flush=True)

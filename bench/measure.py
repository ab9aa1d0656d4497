"""Seconds, processor seconds and peak memory of a piece of work."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@contextmanager
def measured(into: dict[str, Any]) -> Iterator[None]:
    """Fill *into* with ``seconds``, ``cpu_seconds`` (of this process) and ``peak_mb``."""
    stop, peak = threading.Event(), [resident_mb()]
    watcher = threading.Thread(target=_watch, args=(stop, peak), daemon=True)
    watcher.start()
    start, cpu = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        into["seconds"] = round(time.perf_counter() - start, 3)
        into["cpu_seconds"] = round(time.process_time() - cpu, 3)
        stop.set()
        watcher.join()
        into["peak_mb"] = round(peak[0])


def best(work: Callable[[], T], times: int = 3) -> dict[str, Any]:
    """The quickest of several runs, since other work shares the machine; all are listed."""
    runs: list[dict[str, Any]] = []
    for _ in range(times):
        runs.append({})
        with measured(runs[-1]):
            work()
    quickest = min(runs, key=lambda run: run["seconds"])
    return quickest | {"all_seconds": [run["seconds"] for run in runs]}


def resident_mb() -> float:
    """Memory of this process, in MB, where the system tells."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _watch(stop: threading.Event, peak: list[float]) -> None:
    while not stop.wait(0.02):
        peak[0] = max(peak[0], resident_mb())

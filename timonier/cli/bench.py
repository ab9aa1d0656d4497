"""``timonier bench NAME``: one benchmark of ``bench/``, or all of them, as JSON."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from pathlib import Path
from typing import Any

from timonier.cli.console import as_json, warn

ROOT = Path(__file__).resolve().parents[2]


def add_commands(commands: Any) -> None:
    """``bench NAME``."""
    bench = commands.add_parser("bench", help="mesure la vitesse, à côté d’une référence")
    bench.add_argument("name", metavar="NOM", help=f"{', '.join(names())} ou all")
    bench.set_defaults(run=_bench)


def names() -> list[str]:
    """The benchmarks that exist: modules ``bench/bench_NAME.py``."""
    found = (ROOT / "bench").glob("bench_*.py")
    return sorted(path.stem.removeprefix("bench_") for path in found)


def _bench(arguments: argparse.Namespace) -> int:
    known = names()
    wanted = known if arguments.name == "all" else [arguments.name]
    if unknown := set(wanted) - set(known):
        warn(f"Mesure inconnue : {', '.join(unknown)}. Choisissez parmi {', '.join(known)}, all.")
        return 1
    sys.path.insert(0, str(ROOT))
    results = {name: importlib.import_module(f"bench.bench_{name}").run() for name in wanted}
    as_json({"machine": machine(), "results": results})
    return 0 if all(result.get("within", True) for result in results.values()) else 2


def machine() -> dict[str, Any]:
    """What it was measured on, with how busy the machine was with other work."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(pages * size / 1e9),
        "python": platform.python_version(),
        "load_before": [round(load, 1) for load in os.getloadavg()],
    }

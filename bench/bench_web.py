"""2,000 indicators, 1,000 objectives, 20 people at once: how long does each page take?

The site is served as ``timonier run`` serves it, on the data set enlarged from a fixed seed.
Two paces are measured: *reading*, where each person looks at a page for a while before asking for
the next, and *pressing*, where everyone asks again at once. The baseline is ``/etat/``, a page
without session nor template, asked for in the same crowd.
"""

from __future__ import annotations

import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from bench.crowd import FEW, enlarge
from bench.scratch import SEED, scratch_database

PEOPLE = 20
LIMIT_MS = 300
BASELINE = "/etat/"
READER = "dgs"
PACES = {"reading": 1.0, "pressing": 0.0}
"""Seconds that a person looks at a page, on average, before asking for the next."""

Times = dict[str, list[float]]


def pages() -> list[str]:
    """Lists and dashboards, each with an example."""
    from timonier.registry.indicators.models import Indicator
    from timonier.registry.organisations.models import Unit
    from timonier.registry.strategy.models import Node, Objective, Undertaking

    objective = Objective.objects.order_by("pk")[0]
    node = Node.objects.select_related("strategy").get(pk=objective.node_id)
    unit = Unit.objects.filter(responsibilities__isnull=False).order_by("pk")[0]
    return [
        "/",
        "/elus/",
        "/ma-semaine/",
        "/strategie/",
        f"/strategie/{node.strategy.code}/",
        f"/strategie/{node.strategy.code}/{node.code}/",
        "/objectifs/",
        "/objectifs/?page=7&tri=-title",
        f"/objectifs/{objective.code}/",
        "/engagements/",
        f"/engagements/{Undertaking.objects.order_by('pk')[0].code}/",
        "/indicateurs/",
        "/indicateurs/?q=eau",
        f"/indicateurs/{Indicator.objects.order_by('pk')[0].code}/",
        "/chiffres/",
        "/alertes/indicateurs-non-a-jour/",
        "/territoires/",
        "/territoires/13055/",
        "/organisation/",
        f"/unites/{unit.code}/",
        "/actes/",
        "/flux/",
        "/rapport/",
        "/rapport/2023/",
        "/recherche/?q=transport",
        "/journal/",
        "/photos/",
    ]


def run(indicators: int = 2000, objectives: int = 1000, rounds: int = 6) -> dict[str, Any]:
    """Milliseconds of every page at both paces, and its queries at both sizes."""
    folder = Path(tempfile.mkdtemp())
    before = settings.VAR_DIR, settings.SNAPSHOT_ROOT
    settings.VAR_DIR, settings.SNAPSHOT_ROOT = folder, folder / "snapshots"
    try:
        with scratch_database("timonier_bench_web"):
            return _measure(indicators, objectives, rounds, folder)
    finally:
        settings.VAR_DIR, settings.SNAPSHOT_ROOT = before
        shutil.rmtree(folder, ignore_errors=True)


def _measure(indicators: int, objectives: int, rounds: int, folder: Path) -> dict[str, Any]:
    from timonier.consolidation.actions import consolidate
    from timonier.demo.load import load

    load(password="jetée-42-vigie-phare")
    enlarge(*FEW)
    consolidate(by=None)
    asked = pages()
    few = queries(asked)
    enlarge(indicators, objectives)
    consolidate(by=None)
    connection.cursor().execute("ANALYZE")
    many, seconds = queries(asked), alone(asked)
    with served(folder) as port:
        paces = {name: crowd(port, asked, pause, rounds) for name, pause in PACES.items()}
    slow = sorted(p for p, t in paces["reading"].items() if t["p95"] > LIMIT_MS)
    growing = {p: [few[p], many[p]] for p in asked if many[p] > few[p]}
    return {
        "indicators": indicators,
        "objectives": objectives,
        "people": PEOPLE,
        "limit_ms": LIMIT_MS,
        "pause_s": PACES,
        "baseline": {name: times[BASELINE] for name, times in paces.items()},
        **paces,
        "alone_cpu_ms": seconds,
        "queries": many,
        "queries_that_grow": growing,
        "slow": slow,
        "within": not slow and not growing,
    }


def queries(asked: list[str]) -> dict[str, int]:
    """How many queries each page makes, counted in this process, caches warm."""
    from django.test.utils import CaptureQueriesContext

    client, counted = _in_process(), {}
    for path in asked:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        counted[path] = len(seen)
    return counted


def alone(asked: list[str]) -> dict[str, float]:
    """Processor milliseconds of each page in this process, with nobody else: best of five."""
    client, found = _in_process(), {}
    for path in asked:
        best = float("inf")
        for _ in range(5):
            start = time.process_time()
            client.get(path)
            best = min(best, time.process_time() - start)
        found[path] = round(best * 1000, 1)
    return found


def _in_process() -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(
        get_user_model().objects.get(username=READER),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@contextmanager
def served(folder: Path, workers: int = 2) -> Iterator[int]:
    """The site on a free port, as ``timonier run`` serves it."""
    from timonier.cli.site import database_url

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(workers), "--threads", "4", "--timeout", "120"]
    command += ["--log-level", "warning"]
    address = database_url(connection.settings_dict)
    environment = os.environ | {
        "DATABASE_URL": address,
        "TIMONIER_VAR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "0",
    }
    child = subprocess.Popen(command, env=environment)
    try:
        _wait(port)
        yield port
    finally:
        child.terminate()
        child.wait(20)


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            if _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=2), BASELINE, "") >= 0:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the site does not start")


def _ask(link: http.client.HTTPConnection, path: str, cookie: str) -> float:
    """Milliseconds from the request to the last byte of the page; a failure stops the bench."""
    start = time.perf_counter()
    link.request("GET", path, headers={"Cookie": cookie})
    answer = link.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    return (time.perf_counter() - start) * 1000


def crowd(port: int, asked: list[str], pause: float, rounds: int) -> dict[str, dict[str, float]]:
    """PEOPLE persons, each asking for every page *rounds* times in an order of their own."""
    cookies = [_cookie() for _ in range(PEOPLE)]
    connection.close()
    _one_person(port, asked * 8, cookies[0], random.Random(SEED), 0.0, defaultdict(list))
    times: Times = defaultdict(list)
    threads = [
        threading.Thread(
            target=_one_person,
            args=(port, [*asked, BASELINE] * rounds, cookie, random.Random(SEED + n), pause, times),
        )
        for n, cookie in enumerate(cookies)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {path: _summary(found) for path, found in times.items()}


def _one_person(
    port: int, asked: list[str], cookie: str, chance: random.Random, pause: float, times: Times
) -> None:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for path in chance.sample(asked, len(asked)):
        if pause:
            time.sleep(chance.uniform(0, 2 * pause))
        times[path].append(_ask(link, path, cookie))
    link.close()


def _cookie() -> str:
    """A session opened for one more person."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={_in_process().cookies[name].value}"


def _summary(found: list[float]) -> dict[str, float]:
    ordered = sorted(found)
    at = lambda share: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)  # noqa: E731
    return {"p50": at(0.5), "p95": at(0.95), "max": round(ordered[-1], 1), "n": len(ordered)}


def main() -> None:
    """Print one JSON object."""
    import json

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(run(), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

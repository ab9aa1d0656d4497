"""A workbook of 10,000 figures: checked with its report, applied, undone.

The registry already holds 92,000 figures; half of the file is new, half changes a value. The
baseline is what a bare script would do in the same run: read the workbook with python-calamine
and insert its lines, checking nothing and able to undo nothing.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

ROWS = 10_000
CHECKED, APPLIED = 5, 10  # seconds allowed
HEADERS = ["Indicateur", "Commune ou territoire", "Période", "Valeur", "Ligne", "Libellé"]


def workbook(rows: int) -> bytes:
    """Half new figures (2031), half new values of figures already known (2023)."""
    import xlsxwriter

    from timonier.registry.indicators.models import Figure

    known = Figure.objects.filter(
        period_printed="2023", value__isnull=False, numerator__isnull=True
    ).values_list("indicator__code", "territory__code", "line")[: rows // 2]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Chiffres")
        sheet.write_row(0, 0, HEADERS)
        at = 0
        for at, (indicator, place, line) in enumerate(known, start=1):
            sheet.write_row(at, 0, [indicator, place, 2023, at + 0.5, line, "révisé"])
        for rank in range(rows - at):
            indicator, place = f"IND-{rank % 1000 + 1:04}", f"13{rank // 1000 % 92 + 1:03}"
            sheet.write_row(at + 1 + rank, 0, [indicator, place, 2025, rank, "", "nouveau"])
    return buffer.getvalue()


def baseline(content: bytes) -> float:
    """Read and insert, nothing else; rolled back."""
    from django.db import transaction
    from python_calamine import CalamineWorkbook

    from timonier.registry.indicators.models import Figure, Indicator
    from timonier.registry.territories.models import Territory

    indicators = dict(Indicator.objects.values_list("code", "id"))
    places = dict(Territory.objects.values_list("code", "id"))
    start = time.perf_counter()
    with transaction.atomic():
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            lines = book.get_sheet_by_index(0).to_python()[1:]
        Figure.objects.bulk_create(
            [
                Figure(
                    indicator_id=indicators[code],
                    territory_id=places[place],
                    period_printed=str(period),
                    value=value,
                    external_id=f"base-{rank}",
                )
                for rank, (code, place, period, value, *_) in enumerate(lines)
            ],
            batch_size=2000,
        )
        transaction.set_rollback(True)
    return time.perf_counter() - start


def run(rows: int = ROWS) -> dict[str, Any]:
    """Seconds of each step on a scratch database."""
    from bench.scratch import fill, scratch_database

    with scratch_database("timonier_bench_import"), tempfile.TemporaryDirectory() as folder:
        from django.test.utils import override_settings

        held = fill(indicators=1000, communes=92, years=1)
        _shift_years()
        with override_settings(MEDIA_ROOT=Path(folder)):
            return {"bench": "import", "rows": rows, "figures_held": held} | _steps(rows)


def _shift_years() -> None:
    """The figures of the scratch registry are about 2014; make them about 2023."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE indicators_figure DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE indicators_figure SET period_start = '2023-01-01', "
            "period_end = '2023-12-31', period_printed = '2023', nature = 'achieved'"
        )
        cursor.execute("ALTER TABLE indicators_figure ENABLE TRIGGER USER")


def _steps(rows: int) -> dict[str, Any]:
    from timonier.accounts.models import Grant, User
    from timonier.intake import actions

    user = User.objects.create_user("bench", password=None)
    Grant.objects.create(user=user, role="administrator")
    content = workbook(rows)
    seconds: dict[str, Any] = {}

    start = time.perf_counter()
    batch = actions.deposit(kind="figures", filename="bench.xlsx", content=content, by=user)
    seconds["checked_seconds"] = round(time.perf_counter() - start, 2)
    seconds["differences"] = batch.report["differences"]
    answers = {one["key"]: "keep" for one in batch.report["missing"]}
    batch = actions.answer_all(batch, answers, by=user)

    start = time.perf_counter()
    batch = actions.apply(batch, user)
    seconds["applied_seconds"] = round(time.perf_counter() - start, 2)

    start = time.perf_counter()
    undone = actions.undo(batch, user)
    seconds["undone_seconds"] = round(time.perf_counter() - start, 2)
    seconds["undone"] = undone.reverted
    seconds["baseline"] = "python-calamine and bulk_create, nothing checked"
    seconds["baseline_seconds"] = round(baseline(content), 2)
    seconds["limit_checked"], seconds["limit_applied"] = CHECKED, APPLIED
    seconds["within"] = (
        seconds["checked_seconds"] < CHECKED and seconds["applied_seconds"] < APPLIED
    )
    seconds["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return seconds


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    started = datetime.now()
    print(json.dumps(run(options.rows) | {"at": f"{started:%Y-%m-%d}"}, ensure_ascii=False))


if __name__ == "__main__":
    main()

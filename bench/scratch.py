"""A database of its own for a benchmark, filled with figures from a fixed seed, then dropped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections

SEED = 20_231_231
FIRST_YEAR = 2014
FORMER_TERRITORIES = 6
FEEDS = 20


@contextmanager
def scratch_database(name: str = "timonier_bench") -> Iterator[None]:
    """Point Django at a new, migrated database of the server in use; drop it afterwards."""
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    _statement(f'DROP DATABASE IF EXISTS "{name}"')
    _statement(f'CREATE DATABASE "{name}"')
    connection.close()
    settings["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connection.close()
        settings["NAME"] = before
        _statement(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _statement(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def fill(indicators: int = 2000, communes: int = 92, years: int = 10) -> int:
    """Indicators × communes × years, one figure each; returns how many figures there are.

    One indicator in ten is a ratio, one in twenty is not additive; one value in a hundred is
    unknown, with its reason. The same seed always gives the same figures.
    """
    _territories(communes)
    _indicators(indicators)
    _feeds()
    _figures(years)
    with connection.cursor() as cursor:
        for table in ("indicators_figure", "indicators_indicator", "territories_membership"):
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("SELECT count(*) FROM indicators_figure")
        return int(cursor.fetchone()[0])


def _territories(communes: int) -> None:
    from timonier.registry.territories.models import Membership, Territory

    whole = Territory.objects.create(code="EPCI", kind="institution", name="Institution")
    former = Territory.objects.bulk_create(
        Territory(code=f"CT{rank}", kind="former_territory", name=f"Territoire {rank}")
        for rank in range(1, FORMER_TERRITORIES + 1)
    )
    places = Territory.objects.bulk_create(
        Territory(code=f"13{rank:03}", kind="commune", name=f"Commune {rank}")
        for rank in range(1, communes + 1)
    )
    Membership.objects.bulk_create(
        Membership(territory=parent, commune=commune, starts_on="2016-01-01")
        for rank, commune in enumerate(places)
        for parent in (whole, former[rank % len(former)])
    )


def _indicators(count: int) -> None:
    from timonier.registry.indicators.models import Indicator

    def operator(rank: int) -> str:
        if rank % 10 == 0:
            return "ratio_of_sums"
        return "none" if rank % 20 == 1 else "sum"

    Indicator.objects.bulk_create(
        Indicator(
            code=f"IND-{rank:04}",
            name=f"Indicateur {rank}",
            unit="unités",
            perimeter_operator=operator(rank),
            factor=100 if rank % 10 == 0 else 1,
        )
        for rank in range(1, count + 1)
    )


def _feeds() -> None:
    """So many values come from feeds, not from the lines of a document."""
    from timonier.registry.feeds.models import Feed

    Feed.objects.bulk_create(
        Feed(code=f"FLUX-{rank:02}", name=f"Flux {rank}", rhythm="yearly") for rank in range(FEEDS)
    )


def _figures(years: int) -> None:
    """In one statement; the hash of (seed, indicator, commune, year) makes the value."""
    sql = """
        INSERT INTO indicators_figure (indicator_id, territory_id, period_start, period_end,
            period_printed, value, numerator, denominator, measure_unit, qualifier, nature,
            status, territory_printed, external_id, label, comparison, missing_reason,
            recorded_at, revision_reason, line, feed_id)
        SELECT indicator, territory, make_date(year, 1, 1), make_date(year, 12, 31), year::text,
            CASE WHEN draw %% 100 > 0 THEN (draw %% 1000000) / 100.0 END,
            CASE WHEN ratio AND draw %% 100 > 0 THEN (draw %% 9973) / 10.0 END,
            CASE WHEN ratio THEN 1 + draw %% 997 END,
            'unités', 'exact', 'achieved', 'provisional', '', '', '', '',
            CASE WHEN draw %% 100 > 0 THEN '' ELSE 'non reçue' END,
            make_timestamptz(year + 1, 3, 1, 9, 0, 0), '', '',
            (SELECT min(id) FROM feeds_feed) + indicator %% %s
        FROM (
            SELECT i.id AS indicator, t.id AS territory, year,
                i.perimeter_operator = 'ratio_of_sums' AS ratio,
                abs(hashint8extended(i.id * 1000000 + t.id * 10000 + year, %s) / 2) AS draw
            FROM indicators_indicator i, territories_territory t,
                generate_series(%s, %s) AS year
            WHERE t.kind = 'commune'
            ORDER BY year, i.id, t.id
        ) AS cells
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [FEEDS, SEED, FIRST_YEAR, FIRST_YEAR + years - 1])

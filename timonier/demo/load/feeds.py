"""The information systems that give figures, declared as feeds; none is invented as arrived."""

from __future__ import annotations

from datetime import UTC, datetime, time

from timonier.demo.load.strategy import theme_nodes
from timonier.demo.load.tables import day, documents, rows, split
from timonier.registry.feeds.models import Arrival, Feed
from timonier.registry.organisations.models import Unit


def load_feeds() -> int:
    """The declared feeds with the themes and indicators they serve."""
    known, themes = documents(), theme_nodes()
    units = {unit.code: unit for unit in Unit.objects.all()}
    for row in rows("feeds"):
        feed = Feed.objects.create(
            code=row["code"],
            system_code=row["system"],
            name=row["name"],
            gives=row["gives"],
            owner_name=row["owner"],
            unit=units.get(row.get("owner_unit", "")),
            rhythm=row["rhythm"],
            rhythm_deduced=row["rhythm_basis"] == "deduced",
            medium=row["medium"],
            confidentiality=row["confidentiality"],
            document=known.get(row["document"]),
            line=row["line"],
            note=row.get("note", ""),
        )
        served = [number for number in split(row["serves"]) if number in themes]
        feed.themes.set([themes[number] for number in served])
        if arrived := day(row["last_arrival_on"]):
            Arrival.objects.create(
                feed=feed, arrived_at=datetime.combine(arrived, time(12), tzinfo=UTC)
            )
    return Feed.objects.count()

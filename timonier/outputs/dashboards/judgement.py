"""The météo as pages show it: the word in force, who signed it, and the words before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from timonier.outputs.dashboards.french import long_day
from timonier.outputs.dashboards.parts import Revision
from timonier.registry.strategy.models import Confidence


@dataclass(frozen=True, slots=True)
class Weather:
    """A signed judgement with its history; ``word`` None: nobody gave one yet."""

    word: str | None
    previous: str
    signed: str
    reason: str
    history: tuple[Revision, ...]

    @property
    def was(self) -> str:
        """What a new judgement replaces: « nuage, K. Benali, 2 septembre 2024 », or nothing."""
        return f"{self.word.lower()}, {self.signed}" if self.word else ""


def weather_of(signed: Iterable[Confidence]) -> Weather:
    """The météo from its judgements, the newest first."""
    rows = list(signed)
    if not rows:
        return Weather(None, "", "", "", ())
    now = rows[0]
    return Weather(
        word=now.get_level_display(),
        previous=rows[1].get_level_display().lower() if len(rows) > 1 else "",
        signed=f"{now.author}, {_day(now)}",
        reason=now.reason,
        history=tuple(
            Revision(
                when=_day(row),
                text=f"{row.get_level_display()} : {row.reason}",
                who=str(row.author),
                state="new" if rank == 0 else "",
            )
            for rank, row in enumerate(rows)
        ),
    )


def _day(row: Confidence) -> str:
    return long_day(timezone.localdate(row.stated_at))

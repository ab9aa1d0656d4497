"""The definition sheet of an indicator, and the feeds that bring its values (R84, R94)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from timonier.engine.numerals import format_number
from timonier.engine.typography import NBSP
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.figures import lower_first
from timonier.outputs.dashboards.french import counted, short_day
from timonier.outputs.dashboards.parts import Fact
from timonier.registry.feeds.models import Feed
from timonier.registry.indicators.models import Indicator

RHYTHM_DAYS = {"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}
"""Days after which a feed of this rhythm is late; the others have no date to miss."""


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed that serves the indicator; ``late`` is None when nothing says when it is due."""

    name: str
    url: str
    rhythm: str
    arrived: str
    late: bool | None


def feed_lines(indicator: Indicator, on: date) -> tuple[FeedLine, ...]:
    """The declared feeds, with their last arrival and whether they are late on a day."""
    feeds = Feed.objects.active().filter(indicators=indicator).prefetch_related("arrivals")
    lines = []
    for feed in feeds:
        last = max((arrival.arrived_at.date() for arrival in feed.arrivals.all()), default=None)
        lines.append(
            FeedLine(
                name=feed.name,
                url=address("feed", feed.code),
                rhythm=feed.get_rhythm_display().lower(),
                arrived=f"reçu le {short_day(last)}" if last else "jamais reçu",
                late=_late(feed.rhythm, last, on),
            )
        )
    return tuple(lines)


def _late(rhythm: str, last: date | None, on: date) -> bool | None:
    days = RHYTHM_DAYS.get(rhythm)
    if days is None:
        return None
    return last is None or last + timedelta(days=days) < on


def how_computed(indicator: Indicator) -> str:
    """« Is computed for » in one French sentence."""
    if indicator.numerator is not None and indicator.denominator is not None:
        top = lower_first(indicator.numerator.name)
        below = lower_first(indicator.denominator.name)
        times = "" if indicator.factor == 1 else f" × {format_number(indicator.factor)}"
        return f"{top} ÷ {below}{times}"
    return "saisi ou importé, sans calcul"


def facts(indicator: Indicator) -> tuple[Fact, ...]:
    """The definition sheet, line by line; what nobody filled says so."""
    nodes = ", ".join(str(node) for node in indicator.nodes.all())
    theme = indicator.theme
    delay = counted(indicator.delay_days, "jour")
    return (
        Fact("Type", indicator.get_kind_display()),
        Fact("Unité", indicator.unit or None, missing="à préciser"),
        Fact("Calcul", how_computed(indicator)),
        Fact("Opérateur de temps", indicator.get_time_operator_display()),
        Fact("Opérateur de périmètre", indicator.get_perimeter_operator_display()),
        Fact("Couverture minimale", f"{format_number(indicator.coverage_threshold)}{NBSP}%"),
        Fact("Sens", indicator.get_direction_display()),
        Fact("Rythme", indicator.get_periodicity_display(), note=f"disponible sous {delay}"),
        Fact("Responsable", _name(indicator.owner), missing="à désigner"),
        Fact("Suppléant", _name(indicator.deputy), missing="à désigner"),
        Fact("Producteur et source", indicator.source_note or None, missing="à préciser"),
        Fact("Thème", theme.title if theme else None, missing="aucun"),
        Fact("Stratégie", nodes or None, missing="non rattaché"),
        Fact("Méthode", indicator.method_version or None, missing="sans version"),
        Fact("Limites", indicator.limits or None, missing="non décrites"),
    )


def _name(person: object) -> str | None:
    return str(person) if person else None

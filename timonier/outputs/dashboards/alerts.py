"""Alerts: each kind is one exact list, and its count is the length of that list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, Min, Q

from timonier.engine.period import Period, Periodicity, PeriodKind, next_due
from timonier.engine.quantities import format_number
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import short_day
from timonier.outputs.dashboards.measures import Measure, printed, read
from timonier.registry.indicators.enums import Comparability, Nature
from timonier.registry.indicators.models import Crosswalk, Figure, Indicator, Target
from timonier.registry.strategy.enums import UndertakingStatus
from timonier.registry.strategy.queries import printed_objectives, targets_with_values, undertakings
from timonier.registry.strategy.standing import Standing, is_due, is_measured, standing

PLURALS = {
    "engagements", "objectifs", "échus", "indicateurs", "interrompus", "valeurs",
    "contradictoires", "cibles",
}  # fmt: skip
FEMININE = ("valeur", "cibles")


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One object counted: its name, its page, the cells that explain it, a status word."""

    label: str
    page: str
    key: str
    cells: tuple[str, ...]
    status: str = ""

    @property
    def url(self) -> str:
        """The address of the object counted."""
        return address(self.page, self.key)


@dataclass(frozen=True, slots=True)
class AlertList:
    """The exact list behind a count. ``rule`` says in French what puts an object in it."""

    kind: str
    title: str
    rule: str
    columns: tuple[str, ...]
    rows: tuple[AlertRow, ...]

    @property
    def count(self) -> int:
        """How many objects the alert counts."""
        return len(self.rows)

    @property
    def label(self) -> str:
        """What is counted, in agreement with the count."""
        if self.count > 1:
            return self.title
        return " ".join(word[:-1] if word in PLURALS else word for word in self.title.split())

    @property
    def heading(self) -> str:
        """« 7 engagements en retard »; « Aucun engagement en retard » for none."""
        if not self.count:
            return f"{'Aucune' if self.title[:6] in FEMININE else 'Aucun'} {self.label}"
        return f"{format_number(self.count)} {self.label}"


def _undertakings(status: UndertakingStatus) -> tuple[AlertRow, ...]:
    return tuple(
        AlertRow(
            row.subject,
            "undertaking",
            row.code,
            (row.section, row.promised_printed or "sans date", row.evidence or "rien"),
            row.get_status_display(),
        )
        for row in undertakings().filter(status=status)
    )


def late_undertakings(on: date) -> AlertList:
    """Undertakings that the later document says to be late."""
    return AlertList(
        "engagements-en-retard",
        "engagements en retard",
        "Le document qui suit l’engagement constate un retard sur ce qui avait été annoncé.",
        ("Engagement", "Thème", "Échéance annoncée", "Ce que l’on en sait"),
        _undertakings(UndertakingStatus.LATE),
    )


def silent_undertakings(on: date) -> AlertList:
    """Undertakings of which no later document says anything: neither a failure nor a success."""
    return AlertList(
        "engagements-sans-nouvelle",
        "engagements sans nouvelle",
        "Aucun document ne dit ce qu’ils sont devenus : ni un échec, ni un succès.",
        ("Engagement", "Thème", "Échéance annoncée", "Ce que l’on en sait"),
        _undertakings(UndertakingStatus.UNKNOWN),
    )


def unmeasured_objectives(on: date) -> AlertList:
    """Objectives whose due date is behind and of which nothing is known: not computable."""
    rows = [
        row
        for row in printed_objectives()
        if is_due(row, on) and standing(row, on, measured=is_measured(row)) is Standing.UNMEASURED
    ]
    return AlertList(
        "objectifs-echus-sans-mesure",
        "objectifs échus sans mesure",
        "L’échéance est passée et aucune valeur, aucune preuve ne dit s’ils sont atteints : "
        "leur avancement n’est pas calculable.",
        ("Objectif", "Stratégie", "Rattaché à", "Échéance"),
        tuple(
            AlertRow(
                row.title,
                "objective",
                row.code,
                (row.node.strategy.name, str(row.node), row.due_printed or short_day(row.due_on)),
                Standing.UNMEASURED.value,
            )
            for row in rows
        ),
    )


def stale_indicators(on: date) -> AlertList:
    """Indicators that have values, are not discontinued, and whose next value is overdue."""
    found = []
    for row in _with_last_period():
        due = due_after(row["last_start"], row["last_end"], row["periodicity"], row["delay_days"])
        if due < on:
            found.append((due, row))
    found.sort(key=lambda pair: (pair[0], pair[1]["code"]))
    return AlertList(
        "indicateurs-non-a-jour",
        "indicateurs non à jour",
        "La valeur suivante était attendue, selon le rythme et le délai de la fiche, et n’est "
        "pas arrivée.",
        ("Indicateur", "Code", "Dernière période connue", "Valeur attendue le"),
        tuple(
            AlertRow(
                row["name"],
                "indicator",
                row["code"],
                (row["code"], str(row["last_end"].year), short_day(due)),
            )
            for due, row in found
        ),
    )


def _with_last_period() -> Iterable[dict[str, Any]]:
    """Indicators in force with the bounds of their newest period; one query."""
    known = Q(
        figures__superseded_at__isnull=True,
        figures__value__isnull=False,
        figures__nature__in=(Nature.ACHIEVED, Nature.CONTEXT),
    )
    rows: Any = (
        Indicator.objects.active()
        .filter(discontinued_on__isnull=True)
        .annotate(
            last_start=Max("figures__period_start", filter=known),
            last_end=Max("figures__period_end", filter=known),
        )
        .filter(last_end__isnull=False)
        .order_by()
        .values("code", "name", "periodicity", "delay_days", "last_start", "last_end")
    )
    found: Iterable[dict[str, Any]] = rows
    return found


def due_after(start: date, end: date, periodicity: str, delay_days: int) -> date:
    """When the value after the period [start, end] must be known.

    >>> due_after(date(2022, 1, 1), date(2022, 12, 31), "annual", 180)
    datetime.date(2024, 6, 30)
    """
    rhythm = Periodicity("yearly" if periodicity == "annual" else periodicity)
    return next_due(Period(min(start, end), end, PeriodKind.RANGE), rhythm, delay_days)


def gone_indicators(on: date) -> AlertList:
    """Series published in one report and absent from the next, and indicators closed since."""
    gone = (
        Crosswalk.objects.filter(comparability=Comparability.ABSENT)
        .select_related("from_figure__indicator", "from_figure__document")
        .order_by("from_figure__indicator__code")
    )
    rows = [
        AlertRow(
            row.from_figure.label or row.from_figure.indicator.name,
            "indicator",
            row.from_figure.indicator.code,
            (row.from_figure.indicator.code, row.from_figure.period_printed, row.note or "—"),
        )
        for row in gone
    ]
    closed = Indicator.objects.active().filter(discontinued_on__isnull=False)
    rows += [
        AlertRow(
            row.name,
            "indicator",
            row.code,
            (row.code, f"jusqu’au {short_day(row.discontinued_on)}", row.discontinued_reason),
        )
        for row in closed
    ]
    return AlertList(
        "indicateurs-interrompus",
        "indicateurs interrompus",
        "Publiés dans un rapport, absents du suivant, ou arrêtés avec un motif.",
        ("Indicateur", "Code", "Dernière période", "Réserve ou motif"),
        tuple(rows),
    )


def contradictions(on: date) -> AlertList:
    """Cells of the registry where two current figures disagree, so that neither counts."""
    cell = ("indicator", "territory", "unit", "period_start", "period_end", "nature")
    clashes = list(
        Figure.objects.current()
        .filter(
            repeat_of__isnull=True,
            period_end__isnull=False,
            territory__isnull=False,
            value__isnull=False,
        )
        .order_by()
        .values(*cell, "indicator__code", "indicator__name", "indicator__unit", "territory__name")
        .annotate(low=Min("value"), high=Max("value"), until=Max("period_printed"))
        .filter(low__lt=F("high"))
        .order_by("indicator__code", "period_end")
    )
    return AlertList(
        "valeurs-contradictoires",
        "valeurs contradictoires",
        "Deux chiffres en vigueur donnent au même fait deux valeurs : aucune des deux ne compte "
        "tant qu’une révision ne tranche pas.",
        ("Indicateur", "Territoire", "Période", "Valeurs"),
        tuple(
            AlertRow(
                row["indicator__name"],
                "indicator",
                row["indicator__code"],
                (
                    row["territory__name"],
                    row["until"],
                    _both(row["low"], row["high"], row["indicator__unit"]),
                ),
            )
            for row in clashes
        ),
    )


def _both(low: Decimal, high: Decimal, unit: str) -> str:
    return f"{format_number(low)} et {printed(high, unit)}"


def off_track(on: date) -> AlertList:
    """Targets whose measured progress is behind what was expected on the day."""
    found = [(target, read(target, on)) for target in targets_with_values()]
    return AlertList(
        "cibles-hors-trajectoire",
        "cibles hors trajectoire",
        "La dernière valeur connue est en deçà de ce qui était attendu à la date. Une cible sans "
        "valeur de départ ou sans mesure n’est pas jugée.",
        ("Cible", "Échéance", "Dernière valeur", "Avancement, attendu"),
        tuple(_target_row(target, measure) for target, measure in found if measure.off_track),
    )


def _target_row(target: Target, measure: Measure) -> AlertRow:
    shown, expected = measure.progress.shown, measure.progress.expected
    return AlertRow(
        f"{measure.indicator} : {measure.target}",
        "objective" if target.objective else "indicator",
        (target.objective or target.indicator).code,
        (
            measure.due,
            f"{measure.value} ({measure.period})",
            f"{format_number(shown, 0)} %, {format_number(expected, 0)} % attendus",
        ),
    )


KINDS: dict[str, Callable[[date], AlertList]] = {
    "engagements-en-retard": late_undertakings,
    "engagements-sans-nouvelle": silent_undertakings,
    "objectifs-echus-sans-mesure": unmeasured_objectives,
    "indicateurs-non-a-jour": stale_indicators,
    "indicateurs-interrompus": gone_indicators,
    "valeurs-contradictoires": contradictions,
    "cibles-hors-trajectoire": off_track,
}
"""Every alert by the name it has in its address."""


def names(rows: Sequence[AlertRow], limit: int = 3) -> str:
    """The first names of a list, for the detail of an alert."""
    return ", ".join(row.label for row in rows[:limit])

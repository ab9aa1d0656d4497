"""Check the lines of a file of figures against the registry: period, value, unit, ratio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Final

from timonier.engine.errors import TimonierError
from timonier.engine.numerals import format_number
from timonier.engine.periods import Period, PeriodError, PeriodKind, parse_period
from timonier.engine.quantities import Qualifier, Quantity, UnitError, convert, unit
from timonier.intake.schemas.base import Findings, Key
from timonier.intake.schemas.figures_known import CITED, Registry, cell_key
from timonier.intake.validation import CheckedRow
from timonier.intake.vocabularies_db import KnownIndicator
from timonier.intake.wording import quoted
from timonier.registry.indicators.enums import Nature

_STEP: Final = Decimal("0.0001")
_NUMBERS: Final = ("numerator", "denominator")
_ONE_LINE: Final = "Une seule ligne par chiffre"

Values = dict[str, Any]


@lru_cache(maxsize=4096)
def _read(text: str) -> Period | TimonierError:
    try:
        return parse_period(text)
    except PeriodError as error:
        return error


def last_day(values: Mapping[str, Any]) -> date | None:
    """The last day of the period that a line gives, None when it gives none that can be read."""
    end: date | None = values.get("period_end") or values.get("period_start")
    if end is not None or not values.get("period"):
        return end
    period = _read(values["period"])
    return period.end if isinstance(period, Period) else None


class Lines:
    """One file: keys met so far, each with its line. ``keys`` are those of all lines."""

    def __init__(
        self,
        findings: Findings,
        indicators: Mapping[str, KnownIndicator],
        registry: Registry,
        today: date,
    ) -> None:
        self._findings, self._indicators = findings, indicators
        self._registry, self._today = registry, today
        self._seen: dict[Key, int] = {}

    @property
    def keys(self) -> frozenset[Key]:
        """Keys of the lines, sound or not."""
        return frozenset(self._seen)

    def settle(self, row: CheckedRow) -> CheckedRow:
        """The line with its period read, its value in its unit, and its key."""
        values: Values = dict(row.values)
        values["nature"] = values.get("nature") or Nature.ACHIEVED.value
        if values.get("status") is None:
            values.pop("status", None)
        for name in _NUMBERS:
            if values.get(name) is not None:
                values[name] = _rounded(values[name])
        known = self._cited(row, values)
        self._period(row, values, known)
        key = self._key(row, values)
        known = self._registry.known[key].values if key in self._registry.known else None
        self._value(row, values, known)
        self._once(row, key)
        return replace(row, key=key, values=values)

    def _cited(self, row: CheckedRow, values: Values) -> Mapping[str, Any] | None:
        """The figure already cited under this number; it cannot move to another indicator."""
        number = values.get("external_id")
        record = self._registry.known.get((CITED, number)) if number else None
        if record is None:
            return None
        known = record.values
        if values.get("indicator") and known["indicator"] != values["indicator"]:
            self._findings.add(
                row,
                "external_id",
                f"le numéro {number} désigne déjà un chiffre de l’indicateur "
                f"{known['indicator'] or 'archivé'}",
                "Un numéro de citation désigne un seul chiffre",
            )
        return known

    # --- period ---------------------------------------------------------------------------

    def _period(self, row: CheckedRow, values: Values, known: Mapping[str, Any] | None) -> None:
        printed, start, end = (values.get(n) for n in ("period", "period_start", "period_end"))
        if start is not None or end is not None:
            self._dated(row, values, start, end)
        elif printed is None:
            self._undated(row, values, known)
        elif known and known["period"] == printed and known["period_start"] is None:
            values["period_start"] = values["period_end"] = None
        else:
            self._printed(row, values, printed)
        self._in_time(row, values)

    def _dated(self, row: CheckedRow, values: Values, start: date | None, end: date | None) -> None:
        start, end = start or end, end or start
        values["period_start"], values["period_end"] = start, end
        if start and end and end < start:
            message = f"la période finit le {end:%d/%m/%Y} et commence le {start:%d/%m/%Y}"
            self._findings.add(row, "period_end", message, "Une période finit après son début")
        elif start and end and values.get("period") is None:
            values["period"] = str(Period(start, end, PeriodKind.RANGE))

    def _undated(self, row: CheckedRow, values: Values, known: Mapping[str, Any] | None) -> None:
        """Blank is right only for a cited figure that its source does not date."""
        here = self._findings.has("period")
        if known is not None and (not here or known["period_start"] is None):
            values["period_start"], values["period_end"] = (
                known["period_start"],
                known["period_end"],
            )
            return
        values["period_start"] = values["period_end"] = None
        if not here or "period" in row.values:
            self._findings.add(
                row, "period", "cellule vide pour «\u00a0Période\u00a0»",
                "Un chiffre porte sa période, par exemple 2023, T4 2021 ou 30/06/2024",
            )  # fmt: skip

    def _printed(self, row: CheckedRow, values: Values, printed: str) -> None:
        period = _read(printed)
        if isinstance(period, TimonierError):
            self._findings.add(row, "period", period.what, period.remedy)
            values["period_start"] = values["period_end"] = None
        else:
            values["period_start"], values["period_end"] = period.start, period.end

    def _in_time(self, row: CheckedRow, values: Values) -> None:
        start = values.get("period_start")
        if start is None:
            return
        if values["nature"] == Nature.ACHIEVED and start > self._today:
            self._findings.add(
                row, "period", f"un réalisé pour une période à venir, {quoted(values['period'])}",
                "Une valeur à venir est une cible ou une prévision (colonne Nature)",
            )  # fmt: skip
        indicator = self._indicators.get(values.get("indicator") or "")
        if indicator and indicator.discontinued_on and start > indicator.discontinued_on:
            self._findings.add(
                row, "period",
                f"l’indicateur est interrompu depuis le {indicator.discontinued_on:%d/%m/%Y}",
                "Une série interrompue ne reçoit plus de chiffre",
            )  # fmt: skip

    # --- key ------------------------------------------------------------------------------

    def _key(self, row: CheckedRow, values: Values) -> Key:
        if values.get("external_id"):
            return CITED, values["external_id"]
        key = cell_key(values)
        found = self._registry.cells.get(key, ())
        if len(found) > 1 and key not in found:
            numbers = ", ".join(str(one[1]) for one in found)
            self._findings.add(
                row, "external_id", f"plusieurs chiffres cités répondent à cette ligne ({numbers})",
                "Le numéro de citation lève le doute",
            )  # fmt: skip
        return found[0] if len(found) == 1 else key

    def _once(self, row: CheckedRow, key: Key) -> None:
        first = self._seen.setdefault(key, row.number)
        if first == row.number or "indicator" not in row.values:
            return
        said = f"déjà donné à la ligne\u00a0{format_number(first)}"
        place = "external_id" if key[0] == CITED and row.values.get("external_id") else "indicator"
        self._findings.add(row, place, f"chiffre {said}", _ONE_LINE)

    # --- value ----------------------------------------------------------------------------

    def _value(self, row: CheckedRow, values: Values, known: Mapping[str, Any] | None) -> None:
        indicator = self._indicators.get(values.get("indicator") or "")
        if indicator is None:
            return
        measure = values.pop("measure_unit", None) or (
            known["measure_unit"] if known else indicator.unit
        )
        values["measure_unit"] = measure
        if "value" not in row.values and (self._findings.has("value") or known is not None):
            return
        values.setdefault("value", None)
        quantity = self._in_unit(row, values["value"], measure)
        if quantity is None and values.get("missing_reason") is None:
            quantity = self._quotient(indicator, values, measure)
        if quantity is None and values["value"] is None and not values.get("missing_reason"):
            self._findings.add(
                row, "value", "valeur vide sans raison",
                "Une valeur inconnue porte sa raison (colonne Raison de l’absence)\u202f; "
                "inconnu n’est pas zéro",
            )  # fmt: skip
        if quantity is not None and values.get("missing_reason"):
            self._findings.add(
                row, "missing_reason", "une raison d’absence à côté d’une valeur",
                "Une valeur connue n’a pas de raison d’absence",
            )  # fmt: skip
        values["value"] = quantity
        self._ratio(row, indicator, values)

    def _in_unit(self, row: CheckedRow, given: Quantity | None, measure: str) -> Quantity | None:
        """The value in the unit of the indicator; « 1,2 M€ » in an indicator in euros."""
        if given is None or given.value is None:
            return None
        target = unit(measure)
        value: Decimal | None = given.value
        if given.unit.symbol:
            try:
                value = convert(given.value, given.unit, target)
            except UnitError:
                self._findings.add(
                    row, "value",
                    f"{quoted(str(given))} n’est pas dans l’unité de l’indicateur",
                    f"Une valeur en {quoted(measure)}" if measure else "Un nombre sans unité",
                )  # fmt: skip
        return None if value is None else Quantity(_rounded(value), target, given.qualifier)

    def _quotient(self, indicator: KnownIndicator, values: Values, measure: str) -> Quantity | None:
        over, under = values.get("numerator"), values.get("denominator")
        if over is None or not under:
            return None
        return Quantity(_rounded(indicator.factor * over / under), unit(measure))

    def _ratio(self, row: CheckedRow, indicator: KnownIndicator, values: Values) -> None:
        """A ratio given with its terms equals their quotient, at the precision that it shows."""
        over, under, quantity = (values.get(n) for n in ("numerator", "denominator", "value"))
        if not indicator.ratio or over is None or not under or quantity is None:
            return
        if quantity.qualifier is not Qualifier.EXACT:
            return
        expected = indicator.factor * over / under
        exponent = quantity.value.normalize().as_tuple().exponent
        if abs(expected - quantity.value) > Decimal(1).scaleb(min(0, int(exponent))):
            shown = format_number(expected.quantize(Decimal("0.01")))
            said = f"{format_number(over)} ÷ {format_number(under)}"
            self._findings.add(
                row, "value", f"{format_number(quantity.value)} alors que {said} donne {shown}",
                "Un rapport est le quotient de ses termes", shown, f"Calculé\u00a0: {shown}",
            )  # fmt: skip


def _rounded(value: Decimal) -> Decimal:
    """Four decimals, as the registry keeps: so a file read twice shows no difference."""
    return value.quantize(_STEP, ROUND_HALF_UP)

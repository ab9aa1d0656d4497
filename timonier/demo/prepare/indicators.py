"""The definition sheets: one indicator for each group of figures."""

from dataclasses import dataclass
from functools import cache

from timonier.demo.prepare.areas import areas, leading_area, theme_number
from timonier.demo.prepare.grouping import GONE, crosswalk
from timonier.demo.prepare.tables import NO_BREAK, Row, french, hand

COLUMNS = (
    "code", "name", "definition", "unit", "decimals", "direction", "time_operator",
    "perimeter_operator", "is_ratio", "numerator_indicator", "denominator_indicator", "factor",
    "periodicity", "delay_days", "theme_number", "policy_area_2017", "policy_area_2020",
    "policy_area_2023", "discontinued_note", "kind",
)  # fmt: skip
# A figure of year N serves the report that mayors receive before 30 September N+1.
DELAY_DAYS = "273"
STOCK_NATURES = ("context", "target", "project", "forecast")


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator with its code, its figures, and what was decided of it by hand."""

    code: str
    figures: tuple[Row, ...]
    decision: Row

    @property
    def first(self) -> Row:
        """The figure that names the series: the latest, and not the repetition of another."""
        return max(
            (f for f in self.figures if not f["repeat_of"]),
            key=lambda f: (f["document"] == "002", f["nature"] == "achieved", f["id"]),
        )


def _code(prefix: str, taken: set[str]) -> str:
    number = 1
    while f"{prefix}-{number:02}" in taken:
        number += 1
    return f"{prefix}-{number:02}"


def series(figures: list[Row], groups: dict[str, list[str]]) -> list[Series]:
    """Give each group its code: the ones fixed by hand, then in the order of figures."""
    by_id = {row["id"]: row for row in figures}
    leaders = {member: leader for leader, members in groups.items() for member in members}
    decisions = {leaders[row["figure"]]: row for row in hand("indicators")}
    taken = {row["code"] for row in decisions.values() if row["code"]}
    found = []
    for leader, members in groups.items():
        rows = tuple(by_id[member] for member in members)
        decision = decisions.get(leader, {})
        code = decision.get("code") or _code(areas()[leading_area(list(rows))]["prefix"], taken)
        taken.add(code)
        found.append(Series(code, rows, decision))
    return sorted(found, key=lambda one: one.code)


def _decimals(one: Series) -> str:
    longest = max(len(f["value"].partition(".")[2]) for f in one.figures)
    return str(2 if longest and one.first["unit"].endswith("€") else longest)


def _operators(one: Series) -> Row:
    rules = {french(row["unit"]): row for row in hand("units")}
    rule = rules.get(one.first["unit"], {})
    stock = all(f["nature"] in STOCK_NATURES for f in one.figures)
    time = rule.get("time_operator", "sum")
    time = "last" if stock and time == "sum" else time
    return {
        "time_operator": one.decision.get("time_operator") or time,
        "perimeter_operator": one.decision.get("perimeter_operator")
        or rule.get("perimeter_operator", "sum"),
    }


def _definition(one: Series) -> str:
    given = one.decision.get("definition", "")
    unit = one.first["unit"]
    return french(given) or f"Unité{NO_BREAK}: {unit}. La source ne donne pas d’autre définition."


def _kind(one: Series) -> str:
    if one.decision.get("numerator") or any(f["nature"] == "target" for f in one.figures):
        return "steering"
    done = any(f["nature"] == "achieved" for f in one.figures)
    return "activity" if done else "follow_up"


def _ratio(one: Series, codes: dict[str, str]) -> Row:
    numerator = one.decision.get("numerator", "")
    denominator = one.decision.get("denominator", "")
    return {
        "is_ratio": "true" if numerator else "false",
        "numerator_indicator": codes.get(numerator, ""),
        "denominator_indicator": codes.get(denominator, ""),
        "factor": one.decision.get("factor", ""),
    }


def _areas(one: Series) -> Row:
    """The policy area of the indicator in each report, since areas change with reforms."""
    years = {"000": "2017", "002": "2020", "003": "2023"}
    found = {f"policy_area_{year}": "" for year in years.values()}
    for figure in reversed(one.figures):
        if figure["document"] in years and not figure["repeat_of"]:
            found[f"policy_area_{years[figure['document']]}"] = figure["unit_in_charge_hint"]
    return found


@cache
def _gone_figures() -> frozenset[str]:
    return frozenset(row["id_from"] for row in crosswalk() if row["comparability"] == GONE)


def _gone(one: Series) -> str:
    if not any(figure["id"] in _gone_figures() for figure in one.figures):
        return ""
    return f"Publié pour 2020, absent du rapport 2023{NO_BREAK}: série interrompue sans motif."


def sheet(one: Series, codes: dict[str, str]) -> Row:
    """The row of ``indicators.csv``."""
    return {
        "code": one.code, "name": french(one.decision.get("name", "")) or one.first["label"],
        "definition": _definition(one), "unit": one.first["unit"], "decimals": _decimals(one),
        "direction": one.decision.get("direction") or "none", **_operators(one),
        **_ratio(one, codes), "periodicity": "annual", "delay_days": DELAY_DAYS,
        "theme_number": theme_number(*leading_area(list(one.figures))), **_areas(one),
        "discontinued_note": _gone(one), "kind": _kind(one),
    }  # fmt: skip

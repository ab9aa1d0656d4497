"""Figures, indicators, crosswalk, breaks, rules and targets, once everything has its code."""

from timonier.demo.prepare import breaks, figures, grouping, indicators
from timonier.demo.prepare.tables import Row, french, hand, to_csv

RULE_COLUMNS = ("rule", "kind", "total", "parts", "share", "tolerance", "note")
TARGET_COLUMNS = (
    "indicator", "objective", "value", "unit", "due_printed", "due_on", "document", "line",
)  # fmt: skip
REPORT_YEARS = {"000": "2017", "002": "2020", "003": "2023"}


def _due(figure: Row) -> tuple[str, str]:
    """A target set for another year than the report's is due at the end of that year."""
    own_year = figure["period_printed"] == REPORT_YEARS[figure["document"]]
    return ("", "") if own_year else (figure["period_printed"], figure["period_end"])


def _target(figure: Row, objective: str = "") -> Row:
    printed, day = _due(figure)
    values = (figure["indicator"], objective, figure["value"], figure["unit"], printed, day)
    return dict(zip(TARGET_COLUMNS, (*values, figure["document"], figure["line"]), strict=True))


def targets(rows: list[Row]) -> list[Row]:
    """The published targets, then the links that only a reader can make."""
    by_id = {row["id"]: row for row in rows}
    found = [_target(row) for row in rows if row["nature"] == "target" and not row["repeat_of"]]
    for decision in hand("targets"):
        if decision["source_figure"]:
            found.append(_target(by_id[decision["source_figure"]], decision["objective"]))
        else:
            row = {name: decision.get(name, "") for name in TARGET_COLUMNS}
            found.append(row | {"indicator": by_id[decision["figure"]]["indicator"]})
    return found


def _rules() -> list[Row]:
    return [row | {"note": french(row["note"])} for row in hand("coherence-rules")]


def _crosswalk() -> list[Row]:
    return [row | {"note": french(row["note"])} for row in grouping.crosswalk()]


def build() -> dict[str, str]:
    """File name → content."""
    rows = figures.figures()
    found = indicators.series(rows, grouping.group(rows))
    codes = {figure["id"]: one.code for one in found for figure in one.figures}
    rows = [row | {"indicator": codes[row["id"]]} for row in rows]
    sheets = [indicators.sheet(one, codes) for one in found]
    return {
        "indicators.csv": to_csv(indicators.COLUMNS, sheets),
        "figures.csv": to_csv(figures.COLUMNS, rows),
        "crosswalk.csv": to_csv(grouping.CROSSWALK_COLUMNS, _crosswalk()),
        "breaks.csv": to_csv(breaks.COLUMNS, breaks.breaks(rows)),
        "coherence-rules.csv": to_csv(RULE_COLUMNS, _rules()),
        "targets.csv": to_csv(TARGET_COLUMNS, targets(rows)),
    }

"""The period that a figure is about, from the year read and from hand corrections."""

from functools import cache

from timonier.demo.prepare.tables import Row, hand


@cache
def _corrections() -> dict[str, Row]:
    return {row["figure"]: row for row in hand("periods")}


def period_of(row: Row) -> tuple[str, str, str]:
    """Period as printed, first day, last day; all empty when no year was read.

    >>> period_of({"id": "000-0000", "year": "2018-2020"})
    ('2018-2020', '2018-01-01', '2020-12-31')
    """
    correction = _corrections().get(row["id"])
    if correction:
        return correction["period_printed"], correction["period_start"], correction["period_end"]
    if not row["year"]:
        return "", "", ""
    first, _, last = row["year"].partition("-")
    return row["year"], f"{first}-01-01", f"{last or first}-12-31"

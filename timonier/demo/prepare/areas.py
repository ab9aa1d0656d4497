"""From the policy areas of each report to the prefixes of the codes and the eleven themes."""

from functools import cache

from timonier.demo.prepare.tables import DATA, Row, french, hand, read, to_csv

PREFERRED = ("002", "003", "000", "004")


@cache
def theme_numbers() -> dict[str, str]:
    """Theme name → its number in ``themes.csv``."""
    return {row["name"]: row["number"] for row in read(DATA / "themes.csv")}


@cache
def areas() -> dict[tuple[str, str], Row]:
    return {(row["document"], row["policy_area"]): row for row in hand("policy-areas")}


def theme_number(document: str, area: str) -> str:
    return theme_numbers()[french(areas()[document, area]["theme"])]


def leading_area(figures: list[Row]) -> tuple[str, str]:
    """Document and area that give an indicator its code: the report 2020 first."""
    first = min(figures, key=lambda row: (PREFERRED.index(row["document"]), row["id"]))
    return first["document"], first["unit_in_charge_hint"]


def build() -> dict[str, str]:
    rows = [
        {"document": document, "policy_area": area, "theme_number": theme_number(document, area)}
        for document, area in areas()
    ]
    return {"policy-areas.csv": to_csv(("document", "policy_area", "theme_number"), rows)}

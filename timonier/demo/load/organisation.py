"""Documents, acts, territories and the three organisations."""

from __future__ import annotations

from timonier.demo.load.tables import day, documents, number, rows
from timonier.registry.acts.enums import ActKind
from timonier.registry.acts.models import Act, Identifier
from timonier.registry.documents.models import Document
from timonier.registry.organisations.models import Chart, Succession, Unit
from timonier.registry.territories.models import Alias, Membership, Population, Territory

KINDS = {
    "deliberation": ActKind.DELIBERATION,
    "framework_deliberation": ActKind.FRAMEWORK,
    "decree": ActKind.DECREE,
    "agreement": ActKind.AGREEMENT,
}


def load_documents() -> int:
    """The source documents."""
    Document.objects.bulk_create(
        Document(
            code=row["code"],
            title=row["title"],
            short_title=row["short_title"],
            kind=row["kind"],
            year=int(row["year"]) if row["year"] else None,
            issued_on=day(row["issued_on"]),
            note=row["note"],
        )
        for row in rows("documents")
    )
    return Document.objects.count()


def load_acts() -> int:
    """Acts with all their identifiers; amendments are linked once all acts exist."""
    known = documents()
    table = rows("acts")
    acts = Act.objects.bulk_create(
        Act(
            code=row["code"],
            title=row["title"][:400],
            kind=KINDS.get(row["kind"], ActKind.OTHER),
            instance=row["instance"],
            adopted_on=day(row["date"]),
            adopted_printed=row["printed_date"],
            document=known.get(row["document"]),
            line=row["line"],
            note=row["note"],
        )
        for row in table
    )
    by_code = {act.code: act for act in acts}
    for row in table:
        if amended := by_code.get(row["amends"]):
            by_code[row["code"]].amends = amended
    Act.objects.bulk_update([act for act in acts if act.amends], ["amends"])
    Identifier.objects.bulk_create(
        Identifier(
            act=by_code[row["act"]], scheme=row["scheme"], value=row["value"], line=row["line"]
        )
        for row in rows("act-identifiers")
    )
    return len(acts)


def load_territories() -> int:
    """The institution, its communes, the six former territories and the populations."""
    positions = {row["code"]: row for row in rows("communes-positions")}
    table = rows("territories")
    created = Territory.objects.bulk_create(
        Territory(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            siren=row["siren"],
            starts_on=day(row["starts_on"]),
            ends_on=day(row["ends_on"]),
            longitude=number(positions.get(row["code"], {}).get("longitude", "")),
            latitude=number(positions.get(row["code"], {}).get("latitude", "")),
            note=row["note"],
        )
        for row in table
    )
    by_code = {territory.code: territory for territory in created}
    _load_memberships(table, by_code)
    Population.objects.bulk_create(
        Population(
            territory=by_code[row["commune"]],
            year=int(row["year"]),
            vintage_year=int(row["vintage_year"]),
            kind=row["kind"],
            value=int(row["value"]),
            source=row["source"],
        )
        for row in rows("populations")
    )
    Alias.objects.bulk_create(
        Alias(
            printed=row["printed"],
            territory=by_code.get(row["code"]),
            scope=row["scope"],
            note=row["note"],
        )
        for row in rows("territory-aliases")
    )
    return len(created)


def _load_memberships(table: list[dict[str, str]], by_code: dict[str, Territory]) -> None:
    """A commune belongs to the institution, and belonged to its former territory."""
    institution = next(row["code"] for row in table if row["kind"] == "institution")
    links = []
    for row in table:
        if row["kind"] != "commune":
            continue
        commune, parent = by_code[row["code"]], by_code[row["parent_code"]]
        links.append(
            Membership(
                territory=parent,
                commune=commune,
                starts_on=parent.starts_on,
                ends_on=parent.ends_on,
            )
        )
        links.append(
            Membership(
                territory=by_code[institution],
                commune=commune,
                starts_on=by_code[institution].starts_on,
            )
        )
    Membership.objects.bulk_create(links)


def load_organisation() -> int:
    """The charts of 2017, 2020 and 2023, their units and their successions."""
    known = documents()
    charts = Chart.objects.bulk_create(
        Chart(
            code=row["code"],
            label=row["label"],
            starts_on=day(row["starts_on"]),
            ends_on=day(row["ends_on"]),
            document=known.get(row["document"]),
            line=row["line"],
            note=row["note"],
        )
        for row in rows("organisation-charts")
    )
    by_chart = {chart.code: chart for chart in charts}
    units: dict[str, Unit] = {}
    for position, row in enumerate(rows("organisation-units")):
        units[row["code"]] = Unit.objects.create(
            chart=by_chart[row["chart"]],
            code=row["code"],
            parent=units[row["parent"]] if row["parent"] else None,
            name=row["name"],
            short_name=row["short_name"],
            level=row["level"],
            kind=row["kind"],
            position=position,
            starts_on=day(row["starts_on"]),
            ends_on=day(row["ends_on"]),
            document=known.get(row["document"]),
            line=row["line"],
            note=row["note"],
        )
    Succession.objects.bulk_create(
        Succession(
            predecessor=units[row["predecessor"]],
            successor=units.get(row["successor"]),
            kind=row["kind"],
            certainty=row["certainty"],
            effective_on=day(row["effective_on"]),
            document=known.get(row["document"]),
            line=row["line"],
            note=row["note"],
        )
        for row in rows("organisation-successions")
    )
    return len(units)

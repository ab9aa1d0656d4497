"""Undertakings and objectives: from the promise to the evidence, silence included (R125)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import groupby

from timonier.engine.typography import NBSP
from timonier.outputs.charts import PRINT, Part, ShareRow, Shares, Tone, shares_chart
from timonier.outputs.reports import tree
from timonier.outputs.reports.builder_charts import chart_block, undertakings_map
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.printing import number
from timonier.outputs.reports.reader import ObjectiveRow, UndertakingRow
from timonier.outputs.reports.texts import typeset
from timonier.outputs.reports.tree import (
    Block,
    BoundFigure,
    ChartBlock,
    Citation,
    Evidence,
    FollowUp,
    FollowUpTable,
    Heading,
    Inlines,
    KeyFigures,
    Milestone,
    ObjectivesTable,
    Paragraph,
    ProjectBlock,
    Source,
    StatusBand,
    Text,
)
from timonier.outputs.reports.vocabulary import Missing, Status

STATUS = {
    "kept": Status.KEPT,
    "in_progress": Status.UNDER_WAY,
    "late": Status.LATE,
    "dropped": Status.DROPPED,
    "unknown": Status.NO_NEWS,
}
_TONES = {
    "kept": (Tone.DONE, "tenus"),
    "in_progress": (Tone.RUNNING, "en cours"),
    "late": (Tone.LATE, "en retard"),
    "dropped": (Tone.DROPPED, "abandonnés"),
    "unknown": (Tone.SILENT, "sans nouvelle"),
}


def followed(edition: Edition) -> list[UndertakingRow]:
    """The undertakings whose follow-up is told by this report's document."""
    rows = edition.registry.undertakings
    return [row for row in rows if row.evidence_year == edition.report.year]


def made(edition: Edition) -> list[UndertakingRow]:
    """The undertakings made by this report's document."""
    rows = edition.registry.undertakings
    return [row for row in rows if row.promise_year == edition.report.year]


def band(edition: Edition) -> StatusBand | None:
    """How many undertakings are kept, under way, late, dropped, silent."""
    rows = followed(edition)
    if not rows:
        return None
    counts = Counter(row.status for row in rows)
    year = next((row.promise_year for row in rows if row.promise_year), None)
    return StatusBand(
        f"Suites données aux engagements de {year}" if year else "Suites données aux engagements",
        f"{len(rows)} engagements relus dans le rapport {edition.report.year}, nombre par statut",
        tuple((STATUS[key], counts[key]) for key in STATUS if counts[key]),
    )


def follow_up(edition: Edition) -> list[Block]:
    """Promise beside evidence, section by section, and the map of those that have a place."""
    rows = followed(edition)
    blocks: list[Block] = []
    for section, group in groupby(_by_section(rows), key=lambda row: row.section):
        table = FollowUpTable(
            "",
            "Ce qui était annoncé",
            f"Ce que montre le rapport {edition.report.year}",
            tuple(_follow_up(edition, row) for row in group),
        )
        blocks += [Heading(2, typeset(section)), table]
    statuses: dict[str, set[str]] = {}
    for row in rows:
        for code in row.communes:
            statuses.setdefault(code, set()).add(row.status)
    drawn = undertakings_map(edition, statuses)
    return [*([drawn] if drawn else []), *blocks]


def _by_section(rows: list[UndertakingRow]) -> list[UndertakingRow]:
    order = {section: rank for rank, section in enumerate(dict.fromkeys(r.section for r in rows))}
    return sorted(rows, key=lambda row: (order[row.section], row.code))


def _follow_up(edition: Edition, row: UndertakingRow) -> FollowUp:
    return FollowUp(promise_line(edition, row), (Text(typeset(row.evidence)),), STATUS[row.status])


def promise_line(edition: Edition, row: UndertakingRow) -> Inlines:
    """The subject, what was announced, for when, and the lines that say so."""
    due = f" Échéance : {row.due}." if row.due else ""
    said = typeset(f"{row.promise}{due}")
    evidence = edition.evidence[row.code]
    head = (tree.Strong(typeset(f"{row.subject}.")), Text(f" {said}"))
    return (*head, Citation(evidence)) if evidence.sources else head


# --- Operations (R124) ---------------------------------------------------------------------------


def projects(edition: Edition, areas: tuple[str, ...]) -> list[Block]:
    """The operations of a chapter: first cost beside the cost of today, status, milestones."""
    rows = [row for row in followed(edition) if row.section in areas]
    found = [one for row in rows if (one := project(edition, row)) is not None]
    return [Heading(1, "Opérations"), *found] if found else []


def project(edition: Edition, row: UndertakingRow) -> ProjectBlock | None:
    """One operation; None when the promise bore no cost of a project (a subsidy is none)."""
    first = edition.first_cost(row)
    if first is None:
        return None
    places = [edition.registry.place[code].name for code in row.communes]
    evidence = edition.evidence[row.code]
    return ProjectBlock(
        id=row.code.lower(),
        name=typeset(row.subject),
        place=", ".join(places) or first.territory,
        status=STATUS[row.status],
        first_cost=first,
        current_cost=_unpublished_cost(edition, row, first),
        milestones=(
            Milestone(first.period, (Text(typeset(row.promise)), Citation(evidence))),
            Milestone(str(edition.report.year), (Text(typeset(row.evidence)),)),
        ),
        note=(Text(typeset(_sentence(row.note))),) if row.note else (),
    )


def _unpublished_cost(edition: Edition, row: UndertakingRow, first: BoundFigure) -> BoundFigure:
    return BoundFigure(
        id=f"cout-{row.code}-{edition.report.year}",
        label=f"{first.label}, {edition.report.year}",
        unit=first.unit,
        period=str(edition.report.year),
        territory=first.territory,
        missing=Missing.NOT_PUBLISHED,
    )


def _sentence(words: str) -> str:
    said = words.strip(" ;")
    return f"{said[:1].upper()}{said[1:]}." if said else ""


# --- Objectives ----------------------------------------------------------------------------------


def objectives(edition: Edition) -> list[Block]:
    """What the dated plan asks, what could be measured, and what nobody measured yet."""
    rows = [one for one in edition.registry.objectives if _is_due_here(edition, one)]
    blocks: list[Block] = []
    for _, group in groupby(rows, key=lambda one: one.strategy):
        blocks += _strategy(edition, list(group))
    return blocks


def _is_due_here(edition: Edition, row: ObjectiveRow) -> bool:
    known = row.document_year is not None and row.document_year <= edition.report.year
    return known and not row.narrative


def _strategy(edition: Edition, rows: list[ObjectiveRow]) -> list[Block]:
    name, year = rows[0].strategy_name, edition.report.year
    if len(rows) < 20:
        return [Heading(1, name), _table(edition, rows, f"Objectifs chiffrés ou datés de {name}")]
    explicit = [one for one in rows if one.kind == "threshold"]
    overdue = [one for one in rows if one.due_on and one.due_on.year <= year]
    done = [one for one in rows if one.state == "done"]
    return [
        Heading(1, name),
        KeyFigures(
            (
                _count(edition, rows, "objectifs", "datés ou non, hors engagements du texte"),
                _count(edition, explicit, "objectifs chiffrés", "une cible est imprimée"),
                _count(edition, overdue, "objectifs échus", f"au 31 décembre {year}"),
                _count(edition, done, "objectifs réalisés", "selon le document lui-même"),
            )
        ),
        _measurable(rows),
        _table(edition, explicit, f"Les {len(explicit)} objectifs chiffrés"),
        Paragraph((Text(_not_computed(rows)),)),
    ]


def _count(edition: Edition, rows: list[ObjectiveRow], unit: str, label: str) -> BoundFigure:
    first = edition.registry.objectives[0]
    chosen = rows[0] if rows else first
    source = edition.source(chosen.document, _lines(rows)) or Source(
        chosen.strategy_name, "registre", edition.report.year
    )
    return BoundFigure(
        id=f"{chosen.strategy}-{unit.split()[-1]}",
        label=typeset(label),
        unit=unit,
        period=str(chosen.document_year or edition.report.year),
        territory=edition.registry.institution.name,
        value=Decimal(len(rows)),
        source=source,
    )


def _lines(rows: list[ObjectiveRow]) -> str:
    lines = sorted({int(one.line) for one in rows if one.line.isdigit()})
    return f"{lines[0]} à {lines[-1]}" if lines else ""


def _measurable(rows: list[ObjectiveRow]) -> ChartBlock:
    """Objectives by top-level node: explicit target, implied target, no number."""
    shares = []
    for top, group in groupby(rows, key=lambda one: one.top):
        held = list(group)
        explicit = sum(one.kind == "threshold" for one in held)
        implicit = sum(one.kind != "threshold" and one.implicit for one in held)
        parts = (
            Part(Tone.LEVEL_4, explicit, "chiffre explicite"),
            Part(Tone.LEVEL_2, implicit, "chiffre implicite"),
            Part(Tone.NONE, len(held) - explicit - implicit, "sans chiffre"),
        )
        shares.append(ShareRow(typeset(top), tuple(one for one in parts if one.count)))
    drawn = shares_chart(
        Shares("Ce qui pourrait être mesuré", tuple(shares), label_column="Pilier"),
        uid="mesurable",
        width=PRINT,
    )
    return chart_block("mesurable", drawn, "Nombre d’objectifs par pilier")


def _table(edition: Edition, rows: list[ObjectiveRow], title: str) -> ObjectivesTable:
    return ObjectivesTable(
        typeset(title),
        tuple(_objective(edition, one) for one in rows),
        "Progression : une case vide n’est pas un zéro, elle dit qu’aucune mesure n’est "
        "rattachée à l’objectif.".replace(" :", f"{NBSP}:"),
    )


def _objective(edition: Edition, row: ObjectiveRow) -> tree.ObjectiveRow:
    target = "" if row.target is None else f"{number(row.target)}{NBSP}{row.target_unit}"
    source = edition.source(row.document, row.line)
    status = {"done": Status.ACHIEVED, "dropped": Status.DROPPED, "started": Status.UNDER_WAY}
    return tree.ObjectiveRow(
        code=row.number,
        label=typeset(row.title),
        target=typeset(target.strip()),
        due=row.due,
        status=status.get(row.state, Status.NOT_MEASURED),
        evidence=Evidence(row.code, f"Objectif {row.code}", (source,)) if source else None,
    )


def _not_computed(rows: list[ObjectiveRow]) -> str:
    return typeset(
        f"Aucune valeur atteinte n’est rattachée à ces {len(rows)} objectifs : leur progression "
        "n’est pas calculée. Elle le sera dès qu’un service reliera un indicateur à sa cible."
    )


def sections(edition: Edition) -> ChartBlock | None:
    """Undertakings by section and status: where the silence is."""
    rows = _by_section(followed(edition))
    shares = []
    for section, group in groupby(rows, key=lambda row: row.section):
        counts = Counter(row.status for row in group)
        parts = [Part(*_split(key, counts[key])) for key in _TONES if counts[key]]
        shares.append(ShareRow(typeset(section), tuple(parts)))
    if not shares:
        return None
    drawn = shares_chart(
        Shares("Engagements par rubrique", tuple(shares), label_column="Rubrique"),
        uid="rubriques",
        width=PRINT,
    )
    return chart_block("rubriques", drawn, f"{len(rows)} engagements, nombre par statut")


def _split(key: str, count: int) -> tuple[Tone, int, str]:
    tone, word = _TONES[key]
    return tone, count, word

"""The tables of the report, column by column."""

from typing import Protocol

from timonier.outputs.reports import layout, tree
from timonier.outputs.reports.printing import (
    DASH,
    NBSP,
    Scale,
    common_scale,
    difference_text,
    foreign_territory,
    number,
    period_prefix,
    unit_text,
    value_text,
)
from timonier.outputs.reports.sources import SourceList
from timonier.outputs.reports.vocabulary import Comparability, Status


class Desk(Protocol):
    """The part of the lowering desk that tables use."""

    @property
    def report(self) -> tree.Report: ...
    @property
    def sources(self) -> SourceList: ...
    def line(self, inlines: tree.Inlines) -> layout.Line: ...


def status_cell(status: Status) -> layout.StatusCell:
    return layout.StatusCell(status.code, status.value)


def comparison_cell(mark: Comparability) -> layout.ComparisonCell:
    return layout.ComparisonCell(mark.sign, mark.word)


def _label(figure: tree.BoundFigure, territory: str = "") -> layout.LabelCell:
    beside = f"{figure.label}, {territory}" if territory else figure.label
    return layout.LabelCell((layout.Run("text", beside),))


def _value(
    figure: tree.BoundFigure | None,
    desk: Desk,
    *,
    scale: Scale | None,
    heading: str = "",
    strong: bool = False,
) -> layout.NumberCell:
    if figure is None:
        return layout.NumberCell(DASH, known=False)
    return layout.NumberCell(
        text=value_text(figure, scale),
        known=figure.value is not None,
        strong=strong,
        prefix=period_prefix(figure, heading) if heading else "",
        source=desk.sources.number(figure),
        key=figure.id,
    )


def figure_table(block: tree.FigureTable, desk: Desk) -> layout.Table:
    """Each figure with its unit, its year and, when one is foreign, the territory measured."""
    home = desk.report.territory
    with_territory = any(foreign_territory(figure, home) for figure in block.figures)
    columns = (
        layout.Column("Indicateur", 0),
        *((layout.Column("Territoire de la mesure", 42),) if with_territory else ()),
        layout.Column("Unité", 28),
        layout.Column("Année", 16),
        layout.Column("Valeur", 30, right=True, pad=True),
    )
    rows = tuple(_figure_row(figure, desk, with_territory) for figure in block.figures)
    return layout.Table(block.title, columns, rows, block.caption)


def _figure_row(
    figure: tree.BoundFigure, desk: Desk, with_territory: bool
) -> tuple[layout.Cell, ...]:
    scale = common_scale((figure,))
    return (
        _label(figure),
        *((layout.QuietCell(figure.territory),) if with_territory else ()),
        layout.QuietCell(unit_text(figure, scale)),
        layout.TextCell(figure.period),
        _value(figure, desk, scale=scale, strong=True),
    )


def comparison_table(block: tree.ComparisonTable, desk: Desk) -> layout.Table:
    """Previous and current values on one scale; the mark says why a difference is absent."""
    columns = (
        layout.Column("Indicateur", 0),
        layout.Column("Unité", 22),
        layout.Column(block.previous_heading, 26, right=True, pad=True),
        layout.Column(block.current_heading, 31, right=True, pad=True),
        layout.Column("Écart", 17, right=True),
        layout.Column("Comparaison", 25),
    )
    rows = tuple(_comparison_row(figure, block, desk) for figure in block.figures)
    return layout.Table(block.title, columns, rows, block.caption)


def _comparison_row(
    figure: tree.BoundFigure, block: tree.ComparisonTable, desk: Desk
) -> tuple[layout.Cell, ...]:
    previous = figure.previous
    scale = common_scale((previous, figure))
    gap = difference_text(figure)
    return (
        _label(figure, foreign_territory(figure, desk.report.territory)),
        layout.QuietCell(_units(figure, scale)),
        _value(previous, desk, scale=scale, heading=block.previous_heading),
        _value(figure, desk, scale=scale, heading=block.current_heading, strong=True),
        layout.NumberCell(gap, known=gap != DASH),
        comparison_cell(figure.comparability),
    )


def _units(figure: tree.BoundFigure, scale: Scale | None) -> str:
    """One unit, or both when the unit changed."""
    own = unit_text(figure, scale)
    before = own if figure.previous is None else unit_text(figure.previous, scale)
    return own if own == before else f"{before} / {own}"


def follow_up_table(block: tree.FollowUpTable, desk: Desk) -> layout.Table:
    """The table of undertakings: promise, evidence, status."""
    columns = (
        layout.Column(block.promise_heading, 66),
        layout.Column(block.evidence_heading, 0),
        layout.Column("Statut", 30),
    )
    rows = tuple(
        (
            layout.LabelCell(desk.line(row.promise)),
            layout.LabelCell(desk.line(row.evidence)),
            status_cell(row.status),
        )
        for row in block.rows
    )
    return layout.Table(block.title, columns, rows, block.caption)


def objectives_table(block: tree.ObjectivesTable, desk: Desk) -> layout.Table:
    """The table of objectives: target, due date as printed, status."""
    columns = (
        layout.Column("N°", 13),
        layout.Column("Objectif", 0),
        layout.Column("Cible", 30),
        layout.Column("Échéance", 20),
        layout.Column("Progression", 22, right=True),
        layout.Column("Statut", 30),
    )
    rows = tuple(_objective_row(row, desk) for row in block.rows)
    return layout.Table(block.title, columns, rows, block.caption)


def _objective_row(row: tree.ObjectiveRow, desk: Desk) -> tuple[layout.Cell, ...]:
    known = row.progress is not None
    progress = DASH if row.progress is None else f"{number(row.progress, 0)}{NBSP}%"
    label: list[layout.Run] = [layout.Run("text", row.label)]
    if row.evidence:
        source = desk.sources.number(row.evidence)
        label.append(layout.Run("citation", source=source, key=row.evidence.id))
    return (
        layout.TextCell(row.code),
        layout.LabelCell(tuple(label)),
        layout.QuietCell(row.target or DASH),
        layout.TextCell(row.due or DASH),
        layout.NumberCell(progress, known=known),
        status_cell(row.status),
    )


def finding_table(block: tree.FindingList, desk: Desk) -> layout.Table:
    """What was found, where, and what to do about it."""
    with_action = any(finding.action for finding in block.findings)
    columns = (
        layout.Column("Nature", 28),
        layout.Column("Constat", 0),
        layout.Column("Où", 32),
        *((layout.Column("À faire", 42),) if with_action else ()),
    )
    rows = tuple(_finding_row(finding, with_action) for finding in block.findings)
    return layout.Table(block.title, columns, rows, block.caption)


def _finding_row(finding: tree.Finding, with_action: bool) -> tuple[layout.Cell, ...]:
    return (
        layout.QuietCell(finding.kind),
        layout.LabelCell((layout.Run("text", finding.sentence),)),
        layout.QuietCell(finding.places),
        *((layout.QuietCell(finding.action),) if with_action else ()),
    )

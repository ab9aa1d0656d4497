"""Reads of the report itself: its chapters in order, their contributions, its snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from timonier.consolidation.models import Snapshot
from timonier.outputs.reports.enums import ContributionState, ReportState
from timonier.outputs.reports.models import AnnualReport, Chapter, Contribution


@dataclass(frozen=True, slots=True)
class TextRow:
    """One contribution, as the builder and the checker read it."""

    pk: int
    part: str
    unit: str
    body: str
    state: str
    author: str
    reviewer: str
    editor: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """One chapter in the order of print; ``depth`` 0 is a part, 1 a chapter inside it."""

    pk: int
    number: str
    title: str
    kind: str
    lead: str
    theme: str
    units: tuple[str, ...]
    areas: tuple[str, ...]
    depth: int
    texts: tuple[TextRow, ...]
    is_part: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The report's own facts."""

    year: int
    title: str
    legal_basis: str
    due_on: date
    state: str
    published_on: date | None
    accounts: str
    accounts_act: str
    chapters: tuple[ChapterRow, ...]
    communes_served: int
    communes_listed: int

    @property
    def is_published(self) -> bool:
        return self.state in (ReportState.PUBLISHED, ReportState.SENT)


_PARTS = {"missions": 0, "highlights": 1, "key_figures": 2, "perspectives": 3}


def chapters_of(report: AnnualReport) -> list[Chapter]:
    """The chapters of *report* in the order of print, parents before their children."""
    rows = list(report.chapters.order_by("position", "id"))
    children: dict[int | None, list[Chapter]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)

    def walk(parent: int | None) -> list[Chapter]:
        return [one for row in children.get(parent, []) for one in (row, *walk(row.pk))]

    return walk(None)


def read_report(report: AnnualReport) -> ReportRow:
    """The report, its chapters and its texts as plain values; a constant number of queries."""
    served = report.sendings.filter(sent_on__isnull=False).count()
    return ReportRow(
        year=report.year,
        title=report.title,
        legal_basis=report.legal_basis,
        due_on=report.due_on,
        state=report.state,
        published_on=report.published_at.date() if report.published_at else None,
        accounts=report.accounts.title if report.accounts else "",
        accounts_act=str(report.accounts_act) if report.accounts_act else "",
        chapters=_chapter_rows(report),
        communes_served=served,
        communes_listed=report.sendings.count(),
    )


def _chapter_rows(report: AnnualReport) -> tuple[ChapterRow, ...]:
    chapters = chapters_of(report)
    parents = {row.parent_id for row in chapters}
    rows = Chapter.objects.filter(report=report).prefetch_related("units").select_related("theme")
    full: dict[int, Any] = {row.pk: row for row in rows}
    texts: dict[int, list[TextRow]] = {}
    contributions = Contribution.objects.filter(chapter__report=report).select_related(
        "unit", "author", "reviewer", "editor"
    )
    for one in contributions:
        texts.setdefault(one.chapter_id, []).append(text_row(one))
    return tuple(_chapter_row(full[row.pk], texts.get(row.pk, []), parents) for row in chapters)


def _chapter_row(row: Any, texts: list[TextRow], parents: set[int | None]) -> ChapterRow:
    units = tuple(unit.code for unit in sorted(row.units.all(), key=lambda unit: unit.position))
    order = {code: rank for rank, code in enumerate(("", *units))}
    kept = sorted(texts, key=lambda text: (order.get(text.unit, 99), _PARTS[text.part]))
    return ChapterRow(
        pk=row.pk,
        number=row.number,
        title=row.title,
        kind=row.kind,
        lead=row.lead,
        theme=row.theme.title if row.theme else "",
        units=units,
        areas=tuple(row.policy_areas),
        depth=0 if row.parent_id is None else 1,
        texts=tuple(kept),
        is_part=row.pk in parents,
    )


def text_row(one: Contribution) -> TextRow:
    """One contribution as plain values."""
    return TextRow(
        pk=one.pk,
        part=one.part,
        unit=one.unit.code if one.unit else "",
        body=one.body,
        state=one.state,
        author=str(one.author) if one.author else "",
        reviewer=str(one.reviewer) if one.reviewer else "",
        editor=str(one.editor) if one.editor else "",
        due_on=one.due_on,
    )


def snapshot_of(report: AnnualReport) -> Snapshot | None:
    """What the report reads: the snapshot it was published on, else the newest."""
    return report.snapshot or Snapshot.objects.first()


def previous_of(report: AnnualReport) -> AnnualReport | None:
    """The last report before this one."""
    return AnnualReport.objects.filter(year__lt=report.year).order_by("-year").first()


def unfinished(rows: tuple[ChapterRow, ...]) -> tuple[TextRow, ...]:
    """The contributions not yet accepted, or empty."""
    return tuple(
        text
        for row in rows
        for text in row.texts
        if not text.body.strip() or text.state != ContributionState.ACCEPTED
    )

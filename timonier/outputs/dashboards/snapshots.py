"""Snapshots: who made them and when, whether their files moved, and what changed between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils import timezone

from timonier.consolidation.checks import compare, verify
from timonier.consolidation.models import Snapshot
from timonier.consolidation.values import Difference, Problem
from timonier.engine.quantities import format_number
from timonier.outputs.dashboards.addresses import address
from timonier.outputs.dashboards.french import short_day
from timonier.outputs.dashboards.parts import Link
from timonier.outputs.dashboards.phrases import capital, said

PER_PAGE = 20
MOST_HASHED = 200_000_000
"""Bytes hashed again for one page; beyond, the command ``timonier snapshots verify`` does it."""

MOST_TOLD = 200
KINDS = (
    ("figure_revised", "Chiffres révisés"),
    ("figure_changed", "Chiffres changés"),
    ("figure_added", "Chiffres nouveaux"),
    ("figure_removed", "Chiffres retirés"),
    ("total_changed", "Totaux changés"),
    ("total_added", "Totaux nouveaux"),
    ("total_removed", "Totaux qui ne se calculent plus"),
)


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One snapshot; ``problems`` None: its files were not hashed for this page."""

    pk: int
    as_of: str
    made: str
    by: str
    sha256: str
    figures: str
    size: str
    problems: Sequence[Problem] | None
    current: bool


@dataclass(frozen=True, slots=True)
class SnapshotsPage:
    """The list of snapshots, newest first."""

    title: str
    finding: str
    crumbs: Sequence[Link]
    rows: Sequence[SnapshotRow]
    page: Page[Snapshot]
    choices: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Differences of one kind; ``more`` are not shown."""

    title: str
    count: int
    lines: Sequence[str]
    more: int


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """What changed from one snapshot to another, in words."""

    title: str
    finding: str
    crumbs: Sequence[Link]
    before: Snapshot
    after: Snapshot
    groups: Sequence[Group]
    count: int


def snapshots_page(current: Snapshot | None, *, number: str | None = None) -> SnapshotsPage:
    """One page of the list; *current* is the snapshot that the person looks at."""
    pages = Paginator(Snapshot.objects.select_related("created_by").order_by("-id"), PER_PAGE)
    page = pages.get_page(number)
    shown = list(page.object_list)
    light = sum(_bytes(one) for one in shown) <= MOST_HASHED
    rows = [_row(one, current, verify(one) if light else None) for one in shown]
    broken = sum(bool(row.problems) for row in rows)
    count = pages.count
    return SnapshotsPage(
        title=_title(count, broken),
        finding="Une photo ne change jamais : toutes les pages lisent la même, au chiffre près.",
        crumbs=[Link("Photos des données")],
        rows=rows,
        page=page,
        choices=[(one.pk, f"n° {one.pk}, {short_day(one.as_of)}") for one in shown],
    )


def _title(count: int, broken: int) -> str:
    if not count:
        return "Aucune photo des données n’a encore été faite"
    if broken:
        verb = (
            "n’a plus ses fichiers intacts" if broken == 1 else "n’ont plus leurs fichiers intacts"
        )
        return f"{capital(said(broken, 'photo', feminine=True))} {verb}"
    many = "photos" if count > 1 else "photo"
    intact = "leurs fichiers sont intacts" if count > 1 else "ses fichiers sont intacts"
    return f"{capital(said(count, many, many, feminine=True))} des données, {intact}"


def _bytes(snapshot: Snapshot) -> int:
    return sum(int(stored.get("bytes", 0)) for stored in snapshot.manifest["files"].values())


def _row(
    snapshot: Snapshot, current: Snapshot | None, problems: Sequence[Problem] | None
) -> SnapshotRow:
    made = timezone.localtime(snapshot.created_at)
    return SnapshotRow(
        pk=snapshot.pk,
        as_of=short_day(snapshot.as_of),
        made=f"{short_day(made.date())} à {made:%H h %M}",
        by=str(snapshot.created_by) if snapshot.created_by else "commande de l’exploitant",
        sha256=snapshot.sha256,
        figures=format_number(int(snapshot.manifest["figures"]), 0),
        size=f"{format_number(max(1, _bytes(snapshot) // 1000), 0)} ko",
        problems=problems,
        current=current is not None and current.pk == snapshot.pk,
    )


def comparison_page(before: Snapshot, after: Snapshot) -> ComparisonPage:
    """What changed from *before* to *after*; at most 200 lines of each kind are told."""
    found = compare(before, after)
    groups = [group for kind, title in KINDS if (group := _group(found, kind, title)).count]
    named = {kind for kind, _ in KINDS}
    rest = [one.what for one in found if one.kind not in named]
    if rest:
        groups.append(_told("Définitions et registre", rest))
    return ComparisonPage(
        title=_comparison_title(len(found), groups),
        finding=(
            f"Du {short_day(before.as_of)} (photo n° {before.pk}) "
            f"au {short_day(after.as_of)} (photo n° {after.pk})."
        ),
        crumbs=[Link("Photos des données", address("snapshots")), Link("Comparaison")],
        before=before,
        after=after,
        groups=groups,
        count=len(found),
    )


def _comparison_title(count: int, groups: Sequence[Group]) -> str:
    if not count:
        return "Rien n’a changé d’une photo à l’autre"
    head = capital(said(count, "différence", feminine=True))
    kinds = [f"{group.title.lower()} ({group.count})" for group in groups[:3]]
    return f"{head} : {', '.join(kinds)}"


def _group(found: Sequence[Difference], kind: str, title: str) -> Group:
    return _told(title, [one.what for one in found if one.kind == kind])


def _told(title: str, lines: Sequence[str]) -> Group:
    return Group(title, len(lines), lines[:MOST_TOLD], max(0, len(lines) - MOST_TOLD))

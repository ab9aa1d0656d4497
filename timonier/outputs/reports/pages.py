"""What the screens of the report show: list of years, overview, findings, comparison, sending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.enums import ContributionState, ReportState
from timonier.outputs.reports.finding import BLOCKING, SEVERITIES, Finding, chapter_url, counted
from timonier.outputs.reports.models import AnnualReport, Sending
from timonier.outputs.reports.printing import difference_text, full_text, long_date
from timonier.outputs.reports.queries import ChapterRow
from timonier.outputs.reports.texts import typeset
from timonier.outputs.reports.tree import BoundFigure


@dataclass(frozen=True, slots=True)
class Year:
    """One line of the list of reports."""

    year: int
    title: str
    url: str
    state: str
    tone: str
    due: str
    left: str
    sent: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step from collection to sending; ``state``: done, current or todo."""

    label: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter in the list: how far its texts are, how many findings wait."""

    pk: int
    number: str
    title: str
    url: str
    level: int
    state: str
    tone: str
    icon: str
    findings: int
    written: int
    texts: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A commune in the grid of the sending."""

    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Warning:
    """What will be missing on 30 September, said from 1 July (R105)."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The report of one year at a glance."""

    year: int
    title: str
    finding: str
    eyebrow: str
    days: int
    late: bool
    due: str
    published: bool
    steps: tuple[Step, ...]
    chapters: tuple[ChapterLine, ...]
    cells: tuple[Cell, ...]
    cells_words: str
    warnings: tuple[Warning, ...]
    severities: tuple[tuple[str, str, int], ...]
    blocking: int
    why_not_publish: str
    communes: int


STATES = {
    "accepted": ("Accepté", "done", "ok"),
    "reviewed": ("Relu", "watch", "watch"),
    "drafted": ("Écrit", "ok", "edit"),
    "empty": ("Vide", "unknown", "unknown"),
    "made": ("Composé par l’outil", "plain", "info"),
}


def years(reports: Iterable[AnnualReport], today: date) -> tuple[Year, ...]:
    """The reports, newest first."""
    return tuple(_year(report, today) for report in reports)


def _year(report: AnnualReport, today: date) -> Year:
    published = report.state in (ReportState.PUBLISHED, ReportState.SENT)
    left = (report.due_on - today).days
    sendings = list(report.sendings.all())
    sent = sum(one.sent_on is not None for one in sendings)
    return Year(
        year=report.year,
        title=report.title,
        url=f"/rapport/{report.year}/",
        state=ReportState(report.state).label,
        tone="done" if published else "late" if left < 0 else "ok",
        due=long_date(report.due_on),
        left="" if published else remaining(left),
        sent=counted(sent, "commune servie", "communes servies")
        if sent or not published
        else "dates d’envoi inconnues",
    )


def remaining(days: int) -> str:
    """« encore 21 jours », « 3 jours de retard »."""
    if days >= 0:
        return f"encore {counted(days, 'jour')}"
    return f"{counted(-days, 'jour')} de retard"


def overview(
    report: AnnualReport, edition: Edition, findings: Sequence[Finding], today: date
) -> Overview:
    """Countdown, steps, chapters, sending and warnings of one report."""
    row = edition.report
    texts = [text for chapter in row.chapters for text in chapter.texts]
    left = (report.due_on - today).days
    sendings = list(report.sendings.select_related("commune"))
    waiting = [one for one in findings if one.severity == BLOCKING and one.is_open]
    counts = Counter(one.severity for one in findings if one.is_open)
    return Overview(
        year=report.year,
        title=report.title,
        finding=_finding(edition, len(texts), len(waiting)),
        eyebrow=f"Exercice {report.year} (CGCT, art. L. 5211-39)",
        days=abs(left),
        late=left < 0,
        due=long_date(report.due_on),
        published=row.is_published,
        steps=_steps(edition, sendings),
        chapters=chapter_lines(edition, findings),
        cells=tuple(_cell(one) for one in sendings),
        cells_words=_cells_words(edition, sendings),
        warnings=warnings(report, edition, today),
        severities=tuple((key, label, counts[key]) for key, label in SEVERITIES.items()),
        blocking=len(waiting),
        why_not_publish=_why_not_publish(edition, len(waiting)),
        communes=len(edition.registry.communes),
    )


def _finding(edition: Edition, total: int, blocking: int) -> str:
    texts = [text for chapter in edition.report.chapters for text in chapter.texts]
    accepted = sum(text.state == ContributionState.ACCEPTED for text in texts)
    if edition.report.is_published:
        return f"Publié : {counted(len(edition.rows), 'chiffre')}, {counted(total, 'texte')}."
    rest = counted(blocking, "constat bloquant reste ouvert", "constats bloquants restent ouverts")
    return typeset(f"{accepted} textes sur {total} sont acceptés ; {rest}.")


def _why_not_publish(edition: Edition, blocking: int) -> str:
    if edition.report.is_published:
        return "Déjà publié"
    return counted(blocking, "constat bloquant", "constats bloquants") if blocking else ""


def _steps(edition: Edition, sendings: list[Sending]) -> tuple[Step, ...]:
    texts = [text for chapter in edition.report.chapters for text in chapter.texts]
    written = sum(bool(text.body.strip()) for text in texts)
    reviewed = sum(text.state != ContributionState.DRAFTED for text in texts)
    accepted = sum(text.state == ContributionState.ACCEPTED for text in texts)
    served = sum(one.sent_on is not None for one in sendings)
    published = edition.report.is_published
    total = len(texts)
    marks = [
        ("Collecte", counted(len(edition.rows), "chiffre"), bool(edition.rows)),
        ("Rédaction", f"{written} sur {total}", written == total),
        ("Relecture", f"{reviewed} sur {total}", reviewed == total),
        ("Validation", f"{accepted} sur {total}", accepted == total),
        ("Publication", "fait" if published else "direction générale", published),
        ("Envoi", _served(edition, served), edition.report.state == ReportState.SENT),
    ]
    first = next((rank for rank, (_, _, done) in enumerate(marks) if not done), len(marks))
    return tuple(
        Step(label, note, "done" if done else "current" if rank == first else "todo")
        for rank, (label, note, done) in enumerate(marks)
    )


def _served(edition: Edition, served: int) -> str:
    if edition.report.is_published and not served:
        return "dates inconnues"
    return f"{served} sur {len(edition.registry.communes)}"


def chapter_lines(edition: Edition, findings: Sequence[Finding]) -> tuple[ChapterLine, ...]:
    """The chapters with the state of their texts and their open findings."""
    counts = Counter(
        one.chapter
        for one in findings
        if one.is_open and one.chapter and one.kind not in {"contribution", "discontinued"}
    )
    rows = edition.report.chapters
    return tuple(_chapter_line(edition, row, counts[row.pk]) for row in rows)


def _chapter_line(edition: Edition, row: ChapterRow, findings: int) -> ChapterLine:
    label, tone, icon = STATES[_state(row)] if not row.is_part else ("", "", "")
    return ChapterLine(
        pk=row.pk,
        number=row.number,
        title=typeset(row.title),
        url=chapter_url(edition.report.year, row.pk),
        level=2 if row.depth else 1,
        state=label,
        tone=tone,
        icon=icon,
        findings=findings,
        written=sum(bool(text.body.strip()) for text in row.texts),
        texts=len(row.texts),
    )


def _state(row: ChapterRow) -> str:
    """The least advanced of the texts of a chapter."""
    if not row.texts:
        return "made"
    if any(not text.body.strip() for text in row.texts):
        return "empty"
    states = {text.state for text in row.texts}
    return next(one for one in ("drafted", "reviewed", "accepted") if one in states)


def _cell(one: Sending) -> Cell:
    tone = "sent" if one.sent_on or one.received_on or one.presented_on else "wait"
    return Cell(one.commune.name, tone)


def _cells_words(edition: Edition, sendings: list[Sending]) -> str:
    total = len(edition.registry.communes)
    if not sendings:
        return f"L’envoi aux {total} communes n’est pas ouvert."
    sent = sum(one.sent_on is not None for one in sendings)
    heard = sum(one.presented_on is not None for one in sendings)
    return (
        f"{counted(sent, 'envoi daté', 'envois datés')} et "
        f"{counted(heard, 'présentation connue', 'présentations connues')} "
        f"sur {total} communes."
    )


def warnings(report: AnnualReport, edition: Edition, today: date) -> tuple[Warning, ...]:
    """From 1 July before the deadline, what is still missing (R105); nothing once sent."""
    if today < date(report.due_on.year, 7, 1) or report.state == ReportState.SENT:
        return ()
    found: list[Warning] = []
    base = f"/rapport/{report.year}"
    texts = [text for chapter in edition.report.chapters for text in chapter.texts]
    late = [text for text in texts if text.state != ContributionState.ACCEPTED]
    if late and not edition.report.is_published:
        words = counted(len(late), "contribution n’est pas acceptée",
                        "contributions ne sont pas acceptées")  # fmt: skip
        found.append(Warning(words, f"{base}/constats/?famille=contribution"))
    if not edition.report.accounts:
        found.append(Warning("le compte arrêté n’est pas joint", f"{base}/envoi/"))
    waiting = len(edition.registry.communes) - edition.report.communes_served
    if waiting:
        words = counted(waiting, "commune sans date d’envoi", "communes sans date d’envoi")
        found.append(Warning(words, f"{base}/envoi/"))
    return tuple(found)


# --- Comparison with the previous report ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ComparedLine:
    label: str
    url: str
    before: str
    after: str
    gap: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures of two reports side by side."""

    year: int
    previous: int | None
    finding: str
    lines: tuple[ComparedLine, ...]
    gone: tuple[ComparedLine, ...]


def compared(edition: Edition, findings: Sequence[Finding]) -> Compared:
    """Pairs first, then the figures judged absent; the others are only counted."""
    pairs = [edition.figures[code] for code in edition.pairs_after if code in edition.figures]
    gone = [edition.silent(pair.before) for pair in edition.absent]
    same = sum(one.comparability.allows_difference for one in pairs)
    lost = sum(one.kind == "discontinued" for one in findings)
    before = edition.previous_year
    said = (
        f"{len(pairs)} chiffres se retrouvent, {same} se comparent ; "
        f"{lost} chiffres de {before} n’ont pas de suite."
        if before
        else "Aucun rapport antérieur : rien ne se compare."
    )
    return Compared(
        year=edition.report.year,
        previous=before,
        finding=typeset(said),
        lines=tuple(_line(edition, one) for one in pairs),
        gone=tuple(_line(edition, one) for one in gone),
    )


def _line(edition: Edition, one: BoundFigure) -> ComparedLine:
    return ComparedLine(
        label=one.label,
        url=one.trace,
        before=_dated(one.previous, edition.previous_year),
        after=_dated(one, edition.report.year),
        gap=difference_text(one),
        sign=one.comparability.sign,
        word=one.comparability.word,
    )


def _dated(one: BoundFigure | None, year: int | None) -> str:
    if one is None:
        return "—"
    said = full_text(one)
    return said if one.value is None or one.period == str(year) else f"{said} ({one.period})"

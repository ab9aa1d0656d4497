"""Write, review, accept, waive, publish, send: each step by its own person, each journalled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.consolidation.models import Snapshot
from timonier.engine.errors import TimonierError
from timonier.journal.actions import record
from timonier.outputs.reports.enums import ContributionState, ReportState
from timonier.outputs.reports.models import AnnualReport, Chapter, Contribution, Sending, Waiver
from timonier.registry.acts.models import Act
from timonier.registry.documents.models import Document
from timonier.registry.territories.models import Territory


class ReportRefusal(TimonierError):
    """A rule of the annual report refuses the step."""


class StaleText(ReportRefusal):
    """Someone saved the contribution in the meantime. Carries both texts, so nothing is lost."""

    def __init__(self, current: Contribution, mine: str) -> None:
        self.current, self.mine = current, mine
        super().__init__(
            f"{current.author or 'une autre personne'} a enregistré ce texte entre-temps",
            where=str(current),
            remedy="votre texte est gardé ci-dessous : reprenez-le dans la version à jour",
        )


def _journal(verb: str, by: User, target: Contribution | AnnualReport | Sending, summary: str,
             **details: object) -> None:  # fmt: skip
    record(action=f"report.{verb}", by=by, target=target, summary=summary, details=details)


@transaction.atomic
def open_report(*, by: User, year: int, like: AnnualReport) -> AnnualReport:
    """Open the report of *year* on the plan of *like*: its chapters, and empty texts to write.

    Due on 30 September of the next year, texts on 30 June. Refused when *year* has its report,
    or is not over yet.
    """
    policy.require(by, "report.edit")
    if AnnualReport.objects.filter(year=year).exists():
        raise ReportRefusal(f"le rapport {year} existe déjà", remedy="ouvrez-le dans la liste")
    if year >= timezone.localdate().year:
        raise ReportRefusal(
            f"l’année {year} n’est pas finie", remedy="ouvrez son rapport au 1er janvier suivant"
        )
    report = AnnualReport(
        year=year,
        title=f"Rapport d’activité {year}",
        legal_basis=like.legal_basis,
        due_on=date(year + 1, 9, 30),
    )
    report.full_clean()
    report.save()
    count = _copy_plan(like, report)
    _journal("opened", by, report, f"Rapport ouvert : {report}", like=like.year, texts=count)
    return report


def _copy_plan(like: AnnualReport, report: AnnualReport) -> int:
    """Chapters with their themes and units, then one empty text where *like* had one."""
    copies: dict[int, Chapter] = {}
    for chapter in like.chapters.prefetch_related("units").order_by("position"):
        copy = Chapter.objects.create(
            report=report,
            parent=copies.get(chapter.parent_id) if chapter.parent_id else None,
            position=chapter.position,
            number=chapter.number,
            title=chapter.title,
            kind=chapter.kind,
            theme=chapter.theme,
            policy_areas=chapter.policy_areas,
        )
        copy.units.set(chapter.units.all())
        copies[chapter.pk] = copy
    texts = Contribution.objects.filter(chapter__report=like)
    empty = [
        Contribution(
            chapter=copies[text.chapter_id],
            unit_id=text.unit_id,
            part=text.part,
            due_on=date(report.year + 1, 6, 30),
        )
        for text in texts
    ]
    return len(Contribution.objects.bulk_create(empty))


@transaction.atomic
def write(*, contribution: Contribution, by: User, body: str, version: int) -> Contribution:
    """Save the text of a contribution. *version* is the one the writer started from.

    A text changed after review goes back to draft: what was reviewed is what is printed.
    Raises :class:`StaleText` when someone else saved a newer version.
    """
    current = Contribution.objects.select_for_update().get(pk=contribution.pk)
    policy.require(by, "contribution.write", current)
    if current.version != version:
        raise StaleText(current, body)
    if current.body == body:
        return current
    current.body, current.author, current.version = body, by, version + 1
    current.state, current.reviewer, current.editor = ContributionState.DRAFTED, None, None
    current.full_clean()
    current.save()
    _journal("written", by, current, f"Contribution écrite : {current}", version=current.version)
    return current


@transaction.atomic
def review(*, contribution: Contribution, by: User) -> Contribution:
    """Drafted → reviewed, by someone who did not write it."""
    current = Contribution.objects.select_for_update().get(pk=contribution.pk)
    policy.require(by, "contribution.review", current)
    if not current.body.strip():
        raise ReportRefusal("il n’y a rien à relire", where=str(current), remedy="écrivez le texte")
    if current.state != ContributionState.DRAFTED:
        raise ReportRefusal(f"contribution déjà {current.get_state_display().lower()}")
    current.state, current.reviewer = ContributionState.REVIEWED, by
    current.full_clean()
    current.save()
    _journal("reviewed", by, current, f"Contribution relue : {current}")
    return current


@transaction.atomic
def accept(*, contribution: Contribution, by: User) -> Contribution:
    """Reviewed → accepted, by the editor: the text is closed."""
    current = Contribution.objects.select_for_update().get(pk=contribution.pk)
    policy.require(by, "contribution.accept", current)
    if current.state != ContributionState.REVIEWED:
        raise ReportRefusal(
            "une contribution s’accepte une fois relue", where=str(current),
            remedy="demandez sa relecture à la direction de l’unité",
        )  # fmt: skip
    current.state, current.editor = ContributionState.ACCEPTED, by
    current.full_clean()
    current.save()
    _journal("accepted", by, current, f"Contribution acceptée : {current}")
    return current


@transaction.atomic
def send_back(*, contribution: Contribution, by: User, reason: str) -> Contribution:
    """Reviewed or accepted → drafted, with a reason for the author."""
    current = Contribution.objects.select_for_update().get(pk=contribution.pk)
    policy.require(by, "contribution.review", current)
    if not reason.strip():
        raise ReportRefusal(
            "renvoyer un texte demande un motif", remedy="dites ce qui est à revoir"
        )
    current.state, current.reviewer, current.editor = ContributionState.DRAFTED, None, None
    current.save()
    _journal("sent_back", by, current, f"Contribution renvoyée : {current}", reason=reason)
    return current


@transaction.atomic
def waive(*, report: AnnualReport, by: User, finding_key: str, reason: str) -> Waiver:
    """Let one blocking finding pass, under one's name and with a reason."""
    policy.require(by, "report.waive", report)
    waiver = Waiver(report=report, finding_key=finding_key, reason=reason.strip(), decided_by=by)
    waiver.full_clean()
    waiver.save()
    _journal("waived", by, report, f"Constat justifié : {finding_key}", reason=reason)
    return waiver


@transaction.atomic
def publish(
    *, report: AnnualReport, by: User, snapshot: Snapshot, blocking: Iterable[str]
) -> AnnualReport:
    """Publish the report on *snapshot*; *blocking* are the keys of blocking findings not waived.

    Refused while one of them is neither mended nor waived by a named person.
    """
    policy.require(by, "report.publish", report)
    waived = set(report.waivers.values_list("finding_key", flat=True))
    open_findings = [key for key in blocking if key not in waived]
    if open_findings:
        raise ReportRefusal(
            f"constats bloquants encore ouverts, au nombre de {len(open_findings)}",
            where=report.title,
            remedy="corrigez-les, ou faites-les justifier par une personne nommée",
        )  # fmt: skip
    report.state, report.snapshot = ReportState.PUBLISHED, snapshot
    report.published_at, report.published_by = timezone.now(), by
    report.full_clean()
    report.save()
    _journal("published", by, report, f"Rapport publié : {report}", snapshot=snapshot.sha256)
    return report


@transaction.atomic
def attach_accounts(
    *, report: AnnualReport, by: User, accounts: Document, act: Act | None = None
) -> AnnualReport:
    """Attach the adopted accounts that the law asks to send with the report."""
    policy.require(by, "report.send", report)
    report.accounts, report.accounts_act = accounts, act
    report.full_clean()
    report.save()
    _journal("accounts_attached", by, report, f"Compte joint : {accounts}")
    return report


@transaction.atomic
def open_sending(*, report: AnnualReport, by: User) -> int:
    """List every member commune to be served; returns how many were added."""
    policy.require(by, "report.send", report)
    known = set(report.sendings.values_list("commune_id", flat=True))
    missing = Territory.objects.active().filter(kind="commune").exclude(pk__in=known)
    created = Sending.objects.bulk_create(Sending(report=report, commune=c) for c in missing)
    if created:
        _journal("sending_opened", by, report, f"Envoi ouvert à {len(created)} communes")
    return len(created)


@transaction.atomic
def send(*, report: AnnualReport, by: User, communes: Iterable[Territory], on: date) -> int:
    """Record the sending to *communes*; refused before publication.

    A report published before this tool kept dates has a state but no date of publication.
    """
    policy.require(by, "report.send", report)
    if report.state not in (ReportState.PUBLISHED, ReportState.SENT):
        raise ReportRefusal(
            "le rapport n’est pas publié", where=report.title, remedy="publiez-le avant l’envoi"
        )
    pending = report.sendings.filter(commune__in=list(communes), sent_on__isnull=True)
    count = pending.update(sent_on=on)
    _journal("sent", by, report, f"Rapport adressé à {count} communes", on=on)
    return count


@transaction.atomic
def follow_sending(*, sending: Sending, by: User, **dates: date | str | None) -> Sending:
    """Record receipt, presentation in council, hearing of delegates, act reference."""
    policy.require(by, "sending.update", sending)
    for name, value in dates.items():
        setattr(sending, name, value)
    sending.full_clean()
    sending.save()
    _journal("sending_followed", by, sending, f"Suite donnée par {sending.commune}", **dates)
    return sending


@transaction.atomic
def close_sending(*, report: AnnualReport, by: User) -> AnnualReport:
    """Close the sending: every commune served, the adopted accounts attached (CGCT L.5211-39)."""
    policy.require(by, "report.send", report)
    missing = report.sendings.filter(sent_on__isnull=True).count()
    if missing or not report.sendings.exists():
        raise ReportRefusal(
            f"communes sans date d’envoi, au nombre de {missing}"
            if missing
            else "l’envoi n’a pas été ouvert aux communes",
            where=report.title,
            remedy="adressez-leur le rapport avant de clore",
        )  # fmt: skip
    if report.accounts is None:
        raise ReportRefusal(
            "le compte arrêté par l’organe délibérant n’est pas joint", where=report.title,
            remedy="joignez le compte administratif ou le compte financier unique adopté",
        )  # fmt: skip
    report.state, report.sending_closed_at = ReportState.SENT, timezone.now()
    report.full_clean()
    report.save()
    _journal("sending_closed", by, report, f"Envoi clos : {report}")
    return report

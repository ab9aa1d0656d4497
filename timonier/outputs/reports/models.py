"""The annual report as it is written, checked, published and sent to the communes."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from tree_queries.models import TreeNode

from timonier.outputs.reports.enums import ChapterKind, ContributionState, Part, ReportState

PERSON = settings.AUTH_USER_MODEL


@pghistory.track()
class AnnualReport(models.Model):
    """The activity report of one year (CGCT L.5211-39): due to every mayor by ``due_on``."""

    year = models.PositiveSmallIntegerField("exercice", unique=True)
    title = models.CharField("titre", max_length=200)
    state = models.CharField(
        "état", max_length=20, choices=ReportState, default=ReportState.COLLECTING
    )
    legal_basis = models.CharField("fondement légal", max_length=200)
    due_on = models.DateField("à adresser avant le")
    snapshot = models.ForeignKey(
        "consolidation.Snapshot",
        verbose_name="photo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accounts = models.ForeignKey(
        "documents.Document",
        verbose_name="compte arrêté",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accounts_act = models.ForeignKey(
        "acts.Act",
        verbose_name="acte arrêtant le compte",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    published_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sending_closed_at = models.DateTimeField("envoi clos le", null=True, blank=True)

    class Meta:
        verbose_name = "rapport d’activité"
        verbose_name_plural = "rapports d’activité"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sending_closed_at__isnull=True) | Q(accounts__isnull=False),
                name="report_sent_with_accounts",
                violation_error_message=(
                    "L’envoi ne peut pas être clos sans le compte arrêté par l’organe délibérant : "
                    "joignez-le d’abord."
                ),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(snapshot__isnull=False),
                name="report_published_from_snapshot",
                violation_error_message="Un rapport se publie à partir d’une photo des données.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Chapter(TreeNode):
    """A chapter of one report; ``theme`` and ``unit`` bind it to the two other trees."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField("ordre", default=0)
    number = models.CharField("numéro", max_length=20, blank=True)
    title = models.CharField("titre", max_length=200)
    kind = models.CharField("nature", max_length=20, choices=ChapterKind)
    lead = models.TextField("chapeau", blank=True)
    theme = models.ForeignKey(
        "strategy.Node", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    units = models.ManyToManyField(
        "organisations.Unit", verbose_name="unités", blank=True, related_name="report_chapters"
    )
    policy_areas = models.JSONField("domaines de la source", default=list, blank=True)

    class Meta:
        verbose_name = "chapitre"
        verbose_name_plural = "chapitres"
        ordering = ["report", "position"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


@pghistory.track()
class Contribution(models.Model):
    """What one unit writes for one part of one chapter, and who carried it how far.

    ``body`` is the plain markup of ``markup.py``: its figures are bound by ``{{chiffre:…}}``.
    ``version`` grows at each save: a second writer is told what changed and loses nothing.
    """

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="contributions")
    unit = models.ForeignKey(
        "organisations.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
        verbose_name="unité",
    )
    part = models.CharField("partie", max_length=20, choices=Part)
    body = models.TextField("texte", blank=True)
    state = models.CharField(
        "état", max_length=20, choices=ContributionState, default=ContributionState.DRAFTED
    )
    version = models.PositiveIntegerField("version", default=1)
    author = models.ForeignKey(
        PERSON,
        verbose_name="auteur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reviewer = models.ForeignKey(
        PERSON,
        verbose_name="relecteur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    editor = models.ForeignKey(
        PERSON,
        verbose_name="rédaction",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField("due le", null=True, blank=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "contribution"
        verbose_name_plural = "contributions"
        ordering = ["chapter", "unit", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "unit", "part"],
                name="contribution_once",
                nulls_distinct=False,
                violation_error_message="Cette unité a déjà écrit cette partie du chapitre.",
            ),
            models.CheckConstraint(
                condition=Q(state="drafted") | Q(reviewer__isnull=False),
                name="contribution_reviewed_by_someone",
                violation_error_message="Une contribution relue porte le nom de son relecteur.",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(editor__isnull=False),
                name="contribution_accepted_by_someone",
                violation_error_message="Une contribution acceptée porte le nom de qui l’accepte.",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True)
                | Q(reviewer__isnull=True)
                | ~Q(author=F("reviewer")),
                name="contribution_not_self_reviewed",
                violation_error_message="On ne relit pas sa propre contribution.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} : {self.unit or self.chapter}"


@pghistory.track()
class Waiver(models.Model):
    """A named person lets a blocking finding pass, with a reason. ``finding_key`` is stable."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="waivers")
    finding_key = models.CharField("constat", max_length=200)
    reason = models.TextField("motif")
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("décidé le", auto_now_add=True)

    class Meta:
        verbose_name = "constat justifié"
        verbose_name_plural = "constats justifiés"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "finding_key"],
                name="waiver_once",
                violation_error_message="Ce constat est déjà justifié.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="waiver_has_reason",
                violation_error_message="Justifier un constat demande un motif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_key} : {self.reason}"


@pghistory.track()
class Sending(models.Model):
    """The report sent to one commune: from the sending to its presentation in council.

    A date that nobody wrote down is empty: a presentation may be known without its sending.
    """

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="sendings")
    commune = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="report_sendings"
    )
    sent_on = models.DateField("envoyé le", null=True, blank=True)
    received_on = models.DateField("reçu le", null=True, blank=True)
    presented_on = models.DateField("présenté en séance le", null=True, blank=True)
    delegates_heard_on = models.DateField("délégués entendus le", null=True, blank=True)
    president_requested_on = models.DateField(
        "audition du Président demandée le", null=True, blank=True
    )
    act_reference = models.CharField("référence de l’acte", max_length=120, blank=True)
    accounts_refused_reason = models.CharField(
        "motif sans compte joint", max_length=300, blank=True
    )

    class Meta:
        verbose_name = "envoi à une commune"
        verbose_name_plural = "envois aux communes"
        ordering = ["commune__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "commune"],
                name="sending_once_per_commune",
                violation_error_message="Cette commune figure déjà dans l’envoi.",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True)
                | Q(sent_on__isnull=True)
                | Q(received_on__gte=F("sent_on")),
                name="sending_received_after_sent",
                violation_error_message="La réception ne précède pas l’envoi.",
            ),
            models.CheckConstraint(
                condition=Q(presented_on__isnull=True)
                | Q(sent_on__isnull=True)
                | Q(presented_on__gte=F("sent_on")),
                name="sending_presented_after_sent",
                violation_error_message="La présentation en séance ne précède pas l’envoi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} : {self.commune}"

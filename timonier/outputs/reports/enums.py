"""States of the annual report, of its contributions and of its chapters."""

from django.db import models


class ReportState(models.TextChoices):
    COLLECTING = "collecting", "Collecte"
    WRITING = "writing", "Rédaction"
    REVIEWING = "reviewing", "Relecture"
    APPROVED = "approved", "Validé"
    PUBLISHED = "published", "Publié"
    SENT = "sent", "Envoyé"


class Part(models.TextChoices):
    """What a unit writes for the report, in the order of print."""

    MISSIONS = "missions", "Missions"
    HIGHLIGHTS = "highlights", "Faits marquants"
    KEY_FIGURES = "key_figures", "Chiffres clés"
    PERSPECTIVES = "perspectives", "Perspectives"


class ContributionState(models.TextChoices):
    DRAFTED = "drafted", "Rédigée"
    REVIEWED = "reviewed", "Relue"
    ACCEPTED = "accepted", "Acceptée"


class ChapterKind(models.TextChoices):
    FOREWORD = "foreword", "Avant-propos"
    POLICIES = "policies", "Politiques publiques"
    RESOURCES = "resources", "Ressources et pilotage"
    TERRITORIES = "territories", "Territoires"
    OBJECTIVES = "objectives", "Objectifs et engagements"
    LIMITS = "limits", "Ce que ce rapport ne peut pas dire"
    ANNEX = "annex", "Annexe"

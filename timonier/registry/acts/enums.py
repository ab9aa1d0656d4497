"""Kinds of acts and schemes of identifiers."""

from django.db import models


class ActKind(models.TextChoices):
    DELIBERATION = "deliberation", "Délibération"
    FRAMEWORK = "framework", "Délibération-cadre"
    DECREE = "decree", "Arrêté"
    AGREEMENT = "agreement", "Convention ou contrat"
    BUDGET = "budget", "Document budgétaire"
    OTHER = "other", "Autre acte"


class Scheme(models.TextChoices):
    """An act bears several numbers; none of them alone identifies it (15529 covers two acts)."""

    FILE_NUMBER = "file_number", "Numéro de dossier"
    COMMISSION_CODE = "commission_code", "Code de commission"
    COMMISSION_RANK = "commission_rank", "Rang en commission"
    INSTANCE_NUMBER = "instance_number", "Numéro en séance"
    PREFECTURE_RECEIPT = "prefecture_receipt", "Accusé de réception en préfecture"
    MATTER_CODE = "matter_code", "Code matière"
    OTHER = "other", "Autre référence"

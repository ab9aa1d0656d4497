"""Kinds of documents that facts are read from."""

from django.db import models


class DocumentKind(models.TextChoices):
    ACTIVITY_REPORT = "activity_report", "Rapport d’activité"
    ADMINISTRATION_PROJECT = "administration_project", "Projet d’administration"
    FRAMEWORK_DELIBERATION = "framework_deliberation", "Délibération-cadre"
    ACCOUNTS = "accounts", "Compte administratif ou compte financier unique"
    PROOF = "proof", "Pièce justificative"
    OTHER = "other", "Autre document"

"""Territories: the institution, its communes and former territories, with populations by year."""

from __future__ import annotations

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from timonier.registry.core.models import Record, ends_after_start
from timonier.registry.core.search import search_column
from timonier.registry.territories.enums import AliasScope, PopulationKind, TerritoryKind


@pghistory.track(exclude=["search"])
class Territory(Record):
    """A place. A commune's ``code`` is its five-character COG code, kept as text."""

    code = models.CharField("code", max_length=20, unique=True)
    kind = models.CharField("nature", max_length=20, choices=TerritoryKind)
    name = models.CharField("nom", max_length=120)
    siren = models.CharField(
        "SIREN",
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{9}$", "Un SIREN compte neuf chiffres.")],
    )
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    note = models.TextField("remarque", blank=True)
    search = search_column("code", "name", "siren")

    class Meta:
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        ordering = ["kind", "name"]
        constraints = [
            ends_after_start("territory_ends_after_start", "Territoire"),
            models.CheckConstraint(
                condition=~Q(kind="commune") | Q(code__regex=r"^[0-9][0-9AB][0-9]{3}$"),
                name="territory_commune_has_cog_code",
                violation_error_message="Le code d’une commune compte cinq caractères (13055).",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Membership(models.Model):
    """A commune belongs to a territory between two dates."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="members")
    commune = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="memberships")
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "appartenance"
        verbose_name_plural = "appartenances"
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "commune", "starts_on"],
                name="membership_once",
                nulls_distinct=False,
                violation_error_message="Cette commune appartient déjà à ce territoire.",
            ),
            models.CheckConstraint(
                condition=~Q(territory=F("commune")),
                name="membership_of_another_territory",
                violation_error_message="Un territoire n’appartient pas à lui-même.",
            ),
            ends_after_start("membership_ends_after_start", "Appartenance"),
        ]

    def __str__(self) -> str:
        return f"{self.commune} dans {self.territory}"


@pghistory.track()
class Population(models.Model):
    """Inhabitants of a territory for a year, with the vintage that says so."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField("année")
    vintage_year = models.PositiveSmallIntegerField("millésime")
    kind = models.CharField("nature", max_length=10, choices=PopulationKind)
    value = models.PositiveIntegerField("habitants")
    source = models.CharField("source", max_length=160, blank=True)

    class Meta:
        verbose_name = "population"
        verbose_name_plural = "populations"
        ordering = ["-year", "-vintage_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "year", "vintage_year", "kind"],
                name="population_once_per_vintage",
                violation_error_message="Cette population est déjà connue pour ce millésime.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.year} : {self.value}"


class Outline(models.Model):
    """The outline of a territory, when the institution loads its own GeoJSON."""

    territory = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="outline")
    geometry = models.JSONField("géométrie GeoJSON")
    source = models.CharField("source", max_length=160)

    class Meta:
        verbose_name = "contour"
        verbose_name_plural = "contours"

    def __str__(self) -> str:
        return f"contour de {self.territory}"


class Alias(models.Model):
    """How a document prints a territory's name, and what that name covers."""

    printed = models.CharField("tel qu’imprimé", max_length=160, unique=True)
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases"
    )
    scope = models.CharField("portée", max_length=20, choices=AliasScope)
    note = models.TextField("remarque", blank=True)

    class Meta:
        verbose_name = "nom imprimé"
        verbose_name_plural = "noms imprimés"
        ordering = ["printed"]

    def __str__(self) -> str:
        return self.printed

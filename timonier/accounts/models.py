"""People and the roles they hold, dated. What a role may do is said in the rooms' ``policies``."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from timonier.accounts.enums import Role, Scope


class User(AbstractUser):
    """A person with an account. ``title`` is the function shown beside the name."""

    title = models.CharField("fonction", max_length=120, blank=True)
    deputy = models.ForeignKey(
        "self",
        verbose_name="suppléant",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deputises_for",
    )

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        return "".join(part[:1] for part in (self.first_name, self.last_name)).upper() or "?"

    @cached_property
    def current_grants(self) -> list[Grant]:
        """Grants in force today, read once per request."""
        today = date.today()
        return [
            grant
            for grant in self.grants.all()
            if grant.starts_on <= today and (grant.ends_on is None or today <= grant.ends_on)
        ]

    @property
    def roles(self) -> frozenset[str]:
        """Roles held today, wherever they are held."""
        return frozenset(grant.role for grant in self.current_grants)

    def holds(self, *roles: str, scope: str | None = None) -> bool:
        """Whether the person holds one of *roles* today (in a given kind of scope)."""
        return self.is_active and any(
            grant.role in roles and (scope is None or grant.scope == scope)
            for grant in self.current_grants
        )

    def scope_codes(self, scope: str, *roles: str) -> frozenset[str]:
        """Codes of the units or communes where the person holds one of *roles* (any if none)."""
        return frozenset(
            grant.scope_code
            for grant in self.current_grants
            if grant.scope == scope and (not roles or grant.role in roles)
        )


@pghistory.track()
class Grant(models.Model):
    """A role held by a person, over the institution, a unit or a commune, between two dates."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField("rôle", max_length=20, choices=Role)
    scope = models.CharField("portée", max_length=20, choices=Scope, default=Scope.INSTITUTION)
    scope_code = models.CharField("code de la portée", max_length=80, blank=True)
    starts_on = models.DateField("à compter du", default=date.today)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "rôle attribué"
        verbose_name_plural = "rôles attribués"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope", "scope_code", "starts_on"],
                name="grant_once",
                violation_error_message="Cette personne tient déjà ce rôle à cette portée.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_start",
                violation_error_message="Le rôle prend fin avant d’avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(scope="institution", scope_code="")
                | (~Q(scope="institution") & ~Q(scope_code="")),
                name="grant_scope_has_code",
                violation_error_message=(
                    "Une portée limitée nomme son unité ou sa commune ; "
                    "la portée « toute l’institution » n’en nomme pas."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} : {self.get_role_display()} {self.scope_code}".strip()

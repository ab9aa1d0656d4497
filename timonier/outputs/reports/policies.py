"""Who writes, reviews, accepts, publishes and sends the annual report.

Author, reviewer and editor are three persons: a contribution is written by its unit, reviewed by
its direction (never by its author) and accepted by the report's editor.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from timonier.accounts import policy
from timonier.accounts.enums import Role, Scope
from timonier.accounts.models import User
from timonier.accounts.policies import is_staff
from timonier.outputs.reports.enums import ContributionState, ReportState
from timonier.registry.organisations.queries import units_of

OPEN_TO_ALL = (ReportState.PUBLISHED, ReportState.SENT)
EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)


def reads(user: User, report: Any = None) -> bool:
    """The services read the report in the making; elected members and mayors once published."""
    if is_staff(user):
        return True
    if not user.holds(Role.ELECTED, Role.MAYOR):
        return False
    return report is None or report.state in OPEN_TO_ALL


def readable(user: User, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Reports that *user* may read."""
    if not reads(user):
        return queryset.none()
    return queryset if is_staff(user) else queryset.filter(state__in=OPEN_TO_ALL)


def extracts(user: User, extract: Any = None) -> bool:
    """*extract* is a report and the code of a commune; a mayor reads the one of the commune."""
    if is_staff(user):
        return True
    own = user.scope_codes(Scope.COMMUNE, Role.MAYOR)
    if extract is None:
        return bool(own)
    report, code = extract
    return report.state in OPEN_TO_ALL and code in own


def edits(user: User, report: Any = None) -> bool:
    """The report's editor."""
    return user.holds(*EDITORS)


def writes(user: User, contribution: Any = None) -> bool:
    """The unit that owes the contribution; the editor everywhere. An accepted one is closed."""
    if contribution is None:
        return user.holds(Role.DIRECTOR, Role.CONTRIBUTOR, *EDITORS)
    if contribution.state == ContributionState.ACCEPTED:
        return False
    mine = contribution.unit_id in units_of(user, Role.DIRECTOR, Role.CONTRIBUTOR)
    return mine or edits(user)


def reviews(user: User, contribution: Any = None) -> bool:
    """The direction of the unit, management control or the editor; never the author."""
    if contribution is not None and contribution.author_id == user.pk:
        return False
    if user.holds(Role.CONTROLLER, Role.DGS, *EDITORS):
        return True
    if contribution is None:
        return user.holds(Role.DIRECTOR)
    return contribution.unit_id in units_of(user, Role.DIRECTOR)


def receives(user: User, sending: Any = None) -> bool:
    """The editor records the sending; a mayor records what happened in the commune."""
    if edits(user):
        return True
    own = user.scope_codes(Scope.COMMUNE, Role.MAYOR)
    return bool(own) if sending is None else sending.commune.code in own


policy.register(
    "report.read",
    "Les services lisent le rapport en préparation ; les élus et les maires une fois publié.",
    reads,
    readable,
)
policy.register(
    "report.workshop",
    "Les services voient la fabrique du rapport : textes, constats, envoi.",
    is_staff,
)
policy.register(
    "report.extract",
    "Les services lisent tous les extraits ; une mairie le sien, une fois le rapport publié.",
    extracts,
)
policy.register("report.edit", "La rédaction du rapport en compose les chapitres.", edits)
policy.register(
    "contribution.write",
    "L’unité qui doit une contribution l’écrit ; la rédaction partout.",
    writes,
)
policy.register(
    "contribution.review",
    "La direction de l’unité, le contrôle de gestion ou la rédaction relit, jamais l’auteur.",
    reviews,
)
policy.register("contribution.accept", "La rédaction du rapport accepte une contribution.", edits)
policy.register(
    "report.waive",
    "La rédaction ou la direction générale laisse passer un constat bloquant, avec un motif.",
    policy.held_by(Role.EDITOR, Role.DGS),
)
policy.register(
    "report.publish",
    "La direction générale publie le rapport.",
    policy.held_by(Role.DGS),
)
policy.register("report.send", "La rédaction adresse le rapport aux communes.", edits)
policy.register(
    "sending.update",
    "La rédaction suit l’envoi ; une mairie dit ce qui s’est passé dans sa commune.",
    receives,
)

"""Who may read and change the registry: the rights that its rooms share."""

from __future__ import annotations

from typing import Any

from timonier.accounts import policy
from timonier.accounts.enums import Role
from timonier.accounts.models import User
from timonier.accounts.policies import anyone_signed_in, is_staff

KEEPERS = (Role.ADMINISTRATOR, Role.DGS, Role.CONTROLLER)
WRITERS = (*KEEPERS, Role.DIRECTOR, Role.CONTRIBUTOR, Role.EDITOR)


def keeps_registry(user: User, obj: Any = None) -> bool:
    """Keeps the common reference: administration, general direction, management control."""
    return user.holds(*KEEPERS)


policy.register(
    "institution.read",
    "Toute personne qui tient un rôle lit les tableaux de bord de l’institution.",
    anyone_signed_in,
)
policy.register(
    "registry.read",
    "Les services et les membres élus lisent le registre ; une mairie lit sa fiche de commune.",
    policy.either(is_staff, policy.held_by(Role.ELECTED)),
)
policy.register(
    "registry.edit",
    "L’administration, la direction générale et le contrôle de gestion modifient le registre.",
    keeps_registry,
)
policy.register("week.read", "Chacun voit sa propre semaine.", is_staff)
policy.register(
    "export",
    "Les services et les membres élus exportent ce qu’ils lisent.",
    policy.either(is_staff, policy.held_by(Role.ELECTED)),
)
policy.register(
    "import.apply",
    "L’administration, la direction générale et le contrôle de gestion appliquent un import.",
    keeps_registry,
)

"""Who may manage accounts."""

from typing import Any

from timonier.accounts import policy
from timonier.accounts.enums import Role
from timonier.accounts.models import User

STAFF = (
    Role.ADMINISTRATOR,
    Role.DGS,
    Role.DIRECTOR,
    Role.CONTRIBUTOR,
    Role.CONTROLLER,
    Role.EDITOR,
)


def is_administrator(user: User, obj: Any = None) -> bool:
    """The administrator of the platform."""
    return user.holds(Role.ADMINISTRATOR)


def is_staff(user: User, obj: Any = None) -> bool:
    """A member of the institution's services, as opposed to an elected member or a mayor."""
    return user.holds(*STAFF)


def anyone_signed_in(user: User, obj: Any = None) -> bool:
    """Anyone with at least one role in force."""
    return user.is_active and bool(user.roles)


policy.register(
    "accounts.manage", "L’administration de la plateforme gère les comptes.", is_administrator
)
policy.register(
    "journal.read",
    "L’administration, la direction générale et le contrôle de gestion lisent le journal.",
    policy.held_by(Role.ADMINISTRATOR, Role.DGS, Role.CONTROLLER),
)

"""The demonstration accounts: one per role, invented names."""

from __future__ import annotations

from dataclasses import dataclass

from timonier.accounts.enums import Role, Scope
from timonier.accounts.models import Grant, User


@dataclass(frozen=True, slots=True)
class Account:
    """One account: who, and the role held where."""

    username: str
    first_name: str
    last_name: str
    title: str
    role: str
    scope: str = Scope.INSTITUTION
    scope_code: str = ""


ACCOUNTS = (
    Account("admin", "Yasmine", "Ferrand", "administratrice de la plateforme", Role.ADMINISTRATOR),
    Account("dgs", "Hélène", "Roux", "directrice générale des services", Role.DGS),
    Account(
        "directrice",
        "Claire",
        "Moretti",
        "directrice, numérique et systèmes d’information",
        Role.DIRECTOR,
        Scope.UNIT,
        "{unit}",
    ),
    Account(
        "contributeur",
        "Hugo",
        "Bellon",
        "chargé de mission, numérique",
        Role.CONTRIBUTOR,
        Scope.UNIT,
        "{unit}",
    ),
    Account("controle", "Paul", "Mattei", "contrôleur de gestion", Role.CONTROLLER),
    Account("redaction", "Nadia", "Lopez", "cheffe du rapport d’activité", Role.EDITOR),
    Account("elue", "Inès", "Faure", "vice-présidente, membre du conseil", Role.ELECTED),
    Account(
        "maire",
        "Marc",
        "Olive",
        "maire d’Aubagne (compte d’essai)",
        Role.MAYOR,
        Scope.COMMUNE,
        "13005",
    ),
)


def create_accounts(*, password: str, unit_codes: dict[str, list[str]]) -> dict[str, User]:
    """Create the accounts; *unit_codes* gives, per account, the units where its role is held.

    A role over several charts is one grant per chart, so that it survives the reforms.
    """
    created = {}
    for account in ACCOUNTS:
        user = User.objects.create_user(
            account.username,
            password=password,
            first_name=account.first_name,
            last_name=account.last_name,
            email=f"{account.username}@exemple.invalid",
            title=account.title,
        )
        codes = unit_codes.get(account.username, [account.scope_code])
        Grant.objects.bulk_create(
            Grant(user=user, role=account.role, scope=account.scope, scope_code=code)
            for code in codes
        )
        created[account.username] = user
    created["directrice"].deputy = created["contributeur"]
    created["directrice"].save(update_fields=["deputy"])
    return created

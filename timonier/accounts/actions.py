"""Open and close accounts, give and end roles."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction

from timonier.accounts import policy
from timonier.accounts.enums import Scope
from timonier.accounts.models import Grant, User
from timonier.journal.actions import record


@transaction.atomic
def open_account(
    *, by: User, username: str, first_name: str, last_name: str, email: str, title: str = ""
) -> tuple[User, str]:
    """Create an account without any right; returns it with a first password, shown once."""
    policy.require(by, "accounts.manage")
    password = secrets.token_urlsafe(12)
    user = User(
        username=username, first_name=first_name, last_name=last_name, email=email, title=title
    )
    user.set_password(password)
    user.full_clean()
    user.save()
    record(action="account.opened", by=by, target=user, summary=f"Compte ouvert : {user}")
    return user, password


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """Close an account: nobody signs in with it any more; what it did stays under its name."""
    policy.require(by, "accounts.manage")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(action="account.closed", by=by, target=user, summary=f"Compte fermé : {user}")


@transaction.atomic
def give_role(
    *,
    user: User,
    by: User,
    role: str,
    scope: str = Scope.INSTITUTION,
    scope_code: str = "",
    starts_on: date,
    ends_on: date | None = None,
) -> Grant:
    """Give a role over a scope between two dates."""
    policy.require(by, "accounts.manage")
    grant = Grant(
        user=user,
        role=role,
        scope=scope,
        scope_code=scope_code,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    grant.full_clean()
    grant.save()
    record(action="role.given", by=by, target=user, summary=f"Rôle donné : {grant}")
    return grant


@transaction.atomic
def end_role(*, grant: Grant, by: User, on: date) -> None:
    """End a role on a date; what was done under it stays."""
    policy.require(by, "accounts.manage")
    grant.ends_on = max(on, grant.starts_on)
    grant.full_clean()
    grant.save()
    record(action="role.ended", by=by, target=grant.user, summary=f"Rôle clos : {grant}")

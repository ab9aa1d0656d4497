"""Rights are named policies, deny by default."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from timonier.accounts import policy
from timonier.accounts.models import Grant, User
from timonier.registry.indicators.models import Indicator
from timonier.registry.strategy.models import Objective
from timonier.registry.territories.models import Territory

pytestmark = pytest.mark.django_db

ROLES = ("admin", "dgs", "directrice", "contributeur", "controle", "redaction", "elue", "maire")

MATRIX = {
    "institution.read": "admin dgs directrice contributeur controle redaction elue maire",
    "registry.read": "admin dgs directrice contributeur controle redaction elue",
    "registry.edit": "admin dgs controle",
    "import.apply": "admin dgs controle",
    "figure.record": "admin dgs directrice contributeur controle",
    "figure.validate": "admin dgs directrice controle",
    "objective.update": "admin dgs directrice contributeur controle",
    "week.read": "admin dgs directrice contributeur controle redaction",
    "export": "admin dgs directrice contributeur controle redaction elue",
    "accounts.manage": "admin",
    "journal.read": "admin dgs controle",
    "territory.read": "admin dgs directrice contributeur controle redaction elue maire",
}


@pytest.mark.parametrize("right", MATRIX)
def test_a_right_is_held_by_exactly_the_roles_its_sentence_names(right, people):
    holders = {name for name in ROLES if policy.may(people[name], right)}
    assert holders == set(MATRIX[right].split())


def test_nobody_has_a_right_without_a_role(db):
    stranger = User.objects.create_user("inconnu", password="x")
    assert not any(policy.may(stranger, p.name) for p in policy.all_policies())


def test_a_closed_account_has_no_right(people):
    people["admin"].is_active = False
    assert not policy.may(people["admin"], "accounts.manage")


def test_a_right_nobody_declared_is_an_error_not_a_yes(people):
    with pytest.raises(KeyError):
        policy.may(people["admin"], "everything.do")


def test_a_refusal_says_who_holds_the_right(people):
    with pytest.raises(PermissionDenied, match="administration de la plateforme"):
        policy.require(people["maire"], "accounts.manage")


def test_a_mayor_sees_only_the_commune_of_the_mandate(people):
    seen = policy.visible(people["maire"], "territory.read", Territory.objects.all())
    assert [territory.code for territory in seen] == ["13005"]


def test_list_and_page_agree_on_indicators(people):
    person = people["contributeur"]
    listed = set(
        policy.visible(person, "figure.record", Indicator.objects.all()).values_list(
            "pk", flat=True
        )
    )
    opened = {i.pk for i in Indicator.objects.all()[:300] if policy.may(person, "figure.record", i)}
    assert opened == listed & set(Indicator.objects.all()[:300].values_list("pk", flat=True))
    assert listed


def test_list_and_page_agree_on_objectives(people):
    person = people["directrice"]
    listed = set(
        policy.visible(person, "objective.update", Objective.objects.all()).values_list(
            "pk", flat=True
        )
    )
    opened = {o.pk for o in Objective.objects.all() if policy.may(person, "objective.update", o)}
    assert opened == listed


def test_a_grant_that_ended_yesterday_gives_nothing(people):
    grant = people["dgs"].grants.get()
    grant.starts_on = grant.ends_on = grant.starts_on.replace(year=grant.starts_on.year - 1)
    grant.save()
    assert not policy.may(User.objects.get(pk=people["dgs"].pk), "registry.edit")


def test_a_limited_scope_names_its_unit(people):
    with pytest.raises(IntegrityError, match="grant_scope_has_code"), transaction.atomic():
        Grant.objects.create(user=people["dgs"], role="director", scope="unit", scope_code="")

"""Trees filled from below, and objectives that cascade."""

import pytest
from django.core.exceptions import ValidationError

from timonier.registry.core.actions import change, create
from timonier.registry.strategy.models import Level, Node, Objective, Strategy

pytestmark = pytest.mark.django_db

LEVELS = ("Politique", "Sous-politique", "Programme", "Sous-programme")


@pytest.fixture
def policies():
    """A tree of public policies with its four levels, and one programme without anything above."""
    strategy = Strategy.objects.create(code="politiques", name="Politiques", kind="public_policies")
    for depth, name in enumerate(LEVELS, start=1):
        Level.objects.create(strategy=strategy, depth=depth, name=name, plural=f"{name}s")
    Node.objects.create(strategy=strategy, code="P1", depth=3, title="Collecte des biodéchets")
    return strategy


@pytest.mark.requirement("R3")
def test_a_programme_stands_before_the_policy_above_it(policies, sign_in):
    page = sign_in("dgs").get("/strategie/politiques/").content.decode()
    assert "Collecte des biodéchets" in page


@pytest.mark.requirement("R3")
def test_the_policy_is_added_later_above_the_programme(policies, people):
    by = people["controle"]
    policy = create(
        Node,
        by=by,
        values={"strategy": policies, "code": "S1", "depth": 2, "title": "Déchets"},
    )
    programme = Node.objects.get(strategy=policies, code="P1")
    change(programme, by=by, values={"parent": policy})
    assert list(policy.descendants()) == [programme]
    assert programme.rank == "Programme"


@pytest.mark.requirement("R11")
def test_an_objective_points_to_the_one_it_serves_and_both_pages_say_so(sign_in):
    served, serving = Objective.objects.order_by("code")[:2]
    serving.parent = served
    serving.save()
    client = sign_in("dgs")
    assert served.title in client.get(f"/objectifs/{serving.code}/").content.decode()
    assert serving.title in client.get(f"/objectifs/{served.code}/").content.decode()


@pytest.mark.requirement("R11")
def test_an_objective_does_not_serve_itself(people):
    objective = Objective.objects.first()
    with pytest.raises(ValidationError, match="se sert pas"):
        change(objective, by=people["controle"], values={"parent": objective})

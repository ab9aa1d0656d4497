"""One search over all that a person may read."""

from __future__ import annotations

import pytest

from timonier.registry.territories.models import Territory

pytestmark = pytest.mark.django_db


def groups(answer) -> dict:
    return {group.key: group for group in answer.context["page"].groups}


def test_accents_and_plurals_are_folded(sign_in) -> None:
    client = sign_in("dgs")
    bare = groups(client.get("/recherche/", {"q": "dechets"}))
    dressed = groups(client.get("/recherche/", {"q": "DÉCHETS"}))
    assert bare["indicateurs"].count == dressed["indicateurs"].count > 0


def test_a_citation_number_finds_its_figure(sign_in) -> None:
    found = groups(sign_in("dgs").get("/recherche/", {"q": "002-0460"}))
    assert found["chiffres"].count == 1
    assert "4\u00a0404" in found["chiffres"].hits[0].title


def test_a_code_comes_first(sign_in) -> None:
    found = groups(sign_in("dgs").get("/recherche/", {"q": "DEC-01"}))
    assert found["indicateurs"].hits[0].url == "/indicateurs/DEC-01/"


def test_a_mayor_finds_only_the_commune_of_the_mandate(sign_in) -> None:
    own = Territory.objects.get(name="Aubagne", kind="commune")
    found = groups(sign_in("maire").get("/recherche/", {"q": own.name}))
    assert list(found) == ["territoires"]
    assert [hit.title for hit in found["territoires"].hits] == [own.name]


def test_a_mayor_does_not_find_another_commune_nor_its_name(sign_in) -> None:
    page = sign_in("maire").get("/recherche/", {"q": "Martigue"}).context["page"]
    assert (page.total, list(page.nearest)) == (0, [])


def test_a_misspelt_word_gets_the_nearest_one(sign_in) -> None:
    answer = sign_in("dgs").get("/recherche/", {"q": "dechtes"})
    assert list(answer.context["page"].nearest) == ["déchets"]
    assert "Vouliez-vous dire" in answer.content.decode()


def test_nothing_asked_gives_the_field_alone(sign_in) -> None:
    answer = sign_in("dgs").get("/recherche/", {"q": " '; -- "})
    assert answer.status_code == 200
    assert "Que cherchez-vous" in answer.content.decode()


def test_the_page_says_when_it_searched(sign_in) -> None:
    said = sign_in("dgs").get("/recherche/", {"q": "eau"}).content.decode()
    assert "Recherche dans le registre, le" in said
    assert "heure de Paris" in said
    assert "photo n°" in said


def test_the_number_of_queries_does_not_depend_on_the_answers(
    sign_in, django_assert_max_num_queries
) -> None:
    client = sign_in("dgs")
    for words in ("métropole", "crématorium"):
        with django_assert_max_num_queries(45):
            client.get("/recherche/", {"q": words})

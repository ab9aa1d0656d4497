"""The door itself: throttled, silent on what is wrong, a new session at each entry."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from timonier.accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "vigie-phare-jetée-42"
WRONG = "mauvais-mot-de-passe-7"
ELSEWHERE = "https://ailleurs.example/"


def attempt(client: Client, username: str, password: str, **more: str):
    """One try at the sign-in form."""
    return client.post("/connexion/", {"username": username, "password": password, **more})


def test_five_failures_close_the_door_and_say_for_how_long(client):
    statuses = [attempt(client, "dgs", WRONG).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    answer = attempt(client, "dgs", PASSWORD)
    assert answer.status_code == 429
    assert "attend 15 minutes" in answer.content.decode()


def test_the_door_closed_to_one_stays_open_to_another(client):
    for _ in range(6):
        attempt(client, "dgs", WRONG)
    assert attempt(client, "controle", PASSWORD).status_code == 302


def test_four_failures_are_forgotten_after_a_success(client):
    for _ in range(2):
        for _ in range(4):
            attempt(client, "dgs", WRONG)
        assert attempt(client, "dgs", PASSWORD).status_code == 302
        client.post("/deconnexion/")


def test_an_unknown_name_and_a_wrong_password_say_the_same_words(client):
    answers = [attempt(client, name, WRONG).content.decode() for name in ("dgs", "personne")]
    errors = [text.split('role="alert">')[1].split("</div>")[0] for text in answers]
    assert errors[0] == errors[1]


def test_the_session_changes_at_sign_in(client):
    client.get("/connexion/")
    client.session["seen"] = True
    session = client.session
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    attempt(client, "dgs", PASSWORD)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key


def test_leaving_takes_a_form_and_ends_the_session(sign_in):
    client = sign_in("dgs")
    assert client.get("/deconnexion/").status_code == 405
    assert client.get("/mon-compte/").status_code == 200
    client.post("/deconnexion/")
    assert client.get("/mon-compte/").status_code == 302


@pytest.mark.parametrize(
    "target", [ELSEWHERE, "//ailleurs.example/", "javascript:alert(1)", "https:///ailleurs.example"]
)
def test_sign_in_never_leads_to_another_site(target: str, client):
    answer = attempt(client, "dgs", PASSWORD, next=target)
    assert answer.headers["Location"] == "/"


def test_sign_in_leads_back_to_the_page_asked_for(client):
    assert (
        client.get("/objectifs/?q=eau").headers["Location"]
        == "/connexion/?next=/objectifs/%3Fq%3Deau"
    )
    answer = attempt(client, "dgs", PASSWORD, next="/objectifs/?q=eau")
    assert answer.headers["Location"] == "/objectifs/?q=eau"


def test_a_closed_account_loses_its_open_session(sign_in, people):
    client = sign_in("redaction")
    User.objects.filter(username="redaction").update(is_active=False)
    assert client.get("/mon-compte/").status_code == 302


def test_a_new_password_ends_the_other_sessions(people):
    here, there = Client(), Client()
    for client in (here, there):
        attempt(client, "dgs", PASSWORD)
    new = "goélette-balise-amer-9"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    here.post("/mon-compte/", form)
    assert here.get("/mon-compte/").status_code == 200
    assert there.get("/mon-compte/").status_code == 302


def test_passwords_are_kept_by_argon2(people):
    assert get_hasher().algorithm == "argon2"
    assert people["dgs"].password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("password", ["court", "motdepasse", "123456789012345", "contributeur1"])
def test_a_weak_password_is_refused(password: str, sign_in):
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert sign_in("contributeur").post("/mon-compte/", form).status_code == 422


def test_no_password_reaches_the_log(client, caplog):
    with caplog.at_level(logging.DEBUG):
        attempt(client, "dgs", WRONG)
        attempt(client, "dgs", PASSWORD)
    assert WRONG not in caplog.text
    assert PASSWORD not in caplog.text


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client):
    attempt(client, "dgs", PASSWORD)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), name

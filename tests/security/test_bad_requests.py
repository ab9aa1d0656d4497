"""Requests that nobody sends by accident: each gets a French page, none gets a failure."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client, override_settings

from tests.security.doors import RIGHTS, Door, arguments, doors

pytestmark = pytest.mark.django_db

STYLE = "report_style"  # the same sheet whatever the year
READ_BY_ADMIN = [
    d for d in doors() if "admin" in RIGHTS.get(d.name, RIGHTS["health"]).reads.split()
]
WITH_ARGUMENT = [door for door in READ_BY_ADMIN if door.parameters and door.name != STYLE]
NONSENSE = (
    "?page=abc&tri=-rien&q='%22%29--&photo=99999999999999999999&annee=xx&de=x&a=-1&carte=%FF"
    "&nature=%C3&theme='&col=rien&format=exe&statut=%F0%9F%9A%A2&page=-1&indicateur=x&niveau=x"
)
ABSENT = {"pk": "999999999", "year": "1900", "code": "n-existe-pas", "kind": "n-existe-pas",
          "fmt": "exe", "strategy": "n-existe-pas", "verb": "n-existe-pas"}  # fmt: skip
LEAKS = ("Traceback", "settings.py", "DEBUG", "psycopg", "SELECT ")


def in_french(answer: Any) -> bool:
    """A page of ours, without a trace of the inside."""
    text = answer.content.decode()
    return '<html lang="fr">' in text and not any(leak in text for leak in LEAKS)


@pytest.fixture
def admin(people: dict) -> Client:
    """The administrator, with failures shown as the page that a person would get."""
    client = Client(raise_request_exception=False)
    client.force_login(people["admin"], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("door", READ_BY_ADMIN, ids=lambda door: door.route or "/")
def test_nonsense_in_the_address_is_not_a_failure(door: Door, admin: Client, planted: None):
    path = door.path(arguments(door)).split("?")[0]
    assert admin.get(path + NONSENSE).status_code < 500


@pytest.mark.parametrize("path", ["/actes/?nature=%00", "/actes/%00/", "/recherche/?q=%00"])
def test_a_null_byte_is_refused_in_french(path: str, admin: Client):
    answer = admin.get(path)
    assert answer.status_code in {400, 404}
    assert in_french(answer)


@pytest.mark.parametrize("door", WITH_ARGUMENT, ids=lambda door: door.route)
def test_an_object_that_does_not_exist_is_a_missing_page(door: Door, admin: Client):
    values = {name: ABSENT[name] for name in door.parameters}
    if "uuid:" in door.route:
        values["pk"] = "00000000-0000-4000-8000-000000000000"
    answer = admin.get(door.path(values).split("?")[0])
    assert answer.status_code in {403, 404}
    assert in_french(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/rapport/2023/fichiers/..%2f..%2fsecret_key/",
        "/rapport/2023/fichiers/../../secret_key",
        "/static/../config/settings.py",
        "/static/..%2f..%2fconfig/settings.py",
        "/static/%2e%2e/%2e%2e/manage.py",
        "/imports/modele/..%2f..%2fsecret_key/",
        "/../var/secret_key",
    ],
)
def test_no_path_leaves_its_folder(path: str, admin: Client):
    answer = admin.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in {400, 403, 404}
    assert settings.SECRET_KEY.encode() not in body
    assert b"INSTALLED_APPS" not in body


def test_another_host_is_refused_in_french(client):
    answer = client.get("/connexion/", headers={"host": "ailleurs.example"})
    assert answer.status_code == 400
    assert in_french(answer)


def test_a_forwarded_host_is_not_believed(client):
    answer = client.get("/objectifs/", headers={"x-forwarded-host": "ailleurs.example"})
    assert "ailleurs" not in answer.headers["Location"]


def test_a_form_that_is_too_large_is_refused_in_french(admin: Client):
    answer = admin.post(
        "/actes/nouveau/", {"title": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    )
    assert answer.status_code in {400, 413}
    assert in_french(answer)


def test_a_form_with_too_many_fields_is_refused_in_french(admin: Client):
    answer = admin.post("/actes/nouveau/", {f"f{rank}": "" for rank in range(1200)})
    assert answer.status_code == 400
    assert in_french(answer)


@override_settings(UPLOAD_LIMIT_BYTES=1000)
def test_a_file_that_is_too_large_is_refused_in_french(admin: Client):
    sent = SimpleUploadedFile("chiffres.csv", b"a;b\n" * 300_000)
    answer = admin.post("/imports/", {"kind": "figures", "file": sent})
    assert answer.status_code == 413
    assert in_french(answer)


def test_a_form_without_our_token_is_told_to_reload(people: dict):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["admin"], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/actes/nouveau/", {})
    assert answer.status_code == 403
    assert in_french(answer)
    assert "rechargez-la" in answer.content.decode()


def test_an_address_that_only_takes_forms_shows_a_page_to_readers(admin: Client):
    answer = admin.get("/actes/vues/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert in_french(answer)


def _out_of_order(*arguments: Any, **options: Any) -> Any:
    raise OperationalError("server closed the connection, password=secret")


def test_the_page_of_failures_needs_no_database(admin: Client):
    with connection.execute_wrapper(_out_of_order):
        answer = admin.get("/objectifs/")
    assert answer.status_code == 500
    assert in_french(answer)
    assert "password=secret" not in answer.content.decode()
    assert re.search(r"<b class=\"num\">[0-9a-f]{8}</b>", answer.content.decode())


def test_the_page_of_failures_carries_the_same_policy(admin: Client):
    with connection.execute_wrapper(_out_of_order):
        answer = admin.get("/objectifs/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_page_of_failures_offers_no_way_to_another_site(admin: Client):
    with connection.execute_wrapper(_out_of_order):
        answer = admin.get("//ailleurs.example/objectifs/")
    assert 'href="//' not in answer.content.decode()


def test_the_state_of_the_site_says_when_the_database_is_away(client):
    assert client.get("/etat/").content == b"ok"
    with connection.execute_wrapper(_out_of_order):
        answer = client.get("/etat/")
    assert (answer.status_code, answer.content) == (503, b"base indisponible")

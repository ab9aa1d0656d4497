"""Walk through the doors once, as everyone, in one transaction that is undone at the end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tests.security.doors import ANONYMOUS, FORMS, RIGHTS, ROLES, STRANGER, Door, arguments, doors
from tests.security.planted import ASIDES

BACKEND = "django.contrib.auth.backends.ModelBackend"
ELSEWHERE = "https://ailleurs.example/"
WISH: dict[str, Any] = {"next": ELSEWHERE, "retour": ELSEWHERE}
"""Every form asks to be sent to another site."""
WRITE = re.compile(r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\s+\"?(\w+)", re.I)
OF_THE_SESSION = {"django_session", "of", "set"}  # SELECT … FOR UPDATE OF writes nothing


@dataclass(slots=True)
class Answer:
    """What one person got behind one door."""

    path: str
    status: int
    headers: dict[str, str]
    body: bytes
    writes: list[str] = field(default_factory=list)

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page."""
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def goes_to(self) -> str:
        """Where a redirection leads."""
        return self.headers.get("Location", "")

    @property
    def asks_to_sign_in(self) -> bool:
        """Whether it sends the person to the sign-in page."""
        return self.status == 302 and self.goes_to.startswith("/connexion/")

    @property
    def is_refused(self) -> bool:
        """Forbidden, missing, or nothing to read here."""
        return self.status in {403, 404, 405}

    @property
    def is_let_in(self) -> bool:
        """The page itself, or a redirection inside the site."""
        return self.status == 200 or (self.status == 302 and not self.asks_to_sign_in)

    @property
    def text(self) -> str:
        """Everything readable in the answer, whatever its format."""
        return readable(self.body)


def readable(content: bytes) -> str:
    """The words of a page, a workbook, a word processing file or a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(readable(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", "replace")


class Ledger:
    """Notes every statement that writes, sessions excepted."""

    def __init__(self) -> None:
        self.writes: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        for verb, table in WRITE.findall(sql if isinstance(sql, str) else str(sql)):
            if table.lower() not in OF_THE_SESSION:
                self.writes.append(f"{verb.upper()} {table}")
        return execute(sql, params, many, context)


class Undone(Exception):
    """Raised to undo what a visit wrote."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves no trace in the database."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def client_of(person: Any, **options: Any) -> Client:
    """A browser signed in as *person*; nobody when None."""
    client = Client(raise_request_exception=False, **options)
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def visit(
    client: Client, path: str, data: dict[str, Any] | None = None, post: bool = False
) -> Answer:
    """Go through a door and undo whatever it wrote."""
    ledger = Ledger()
    with undone(), connection.execute_wrapper(ledger):
        response = client.post(path, data or {}) if post else client.get(path, data or {})
        streamed = getattr(response, "streaming", False)
        body = b"".join(response.streaming_content) if streamed else response.content
    return Answer(path, response.status_code, dict(response.items()), body, ledger.writes)


@dataclass(slots=True)
class Walk:
    """Answers by door (its route) and by person; ``asides`` are addresses with a question."""

    read: dict[tuple[str, str], Answer] = field(default_factory=dict)
    written: dict[tuple[str, str], Answer] = field(default_factory=dict)
    forged: dict[str, Answer] = field(default_factory=dict)
    asides: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def of(self, username: str) -> Iterator[Answer]:
        """Everything one person read."""
        for (_, who), answer in (*self.read.items(), *self.asides.items()):
            if who == username:
                yield answer

    def pages(self) -> Iterator[tuple[str, str, Answer]]:
        """Every HTML page, with its door and its reader."""
        for (route, who), answer in self.read.items():
            if answer.is_page:
                yield route, who, answer


CURIOUS = (ANONYMOUS, STRANGER, "dgs", "contributeur", "elue", "maire")
"""Who asks the questions of ASIDES."""


def knocking(door: Door) -> set[str]:
    """Who sends a form there: all who may not, and of those who may, the least powerful."""
    writers = RIGHTS[door.name].writes.split()
    return {ANONYMOUS, STRANGER, *ROLES} - set(writers[:-1])


def walk_everywhere(people: dict[str, Any]) -> Walk:
    """Knock at every door: read, write, and write without the token that only our pages give."""
    walk = Walk()
    known = [door for door in doors() if door.name in RIGHTS]
    addresses = {door.route: door.path(arguments(door)) for door in known}
    forms = {door.route: WISH | FORMS.get(door.name, dict)() for door in known}
    for who, person in people.items():
        for door in known:
            path = addresses[door.route]
            walk.read[door.route, who] = visit(client_of(person), path)
            if who in knocking(door):
                form = forms[door.route]
                walk.written[door.route, who] = visit(client_of(person), path, form, post=True)
        for path in ASIDES if who in CURIOUS else ():
            walk.asides[path, who] = visit(client_of(person), path)
    guarded = client_of(people["admin"], enforce_csrf_checks=True)
    for route, path in addresses.items():
        walk.forged[route] = visit(guarded, path, post=True)
    return walk

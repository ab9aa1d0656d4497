"""What every answer carries: a strict policy, no style or script in the page, nothing kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.security.doors import OPEN_TO_ALL, RIGHTS, doors
from tests.security.walking import Answer, Walk

pytestmark = pytest.mark.django_db

LAX = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "https:", "blob:")
INLINE = {
    "style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "style block": re.compile(r"<style[\s>]", re.I),
    "event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I
    ),
    "javascript: address": re.compile(r"=\s*[\"']javascript:", re.I),
}
FROM_ELSEWHERE = re.compile(
    r"<(?:script|img|iframe|form|link)[^>]*\s(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I
)


def everything(walk: Walk) -> Iterator[tuple[str, Answer]]:
    """Every answer of the walk, with the address it came from."""
    for answers in (walk.read, walk.written, walk.asides, walk.forged):
        for answer in answers.values():
            yield answer.path, answer


def test_every_answer_forbids_scripts_and_styles_other_than_our_files(walk: Walk):
    lax = set()
    for path, answer in everything(walk):
        policy = answer.headers.get("Content-Security-Policy", "*")
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
        strict = rules.get("default-src") == "'none'" and not any(word in policy for word in LAX)
        if not (strict and rules.get("script-src") == rules.get("style-src") == "'self'"):
            lax.add(path)
    assert lax == set()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_answer_carries_the_header(header: str, value: str, walk: Walk):
    without = {path for path, answer in everything(walk) if answer.headers.get(header) != value}
    assert without == set()


def test_no_answer_lets_a_page_use_the_camera_or_the_position(walk: Walk):
    for _, answer in everything(walk):
        assert "camera=()" in answer.headers["Permissions-Policy"]


def test_no_browser_keeps_what_a_person_read(walk: Walk):
    open_routes = {door.route for door in doors() if door.name in OPEN_TO_ALL}
    kept = {
        answer.path
        for (route, _), answer in walk.read.items()
        if route not in open_routes and "no-store" not in answer.headers.get("Cache-Control", "")
    }
    assert kept == set()


@pytest.mark.parametrize("what", INLINE)
def test_no_page_carries_it(what: str, walk: Walk):
    found = {
        f"{route} ({who}): {hit.group()[:80]}"
        for route, who, answer in walk.pages()
        if (hit := INLINE[what].search(answer.text))
    }
    assert found == set()


def test_no_page_takes_or_sends_anything_elsewhere(walk: Walk):
    found = {route for route, _, answer in walk.pages() if FROM_ELSEWHERE.search(answer.text)}
    assert found == set()


def test_every_form_that_writes_carries_our_token(walk: Walk):
    form = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.I | re.S)
    examples = "composants/"  # forms that lead nowhere
    without = {
        route
        for route, _, answer in walk.pages()
        if route != examples
        for found in form.findall(answer.text)
        if "csrfmiddlewaretoken" not in found
    }
    assert without == set()


def test_forbidden_and_missing_say_the_same_words(walk: Walk):
    said: dict[str, set[str]] = {}
    for (_, who), answer in walk.read.items():
        if answer.status in {403, 404} and answer.is_page:
            main = re.search(r"<main.*</main>", answer.text, re.S)
            said.setdefault(who, set()).add(main.group() if main else "")
    assert said
    assert {who: len(words) for who, words in said.items()} == dict.fromkeys(said, 1)


def test_every_page_has_one_title_and_a_name(walk: Walk):
    wrong = {
        f"{route} ({who})"
        for route, who, answer in walk.pages()
        if answer.status == 200
        and (
            len(re.findall(r"<h1[\s>]", answer.text)) != 1
            or not re.search(r"<title>\s*[^\s·<]", answer.text)
        )
    }
    assert wrong == set()


def test_a_page_leads_only_where_the_person_may_go(walk: Walk):
    """Every link that names a door of the walk names one that its reader may open."""
    names = {door.route: door.name for door in doors()}
    reads = {a.path: RIGHTS[names[route]].reads.split() for (route, _), a in walk.read.items()}
    closed = {
        f"{answer.path} ({who}) leads to {target}"
        for _, who, answer in walk.pages()
        if who
        for target in re.findall(r"href=\"(/[^\"#?]+)", answer.text)
        if target != "/" and reads.get(target) and who not in reads[target]
    }
    assert sorted(closed) == []

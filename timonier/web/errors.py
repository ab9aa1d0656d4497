"""Pages shown when something cannot be done. Forbidden and missing say the same words."""

from __future__ import annotations

import logging
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import escape_leading_slashes

from timonier.engine.errors import TimonierError

log = logging.getLogger("timonier.web")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page does not exist, or not for you: the same words, so that nothing is given away."""
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Same words as :func:`not_found`; the status alone differs."""
    return render(request, "errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read: too large, cut, or for another site.

    Drawn without the person: the request may be what prevents from knowing who asks.
    """
    return HttpResponse(render_to_string("errors/400.html"), status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form does not carry the token of this session: it is too old, or not ours."""
    return HttpResponse(render_to_string("errors/400.html"), status=403)


def wrong_method(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """An address that only receives forms was opened: nothing to read there."""
    page = render(request, "errors/404.html", status=405)
    page.headers["Allow"] = answer.headers["Allow"]
    return page


def refused(request: HttpRequest, error: TimonierError) -> HttpResponse:
    """A rule of the domain refuses: the page says what, where and what to do."""
    return render(request, "errors/refused.html", {"error": error}, status=422)


def failure(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; the reference is also in the server's log.

    Drawn without the request's context, hence without the database: it may be what broke.
    """
    reference = uuid.uuid4().hex[:8]
    log.error("incident %s on %s", reference, request.path)
    context = {"reference": reference, "again": escape_leading_slashes(request.path)}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)

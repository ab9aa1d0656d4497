"""Pages shown when something cannot be done. Forbidden and missing say the same words."""

from __future__ import annotations

import logging
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timonier.engine.errors import TimonierError

log = logging.getLogger("timonier.web")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page does not exist, or not for you: the same words, so that nothing is given away."""
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Same words as :func:`not_found`; the status alone differs."""
    return render(request, "errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read."""
    return render(request, "errors/400.html", status=400)


def refused(request: HttpRequest, error: TimonierError) -> HttpResponse:
    """A rule of the domain refuses: the page says what, where and what to do."""
    return render(request, "errors/refused.html", {"error": error}, status=422)


def failure(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; the reference is also in the server's log."""
    reference = uuid.uuid4().hex[:8]
    log.error("incident %s on %s", reference, request.path)
    return render(request, "errors/500.html", {"reference": reference}, status=500)

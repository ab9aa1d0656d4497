"""What every request goes through: sign-in first, then French words for known errors."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from timonier.engine.errors import TimonierError
from timonier.web import errors

Answer = Callable[[HttpRequest], HttpResponse]

NO_SENSORS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for sign-in unless its view says otherwise."""


class Discretion:
    """Browsers and proxies keep nothing of a page, and ask nothing of the machine.

    A shared workstation must not show, by its Back button, what the person before has read.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_SENSORS)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class FrenchErrors:
    """A known error of the domain becomes a page that says what, where and what to do.

    A null byte is refused at once: no text holds one, and the database cannot read it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return errors.wrong_method(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TimonierError):
            return errors.refused(request, exception)
        return None

"""The request that a view receives: someone is signed in, the middleware saw to it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from timonier.accounts.models import User


class Request(HttpRequest):
    """A request after sign-in; ``htmx`` tells a part of a page from a whole one."""

    user: User
    htmx: HtmxDetails

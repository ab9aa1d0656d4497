"""Every component of the design system with its states, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def components(request: HttpRequest) -> HttpResponse:
    """The page of components."""
    return render(request, "web/components.html")

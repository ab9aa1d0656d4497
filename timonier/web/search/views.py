"""Search everything that the person may read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from timonier.accounts import policy
from timonier.outputs.dashboards.search import search_page
from timonier.web.parts import Option
from timonier.web.request import Request


@require_GET
def search(request: Request) -> HttpResponse:
    """The answers to ``?q=``, grouped by kind; an empty field when nothing is asked."""
    policy.require(request.user, "institution.read")
    page = search_page(request.GET.get("q", ""), by=request.user)
    jumps = [Option(group.label, f"#{group.key}", count=group.count) for group in page.groups]
    context = {"page": page, "jumps": jumps, "now": timezone.localtime()}
    return render(request, "search/search.html", context)

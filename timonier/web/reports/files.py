"""The files of a report: read on screen, downloaded, extract of one commune."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_GET

from timonier.accounts import policy
from timonier.outputs.reports.build import FORMATS
from timonier.outputs.reports.delivery import cached_extract, cached_file, prepare
from timonier.outputs.reports.render_html import STYLESHEET, render_html
from timonier.registry.territories.models import Territory
from timonier.web.reports.common import report_of
from timonier.web.request import Request

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}


@require_GET
def read(request: Request, year: int) -> HttpResponse:
    """The report as a page of its own."""
    return HttpResponse(render_html(prepare(report_of(request, year)).tree))


@require_GET
def style(request: Request, year: int) -> HttpResponse:
    """The style sheet of that page."""
    return HttpResponse(STYLESHEET.read_bytes(), content_type="text/css; charset=utf-8")


@require_GET
def download(request: Request, year: int, fmt: str) -> FileResponse:
    """One format, built once for each content."""
    if fmt not in FORMATS:
        raise Http404
    path = cached_file(prepare(report_of(request, year)), fmt)
    inline = fmt in {"html", "pdf"} and "telecharger" not in request.GET
    return FileResponse(
        path.open("rb"), content_type=TYPES[fmt], filename=path.name, as_attachment=not inline
    )


@require_GET
def extract(request: Request, year: int, code: str) -> FileResponse:
    """The extract of one commune: a mayor reads the commune's own, once published."""
    report = report_of(request, year)
    known = Territory.objects.filter(kind="commune", code=code).exists()
    if not known or not policy.may(request.user, "report.extract", (report, code)):
        raise PermissionDenied
    path = cached_extract(prepare(report), code)
    return FileResponse(path.open("rb"), content_type=TYPES["pdf"], filename=path.name)

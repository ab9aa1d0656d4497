"""Is the site up? One word, for monitors; says nothing of the data."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 « ok » when the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("base indisponible", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")

"""What every view of the report starts with: the report that the person may read."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from timonier.accounts import policy
from timonier.accounts.policies import is_staff
from timonier.outputs.reports.models import AnnualReport
from timonier.web.request import Request

__all__ = ["is_staff", "report_of"]


def report_of(request: Request, year: int) -> AnnualReport:
    """The report of *year*; unknown and forbidden say the same words."""
    rows = policy.visible(request.user, "report.read", AnnualReport.objects.all())
    return get_object_or_404(rows.select_related("snapshot", "accounts", "accounts_act"), year=year)

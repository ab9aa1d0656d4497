"""Pages of the snapshots. Choosing one is kept in the session: the data do not change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from timonier.accounts import policy
from timonier.consolidation.actions import consolidate
from timonier.consolidation.models import Snapshot
from timonier.engine.typography import NBSP
from timonier.outputs.dashboards.snapshots import comparison_page, snapshots_page
from timonier.web.request import Request
from timonier.web.shell import current_snapshot, newest_snapshot
from timonier.web.snapshots.forms import SnapshotForm

CHOSEN = "snapshot"
"""Key of the session that the shell reads."""


def _list(request: Request, form: SnapshotForm, status: int = 200) -> HttpResponse:
    page = snapshots_page(current_snapshot(request), number=request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "chosen": request.session.get(CHOSEN),
        "may_make": policy.may(request.user, "snapshot.make"),
        "may_compare": policy.may(request.user, "registry.read"),
    }
    return render(request, "snapshots/snapshots.html", context, status=status)


@require_GET
def snapshots(request: Request) -> HttpResponse:
    """The list, each with its fingerprint and whether its files are intact."""
    policy.require(request.user, "snapshot.read")
    return _list(request, SnapshotForm())


@require_POST
def make(request: Request) -> HttpResponse:
    """Take a new snapshot of what is known at the end of a day."""
    policy.require(request.user, "snapshot.make")
    form = SnapshotForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=422)
    day = form.cleaned_data["as_of"]
    parent = None if day else newest_snapshot()
    snapshot = consolidate(by=request.user, as_of=day, parent=parent)
    request.session[CHOSEN] = snapshot.pk
    messages.success(request, f"Photo n°{NBSP}{snapshot.pk} faite ; vos pages la lisent désormais.")
    return redirect("snapshots")


@require_POST
def choose(request: Request, pk: int) -> HttpResponse:
    """Read every page of this session on one snapshot."""
    policy.require(request.user, "snapshot.read")
    snapshot = get_object_or_404(Snapshot, pk=pk)
    request.session[CHOSEN] = snapshot.pk
    said = f"Vos pages lisent la photo n°{NBSP}{pk}, arrêtée au {snapshot.as_of:%d/%m/%Y}."
    messages.success(request, said)
    return redirect("snapshots")


@require_POST
def newest(request: Request) -> HttpResponse:
    """Read the newest snapshot again."""
    policy.require(request.user, "snapshot.read")
    request.session.pop(CHOSEN, None)
    messages.success(request, "Vos pages lisent de nouveau la photo la plus récente.")
    return redirect("snapshots")


@require_GET
def comparison(request: Request) -> HttpResponse:
    """What changed between two snapshots; a mayor, who reads one commune, has no such page."""
    policy.require(request.user, "registry.read")
    before = _asked(request, "de")
    after = _asked(request, "a")
    page = comparison_page(before, after)
    return render(request, "snapshots/comparison.html", {"page": page})


def _asked(request: Request, name: str) -> Snapshot:
    text = request.GET.get(name, "")
    return get_object_or_404(Snapshot, pk=int(text) if text.isdecimal() and len(text) < 10 else 0)

"""Addresses of the site by name, so that a page can point to another without importing it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: Any, **query: Any) -> str:
    """The address of the page *name*, empty when this installation has no such page.

    ``query`` goes into the address; empty values are left out.
    """
    try:
        found = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    kept = {key: value for key, value in query.items() if value not in (None, "", [], ())}
    return f"{found}?{urlencode(kept, doseq=True)}" if kept else found

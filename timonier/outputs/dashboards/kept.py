"""Keep a page until something is written: the journal tells, since every write is journalled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from timonier.journal.models import Entry

P = TypeVar("P")

_pages: dict[tuple[str, date], tuple[object, object]] = {}
MOST = 16


def kept(name: str, on: date, build: Callable[[date], P]) -> P:
    """The page *name* of a day, rebuilt when the journal has grown since; one small query.

    Kept in the memory of the process: a page of counts over the whole registry costs more than
    what it says changes often.
    """
    state = Entry.objects.order_by("-id").values_list("digest", flat=True).first()
    known = _pages.get((name, on))
    if known and known[0] == state:
        return known[1]  # type: ignore[return-value]
    page = build(on)
    if len(_pages) >= MOST:
        _pages.clear()
    _pages[name, on] = (state, page)
    return page


def forget() -> None:
    """Forget every page kept, for tests that write without an action."""
    _pages.clear()

"""What several families of components share."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def block(name: str, content: str, **context: Any) -> SafeString:
    """The component *name* around *content*."""
    return render_to_string(f"components/{name}.html", {"content": content, **context})


def whole_percent(value: float | None) -> int | None:
    """A share as the whole percent that the utility classes know; None stays unknown."""
    return None if value is None else min(100, max(0, round(value)))

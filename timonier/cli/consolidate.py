"""Filled with its room."""

from typing import Any


def add_commands(commands: Any) -> None:
    """Nothing yet."""

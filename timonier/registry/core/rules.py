"""Loaded at start by the rules library: declares the policies of this room."""

from timonier.registry.core import policies

__all__ = ["policies"]

"""Loaded at start by the rules library: declares the policies of this room."""

from timonier.outputs.reports import policies

__all__ = ["policies"]

"""Loaded at start by the rules library: declares the policies of this room."""

from timonier.accounts import policies

__all__ = ["policies"]

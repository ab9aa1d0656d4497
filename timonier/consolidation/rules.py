"""Rights on snapshots are declared when Django starts."""

from timonier.consolidation import policies

__all__ = ["policies"]

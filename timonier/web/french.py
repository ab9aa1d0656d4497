"""French words around dates and counts, for the screens: see ``outputs.dashboards.french``."""

from timonier.outputs.dashboards.french import (
    MONTHS,
    NO_DATE,
    long_day,
    out_of,
    plural,
    short_day,
)

__all__ = ["MONTHS", "NO_DATE", "long_day", "out_of", "plural", "short_day"]

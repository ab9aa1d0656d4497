"""Indicators, their figures, and the rules that figures satisfy together."""

from timonier.registry.indicators.models.figures import ConsistencyRule, Crosswalk, Figure
from timonier.registry.indicators.models.indicators import (
    Break,
    Indicator,
    Responsibility,
    Target,
)

__all__ = [
    "Break",
    "ConsistencyRule",
    "Crosswalk",
    "Figure",
    "Indicator",
    "Responsibility",
    "Target",
]

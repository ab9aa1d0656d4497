"""Strategy trees, their objectives, and the undertakings followed beside them."""

from timonier.registry.strategy.models.objectives import (
    Confidence,
    Objective,
    ObjectiveReview,
    Step,
)
from timonier.registry.strategy.models.trees import Level, Node, NodeLink, Strategy
from timonier.registry.strategy.models.undertakings import Undertaking

__all__ = [
    "Confidence",
    "Level",
    "Node",
    "NodeLink",
    "Objective",
    "ObjectiveReview",
    "Step",
    "Strategy",
    "Undertaking",
]

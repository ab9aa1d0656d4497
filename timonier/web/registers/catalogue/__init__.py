"""The registers of the site: every registry object, with its columns, filters and form."""

from timonier.web.registers.catalogue.acts import ACTS, DOCUMENTS
from timonier.web.registers.catalogue.measures import FEEDS, FIGURES, INDICATORS
from timonier.web.registers.catalogue.organisation import JOURNAL, TERRITORIES, UNITS
from timonier.web.registers.catalogue.strategy import NODES, OBJECTIVES, STRATEGIES, UNDERTAKINGS

REGISTERS = (
    ACTS,
    DOCUMENTS,
    FEEDS,
    INDICATORS,
    FIGURES,
    STRATEGIES,
    NODES,
    OBJECTIVES,
    UNDERTAKINGS,
    UNITS,
    TERRITORIES,
    JOURNAL,
)

__all__ = ["REGISTERS"]

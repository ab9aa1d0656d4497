"""Charts and maps drawn on the server: one SVG for the screen, the page and the PDF.

Each function takes a frozen dataclass and returns a ``Chart``: the drawing, its name, its
finding, its text alternative and its table. Nothing here reads a file, a clock or a database.
"""

from timonier.outputs.charts.bars import Bar, Comparison, Reference, comparison_chart
from timonier.outputs.charts.chart import (
    NARROW,
    PRINT,
    WIDE,
    Chart,
    ChartError,
    LegendEntry,
    Table,
)
from timonier.outputs.charts.lineage import (
    Lineage,
    LineageUnit,
    Role,
    Succession,
    lineage_chart,
)
from timonier.outputs.charts.map_model import Area, CommuneMap, MapClass
from timonier.outputs.charts.maps import commune_map
from timonier.outputs.charts.meter import Meter, meter_chart
from timonier.outputs.charts.outlines import Outlines, outlines, simplify_geojson
from timonier.outputs.charts.palette import Tone
from timonier.outputs.charts.scales import middle_of
from timonier.outputs.charts.series import series_chart
from timonier.outputs.charts.series_model import Break, Mark, Point, Series
from timonier.outputs.charts.shares import Part, ShareRow, Shares, shares_chart
from timonier.outputs.charts.tiles import place_tiles, tile_outlines
from timonier.outputs.charts.year_bars import YearBar, YearBars, YearBreak, year_bars_chart

__all__ = [
    "NARROW", "PRINT", "WIDE", "Area", "Bar", "Break", "Chart", "ChartError", "CommuneMap",
    "Comparison", "LegendEntry", "Lineage", "LineageUnit", "MapClass", "Mark", "Meter",
    "Outlines", "Part", "Point", "Reference", "Role", "Series", "ShareRow", "Shares",
    "Succession", "Table", "Tone", "YearBar", "YearBars", "YearBreak", "commune_map",
    "comparison_chart", "lineage_chart", "meter_chart", "middle_of", "outlines", "place_tiles",
    "series_chart", "shares_chart", "simplify_geojson", "tile_outlines", "year_bars_chart",
]  # fmt: skip

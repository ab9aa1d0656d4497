"""The values that the components take, under the name that the screens use for them.

They are declared beside the pages that carry them: see ``outputs.dashboards.parts``.
"""

from timonier.outputs.dashboards.parts import (
    Action,
    Alert,
    Bar,
    Column,
    Fact,
    GanttRow,
    Kpi,
    Link,
    Moment,
    Node,
    Option,
    Revision,
    Share,
    Step,
)

__all__ = [
    "Action", "Alert", "Bar", "Column", "Fact", "GanttRow", "Kpi", "Link", "Moment", "Node",
    "Option", "Revision", "Share", "Step",
]  # fmt: skip

"""Placing labels so that none covers a mark or another label."""

from dataclasses import dataclass, field

from timonier.outputs.charts._metrics import text_width


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """Area shared with another box, in square pixels; 0 when they only touch."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A possible place of a label: the point where its text starts, and how it is anchored."""

    x: float
    y: float
    anchor: str = "middle"

    def box(self, width: float, size: float) -> Box:
        """The room a line of text of that width takes at this place."""
        shift = {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        left = self.x - shift
        return Box(left - 2, self.y - size * 0.8, left + width + 2, self.y + size * 0.24)


@dataclass(slots=True)
class Placer:
    """Chooses, for each label in turn, the first place that is free, else the least bad."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)

    def block(self, box: Box) -> None:
        """Reserve the room of a mark."""
        self.taken.append(box)

    def block_line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Reserve the room of a line, as a string of small squares."""
        steps = max(2, int(max(abs(x2 - x1), abs(y2 - y1)) / 4))
        for i in range(steps + 1):
            x, y = x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps
            self.block(Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5))

    def cost(self, box: Box) -> float:
        """How much of the box is not free: 0 when it covers nothing and stays inside."""
        area = (box.right - box.left) * (box.bottom - box.top)
        outside = area - box.overlap(self.bounds)
        return outside * 4 + sum(box.overlap(other) for other in self.taken)

    def place(
        self,
        content: str,
        size: float,
        spots: list[Spot],
        *,
        bold: bool = False,
        required: bool = True,
    ) -> Spot | None:
        """Choose a place and reserve it.

        When nothing is free, a required label takes the least covered place and an
        optional one is left out (None): its value stays in the table.
        """
        width = text_width(content, size, bold=bold)
        costs = [self.cost(spot.box(width, size)) for spot in spots]
        best = min(range(len(spots)), key=lambda i: (costs[i] > 0.5, round(costs[i], 3), i))
        if not required and costs[best] > 0.5:
            return None
        self.block(spots[best].box(width, size))
        return spots[best]

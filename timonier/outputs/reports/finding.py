"""A finding of the report on itself, as screens, commands and the printed page read it."""

from __future__ import annotations

from dataclasses import dataclass

BLOCKING, TO_JUSTIFY, INFORMATION = "blocking", "to_justify", "information"
SEVERITIES = {BLOCKING: "Bloquant", TO_JUSTIFY: "À justifier", INFORMATION: "Information"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is: words, and the address of the screen that shows it."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, what to do, where. ``waiver`` is the reason that lets it pass, and whose."""

    key: str
    kind: str
    label: str
    severity: str
    message: str
    remedy: str
    places: tuple[Place, ...] = ()
    figures: tuple[str, ...] = ()
    chapter: int = 0
    chapter_title: str = ""
    waiver: str = ""

    @property
    def severity_label(self) -> str:
        return SEVERITIES[self.severity]

    @property
    def where(self) -> str:
        """The places in words."""
        return ", ".join(place.text for place in self.places)

    @property
    def is_open(self) -> bool:
        return not self.waiver


def chapter_url(year: int, pk: int) -> str:
    """The address of a chapter's screen."""
    return f"/rapport/{year}/chapitres/{pk}/"


def counted(count: int, singular: str, plural: str = "") -> str:
    """A count and its words, in agreement.

    >>> counted(1, "constat bloquant", "constats bloquants"), counted(2, "texte")
    ('1 constat bloquant', '2 textes')
    """
    return f"{count} {singular if count < 2 else plural or singular + 's'}"

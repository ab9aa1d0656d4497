"""Numbers the sources in order of first citation, one number per figure or evidence, reused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from timonier.outputs.reports.printing import place_text, source_text
from timonier.outputs.reports.tree import BoundFigure, ComparisonTable, Evidence, Report, Source

Cited = BoundFigure | Evidence


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One line of the list of sources."""

    number: int
    key: str
    label: str
    period: str
    unit: str
    territory: str
    margin: str
    full: str
    trace: str
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceList:
    entries: tuple[SourceEntry, ...]
    documents: tuple[Source, ...]
    numbers: Mapping[str, int]

    def number(self, cited: Cited) -> int | None:
        """The number of a citation; None for a figure without a value, which cites nothing."""
        return self.numbers.get(cited.id) if _is_citable(cited) else None


def _is_citable(cited: Cited) -> bool:
    return isinstance(cited, Evidence) or cited.value is not None


def cited_in(node: object) -> Iterator[Cited]:
    """Every figure with a value and every evidence under a node, in reading order.

    Only a comparison table prints previous values, so only there are they cited.
    """
    if isinstance(node, ComparisonTable):
        for figure in node.figures:
            yield from cited_in((figure.previous, figure))
    elif isinstance(node, BoundFigure):
        if _is_citable(node):
            yield node
    elif isinstance(node, Evidence):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from cited_in(one)
    elif is_dataclass(node):
        for held in fields(node):
            yield from cited_in(getattr(node, held.name))


def number_sources(report: Report) -> SourceList:
    """Build the list of sources of a report.

    The same identifier must always mean the same figure or evidence: two different ones under
    one number would send the reader to the wrong line.
    """
    found: dict[str, Cited] = {}
    used: dict[str, list[str]] = {}
    for chapter in report.chapters:
        for cited in cited_in(chapter):
            known = found.setdefault(cited.id, cited)
            if not _same(known, cited):
                raise ValueError(
                    f"Chiffre {cited.id}\u00a0: deux valeurs différentes dans le même rapport "
                    f"(chapitre {chapter.number}). Gardez celle de la photo."
                )
            if chapter.title not in used.setdefault(cited.id, []):
                used[cited.id].append(chapter.title)
    entries = tuple(
        _entry(number, cited, tuple(used[cited.id]))
        for number, cited in enumerate(found.values(), start=1)
    )
    numbers = {entry.key: entry.number for entry in entries}
    return SourceList(entries, _documents(found.values()), numbers)


def _same(one: Cited, other: Cited) -> bool:
    if isinstance(one, BoundFigure) and isinstance(other, BoundFigure):
        return (one.value, one.unit, one.period) == (other.value, other.unit, other.period)
    return one == other


def _entry(number: int, cited: Cited, chapters: tuple[str, ...]) -> SourceEntry:
    if isinstance(cited, Evidence):
        return SourceEntry(
            number=number,
            key=cited.id,
            label=cited.label,
            period="",
            unit="",
            territory="",
            margin="\u202f; ".join(place_text(one) for one in cited.sources),
            full="\u202f; ".join(source_text(one) for one in cited.sources),
            trace="",
            chapters=chapters,
        )
    source = cited.source
    return SourceEntry(
        number=number,
        key=cited.id,
        label=cited.label,
        period=cited.period,
        unit=cited.unit,
        territory=cited.territory,
        margin=place_text(source),
        full=source_text(source) if source else "",
        trace=cited.trace,
        chapters=chapters,
    )


def _documents(cited: Iterable[Cited]) -> tuple[Source, ...]:
    """The documents cited, once each, the oldest first."""
    seen: dict[str, Source] = {}
    for one in cited:
        held = one.sources if isinstance(one, Evidence) else (one.source,)
        for source in held:
            if source is not None:
                seen.setdefault(source.short, source)
    return tuple(sorted(seen.values(), key=lambda source: (source.year, source.short)))

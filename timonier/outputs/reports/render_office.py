"""Draws the document as Word (DOCX) and OpenDocument (ODT), through pandoc.

Pandoc reads a plainer page than the site's: drawings as PNG with their description, key figures
and statuses as tables, styles by name from the reference documents. Its archives are then packed
again without dates, so that the same report gives the same bytes.
"""

import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc

from timonier.outputs.reports import layout
from timonier.outputs.reports.archive import read_archive, write_archive
from timonier.outputs.reports.elements import Html, el, join, void
from timonier.outputs.reports.frame import compose
from timonier.outputs.reports.office_finish import ContentsEntry, Finish, finish
from timonier.outputs.reports.office_reference import TEMPLATES
from timonier.outputs.reports.printing import long_date
from timonier.outputs.reports.render_html import NBSP, Pen
from timonier.outputs.reports.render_typst import pngs_of
from timonier.outputs.reports.tree import Report

FORMATS = ("docx", "odt")
# Sixteen centimetres, in the points that an HTML width counts.
IMAGE_WIDTH = 605


@dataclass(slots=True)
class OfficePen(Pen):
    """Draws for pandoc; keeps the drawings met, in order, to be made into PNG, and the titles."""

    svgs: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    titles: int = 0

    def image(self, svg: str, identifier: str, description: str) -> Html:
        self.svgs.append(svg)
        self.descriptions.append(description)
        name = f"image-{len(self.svgs):03d}.png"
        return void("img", src=name, alt=description, width=IMAGE_WIDTH)

    def heading(self, level: int, text: str, anchor: str = "") -> Html:
        """A title with its anchor; the first two levels make the contents."""
        self.titles += 1
        anchor = anchor or f"titre-{self.titles}"
        if level <= 2:
            self.contents.append(ContentsEntry(level, text, anchor))
        return el(f"h{min(level, 6)}", text, id=anchor)

    def styled(self, style: str, *children: Html | str | None) -> Html:
        return el("div", el("p", *children), data_custom_style=style)

    def notes(self, notes: tuple[layout.Note, ...], aside: tuple[str, ...] = ()) -> Html | None:
        words = [join(f"{note.source}{NBSP}: {note.text}") for note in notes]
        lines = [*words, *(join(one) for one in aside if one)]
        return self.styled("Note de source", join(*lines, by=" | ")) if lines else None

    def grid(
        self,
        title: str,
        header: tuple[str, ...],
        widths: tuple[int, ...],
        rows: list[list[Html]],
        right: tuple[int, ...] = (),
    ) -> Html:
        """A table with relative widths: what every office table comes down to."""
        side = ["right" if place in right else "left" for place in range(len(header))]
        columns = [void("col", style=f"width:{width}%") for width in widths]
        head = [el("th", name, align=side[place]) for place, name in enumerate(header)]
        body = [
            el("tr", *(el("td", cell, align=side[place]) for place, cell in enumerate(row)))
            for row in rows
        ]
        return el(
            "table",
            el("caption", title) if title else None,
            el("colgroup", *columns),
            el("thead", el("tr", *head)),
            el("tbody", *body),
        )

    def draw_table(self, item: layout.Table) -> Html:
        widths = [column.width for column in item.columns]
        given = [width or max(168 - sum(widths), 20) for width in widths]
        table = self.grid(
            item.title,
            tuple(column.heading for column in item.columns),
            tuple(round(100 * width / sum(given)) for width in given),
            [[self.cell(cell) for cell in row] for row in item.rows],
            tuple(place for place, column in enumerate(item.columns) if column.right),
        )
        return join(table, self.styled("Légende", item.caption) if item.caption else None)

    def draw_key_figures(self, item: layout.KeyFigureRow) -> Html:
        rows = [
            [
                self.figure(one.value, one.source, one.key, "b"),
                join(one.unit),
                join(one.label),
                join(one.context),
            ]
            for one in item.items
        ]
        header = ("Valeur", "Unité", "Indicateur", "Période")
        return self.grid("Chiffres clés", header, (24, 20, 36, 20), rows, right=(0,))

    def draw_signature(self, item: layout.Signature) -> Html:
        return self.styled("Signature du service", item.text)

    def draw_chart(self, item: layout.Chart) -> Html:
        return join(
            self.captioned(item),
            el("p", item.sentence) if item.sentence else None,
            self.notes(item.notes, (item.note,)),
        )

    def captioned(self, item: layout.Chart | layout.Map) -> Html:
        image = self.image(item.svg, item.id, item.description)
        caption = el("figcaption", el("strong", item.title), f". {item.subtitle}")
        return el("figure", image, caption)

    def draw_map(self, item: layout.Map) -> Html:
        legend = self.styled("Légende", item.caption) if item.caption else None
        return join(self.captioned(item), legend)

    def draw_status_band(self, item: layout.Band) -> Html:
        rows = [[self.status(part), join(str(part.count))] for part in item.parts]
        table = self.grid(
            f"{item.title} ({item.subtitle})", ("Statut", "Nombre"), (60, 40), rows, right=(1,)
        )
        source = self.reference(item.source)
        return join(table, self.styled("Légende", "Source ", source) if source else None)

    def draw_project(self, item: layout.ProjectCard) -> Html:
        costs = [
            [self.figure(cost.text, cost.source, cost.key) for cost in (item.first, item.current)]
        ]
        titles = (item.first.title, item.current.title)
        return join(
            self.heading(item.level, item.name),
            self.styled("Statut du projet", f"{item.status.word} · {item.place}"),
            self.grid("", titles, (50, 50), costs),
            self.dated(item.milestones),
            self.styled("Légende", self.line(item.note)),
        )

    def draw_callout(self, item: layout.Notice) -> Html:
        return self.styled("Encadré", el("strong", f"{item.title}. "), self.line(item.inlines))

    def draw_legal(self, item: layout.Facts) -> Html:
        rows = [[join(name), join(value)] for name, value in item.facts]
        table = self.grid("", item.header, (30, 70), rows)
        return join(table, *(el("p", words) for words in item.paragraphs))

    def chapter(self, section: layout.Section, level: int, anchor: str) -> Html:
        title = " ".join(part for part in (section.number, section.title) if part)
        lead = self.styled("Chapô", self.line(section.lead)) if section.lead else None
        units = self.styled("Légende", section.units) if section.units else None
        return join(
            self.heading(level, title, anchor), lead, units, self.blocks(section.blocks), by="\n"
        )

    def sources(self, document: layout.Document, level: int) -> Html:
        """One paragraph a source, with the anchor that the superscripts lead to."""
        lines = [
            self.styled(
                "Note de source",
                el("span", el("strong", str(line.number)), id=f"source-{line.number}"),
                f" {line.label} · {line.details}",
            )
            for line in document.sources
        ]
        return join(self.heading(level, document.source_title), *lines, by="\n")


@dataclass(frozen=True, slots=True)
class OfficePage:
    """The page that pandoc reads, the drawings it names, and what pandoc will not do."""

    html: str
    svgs: list[str]
    wanted: Finish


def office_page(document: layout.Document) -> OfficePage:
    """The HTML page that pandoc reads, with its images as files."""
    pen = OfficePen(depth=0)
    pen.picture = pen.image
    level = 1
    cover = pen.captioned(_cover_map(document)) if document.map and document.extract else None
    sections = [
        *(
            pen.chapter(chapter, level, f"chapitre-{place}")
            for place, chapter in enumerate(document.chapters, start=1)
        ),
        pen.chapter(document.method, level, "methode"),
        pen.sources(document, level + 1),
        pen.chapter(document.colophon, level, "exemplaire"),
    ]
    body = el("body", cover, *sections)
    head = el("head", void("meta", charset="utf-8"), el("title", document.title))
    wanted = Finish(document.imprint, tuple(pen.contents), tuple(pen.descriptions))
    return OfficePage(f"<!doctype html>\n{el('html', head, body, lang='fr')}\n", pen.svgs, wanted)


def _cover_map(document: layout.Document) -> layout.Map:
    return layout.Map(
        "couverture", document.commune, document.place, document.map, document.map_description, ""
    )


def render_office(report: Report, fmt: str) -> bytes:
    """The copy in Word (`docx`) or OpenDocument (`odt`)."""
    document = compose(report)
    page = office_page(document)
    return convert(document, page, pngs_of(page.svgs), fmt)


def convert(document: layout.Document, page: OfficePage, images: list[bytes], fmt: str) -> bytes:
    """The bytes that pandoc makes of a page."""
    if fmt not in FORMATS:
        raise ValueError(f"Format {fmt}\u00a0: inconnu. Choisissez docx ou odt.")
    with TemporaryDirectory() as folder:
        for place, image in enumerate(images, start=1):
            (Path(folder) / f"image-{place:03d}.png").write_bytes(image)
        output = Path(folder) / f"rapport.{fmt}"
        _pandoc(_arguments(document, folder, fmt, output), page.html, document)
        return write_archive(finish(read_archive(output.read_bytes()), fmt, page.wanted))


def _arguments(document: layout.Document, folder: str, fmt: str, output: Path) -> list[str]:
    when = long_date(_snapshot_date(document))
    metadata = {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.institution,
        "date": f"{document.snapshot_line}, {when}",
        "lang": "fr-FR",
        "toc-title": "Sommaire",
        "description": document.description,
    }
    return [
        "--from=html+native_divs+native_spans",
        f"--to={fmt}",
        "--toc",
        "--toc-depth=2",
        f"--resource-path={folder}",
        f"--reference-doc={TEMPLATES / f'reference.{fmt}'}",
        *(f"--metadata={key}:{value}" for key, value in metadata.items()),
        f"--output={output}",
    ]


def _snapshot_date(document: layout.Document) -> date:
    return date(*document.date)


def _pandoc(arguments: list[str], page: str, document: layout.Document) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(_epoch(document))}
    subprocess.run(
        [pypandoc.get_pandoc_path(), *arguments],
        input=page.encode(),
        env=environment,
        check=True,
        capture_output=True,
    )


def _epoch(document: layout.Document) -> int:
    return int(datetime(*document.date, tzinfo=UTC).timestamp())

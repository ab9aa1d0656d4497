"""Draws the document as one HTML page: for the site, for the bundle, and as pandoc's source.

Semantic and self-sufficient: titles in order, tables with scopes, each figure with its own anchor
and a link to its source. Neither script nor inline style; the style sheet is a file beside the
page, or embedded for the bundle.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timonier.outputs.reports import layout
from timonier.outputs.reports.elements import Html, el, inline_svg, join, void
from timonier.outputs.reports.frame import compose
from timonier.outputs.reports.tree import Report

STYLESHEET = Path(__file__).parent / "assets" / "report.css"
NBSP = "\u00a0"


@dataclass(slots=True)
class Pen:
    """Draws one page, and remembers which anchors it gave to each source.

    `depth` is added to the levels of the document: the page's own title is `h1`. A `picture`
    replaces inline drawings where the format cannot hold them.
    """

    depth: int
    picture: Callable[[str, str, str], Html] = inline_svg
    uses: Counter[int] = field(default_factory=Counter)

    def anchor(self, source: int) -> str:
        self.uses[source] += 1
        return f"chiffre-{source}-{self.uses[source]}"

    def heading(self, level: int, text: str, anchor: str = "") -> Html:
        return el(f"h{min(level + self.depth, 6)}", text, id=anchor)

    # --- Inside a line ---------------------------------------------------------------------------

    def reference(self, source: int | None) -> Html:
        """The superscript number: a link to the list of sources."""
        if source is None:
            return Html()
        link = el("a", str(source), href=f"#source-{source}", aria_label=f"Source {source}")
        return el("sup", link, class_="source")

    def figure(self, text: str, source: int | None, key: str, tag: str = "span") -> Html:
        if source is None:
            return el(tag, text, class_="figure missing", data_figure=key)
        anchor = self.anchor(source)
        value = el(tag, text, class_="figure", id=anchor, data_figure=key)
        return join(value, self.reference(source))

    def line(self, runs: layout.Line) -> Html:
        return join(*(self.run(run) for run in runs))

    def run(self, run: layout.Run) -> Html:
        if run.kind == "figure":
            return self.figure(run.text, run.source, run.key)
        if run.kind == "citation":
            return self.reference(run.source)
        if run.kind == "text":
            return join(run.text)
        return el("strong" if run.kind == "strong" else "em", run.text)

    def notes(self, notes: tuple[layout.Note, ...], aside: tuple[str, ...] = ()) -> Html | None:
        lines = [
            el("p", el("a", str(note.source), href=f"#source-{note.source}"), f" {note.text}")
            for note in notes
        ]
        lines += [el("p", words) for words in aside if words]
        if not lines:
            return None
        return el("div", *lines, class_="notes", role="note", aria_label="Sources du passage")

    # --- Blocks ----------------------------------------------------------------------------------

    def blocks(self, items: tuple[layout.Item, ...]) -> Html:
        return join(*(self.block(item) for item in items), by="\n")

    def block(self, item: Any) -> Html:
        draw: Callable[[Any], Html] = getattr(self, f"draw_{item.kind.replace('-', '_')}")
        return draw(item)

    def draw_heading(self, item: layout.Title) -> Html:
        return self.heading(item.level, item.text)

    def draw_prose(self, item: layout.Prose) -> Html:
        text = el("div", *(self.prose_item(one) for one in item.items), class_="text")
        return el("div", text, self.notes(item.notes, item.aside), class_="row")

    def prose_item(self, item: layout.ProseItem) -> Html:
        match item:
            case layout.ParagraphItem(inlines):
                return el("p", self.line(inlines))
            case layout.ListItem(items):
                return el("ul", *(el("li", self.line(one)) for one in items))
            case layout.DatedItem(items):
                return self.dated(items)

    def dated(self, facts: tuple[layout.DatedFact, ...]) -> Html:
        pairs = [join(el("dt", fact.when), el("dd", self.line(fact.inlines))) for fact in facts]
        return el("dl", *pairs, class_="dated") if pairs else Html()

    def draw_signature(self, item: layout.Signature) -> Html:
        return el("p", item.text, class_="signature")

    def draw_key_figures(self, item: layout.KeyFigureRow) -> Html:
        cards = [
            el(
                "li",
                el("p", self.figure(one.value, one.source, one.key, "b"), class_="value"),
                el("p", one.unit, class_="unit"),
                el("p", one.label),
                el("p", one.context, class_="quiet"),
            )
            for one in item.items
        ]
        return el("ul", *cards, class_="key-figures")

    def draw_table(self, item: layout.Table) -> Html:
        head = [
            el("th", column.heading, scope="col", class_="right" if column.right else "")
            for column in item.columns
        ]
        rows = [self.table_row(row, item.columns) for row in item.rows]
        table = el(
            "table",
            el("caption", item.title) if item.title else None,
            el("thead", el("tr", *head)),
            el("tbody", *rows),
        )
        frame = el("div", table, class_="table", tabindex=0, role="group", aria_label=_named(item))
        return join(frame, el("p", item.caption, class_="legend") if item.caption else None)

    def table_row(self, row: tuple[layout.Cell, ...], columns: tuple[layout.Column, ...]) -> Html:
        first = 1 if row[0].kind in {"text", "quiet"} and len(row) > 1 else 0
        cells = [
            el(
                "th" if place == first else "td",
                self.cell(cell),
                scope="row" if place == first else None,
                class_=_side(cell, columns[place]),
                data_label=columns[place].heading,
            )
            for place, cell in enumerate(row)
        ]
        return el("tr", *cells)

    def cell(self, cell: layout.Cell) -> Html:
        match cell:
            case layout.LabelCell(inlines):
                return self.line(inlines)
            case layout.NumberCell():
                prefix = el("small", cell.prefix) if cell.prefix else None
                if cell.source is None:
                    return join(
                        prefix, el("span", cell.text, class_="" if cell.known else "missing")
                    )
                return join(prefix, self.figure(cell.text, cell.source, cell.key))
            case layout.StatusCell():
                return self.status(cell)
            case layout.ComparisonCell():
                return self.comparison(cell)
            case layout.QuietCell(text):
                return el("span", text, class_="quiet")
            case layout.TextCell(text):
                return join(text)

    def status(self, cell: layout.StatusCell | layout.BandPart) -> Html:
        return el("span", cell.word, class_=f"status {cell.code}")

    def comparison(self, cell: layout.ComparisonCell) -> Html:
        if not cell.sign:
            return join(cell.word)
        sign = el("b", cell.sign, aria_hidden="true")
        return el("span", sign, f" {cell.word}", class_=f"comparison c{ord(cell.sign)}")

    def draw_chart(self, item: layout.Chart) -> Html:
        caption = el("figcaption", el("strong", item.title), " ", el("span", item.subtitle))
        drawing = self.picture(item.svg, item.id, item.description)
        figure = el("figure", caption, drawing)
        sentence = el("p", item.sentence) if item.sentence else None
        body = el("div", figure, sentence, self.chart_data(item), class_="text")
        return el("div", body, self.notes(item.notes, (item.note,)), class_="row chart")

    def chart_data(self, item: layout.Chart) -> Html | None:
        if not item.rows:
            return None
        head = el("tr", *(el("th", heading, scope="col") for heading in item.header))
        rows = [
            el("tr", el("th", row[0], scope="row"), *(el("td", value) for value in row[1:]))
            for row in item.rows
        ]
        caption = el("caption", f"{item.title}, {item.subtitle}")
        table = el("table", caption, el("thead", head), el("tbody", *rows))
        return el("details", el("summary", "Voir les données"), table)

    def draw_map(self, item: layout.Map) -> Html:
        caption = el("figcaption", el("strong", item.title), " ", el("span", item.subtitle))
        drawing = self.picture(item.svg, item.id, item.description)
        legend = el("p", item.caption, class_="legend") if item.caption else None
        return join(el("figure", caption, drawing, class_="map"), legend)

    def draw_status_band(self, item: layout.Band) -> Html:
        parts = [
            el(
                "li",
                self.status(part),
                " ",
                el("b", str(part.count)),
                " ",
                el("progress", value=part.count, max=item.total, aria_hidden="true"),
            )
            for part in item.parts
        ]
        title = el("p", el("strong", item.title), f" {item.subtitle}", self.reference(item.source))
        return el("div", title, el("ul", *parts), class_="band")

    def draw_project(self, item: layout.ProjectCard) -> Html:
        head = el("div", self.heading(item.level, item.name), self.status(item.status))
        return el(
            "section",
            head,
            el("p", item.place, class_="quiet"),
            el("dl", self.cost(item.first), self.cost(item.current), class_="costs"),
            self.dated(item.milestones),
            el("p", self.line(item.note), class_="legend"),
            class_="project",
            id=f"projet-{item.id}",
        )

    def cost(self, cost: layout.Cost) -> Html:
        value = self.figure(cost.text, cost.source, cost.key)
        return el("div", el("dt", cost.title), el("dd", value))

    def draw_callout(self, item: layout.Notice) -> Html:
        title = el("p", el("strong", item.title))
        return el("div", title, el("p", self.line(item.inlines)), class_="callout", role="note")

    def draw_legal(self, item: layout.Facts) -> Html:
        head = el("tr", *(el("th", heading, scope="col") for heading in item.header))
        rows = [
            el("tr", el("th", name, scope="row"), el("td", value)) for name, value in item.facts
        ]
        table = el("table", el("thead", head), el("tbody", *rows), class_="facts")
        return join(table, *(el("p", words) for words in item.paragraphs))

    # --- The page --------------------------------------------------------------------------------

    def section(self, section: layout.Section, anchor: str, level: int) -> Html:
        number = el("p", section.number, class_="number") if section.number else None
        lead = el("p", self.line(section.lead), class_="lead") if section.lead else None
        units = el("p", section.units, class_="quiet") if section.units else None
        title = self.heading(level, section.title)
        return el("section", number, title, lead, units, self.blocks(section.blocks), id=anchor)

    def sources(self, document: layout.Document, level: int) -> Html:
        title = self.heading(level, document.source_title)
        lines = [self.source_line(line) for line in document.sources]
        return el("section", title, el("ol", *lines, class_="sources"), id="sources")

    def source_line(self, line: layout.SourceLine) -> Html:
        """What was cited, where it was read, where it is used, and its trace."""
        trace = el("a", f"Trace du chiffre {line.number}", href=line.trace) if line.trace else None
        back = [
            el("a", str(use), href=f"#chiffre-{line.number}-{use}", aria_label=f"Emploi {use}")
            for use in range(1, self.uses[line.number] + 1)
        ]
        used = join(" Employé\u00a0: ", join(*back, by=", ")) if back else None
        details = el("span", line.details, class_="quiet")
        return el(
            "li",
            el("b", line.label),
            " ",
            details,
            used,
            join(" ", trace) if trace else None,
            id=f"source-{line.number}",
        )


def _side(cell: layout.Cell, column: layout.Column) -> str:
    """Numbers on the right; words keep their own lines on a narrow screen."""
    return "right" if column.right else "words" if cell.kind == "label" else ""


def _named(item: layout.Table) -> str:
    return item.title or f"Tableau{NBSP}: {item.columns[0].heading}"


def render_html(report: Report, *, embed_style: bool = False) -> str:
    """The page. Its style sheet is `report.css` beside it, or embedded for the bundle."""
    return html_of(compose(report), embed_style=embed_style)


def html_of(document: layout.Document, *, embed_style: bool = False) -> str:
    """The whole page of a composed document; *embed_style* puts the style sheet inside it."""
    pen = Pen(depth=0 if document.extract else 1)
    style = STYLESHEET.read_text(encoding="utf-8") if embed_style else ""
    link = (
        el("style", Html(style))
        if embed_style
        else void("link", rel="stylesheet", href="report.css")
    )
    head = el(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{document.title} · {document.institution}"),
        void("meta", name="description", content=document.description),
        void("meta", name="dcterms.identifier", content=document.snapshot_line),
        link,
    )
    page = el("html", head, el("body", _body(document, pen)), lang="fr")
    return f"<!doctype html>\n{page}\n"


def _body(document: layout.Document, pen: Pen) -> Html:
    """The parts in reading order; the sources come last, once every use is known."""
    level = 2 if document.extract else 1
    cover = _cover(document, pen)
    chapters = [
        pen.section(chapter, f"chapitre-{place}", level)
        for place, chapter in enumerate(document.chapters, start=1)
    ]
    method = pen.section(document.method, "methode", level)
    sources = pen.sources(document, level if document.extract else 2)
    colophon = None if document.extract else pen.section(document.colophon, "exemplaire", level)
    return join(
        el("a", "Aller au texte", href="#texte", class_="skip"),
        cover,
        None if document.extract else _contents(document),
        el("main", *chapters, method, sources, colophon, id="texte"),
        el("footer", el("p", document.imprint)),
        by="\n",
    )


def _cover(document: layout.Document, pen: Pen) -> Html:
    title = document.commune or f"{document.cover_title} {document.year}"
    drawing = (
        pen.picture(document.map, "couverture", document.map_description) if document.map else None
    )
    return el(
        "header",
        el("p", document.cover_title if document.extract else document.institution),
        el("h1", title),
        el("p", document.subtitle, class_="lead"),
        el("div", drawing, class_="cover-map") if drawing else None,
        el("p", document.legal_basis),
        el("p", document.edition, class_="quiet") if document.edition else None,
        el("p", document.snapshot_line, class_="quiet"),
    )


def _contents(document: layout.Document) -> Html:
    named = [
        (f"chapitre-{place}", " ".join(part for part in (chapter.number, chapter.title) if part))
        for place, chapter in enumerate(document.chapters, start=1)
    ]
    named += [("methode", document.method.title), ("sources", document.source_title)]
    named += [("exemplaire", document.colophon.title)]
    links = [el("li", el("a", title, href=f"#{anchor}")) for anchor, title in named]
    return el("nav", el("h2", "Sommaire"), el("ol", *links), aria_label="Sommaire")

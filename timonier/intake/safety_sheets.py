"""What is noticed in each sheet of a workbook while its XML is checked.

The reader of values does not tell error cells, formulas never computed, percentages nor
hidden rows; and it allocates the whole rectangle of a sheet, so the extent is bounded here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers.expat import XMLParserType

from timonier.engine.numerals import format_number
from timonier.intake.errors import IntakeError, refused
from timonier.intake.limits import Limits
from timonier.intake.wording import quoted

Position = tuple[int, int]
Attributes = dict[str, str]

UNCOMPUTED: Final = "formule non calculée"
_HUGE: Final = "Supprimez les lignes et colonnes vides au-delà des données, puis enregistrez."
_MACRO_TYPE: Final = "macroenabled"
_BUILT_IN_PERCENT: Final = {"9", "10"}
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.')


def local(name: str) -> str:
    """An element or attribute name without its namespace prefix."""
    return name.rpartition(":")[2]


@dataclass(slots=True)
class SheetMarks:
    """What the reader of values does not tell about a sheet; positions are (row, column) from 0."""

    faults: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[tuple[Position, Position]] = field(default_factory=list)
    formulas: int = 0


@dataclass(slots=True)
class WorkbookNotes:
    """What the parts say together: which part is which sheet, which style is a percentage."""

    by_part: dict[str, SheetMarks] = field(default_factory=dict)
    by_sheet: dict[str, SheetMarks] = field(default_factory=dict)
    relation_of: dict[str, str] = field(default_factory=dict)
    target_of: dict[str, str] = field(default_factory=dict)
    percent_styles: set[str] = field(default_factory=set)

    def marks_by_sheet(self) -> dict[str, SheetMarks]:
        """Marks by sheet name, as the user sees it on the tab."""
        found = dict(self.by_sheet)
        for sheet, relation in self.relation_of.items():
            target = self.target_of.get(relation, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in self.by_part:
                found[sheet] = self.by_part[part]
        return found


class Extent:
    """The rectangle of a sheet, refused as soon as it could not be held."""

    def __init__(self, limits: Limits, place: str) -> None:
        self._limits, self._place = limits, place
        self.rows = self.columns = 0

    def reach(self, row: int, column: int) -> None:
        """Extend to a cell given from 0; rows and columns without value count too."""
        if row < self.rows and column < self.columns:
            return
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.columns > self._limits.columns:
            raise self._refused(f"plus de {format_number(self._limits.columns)} colonnes")
        if self.rows > self._limits.rows:
            raise self._refused(f"plus de {format_number(self._limits.rows)} lignes")
        if self.rows * self.columns > self._limits.cells:
            raise self._refused(f"plus de {format_number(self._limits.cells)} cellules")

    def _refused(self, what: str) -> IntakeError:
        return refused(f"une feuille s’étend sur {what}", self._place, _HUGE)


class WorkbookParts:
    """Names of sheets, targets of relations, refusal of macros and passwords."""

    def __init__(self, notes: WorkbookNotes, part: str, filename: str) -> None:
        self._notes, self._part, self._filename = notes, part, filename

    def start(self, name: str, attributes: Attributes) -> None:
        """Called for each element of the part."""
        tag = local(name)
        if tag == "sheet" and self._part == "xl/workbook.xml":
            relation = next((v for k, v in attributes.items() if local(k) == "id"), "")
            self._notes.relation_of[attributes.get("name", "")] = relation
        elif tag == "Relationship" and self._part == "xl/_rels/workbook.xml.rels":
            self._notes.target_of[attributes.get("Id", "")] = attributes.get("Target", "")
        elif _MACRO_TYPE in attributes.get("ContentType", "").lower():
            raise refused(
                "le classeur contient des macros",
                self._filename,
                "Enregistrez-le au format .xlsx, sans macro.",
            )
        elif tag == "encryption-data":
            raise refused(
                "le classeur est protégé par un mot de passe",
                self._filename,
                "Retirez le mot de passe, puis déposez-le de nouveau.",
            )


class XlsxStyles:
    """Which cell styles print a percentage."""

    def __init__(self, notes: WorkbookNotes) -> None:
        self._notes = notes
        self._percent_formats = set(_BUILT_IN_PERCENT)
        self._in_cell_formats = False
        self._index = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Formats are declared before the cell styles that use them."""
        tag = local(name)
        if tag == "numFmt" and "%" in _LITERAL.sub("", attributes.get("formatCode", "")):
            self._percent_formats.add(attributes.get("numFmtId", ""))
        elif tag in {"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            self._in_cell_formats = tag == "cellXfs"
        elif tag == "xf" and self._in_cell_formats:
            if attributes.get("numFmtId") in self._percent_formats:
                self._notes.percent_styles.add(str(self._index))
            self._index += 1


class XlsxSheet:
    """One sheet of an .xlsx: its extent, and the cells that need a mark."""

    def __init__(
        self, parser: XMLParserType, marks: SheetMarks, extent: Extent, percents: set[str]
    ) -> None:
        self._parser, self._marks, self._extent = parser, marks, extent
        self._percents = percents
        self._row, self._column = -1, -1
        self._type = ""
        self._text: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Called for each element of the sheet, so it decides in the order of frequency."""
        tag = name if ":" not in name else local(name)
        if tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self._marks.formulas += 1
            self._watch()
        elif tag == "row":
            self._start_row(attributes)

    def _start_row(self, attributes: Attributes) -> None:
        given = attributes.get("r", "")
        self._row = int(given) - 1 if given.isdigit() else self._row + 1
        self._column = -1
        self._extent.reach(self._row, 0)
        if attributes.get("hidden") in {"1", "true"}:
            self._marks.hidden_rows.add(self._row)

    def _cell(self, attributes: Attributes) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        if reference:
            self._row = int(reference[2]) - 1
            self._column = column_index(reference[1])
        else:
            self._column += 1
        self._extent.reach(self._row, self._column)
        self._type = attributes.get("t", "")
        if attributes.get("s") in self._percents and self._type in {"", "n"}:
            self._marks.percents.add((self._row, self._column))
        if self._type == "e":
            self._watch()

    def _watch(self) -> None:
        """Listen to the text of this cell only: an error code, or a formula's missing value."""
        self._text = []
        self._inside_value = False
        self._parser.StartElementHandler = self._watched_start
        self._parser.CharacterDataHandler = self._watched_text
        self._parser.EndElementHandler = self._watched_end

    def _watched_start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        self._inside_value = tag == "v"
        self._marks.formulas += tag == "f"

    def _watched_text(self, text: str) -> None:
        if self._inside_value:
            self._text.append(text)

    def _watched_end(self, name: str) -> None:
        if local(name) != "c":
            return
        self._parser.StartElementHandler = self.start
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None
        value = "".join(self._text).strip()
        if self._type == "e" or (not value and self._type != "str"):
            self._marks.faults[self._row, self._column] = value or UNCOMPUTED


class OdsSheets:
    """The sheets of an .ods, all in one part, where empty rows and cells are repeated."""

    def __init__(
        self, parser: XMLParserType, notes: WorkbookNotes, limits: Limits, filename: str
    ) -> None:
        self._parser, self._notes = parser, notes
        self._limits, self._filename = limits, filename
        self._marks, self._extent = SheetMarks(), Extent(limits, filename)
        self._next_row = self._row = self._column = 0
        self._repeat = 1

    def start(self, name: str, attributes: Attributes) -> None:
        """Called for each element of the document."""
        tag = local(name)
        if tag in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)
        elif tag == "table-row":
            self._start_row(attributes)
        elif tag == "table":
            sheet = attributes.get("table:name", "")
            self._marks = self._notes.by_sheet.setdefault(sheet, SheetMarks())
            self._extent = Extent(self._limits, f"{self._filename}, feuille {quoted(sheet)}")
            self._next_row = 0

    def _start_row(self, attributes: Attributes) -> None:
        self._repeat = self._count(attributes, "table:number-rows-repeated")
        self._row, self._column = self._next_row, 0
        self._next_row += self._repeat
        if attributes.get("table:visibility", "visible") != "visible" and self._repeat < 10_000:
            self._marks.hidden_rows.update(range(self._row, self._next_row))

    def _cell(self, attributes: Attributes) -> None:
        width = self._count(attributes, "table:number-columns-repeated")
        kind = attributes.get("office:value-type", attributes.get("calcext:value-type", ""))
        last = (self._row + self._repeat - 1, self._column + width - 1)
        if kind:
            self._extent.reach(*last)
        if kind == "percentage":
            self._marks.percents.update(self._covered(width))
        if attributes.get("calcext:value-type") == "error":
            for position in self._covered(width):
                self._marks.faults[position] = "erreur de formule"
        self._marks.formulas += "table:formula" in attributes
        self._span(attributes)
        self._column += width

    def _covered(self, width: int) -> list[Position]:
        rows = range(self._row, self._row + self._repeat)
        return [(row, self._column + shift) for row in rows for shift in range(width)]

    def _span(self, attributes: Attributes) -> None:
        down = int(attributes.get("table:number-rows-spanned", "1"))
        across = int(attributes.get("table:number-columns-spanned", "1"))
        if down > 1 or across > 1:
            end = (self._row + down - 1, self._column + across - 1)
            self._marks.merges.append(((self._row, self._column), end))

    def _count(self, attributes: Attributes, name: str) -> int:
        text = attributes.get(name, "1")
        if not re.fullmatch(r"[0-9]{1,7}", text):
            raise refused("une feuille se répète sans fin", self._filename, _HUGE)
        return max(1, int(text))


def column_index(letters: str) -> int:
    """Number of a column from 0, from its letters.

    >>> column_index("A"), column_index("AA")
    (0, 26)
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1

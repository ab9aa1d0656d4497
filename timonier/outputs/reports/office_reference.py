"""Makes the reference documents that give the Word and OpenDocument copies their styles.

Run once after a change, then commit the result:
`python -m timonier.outputs.reports.office_reference`. Styles keep their usual names, so that an
institution can restyle a copy with its own template.
"""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pypandoc

from timonier.outputs.reports.archive import read_archive, write_archive

TEMPLATES = Path(__file__).parent / "templates"
FOOTER_MARK = "MENTION-DE-PIED"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SERIF, SANS = "Source Serif 4", "Inter"
NAVY, GREY, INK, SEA, LINE = "0B2545", "55606E", "182433", "145FBA", "C9CED6"


def _run(font: str, size: float, colour: str, *, bold: bool = False, italic: bool = False) -> str:
    slant = "<w:i/>" if italic else '<w:i w:val="0"/>'
    weight = f"{'<w:b/>' if bold else ''}{slant}"
    return (
        f'<w:rPr xmlns:w="{W}"><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>{weight}'
        f'<w:color w:val="{colour}"/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    )


def _paragraph(before: int, after: int, more: str = "", keep: bool = False) -> str:
    kept = "<w:keepNext/><w:keepLines/>" if keep else ""
    spacing = f'<w:spacing w:before="{before}" w:after="{after}"/>'
    return f'<w:pPr xmlns:w="{W}">{kept}{more}{spacing}</w:pPr>'


_BREAK = "<w:pageBreakBefore/>"
_RULE = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="C98A1B"/></w:pBdr>'
_INDENT = '<w:ind w:left="340"/></w:pPr>'
_WORD_STYLES = {
    "BodyText": (_run(SERIF, 10.5, INK), _paragraph(0, 140)),
    "Compact": (_run(SANS, 8.5, INK), _paragraph(30, 30)),
    "Title": (_run(SERIF, 40, NAVY, bold=True), _paragraph(2400, 240, keep=True)),
    "Subtitle": (_run(SERIF, 14, NAVY, italic=True), _paragraph(0, 480)),
    "Author": (_run(SANS, 11, NAVY, bold=True), _paragraph(0, 120)),
    "Date": (_run(SANS, 9.5, GREY), _paragraph(0, 480)),
    "Heading1": (
        _run(SERIF, 24, NAVY, bold=True),
        _paragraph(0, 280, _BREAK, keep=True),
    ),
    "Heading2": (_run(SERIF, 15, NAVY, bold=True), _paragraph(360, 160, keep=True)),
    "Heading3": (_run(SANS, 11, SEA, bold=True), _paragraph(280, 120, keep=True)),
    "Heading4": (_run(SANS, 10, NAVY, bold=True), _paragraph(220, 100, keep=True)),
    "Heading5": (_run(SANS, 9.5, GREY, bold=True), _paragraph(200, 80, keep=True)),
    "TableCaption": (_run(SANS, 9.5, NAVY, bold=True), _paragraph(280, 100, keep=True)),
    "ImageCaption": (_run(SANS, 9, GREY), _paragraph(60, 200)),
    "CaptionedFigure": (_run(SANS, 9, GREY), _paragraph(200, 0, keep=True)),
    "DefinitionTerm": (_run(SANS, 9, SEA, bold=True), _paragraph(80, 0, keep=True)),
    "Definition": (_run(SERIF, 10.5, INK), _paragraph(0, 60)),
    "TOCHeading": (_run(SERIF, 24, NAVY, bold=True), _paragraph(0, 280, _BREAK)),
}
_OWN_STYLES = {
    "Note de source": (_run(SANS, 7.5, GREY), _paragraph(0, 40)),
    "Signature du service": (
        _run(SANS, 9, GREY),
        _paragraph(80, 240).replace("</w:pPr>", '<w:jc w:val="right"/></w:pPr>'),
    ),
    "Chapô": (_run(SERIF, 12.5, NAVY, italic=True), _paragraph(0, 320)),
    "Encadré": (_run(SERIF, 10, INK), _paragraph(60, 120, _RULE)),
    "Légende": (_run(SANS, 8, GREY), _paragraph(60, 240)),
    "Statut du projet": (_run(SANS, 9, SEA, bold=True), _paragraph(0, 80, keep=True)),
    "TOC 1": (_run(SERIF, 12, NAVY, bold=True), _paragraph(160, 40)),
    "TOC 2": (_run(SERIF, 10, GREY), _paragraph(0, 40, "").replace("</w:pPr>", _INDENT)),
}
_FOOT_RUN = (
    f'<w:rPr><w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}"/><w:color w:val="{GREY}"/>'
    '<w:sz w:val="15"/></w:rPr>'
)
_FOOTER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="9524"/></w:tabs></w:pPr>
<w:r>{_FOOT_RUN}<w:t>{FOOTER_MARK}</w:t><w:tab/></w:r>
<w:r>{_FOOT_RUN}<w:fldChar w:fldCharType="begin"/></w:r>
<w:r>{_FOOT_RUN}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r>{_FOOT_RUN}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{_FOOT_RUN}<w:t>1</w:t></w:r>
<w:r>{_FOOT_RUN}<w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""
_SECTION = (
    f'<w:sectPr xmlns:w="{W}" xmlns:r="{R}"><w:footerReference w:type="default" r:id="rIdPied"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1191" w:bottom="1417" '
    'w:left="1191" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)


def default_reference(name: str) -> dict[str, bytes]:
    """Pandoc's own reference document, unpacked."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", name]
    return read_archive(subprocess.run(command, check=True, capture_output=True).stdout)


# --- Word ----------------------------------------------------------------------------------------


def word_reference() -> bytes:
    """The reference document for Word: the styles that pandoc reuses."""
    parts = default_reference("reference.docx")
    parts["word/styles.xml"] = _word_styles(parts["word/styles.xml"])
    parts["word/footer1.xml"] = _FOOTER.encode()
    parts["word/document.xml"] = re.sub(
        rb"<w:sectPr>.*</w:sectPr>", _SECTION.encode(), parts["word/document.xml"], flags=re.S
    )
    parts["word/_rels/document.xml.rels"] = _before(
        parts["word/_rels/document.xml.rels"],
        "</Relationships>",
        f'<Relationship Id="rIdPied" Type="{R}/footer" Target="footer1.xml"/>',
    )
    parts["[Content_Types].xml"] = _before(
        parts["[Content_Types].xml"],
        "</Types>",
        '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footer+xml"/>',
    )
    return write_archive(parts)


def _before(part: bytes, mark: str, addition: str) -> bytes:
    return part.replace(mark.encode(), (addition + mark).encode())


def _word_styles(part: bytes) -> bytes:
    for prefix, uri in (("w", W), ("r", R)):
        ElementTree.register_namespace(prefix, uri)
    root = ElementTree.parse(BytesIO(part)).getroot()
    for style in root.iter(f"{{{W}}}style"):
        known = _WORD_STYLES.get(style.get(f"{{{W}}}styleId", ""))
        if known:
            _dress(style, *known)
    for name, look in _OWN_STYLES.items():
        root.append(_own_style(name, *look))
    _table_look(root)
    for language in root.iter(f"{{{W}}}lang"):
        language.set(f"{{{W}}}val", "fr-FR")
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _dress(style: ElementTree.Element, run: str, paragraph: str) -> None:
    for tag in ("pPr", "rPr"):
        for old in style.findall(f"{{{W}}}{tag}"):
            kept = old.find(f"{{{W}}}outlineLvl") if tag == "pPr" else None
            style.remove(old)
            if kept is not None:
                paragraph = paragraph.replace(
                    "</w:pPr>", f'<w:outlineLvl w:val="{kept.get(f"{{{W}}}val")}"/></w:pPr>'
                )
    style.append(ElementTree.fromstring(paragraph))
    style.append(ElementTree.fromstring(run))


def _own_style(name: str, run: str, paragraph: str) -> ElementTree.Element:
    style = ElementTree.fromstring(
        f'<w:style xmlns:w="{W}" w:type="paragraph" w:customStyle="1" '
        f'w:styleId="{style_id(name)}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        "<w:qFormat/></w:style>"
    )
    _dress(style, run, paragraph)
    return style


def style_id(name: str) -> str:
    """The identifier that pandoc derives from a style's name."""
    return name.replace(" ", "")


def _table_look(root: ElementTree.Element) -> None:
    """Horizontal hairlines, a navy rule above and below the header."""
    table = next(s for s in root.iter(f"{{{W}}}style") if s.get(f"{{{W}}}styleId") == "Table")
    for old in [child for child in table if child.tag.endswith(("tblPr", "tblStylePr"))]:
        table.remove(old)
    table.append(
        ElementTree.fromstring(
            f'<w:tblPr xmlns:w="{W}"><w:tblBorders>'
            f'<w:top w:val="single" w:sz="8" w:color="{NAVY}"/>'
            f'<w:bottom w:val="single" w:sz="4" w:color="{LINE}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:color="{LINE}"/></w:tblBorders>'
            '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
        )
    )
    table.append(
        ElementTree.fromstring(
            f'<w:tblStylePr xmlns:w="{W}" w:type="firstRow"><w:rPr><w:b/>'
            f'<w:color w:val="{NAVY}"/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="6" w:color="{NAVY}"/></w:tcBorders></w:tcPr>'
            "</w:tblStylePr>"
        )
    )


# --- OpenDocument --------------------------------------------------------------------------------

_TEXT_STYLES = {
    "Text_20_body": (SERIF, 10.5, INK, "", "margin-bottom:0.25cm"),
    "Title": (SERIF, 40, NAVY, "bold", "margin-top:4cm;margin-bottom:0.4cm"),
    "Subtitle": (SERIF, 14, NAVY, "italic", "margin-bottom:0.8cm"),
    "Author": (SANS, 11, NAVY, "bold", "margin-bottom:0.2cm"),
    "Date": (SANS, 9.5, GREY, "", "margin-bottom:0.8cm"),
    "Heading_20_1": (SERIF, 24, NAVY, "bold", "break-before:page;margin-bottom:0.5cm"),
    "Heading_20_2": (SERIF, 15, NAVY, "bold", "margin-top:0.6cm;margin-bottom:0.3cm"),
    "Heading_20_3": (SANS, 11, SEA, "bold", "margin-top:0.5cm;margin-bottom:0.2cm"),
    "Heading_20_4": (SANS, 10, NAVY, "bold", "margin-top:0.4cm;margin-bottom:0.2cm"),
    "Heading_20_5": (SANS, 9.5, GREY, "bold", "margin-top:0.3cm;margin-bottom:0.1cm"),
    "Table_20_Contents": (SANS, 8.5, INK, "", "margin-top:0.05cm;margin-bottom:0.05cm"),
    "Table_20_Heading": (SANS, 8, NAVY, "bold", "margin-top:0.05cm;margin-bottom:0.05cm"),
    "TableCaption": (SANS, 9.5, NAVY, "bold", "margin-top:0.5cm;keep-with-next:always"),
    "FigureCaption": (SANS, 9, GREY, "", "margin-bottom:0.3cm"),
    "Definition_20_Term": (SANS, 9, SEA, "bold", "margin-top:0.15cm"),
    "Definition_20_Definition": (SERIF, 10.5, INK, "", "margin-bottom:0.1cm"),
    "Definition_20_Term_20_Tight": (SANS, 9, SEA, "bold", "margin-top:0.15cm"),
    "Definition_20_Definition_20_Tight": (SERIF, 10.5, INK, "", "margin-bottom:0.1cm"),
    "Contents_20_Heading": (SERIF, 24, NAVY, "bold", "break-before:page;margin-bottom:0.5cm"),
    "Contents_20_1": (SERIF, 12, NAVY, "bold", "margin-top:0.3cm"),
    "Contents_20_2": (SERIF, 10, GREY, "", "margin-left:0.6cm"),
    "Note de source": (SANS, 7.5, GREY, "", "margin-bottom:0.05cm"),
    "Signature du service": (SANS, 9, GREY, "", "text-align:end;margin-bottom:0.4cm"),
    "Chapô": (SERIF, 12.5, NAVY, "italic", "margin-bottom:0.5cm"),
    "Encadré": (
        SERIF,
        10,
        INK,
        "",
        "margin-left:0.4cm;border-left:2pt solid #C98A1B;padding:0.2cm",
    ),
    "Légende": (SANS, 8, GREY, "", "margin-bottom:0.4cm"),
    "Statut du projet": (SANS, 9, SEA, "bold", "margin-bottom:0.15cm;keep-with-next:always"),
}
_FALLBACK = {SERIF: "Georgia", SANS: "Arial"}


def text_reference() -> bytes:
    """The reference document for OpenDocument."""
    parts = default_reference("reference.odt")
    styles = parts["styles.xml"].decode()
    for name, look in _TEXT_STYLES.items():
        styles = _with_text_style(styles, name, *look)
    styles = styles.replace('fo:language="en" fo:country="US"', 'fo:language="fr" fo:country="FR"')
    parts["styles.xml"] = _text_page(styles).encode()
    return write_archive(parts)


def _with_text_style(
    styles: str, name: str, font: str, size: float, colour: str, weight: str, box: str
) -> str:
    """Replace the properties of a paragraph style, or add the style."""
    text = f'fo:font-family="\'{font}\', {_FALLBACK[font]}" fo:font-size="{size}pt" '
    text += f'fo:color="#{colour}" fo:font-weight="{"bold" if weight == "bold" else "normal"}" '
    text += f'fo:font-style="{"italic" if weight == "italic" else "normal"}"'
    paragraph = " ".join(
        f'fo:{key}="{value}"' for key, value in (rule.split(":") for rule in box.split(";"))
    )
    inside = f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/>"
    pattern = rf'(<style:style\s[^>]*?style:name="{re.escape(name)}"[^>]*?)(/>|>.*?</style:style>)'
    found = re.search(pattern, styles, re.S)
    if found:
        return styles.replace(found.group(), f"{found[1]}>{inside}</style:style>", 1)
    added = (
        f'<style:style style:name="{text_style_code(name)}" style:display-name="{name}" '
        f'style:family="paragraph" style:parent-style-name="Text_20_body" style:class="text">'
        f"{inside}</style:style>"
    )
    return styles.replace("</office:styles>", f"{added}</office:styles>", 1)


def text_style_code(name: str) -> str:
    """The name of a style as OpenDocument writes it in attributes."""
    return name.replace(" ", "_20_")


def _text_page(styles: str) -> str:
    """A4, our margins, and a foot with the imprint and the page number."""
    layout = (
        'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2.5cm" '
        'fo:margin-bottom="2cm" fo:margin-left="2.1cm" fo:margin-right="2.1cm"'
    )
    styles = re.sub(
        r"(<style:page-layout-properties )[^>]*?(/?>)", rf"\1{layout}\2", styles, count=1
    )
    foot = (
        f'<style:footer><text:p text:style-name="Note_20_de_20_source">{FOOTER_MARK} · '
        '<text:page-number text:select-page="current">1</text:page-number></text:p>'
        "</style:footer>"
    )
    return re.sub(
        r"(<style:master-page [^>]*?)(/>|>.*?</style:master-page>)",
        rf"\1>{foot}</style:master-page>",
        styles,
        count=1,
        flags=re.S,
    )


def main() -> None:
    TEMPLATES.mkdir(exist_ok=True)
    (TEMPLATES / "reference.docx").write_bytes(word_reference())
    (TEMPLATES / "reference.odt").write_bytes(text_reference())


if __name__ == "__main__":
    main()

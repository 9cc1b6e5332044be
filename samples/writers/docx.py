"""DOCX written part by part, as Word lays it down: paragraphs, tables, a page header, text boxes.

By hand rather than with python-docx, so that text boxes are there exactly as Word saves them (twice: once for
new readers, once in ``mc:Fallback`` for old ones) and so that the bytes never change.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from writers.package import packed
from writers.pictures import portrait_jpeg
from writers.sheet import Entry, Section, Sheet

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'mc:Ignorable="wp14"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EMU_PER_CM = 360_000


def simple(sheet: Sheet) -> bytes:
    """Headings, paragraphs and bullets; nothing else."""
    body = [_picture()] if sheet.person.photo else []
    if sheet.body:
        body += [_paragraph(line) for line in sheet.body.split("\n")]
        return _document(sheet, body)
    if sheet.name:
        body.append(_paragraph(sheet.name, style="Title"))
    body += [_paragraph(line) for line in sheet.contact]
    if sheet.headline:
        body.append(_paragraph(sheet.headline, style="Subtitle" if sheet.name else "Title"))
    for section in sheet.sections:
        body += _section(section)
    return _document(sheet, body)


def with_text_boxes(sheet: Sheet) -> bytes:
    """Name and contact in the page header, ``side`` sections in text boxes, entries in a table."""
    header = [_paragraph(sheet.name, style="Title"), _paragraph("  |  ".join(sheet.contact))]
    body = [_picture()] if sheet.person.photo else []
    if sheet.headline:
        body.append(_paragraph(sheet.headline, style="Subtitle"))
    side = [section for section in sheet.sections if section.side]
    for number, section in enumerate(side):
        body.append(_text_box("".join(_section(section)), number=number + 1))
    for section in sheet.sections:
        if section.side:
            continue
        if section.entries:
            body.append(_paragraph(section.heading, style="Heading1"))
            body.append(_table(section.entries))
        else:
            body += _section(section)
    return _document(sheet, body, header=header)


def _section(section: Section) -> list[str]:
    parts = [_paragraph(section.heading, style="Heading1")] if section.heading else []
    parts += [_paragraph(line) for line in section.text.rstrip("\n").split("\n") if line]
    if section.inline and section.items:
        parts.append(_paragraph(", ".join(section.items)))
    else:
        parts += [_paragraph(item, style="ListBullet") for item in section.items]
    for entry in section.entries:
        where = ", ".join(part for part in (entry.employer, entry.place) if part)
        parts.append(_paragraph(entry.title, bold=True, after="\t" + entry.dates if entry.dates else ""))
        parts += [_paragraph(where)] if where else []
        parts += [_paragraph(line, style="ListBullet") for line in entry.lines]
    return parts


def _table(entries: tuple[Entry, ...]) -> str:
    rows = []
    for entry in entries:
        where = ", ".join(part for part in (entry.employer, entry.place) if part)
        cell = _paragraph(entry.title, bold=True) + (_paragraph(where) if where else "")
        cell += "".join(_paragraph(line, style="ListBullet") for line in entry.lines)
        rows.append(
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="1900" w:type="dxa"/></w:tcPr>{_paragraph(entry.dates)}</w:tc>'
            f'<w:tc><w:tcPr><w:tcW w:w="7700" w:type="dxa"/></w:tcPr>{cell}</w:tc></w:tr>'
        )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="1900"/><w:gridCol w:w="7700"/></w:tblGrid>'
        + "".join(rows)
        + "</w:tbl><w:p/>"
    )


def _text_box(content: str, *, number: int) -> str:
    width, height = int(6 * EMU_PER_CM), int(4.5 * EMU_PER_CM)
    left, top = int((number - 1) * 6.2 * EMU_PER_CM), int(0.3 * EMU_PER_CM)
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="{number}" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapTopAndBottom/><wp:docPr id="{number}" name="Zone de texte {number}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="EEF3F8"/></a:solidFill></wps:spPr>'
        f"<wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape id="Zone_{number}" style="position:absolute;margin-left:{left // 12700}pt;'
        f'margin-top:{top // 12700}pt;width:{width // 12700}pt;height:{height // 12700}pt">'
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _paragraph(text: str, *, style: str = "", bold: bool = False, after: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    runs = f'<w:r>{weight}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    if after:
        rest = escape(after.removeprefix("\t"))
        runs += f'<w:r><w:tab/><w:t xml:space="preserve">{rest}</w:t></w:r>'
    return f"<w:p>{properties}{runs}</w:p>"


def _picture() -> str:
    width, height = int(2.4 * EMU_PER_CM), int(3 * EMU_PER_CM)
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:docPr id="100" name="Photo" descr="Photo"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="100" name="photo.jpeg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _document(sheet: Sheet, body: list[str], *, header: list[str] | None = None) -> bytes:
    reference = '<w:headerReference w:type="default" r:id="rId2"/>' if header else ""
    page = (
        f'<w:sectPr>{reference}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
        'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    relations = [("rId1", "styles", "styles.xml")]
    types = [("/word/document.xml", f"{WORD}.document.main+xml"), ("/word/styles.xml", f"{WORD}.styles+xml")]
    files: dict[str, str | bytes] = {}
    if header:
        relations.append(("rId2", "header", "header1.xml"))
        types.append(("/word/header1.xml", f"{WORD}.header+xml"))
        files["word/header1.xml"] = f"{DECLARATION}<w:hdr {SPACES}>{''.join(header)}</w:hdr>"
    if sheet.person.photo:
        relations.append(("rId3", "image", "media/photo.jpeg"))
        files["word/media/photo.jpeg"] = portrait_jpeg()
    types.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-05T09:00:00Z</dcterms:created></cp:coreProperties>'
    )
    root = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )
    return packed(
        {
            "[Content_Types].xml": _content_types(types),
            "_rels/.rels": DECLARATION + root,
            "word/document.xml": f"{DECLARATION}<w:document {SPACES}><w:body>{''.join(body)}{page}</w:body>"
            "</w:document>",
            "word/_rels/document.xml.rels": _relations(relations),
            "word/styles.xml": DECLARATION + _styles(),
            "docProps/core.xml": DECLARATION + core,
            **files,
        }
    )


def _content_types(types: list[tuple[str, str]]) -> str:
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types)
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{overrides}</Types>'
    )


def _relations(relations: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def _styles() -> str:
    def style(key: str, name: str, size: int, extra: str = "", weight: str = "") -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f'<w:pPr>{extra}</w:pPr><w:rPr>{weight}<w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    heading = '<w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="0"/>'
    return (
        f"<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Malgun Gothic"/><w:sz w:val="21"/>'
        '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="right" w:pos="9600"/></w:tabs></w:pPr></w:style>'
        + style("Title", "Title", 36, weight="<w:b/>")
        + style("Subtitle", "Subtitle", 26, '<w:spacing w:before="120" w:after="120"/>')
        + style("Heading1", "heading 1", 26, heading, '<w:b/><w:color w:val="1F497D"/>')
        + style("ListBullet", "List Bullet", 21, '<w:ind w:left="360"/>')
        + "</w:styles>"
    )

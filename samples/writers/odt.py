"""ODT written part by part, as LibreOffice lays it down, entries as paragraphs with a tab before the dates."""

from __future__ import annotations

from xml.sax.saxutils import escape

from writers.package import packed
from writers.pictures import portrait_jpeg
from writers.sheet import Section, Sheet

KIND = "application/vnd.oasis.opendocument.text"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAME = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = (
    f'xmlns:office="{NAME}office:1.0" xmlns:text="{NAME}text:1.0" xmlns:style="{NAME}style:1.0" '
    f'xmlns:draw="{NAME}drawing:1.0" xmlns:fo="{NAME}xsl-fo-compatible:1.0" '
    f'xmlns:svg="{NAME}svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    f'xmlns:meta="{NAME}meta:1.0" office:version="1.3"'
)
STYLES = (
    '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    '</style:style><style:style style:name="Dates" style:family="paragraph"><style:paragraph-properties>'
    '<style:tab-stops><style:tab-stop style:position="17cm" style:type="right"/></style:tab-stops>'
    "</style:paragraph-properties></style:style>"
)


def write(sheet: Sheet) -> bytes:
    body: list[str] = []
    files: dict[str, str | bytes] = {}
    if sheet.person.photo:
        files["Pictures/photo.jpeg"] = portrait_jpeg()
        body.append(
            '<text:p><draw:frame draw:name="Photo" text:anchor-type="as-char" svg:width="2.4cm" '
            'svg:height="3cm"><draw:image xlink:href="Pictures/photo.jpeg" xlink:type="simple"/>'
            "</draw:frame></text:p>"
        )
    if sheet.body:
        body += [_paragraph(line) for line in sheet.body.split("\n")]
    else:
        if sheet.name:
            body.append(f'<text:h text:outline-level="1">{escape(sheet.name)}</text:h>')
        body += [_paragraph(line) for line in sheet.contact]
        if sheet.headline:
            body.append(
                f'<text:p><text:span text:style-name="Bold">{escape(sheet.headline)}</text:span></text:p>'
            )
        for section in sheet.sections:
            body += _section(section)
    content = (
        f"{DECLARATION}<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )
    pictures = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="image/jpeg"/>'
        for name in files
    )
    manifest = (
        f'{DECLARATION}<manifest:manifest xmlns:manifest="{NAME}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{KIND}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
        f"{pictures}</manifest:manifest>"
    )
    meta = (
        f"{DECLARATION}<office:document-meta {SPACES}><office:meta><meta:creation-date>2026-01-05T09:00:00"
        "</meta:creation-date></office:meta></office:document-meta>"
    )
    return packed(
        {
            "mimetype": KIND,  # must come first: readers recognise the format by it
            "content.xml": content,
            "meta.xml": meta,
            **files,
            "META-INF/manifest.xml": manifest,
        }
    )


def _section(section: Section) -> list[str]:
    parts = []
    if section.heading:
        parts.append(f'<text:h text:outline-level="2">{escape(section.heading)}</text:h>')
    parts += [_paragraph(line) for line in section.text.rstrip("\n").split("\n") if line]
    if section.inline and section.items:
        parts.append(_paragraph(", ".join(section.items)))
    elif section.items:
        parts.append(_list(section.items))
    for entry in section.entries:
        where = ", ".join(part for part in (entry.employer, entry.place) if part)
        dates = f"<text:tab/>{escape(entry.dates)}" if entry.dates else ""
        title = f'<text:span text:style-name="Bold">{escape(entry.title)}</text:span>'
        parts.append(f'<text:p text:style-name="Dates">{title}{dates}</text:p>')
        parts += [_paragraph(where)] if where else []
        parts += [_list(entry.lines)] if entry.lines else []
    return parts


def _paragraph(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


def _list(items: tuple[str, ...]) -> str:
    inside = "".join(f"<text:list-item>{_paragraph(item)}</text:list-item>" for item in items)
    return f"<text:list>{inside}</text:list>"

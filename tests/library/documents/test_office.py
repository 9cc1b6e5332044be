"""Word processors put text in more places than paragraphs; all of it is read, once."""

from __future__ import annotations

import io
import zipfile

from docx import Document as new_docx
from docx.oxml import parse_xml
from odf import draw, style, table, text
from odf.opendocument import OpenDocumentText
from writing import CV, check_blocks, in_order

from openemploi.documents import MediaType, read_bytes

TEXT_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
     xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
     xmlns:v="urn:schemas-microsoft-com:vml">
 <mc:AlternateContent>
  <mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>
    <w:p><w:r><w:t>Permis B et véhicule</w:t></w:r></w:p>
  </w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>
  <mc:Fallback><w:pict><v:textbox><w:txbxContent>
    <w:p><w:r><w:t>Permis B et véhicule</w:t></w:r></w:p>
  </w:txbxContent></v:textbox></w:pict></mc:Fallback>
 </mc:AlternateContent>
</w:r>
"""
DELETED = """
<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="x">
  <w:r><w:delText>mot supprimé</w:delText></w:r>
</w:del>
"""


def docx_bytes() -> bytes:
    word = new_docx()
    word.sections[0].header.paragraphs[0].text = "Claire Lefèvre, Orléans"
    word.sections[0].footer.paragraphs[0].text = "Références sur demande"
    word.add_heading("Expérience", level=1)
    paragraph = word.add_paragraph("Aide-soignante\tEHPAD Les Tilleuls")
    paragraph._p.append(parse_xml(TEXT_BOX))
    paragraph._p.append(parse_xml(DELETED))
    word.add_paragraph("Aide à la toilette", style="List Bullet")
    grid = word.add_table(rows=2, cols=2)
    for row, cells in zip(grid.rows, [("Langue", "Niveau"), ("Anglais", "B1")], strict=True):
        for cell, content in zip(row.cells, cells, strict=True):
            cell.text = content
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def test_a_docx_gives_headers_boxes_tables_and_footers_once_and_in_order() -> None:
    document = read_bytes(docx_bytes(), name="cv.docx")

    assert document.media_type is MediaType.DOCX
    assert in_order(
        document,
        "Claire Lefèvre, Orléans",
        "Expérience",
        "Aide-soignante\tEHPAD Les Tilleuls",
        "Permis B et véhicule",
        "• Aide à la toilette",
        "Langue\nNiveau\nAnglais\nB1",
        "Références sur demande",
    )
    assert document.text.count("Permis B") == 1
    assert "supprimé" not in document.text
    assert any("change tracking" in note for note in document.notes)
    check_blocks(document)


def test_an_odt_gives_headers_frames_and_tables() -> None:
    writer = OpenDocumentText()
    layout = style.PageLayout(name="page")
    writer.automaticstyles.addElement(layout)
    master = style.MasterPage(name="Standard", pagelayoutname=layout)
    header = style.Header()
    header.addElement(text.P(text="Claire Lefèvre, Orléans"))
    master.addElement(header)
    writer.masterstyles.addElement(master)
    for line in CV[1:]:
        writer.text.addElement(text.P(text=line))
    anchor = text.P(text="Compétences")
    frame = draw.Frame(width="5cm", height="2cm", anchortype="paragraph")
    box = draw.TextBox()
    box.addElement(text.P(text="Permis B et véhicule"))
    frame.addElement(box)
    anchor.addElement(frame)
    writer.text.addElement(anchor)
    grid = table.Table(name="langues")
    for cells in [("Langue", "Niveau"), ("Anglais", "B1")]:
        row = table.TableRow()
        for content in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=content))
            row.addElement(cell)
        grid.addElement(row)
    writer.text.addElement(grid)
    out = io.BytesIO()
    writer.write(out)
    document = read_bytes(out.getvalue(), name="cv.odt")

    assert document.media_type is MediaType.ODT
    assert in_order(document, "Claire Lefèvre, Orléans", *CV[1:], "Compétences", "Permis B et véhicule")
    assert "Langue\nNiveau\nAnglais\nB1" in document.text
    check_blocks(document)


def test_a_docx_whose_main_part_has_another_name_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes())) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "_rels/.rels":
                content = content.replace(b"word/document.xml", b"word/document2.xml")
            target.writestr(name.replace("word/document.xml", "word/document2.xml"), content)

    assert "Aide-soignante" in read_bytes(out.getvalue(), name="cv.docx").text


def test_an_rtf_is_read_with_its_accents_and_header() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\header Claire Lef\'e8vre\par}"
        rb"\f0 Aide-soignante dipl\'f4m\'e9e\par 2019 \u8211? 2024\par}"
    )
    document = read_bytes(rtf, name="cv.rtf")

    assert document.media_type is MediaType.RTF
    assert in_order(document, "Claire Lefèvre", "Aide-soignante diplômée", "2019 – 2024")
    check_blocks(document)

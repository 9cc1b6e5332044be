"""PDFs are read in the order in which a person reads them."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
from writing import CV, check_blocks, in_order, pdf_of, pdf_of_pages

from openemploi.documents import MediaType, read_bytes

SIDEBAR = [
    "CONTACT",
    "Orléans",
    "06 12 34 56 78",
    "COMPÉTENCES",
    "Hygiène",
    "Écoute",
    "Travail en équipe",
    "LANGUES",
    "Anglais B1",
]
MAIN = [
    "EXPÉRIENCE",
    "Aide-soignante, EHPAD Les Tilleuls",
    "Aide à la toilette et au repas de vingt résidents, avec une",
    "collègue infirmière et une équipe de nuit de quatre personnes.",
    "Agente de service, clinique Saint-Jean",
    "Nettoyage des chambres et des couloirs du deuxième étage.",
    "FORMATION",
    "Diplôme d'État d'aide-soignant",
]


def test_a_pdf_gives_its_text_with_pages_and_boxes() -> None:
    document = read_bytes(pdf_of((60, 80 + 20 * i, 11, line) for i, line in enumerate(CV)), name="cv.pdf")

    assert document.media_type is MediaType.PDF
    assert document.pages == 1
    assert document.quality == 1.0
    assert in_order(document, *CV)
    check_blocks(document)
    box = document.blocks[0].box
    assert box is not None
    assert 59 <= box.left <= 62
    assert 60 <= box.top < box.bottom <= 90


def test_a_sidebar_is_read_before_the_main_column_and_never_across() -> None:
    texts = [(40.0, 100.0 + 19 * i, 10.0, line) for i, line in enumerate(SIDEBAR)]
    texts += [(220.0, 104.0 + 14 * i, 11.0, line) for i, line in enumerate(MAIN)]
    document = read_bytes(pdf_of([(40, 60, 20, "Claire Lefèvre"), *texts]), name="cv.pdf")

    assert in_order(document, "Claire Lefèvre", *SIDEBAR, *MAIN)
    check_blocks(document)


def test_columns_are_read_one_after_the_other_whatever_the_order_in_the_file() -> None:
    left = [(40.0, 100.0 + 19 * i, 10.0, line) for i, line in enumerate(SIDEBAR)]
    right = [(220.0, 104.0 + 14 * i, 11.0, line) for i, line in enumerate(MAIN)]
    mixed = sorted(left + right, key=lambda text: text[1])
    document = read_bytes(pdf_of(mixed), name="cv.pdf")

    assert in_order(document, *SIDEBAR, *MAIN)


def test_dates_at_the_right_margin_stay_with_their_line() -> None:
    entries = [
        ("Aide-soignante", "2019 - 2024"),
        ("Agente de service", "2015 - 2018"),
        ("Vendeuse", "2012 - 2014"),
        ("Serveuse", "2011"),
    ]
    texts = []
    for i, (title, dates) in enumerate(entries):
        texts += [(60.0, 100.0 + 20 * i, 11.0, title), (480.0, 100.0 + 20 * i, 11.0, dates)]
    document = read_bytes(pdf_of(texts), name="cv.pdf")

    assert document.text.split("\n") == [f"{title}\t{dates}" for title, dates in entries]


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        ["Période", "Poste", "Lieu"],
        ["2019 - 2024", "Aide-soignante", "Orléans"],
        ["2015 - 2018", "Agente", "Tours"],
    ]
    out = io.BytesIO()
    table = Table(
        rows, colWidths=[120, 180, 120], style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    )
    SimpleDocTemplate(out, pagesize=A4).build([table])
    document = read_bytes(out.getvalue(), name="cv.pdf")

    assert in_order(document, *(cell for row in rows for cell in row))


def test_words_cut_at_the_end_of_a_line_are_made_whole_and_compounds_keep_their_hyphen() -> None:
    lines = ["Accompagnement et développe-", "ment des compétences, savoir-", "faire artisanal"]
    document = read_bytes(pdf_of((60, 80 + 14 * i, 11, line) for i, line in enumerate(lines)), name="cv.pdf")

    assert document.text.split("\n") == [
        "Accompagnement et développement",
        "des compétences, savoir-faire",
        "artisanal",
    ]
    check_blocks(document)


def test_letters_set_apart_in_a_heading_are_one_word() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    text = canvas.beginText(60, 700)
    text.setFont("Helvetica", 14)
    text.setCharSpace(6)
    text.textLine("EXPÉRIENCE PRO")
    text.setCharSpace(0)
    text.textLine("Aide à domicile")
    canvas.drawText(text)
    canvas.drawString(60, 600, "F O R M A T I O N")
    canvas.save()
    document = read_bytes(out.getvalue(), name="cv.pdf")

    assert in_order(document, "EXPÉRIENCE PRO", "Aide à domicile", "FORMATION")


def test_a_footer_that_comes_back_is_kept_once_and_told() -> None:
    document = read_bytes(pdf_of_pages([CV, ["Deuxième page"], ["Troisième page"]]), name="cv.pdf")

    assert document.pages == 3
    assert document.text.count("- page") == 1
    assert document.page_at(document.text.index("Troisième")) == 3
    assert any("every page" in note for note in document.notes)
    check_blocks(document)


def test_a_page_turned_on_its_side_is_read() -> None:
    upright = pdf_of((150, 300 + 20 * i, 11, line) for i, line in enumerate(CV))
    writer = PdfWriter()
    for turned_content, turned_page in [(0, 0), (0, 90), (0, 180), (90, 90), (270, 0), (270, 270)]:
        page = writer.add_page(PdfReader(io.BytesIO(upright)).pages[0])
        if turned_content:
            page.rotate(turned_content)
            page.transfer_rotation_to_content()
        page.rotate(turned_page)
    out = io.BytesIO()
    writer.write(out)
    document = read_bytes(out.getvalue(), name="cv.pdf")

    assert document.pages == 6
    assert document.text.split("\n\n") == ["\n".join(CV)] * 6


def test_a_text_that_runs_up_the_page_is_one_block() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, line in enumerate(CV):
        canvas.drawString(100, 700 - 20 * number, line)
    canvas.rotate(90)
    canvas.drawString(300, -40, "CURRICULUM VITAE")
    canvas.save()
    document = read_bytes(out.getvalue(), name="cv.pdf")

    assert "CURRICULUM VITAE" in document.text
    assert in_order(document, *CV)


def test_text_that_cannot_be_seen_is_told() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(60, 700, "Aide à domicile à Orléans")
    canvas.setFont("Helvetica", 1)
    canvas.drawString(60, 30, "python java kubernetes docker")
    canvas.save()
    document = read_bytes(out.getvalue(), name="cv.pdf")

    assert any("cannot be seen" in note for note in document.notes)


def test_a_table_whose_cells_run_over_lines_is_read_cell_by_cell() -> None:
    style = getSampleStyleSheet()["Normal"]
    posts = [
        "Aide-soignante en maison de retraite et en clinique de jour",
        "Agente de service au bloc et dans les étages",
    ]
    tasks = [
        "Aide à la toilette et au repas de vingt résidents avec une équipe de nuit",
        "Nettoyage des chambres et des couloirs du deuxième étage",
    ]
    rows = [[Paragraph(post, style), Paragraph(task, style)] for post, task in zip(posts, tasks, strict=True)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([Table(rows, colWidths=[150, 200])])
    document = read_bytes(out.getvalue(), name="cv.pdf")

    assert in_order(
        document,
        *(word for post, task in zip(posts, tasks, strict=True) for word in f"{post} {task}".split()),
    )
    check_blocks(document)

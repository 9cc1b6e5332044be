"""Plain text, web pages and structured files: encodings and visible text."""

from __future__ import annotations

import json

import pytest
from writing import CV, check_blocks

from openemploi.documents import MediaType, detect, read_bytes
from openemploi.errors import DocumentError

FRENCH = "\n".join(CV) + "\n\nÂgée de trente ans, elle connaît l’hôpital et sait où s’adresser à Noël.\n"
KOREAN = "홍길동\n간호조무사\n\n서울 병원에서 5년 근무\n한국어, 영어\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"]
)
def test_french_text_is_read_in_any_encoding(encoding: str) -> None:
    # "œ", "’" and the like are not in every old page; these letters are.
    text = FRENCH.replace("’", "'") if encoding == "cp850" else FRENCH
    document = read_bytes(text.encode(encoding), name="cv.txt")

    assert document.media_type is MediaType.TEXT
    assert document.text == text.strip()
    check_blocks(document)


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "euc-kr", "utf-16"])
def test_korean_text_is_read_in_any_encoding(encoding: str) -> None:
    assert read_bytes(KOREAN.encode(encoding), name="cv.txt").text == KOREAN.strip()


def test_a_guess_is_told_and_lowers_the_quality() -> None:
    document = read_bytes(FRENCH.encode("cp1252"), name="cv.txt")

    assert document.quality < 1
    assert document.notes


def test_text_is_composed_and_free_of_invisible_characters() -> None:
    document = read_bytes(
        "De\u0301veloppeur\u200b\u00a0web\r\n\r\n\r\n\x07ef\ufb01cace".encode(), name="cv.txt"
    )

    assert document.text == "Développeur web\n\nefficace"


def test_a_web_page_gives_what_a_browser_shows() -> None:
    page = """<!DOCTYPE html><html><head><title>CV</title><style>p{}</style><meta charset="iso-8859-1"></head><body>
    <script>var x = "caché";</script><h1>Claire Lefèvre</h1><div style="display:none">invisible</div>
    <ul><li>Toilette <b>et</b> repas</li><li><p>Écoute</p></li></ul>
    <table><tr><td>Anglais</td><td>B1</td></tr></table><p>Orléans<br>Tours</p><noscript>non</noscript></body></html>"""
    document = read_bytes(page.encode("latin-1"), name="cv.html")

    assert document.media_type is MediaType.HTML
    assert document.text.replace("\n\n", "\n").split("\n") == [
        "Claire Lefèvre",
        "• Toilette et repas",
        "• Écoute",
        "Anglais",
        "B1",
        "Orléans",
        "Tours",
    ]
    check_blocks(document)


def test_json_and_xml_keep_their_text_as_it_is() -> None:
    record = json.dumps({"basics": {"name": "Claire  Lefèvre"}}, ensure_ascii=False, indent=2)
    as_json = read_bytes(record.encode(), name="cv.json")
    as_xml = read_bytes(
        "<?xml version='1.0' encoding='iso-8859-1'?>\n<cv><nom>Lefèvre</nom></cv>".encode("latin-1"),
        name="cv.xml",
    )

    assert as_json.media_type is MediaType.JSON
    assert json.loads(as_json.text) == json.loads(record)
    assert as_xml.media_type is MediaType.XML
    assert "<nom>Lefèvre</nom>" in as_xml.text
    check_blocks(as_json)
    check_blocks(as_xml)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", MediaType.PDF),
        (b"junk before\n%PDF-1.4", MediaType.PDF),
        (b"{\\rtf1", MediaType.RTF),
        (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
        (b"\xff\xd8\xff\xe0", MediaType.JPEG),
        (b"II*\x00", MediaType.TIFF),
        (b"RIFF\x00\x00\x00\x00WEBP", MediaType.WEBP),
        (b"<!doctype html><p>", MediaType.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", MediaType.HTML),
        (b"<?xml version='1.0'?><SkillsPassport>", MediaType.XML),
        (b'{"basics": {}}', MediaType.JSON),
        (b'[{"id": 1}]', MediaType.JSON),
        (b"[CV] Claire", MediaType.TEXT),
        (b"Claire", MediaType.TEXT),
    ],
)
def test_the_kind_is_told_from_the_bytes(head: bytes, kind: MediaType) -> None:
    assert detect(head) is kind


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "document_empty"),
        (b"GIF89a\x01\x00", "document_unsupported_type"),
        (b"\x00\x01\x02\x03\x04", "document_unsupported_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "document_old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "document_encrypted"),
    ],
)
def test_what_is_no_document_is_refused_with_its_reason(head: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        detect(head)

    assert refused.value.code == code
    assert refused.value.remedy

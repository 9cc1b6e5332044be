"""Files made to break their reader: each is refused with its own reason, and the next good file is read."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from docx import Document as new_docx
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from openemploi.documents import Limits, MediaType, Reader, read_bytes
from openemploi.errors import DocumentError

GOOD = "Aide-soignante diplômée à Orléans".encode()
PARENT_GROWTH = 150_000_000  # bytes; no hostile file may cost the parent more


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def refusal(reader: Reader, data: bytes, *, name: str = "cv.pdf", limits: Limits | None = None) -> str:
    """The code with which ``data`` is refused; a good file is read afterwards."""
    before = psutil.Process().memory_info().rss
    with pytest.raises(DocumentError) as refused:
        reader.read_bytes(data, name=name, limits=limits or Limits())
    assert refused.value.message
    assert refused.value.remedy
    assert refused.value.where.file == name
    assert psutil.Process().memory_info().rss - before < PARENT_GROWTH
    assert reader.read_bytes(GOOD, name="good.txt").text == GOOD.decode()
    return refused.value.code


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"Aide-soignante, page {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    word = new_docx()
    word.add_paragraph("Aide-soignante " * 50)
    word.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_an_empty_file_is_refused(reader: Reader) -> None:
    assert refusal(reader, b"") == "document_empty"


def test_a_blank_file_holds_no_text(reader: Reader) -> None:
    assert refusal(reader, b" \n\t \n") == "document_no_text"


def test_an_encrypted_pdf_is_refused(reader: Reader) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    assert refusal(reader, out.getvalue()) == "document_encrypted"


def test_a_pdf_of_five_thousand_pages_is_refused(reader: Reader) -> None:
    assert refusal(reader, pdf(5000)) == "document_too_many_pages"


def test_truncated_files_are_refused(reader: Reader) -> None:
    whole = docx()
    assert refusal(reader, whole[: len(whole) // 2], name="cv.docx") == "document_truncated"
    assert refusal(reader, pdf()[:300]) == "document_truncated"
    assert refusal(reader, b"%PDF-1.7\n") == "document_truncated"


def test_random_bytes_are_refused(reader: Reader) -> None:
    noise = hashlib.shake_256(b"noise").digest(100_000)
    assert refusal(reader, noise) == "document_unsupported_type"
    assert refusal(reader, noise.replace(b"\0", b""), name="cv.txt") == "document_unsupported_type"
    assert refusal(reader, b"%PDF-1.7\n" + noise) == "document_truncated"
    assert refusal(reader, b"\x89PNG\r\n\x1a\n" + noise) == "document_truncated"


def test_archives_that_unfold_without_end_are_refused(reader: Reader) -> None:
    types = b"<Types/>"
    flat = zipped({"[Content_Types].xml": types, "word/document.xml": b"<w>" + b" " * 150_000_000})
    steep = zipped({"[Content_Types].xml": types, "word/document.xml": b"<w>" + b" " * 20_000_000})
    nested = zipped(
        {"[Content_Types].xml": types, "word/document.xml": b"<w/>", "word/inner.zip": b"\0" * 50_000_000}
    )
    many = zipped({f"word/{number}.xml": b"" for number in range(6000)} | {"word/document.xml": b"<w/>"})

    for bomb in (flat, steep, nested, many):
        assert refusal(reader, bomb, name="cv.docx") == "document_bomb"


def test_an_archive_that_lies_about_its_size_is_refused(reader: Reader) -> None:
    bomb = bytearray(zipped({"word/document.xml": b"<w>" + b" " * 120_000_000}))
    true_size, lie = struct.pack("<I", 120_000_003), struct.pack("<I", 500)
    while (place := bomb.find(true_size)) >= 0:
        bomb[place : place + 4] = lie

    assert refusal(reader, bytes(bomb), name="cv.docx") in ("document_truncated", "document_bomb")


def test_a_plain_archive_is_no_document(reader: Reader) -> None:
    assert refusal(reader, zipped({"photo.jpg": b"x"}), name="cv.zip") == "document_unsupported_type"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities_is_refused(reader: Reader, encoding: str) -> None:
    external = '<?xml version="1.0"?><!DOCTYPE cv [<!ENTITY x SYSTEM "file:///etc/passwd">]><cv>&x;</cv>'
    laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    laughs += "]><l>&i;</l>"
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": laughs.encode(encoding)}

    assert refusal(reader, external.encode(encoding), name="cv.xml") == "document_forbidden_xml"
    assert refusal(reader, laughs.encode(encoding), name="cv.xml") == "document_forbidden_xml"
    assert refusal(reader, zipped(parts), name="cv.docx") == "document_forbidden_xml"


def test_a_picture_of_huge_dimensions_is_refused(reader: Reader) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )

    assert refusal(reader, png, name="cv.png") == "document_bomb"


def test_too_much_text_is_refused(reader: Reader) -> None:
    assert refusal(reader, b"aide a domicile\n" * 200_000, name="cv.txt") == "document_too_much_text"


def test_json_nested_without_end_is_refused(reader: Reader) -> None:
    assert refusal(reader, b"[" * 500_000 + b"]" * 500_000, name="cv.json") == "document_truncated"


def test_html_nested_without_end_never_crashes(reader: Reader) -> None:
    assert refusal(reader, b"<div>" * 200_000, name="cv.html") == "document_no_text"


def test_a_file_of_200_mb_is_refused_unread(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    before = psutil.Process().memory_info().rss
    with pytest.raises(DocumentError) as refused:
        reader.read(path)

    assert refused.value.code == "document_too_large"
    assert psutil.Process().memory_info().rss - before < 20_000_000


def test_what_is_not_a_file_is_refused(reader: Reader, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path, code in [
        (tmp_path, "document_not_a_file"),
        (fifo, "document_not_a_file"),
        (tmp_path / "absent.pdf", "document_missing"),
        (tmp_path / "nul\0.pdf", "document_missing"),
    ]:
        with pytest.raises(DocumentError) as refused:
            reader.read(path)
        assert refused.value.code == code


def test_a_pdf_that_is_a_web_page_is_read_as_what_it_is(reader: Reader) -> None:
    document = reader.read_bytes(b"<!doctype html><p>Aide-soignante</p>", name="cv.pdf")

    assert document.media_type is MediaType.HTML


def test_a_file_that_takes_too_long_is_given_up(reader: Reader) -> None:
    assert refusal(reader, pdf(90), limits=replace(Limits(), seconds=0.001)) == "document_too_slow"


def test_a_file_that_takes_too_much_memory_is_given_up(reader: Reader) -> None:
    heavy = b"aide a domicile\n" * 1_200_000
    limits = replace(Limits(), memory_bytes=250_000_000, max_text_chars=10**9)

    assert refusal(reader, heavy, name="cv.txt", limits=limits) in (
        "document_too_much_memory",
        "document_reader_crashed",
    )


def test_a_reader_process_that_dies_is_replaced(reader: Reader) -> None:
    reader.read_bytes(GOOD, name="good.txt")
    for child in psutil.Process().children():
        if "openemploi.documents.zygote" in " ".join(child.cmdline()):
            child.send_signal(signal.SIGKILL)

    assert reader.read_bytes(GOOD, name="good.txt").text == GOOD.decode()


def test_several_threads_read_at_once(reader: Reader) -> None:
    whole = pdf(5)
    results: list[str] = []

    def work() -> None:
        for _turn in range(5):
            results.append(reader.read_bytes(whole, name="cv.pdf").text)
            with pytest.raises(DocumentError):
                reader.read_bytes(b"\0\1\2", name="cv.pdf")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 20
    assert len(set(results)) == 1


def test_no_descriptor_is_left_open(reader: Reader) -> None:
    reader.read_bytes(GOOD, name="good.txt")
    before = psutil.Process().num_fds()
    for data in (GOOD, b"\0\1", pdf()[:200]) * 3:
        try:
            reader.read_bytes(data, name="cv")
        except DocumentError:
            continue

    assert psutil.Process().num_fds() == before


def test_a_process_forked_from_a_reading_one_reads_too() -> None:
    assert read_bytes(GOOD, name="good.txt").text == GOOD.decode()
    pid = os.fork()
    if pid == 0:
        try:
            ok = read_bytes(GOOD, name="good.txt").text == GOOD.decode()
        finally:
            os._exit(0 if ok else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert read_bytes(GOOD, name="good.txt").text == GOOD.decode()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_a_parent_that_is_stopped(end: signal.Signals, tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(pdf(100))
    program = (
        "from pathlib import Path\nfrom openemploi.documents import read\n"
        f"print(read(Path({str(path)!r})).pages, flush=True)\n"
        f"while True: read(Path({str(path)!r}))\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"100\n"
    family = psutil.Process(parent.pid).children(recursive=True)
    assert family
    parent.send_signal(end)
    parent.wait(timeout=60)
    parent.stdout.close()

    deadline = time.monotonic() + 60
    while any(_is_alive(child) for child in family):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False

"""Text recognition with Tesseract, when it is installed: words, their places and how sure each one is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final

from PIL import Image

from openemploi.documents.assembly import Line
from openemploi.documents.model import Box
from openemploi.documents.refusals import Refusal

_WANTED: Final = ("fra", "eng", "kor")
_UNSURE: Final = 20.0  # per cent; below it a word is noise: logos, photographs, folds
_POOR: Final = 0.6  # mean confidence under which the page is in other letters or lies on its side
_LEAST_WIDTH: Final = 1_400  # pixels; smaller pictures are enlarged, Tesseract wants letters 20 pixels high


@dataclass(frozen=True, slots=True)
class OcrStatus:
    """Whether scans can be recognised here. ``languages`` are those installed, of French, English and Korean."""

    found: bool
    version: str = ""
    languages: tuple[str, ...] = ()
    program: str = ""
    orientation: bool = False  # whether pages lying on their side can be turned

    @property
    def usable(self) -> bool:
        return self.found and bool(self.languages)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of one picture, the mean confidence of their words (0 to 1), and how many words were dropped."""

    lines: list[Line]
    confidence: float
    words: int
    dropped: int


def ocr_available() -> OcrStatus:
    """What ``openemploi doctor`` says of text recognition on this machine."""
    program = shutil.which("tesseract")
    if program is None:
        return OcrStatus(False)
    try:
        version = _answer(program, "--version")
        languages = set(_answer(program, "--list-langs").split("\n"))
    except (OSError, subprocess.SubprocessError):
        return OcrStatus(False)
    found = re.search(r"tesseract\s+v?(\S+)", version)
    return OcrStatus(
        True,
        version=found.group(1) if found else "",
        languages=tuple(code for code in _WANTED if code in languages),
        program=program,
        orientation="osd" in languages,
    )


def recognise(
    image: Image.Image, *, program: str, languages: str, orientation: bool, page: int, scale: float
) -> Recognised:
    """The text of one picture. ``scale``: its dots per point, to give the boxes in points."""
    larger = max(1.0, min(_LEAST_WIDTH / max(image.width, 1), 4.0))
    if larger > 1.2:
        image = image.resize(
            (round(image.width * larger), round(image.height * larger)), Image.Resampling.LANCZOS
        )
        scale *= larger
    first, *others = _tried(languages)
    best = _read(image, program=program, languages=first, page=page, scale=scale)
    for other in others:
        if best.confidence < _POOR:
            best = _better(best, _read(image, program=program, languages=other, page=page, scale=scale))
    if orientation and best.confidence < _POOR:
        turn = _turn(image, program=program)
        if turn:
            turned = image.rotate(-turn, expand=True)
            best = _better(best, _read(turned, program=program, languages=first, page=page, scale=scale))
    return best


def _tried(languages: str) -> list[str]:
    """Each model costs its own pass over the page: Korean is only tried where the Latin ones fail."""
    latin = "+".join(code for code in languages.split("+") if code != "kor")
    korean = "kor+eng" if "eng" in languages else "kor"
    return [tried for tried in (latin, korean if "kor" in languages else "") if tried]


def _better(one: Recognised, other: Recognised) -> Recognised:
    return max(one, other, key=lambda read: read.confidence * read.words)


def _read(image: Image.Image, *, program: str, languages: str, page: int, scale: float) -> Recognised:
    table = _tesseract(program, "-l", languages, "--psm", "3", "-c", "tessedit_create_tsv=1", image=image)
    lines: list[Line] = []
    words: list[str] = []
    edges: list[tuple[int, int, int, int]] = []
    current: tuple[str, ...] = ()
    total, count, dropped = 0.0, 0, 0

    def close(following: tuple[str, ...]) -> None:
        nonlocal current
        if words:
            box = Box(
                min(e[0] for e in edges) / scale,
                min(e[1] for e in edges) / scale,
                max(e[2] for e in edges) / scale,
                max(e[3] for e in edges) / scale,
            )
            apart = not lines or current[:2] != last
            lines.append(Line(" ".join(words), page, box, apart=apart))
        words.clear()
        edges.clear()
        current = following

    last: tuple[str, ...] = ()
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5":
            continue
        text, confidence = cells[11].strip(), float(cells[10])
        if not text:
            continue
        if confidence < _UNSURE:
            dropped += 1
            continue
        place = tuple(cells[2:5])
        if place != current:
            before = current[:2] if words else last
            close(place)
            last = before
        left, top, width, height = (int(c) for c in cells[6:10])
        words.append(text)
        edges.append((left, top, left + width, top + height))
        total += confidence
        count += 1
    close(())
    return Recognised(lines, total / count / 100 if count else 0.0, count, dropped)


def _turn(image: Image.Image, *, program: str) -> int:
    try:
        answer = _tesseract(program, "--psm", "0", image=image)
    except Refusal:
        return 0
    found = re.search(r"^Rotate: (\d+)", answer, re.MULTILINE)
    return -int(found.group(1)) % 360 if found else 0


def _tesseract(program: str, *arguments: str, image: Image.Image) -> str:
    grey = image if image.mode == "L" else image.convert("L")
    picture = b"P5 %d %d 255\n" % grey.size + grey.tobytes()
    try:
        done = subprocess.run(
            [program, "-", "-", *arguments],
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except OSError:
        raise Refusal("document_scan_without_ocr") from None
    if done.returncode != 0:
        raise Refusal("document_too_much_memory" if done.returncode < 0 else "document_no_text")
    return done.stdout.decode("utf-8", "replace")


def _answer(program: str, argument: str) -> str:
    done = subprocess.run(
        [program, argument], stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=True
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")

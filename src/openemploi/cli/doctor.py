"""``openemploi doctor``: what works on this machine, what does not, and why."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openemploi import __version__
from openemploi.cli.index import in_short
from openemploi.cli.screen import IMPOSSIBLE, Json, Lang, console, tell, write_json
from openemploi.documents import ocr_available, read
from openemploi.errors import OpenEmploiError
from openemploi.extraction import korean
from openemploi.extraction.semantics import open_semantics
from openemploi.i18n import _, ngettext
from openemploi.matching.index import MANIFEST, verify
from openemploi.paths import cache_folder, data_folder, portal_folder
from openemploi.profiles.reading_cache import KEPT_DAYS, count_all, erase_all
from openemploi.taxonomy.library import open_taxonomy
from openemploi.territory.places import locate


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``state`` is ``works``, ``absent`` (optional, and what is lost) or ``broken``."""

    name: str
    state: str
    detail: str


def doctor(
    erase_readings: Annotated[
        bool, typer.Option("--erase-readings", help="Erase everything that was read from CVs and kept.")
    ] = False,
    index: Annotated[
        list[Path] | None,
        typer.Option("--index", help="An index to be read whole and compared with its checksums."),
    ] = None,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Say what works on this machine, what does not, and why."""
    findings = [_safely(name, look) for name, look in _looks(erase_readings)]
    folders = (*(index or ()), *_indexes_of_portal())
    findings += [_safely(str(folder), partial(_index, folder)) for folder in folders]
    if as_json:
        write_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            shape, colour, word = {
                "works": ("●", "green", _("works")),
                "absent": ("○", "yellow", _("absent")),
                "broken": ("✗", "red", _("broken")),
            }[finding.state]
            console.print(
                f"[{colour}]{shape}[/{colour}] {escape(finding.name)} — {word}: {escape(finding.detail)}"
            )
    if any(finding.state == "broken" for finding in findings):
        raise typer.Exit(IMPOSSIBLE)


def _looks(erase: bool) -> list[tuple[str, Callable[[], Finding]]]:
    return [
        ("Open Emploi", _program),
        (_("Folders"), _folders),
        (_("Taxonomy"), _taxonomy),
        (_("Comparing meanings"), _meanings),
        (_("Korean words"), _korean),
        (_("Reading documents"), _documents),
        (_("Reading scans (OCR)"), _ocr),
        (_("Communes"), _places),
        (_("Kept readings"), _erased if erase else _readings),
    ]


def _safely(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except OpenEmploiError as error:
        return Finding(name, "broken", f"{error.message} {error.remedy} [{error.code}]")
    except (OSError, MemoryError) as fault:
        return Finding(name, "broken", str(fault))


def _program() -> Finding:
    return Finding("Open Emploi", "works", f"{__version__}, Python {sys.version.split()[0]}")


def _folders() -> Finding:
    for folder in (data_folder(), cache_folder()):
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    return Finding(_("Folders"), "works", f"{data_folder()} · {cache_folder()}")


def _taxonomy() -> Finding:
    taxonomy = open_taxonomy()
    held = ", ".join(f"{s.name} {s.version} ({s.concepts})" for s in taxonomy.schemes)
    if len(taxonomy.schemes) == 1:
        held += " · " + _("ESCO and ROME are not imported: fewer occupations and skills are known")
    return Finding(_("Taxonomy"), "works", held)


def _meanings() -> Finding:
    name = _("Comparing meanings")
    semantics = open_semantics(open_taxonomy(), progress=tell)
    if semantics is None:
        return Finding(
            name, "absent", _("switched off by OPENEMPLOI_ENCODER: names are compared by their letters")
        )
    near, far = semantics.skills.encode(["tenir une caisse", "encaisser les clients"]), ["piloter un avion"]
    if near[0] @ near[1] <= near[0] @ semantics.skills.encode(far)[0]:
        return Finding(name, "broken", _("the model does not tell what is alike from what is not"))
    return Finding(name, "works", semantics.skills.encoder.name)


def _korean() -> Finding:
    name = _("Korean words")
    if not (analyser := korean.analyser()):
        return Finding(
            name,
            "absent",
            _("compared as they are written, with their particles; switched off by OPENEMPLOI_KOREAN, or install: "
              "{command}", command="pip install 'openemploi[korean]'"),
        )  # fmt: skip
    works = [piece.stem for piece in korean.pieces("용접을 했습니다")] == ["용접"]
    return Finding(name, "works" if works else "broken", analyser)


def _documents() -> Finding:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "check.txt"
        path.write_text("Accueil des usagers, tenue de caisse", encoding="utf-8")
        read(path)
    return Finding(_("Reading documents"), "works", "PDF, DOCX, ODT, RTF, HTML, TXT, JSON, XML")


def _ocr() -> Finding:
    status = ocr_available()
    name = _("Reading scans (OCR)")
    if not status.found:
        return Finding(
            name,
            "absent",
            _("Tesseract is not installed: scans and photographs of CVs are refused. On Debian: {command}",
              command="apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-kor"),
        )  # fmt: skip
    return Finding(name, "works", f"Tesseract {status.version}: {', '.join(status.languages)}")


def _places() -> Finding:
    known = locate("Digne-les-Bains") is not None
    return Finding(
        _("Communes"), "works" if known else "broken", _("places of 500 inhabitants and more (GeoNames)")
    )


def _readings() -> Finding:
    kept = ngettext("{count} kept", "{count} kept", count_all())
    rule = _("erased after {days} days, or now with --erase-readings", days=KEPT_DAYS)
    return Finding(_("Kept readings"), "works", f"{kept}; {rule}")


def _indexes_of_portal() -> list[Path]:
    """Those that the portal of this machine has made."""
    return sorted(manifest.parent for manifest in portal_folder().glob(f"index/*/{MANIFEST}"))


def _index(folder: Path) -> Finding:
    return Finding(str(folder), "works", in_short(folder, verify(folder)))


def _erased() -> Finding:
    return Finding(_("Kept readings"), "works", ngettext("{count} erased", "{count} erased", erase_all()))

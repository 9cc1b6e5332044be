"""Translations for Django: readable ``locale/*.po`` files of each app, put together and compiled in the cache."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import polib

from openemploi import i18n
from openemploi.i18n import read_catalogue
from openemploi.paths import cache_folder

LANGUAGES: Final = ("fr", "ko")


def compiled_catalogues(root: Path) -> Path:
    """The folder of the compiled translations of all apps under ``root``; made when a source has changed."""
    sources = {code: sorted(root.glob(f"*/locale/{code}.po")) for code in LANGUAGES}
    digest = hashlib.sha256(Path(i18n.__file__).read_bytes())  # how they are read
    for code in LANGUAGES:
        for source in sources[code]:
            digest.update(f"{code}{source.relative_to(root)}".encode() + source.read_bytes())
    folder = cache_folder() / f"portal-texts-{digest.hexdigest()[:16]}"
    for code in LANGUAGES:
        target = folder / code / "LC_MESSAGES" / "django.mo"
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        merged = polib.POFile()
        merged.metadata = {
            "Content-Type": "text/plain; charset=utf-8",
            "Plural-Forms": "nplurals=2; plural=(n > 1);" if code == "fr" else "nplurals=1; plural=0;",
        }
        for source in sources[code]:
            read = read_catalogue(source.read_text(encoding="utf-8"), code)
            merged.extend(entry for entry in read if entry.translated())
        draft = target.with_suffix(".draft")
        draft.write_bytes(merged.to_binary())
        draft.replace(target)
    return folder

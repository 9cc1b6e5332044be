"""Where Open Emploi keeps what it was given and what it can make again."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from openemploi.errors import RequestError
from openemploi.i18n import _


def data_folder() -> Path:
    """Imported taxonomies. ``OPENEMPLOI_DATA`` or the user's data folder; made when needed."""
    return _private(os.environ.get("OPENEMPLOI_DATA") or platformdirs.user_data_path("openemploi", False))


def cache_folder() -> Path:
    """Read results and compiled files, safe to erase. ``OPENEMPLOI_CACHE`` or the user's cache folder."""
    return _private(os.environ.get("OPENEMPLOI_CACHE") or platformdirs.user_cache_path("openemploi", False))


def _private(folder: str | Path) -> Path:
    # 0700: what was read from a CV is personal data; only its reader may look.
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise RequestError(
            "folder_unusable",
            _("The folder {name} cannot be made or used.", name=path),
            remedy=_("Name another one in OPENEMPLOI_DATA or OPENEMPLOI_CACHE."),
        ) from fault
    return path

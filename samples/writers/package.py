"""Zip packages (DOCX, ODT) that are the same bytes on every machine: fixed dates, nothing compressed.

Stored rather than deflated because two versions of zlib may compress one text in two ways.
"""

from __future__ import annotations

import io
import zipfile

EPOCH = (2026, 1, 5, 9, 0, 0)


def packed(files: dict[str, str | bytes]) -> bytes:
    """A zip archive of ``files`` (name to content), in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, date_time=EPOCH)
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()

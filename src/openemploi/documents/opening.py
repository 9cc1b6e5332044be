"""Files and uploads as descriptors: only regular files of a bearable size, looked at before they are opened."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openemploi.documents.limits import Limits
from openemploi.documents.refusals import Refusal


@contextlib.contextmanager
def opened(path: Path, *, limits: Limits) -> Iterator[int]:
    """A descriptor on the file at ``path``; raises :class:`Refusal` for what is not a readable regular file."""
    try:
        # Looked at before it is opened: opening a device can do something.
        _check(path.stat(), limits)
        document = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Refusal("document_missing") from None
    except PermissionError:
        raise Refusal("document_not_permitted") from None
    except OSError:
        raise Refusal("document_not_a_file") from None
    try:
        _check(os.fstat(document), limits)
        yield document
    finally:
        os.close(document)


@contextlib.contextmanager
def in_memory(data: bytes) -> Iterator[int]:
    """A descriptor on ``data``. In memory where the system can: an upload is personal data."""
    if hasattr(os, "memfd_create"):
        document = os.memfd_create("document", os.MFD_CLOEXEC)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(document, view) :]
            yield document
        finally:
            os.close(document)
    else:
        with tempfile.TemporaryFile(buffering=0) as file:
            file.write(data)
            yield file.fileno()


def _check(found: os.stat_result, limits: Limits) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Refusal("document_not_a_file")
    if found.st_size == 0:
        raise Refusal("document_empty")
    if found.st_size > limits.max_bytes:
        raise Refusal("document_too_large", limit=limits.max_bytes)

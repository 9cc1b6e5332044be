"""A file that somebody gives, on the disk for as long as it is read: readers open it by its path."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def given_file(name: str, chunks: Iterable[bytes], *, otherwise: str = "document") -> Iterator[Path]:
    """Where a file of that ``name`` (``otherwise`` when it says none) lies meanwhile; nothing of it is left after."""
    with tempfile.TemporaryDirectory(prefix="openemploi-") as folder:
        path = Path(folder) / (Path(name).name or otherwise)
        with path.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        yield path

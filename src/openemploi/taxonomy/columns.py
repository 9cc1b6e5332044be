"""A file of named arrays that opens without being read: the safetensors format, memory-mapped.

Written by the safetensors library; opened here with one ``mmap``, because the library copies every array.
Texts are stored as one UTF-8 blob with offsets.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from openemploi.errors import TaxonomyError, Where
from openemploi.i18n import _
from openemploi.paths import sync_file

Array = npt.NDArray[Any]

_TYPES: Final = {
    "U8": np.uint8, "I8": np.int8, "U16": np.uint16, "U32": np.uint32, "U64": np.uint64, "I32": np.int32,
    "F16": np.float16, "F32": np.float32, "F64": np.float64,
}  # fmt: skip


class Texts(Sequence[str]):
    """A read-only list of texts over a blob; each is decoded when asked for."""

    def __init__(self, blob: Array, offsets: Array) -> None:
        self._blob, self._offsets = blob, offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return self._blob[int(self._offsets[index]) : int(self._offsets[index + 1])].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        data = self._blob.tobytes()
        ends = self._offsets.tolist()
        for start, end in pairwise(ends):
            yield data[start:end].decode()


def pack(texts: Sequence[str]) -> tuple[Array, Array]:
    """The blob and offsets of ``texts`` for :class:`Texts`."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    offsets = np.zeros(len(encoded) + 1, np.uint32)
    np.cumsum([len(data) for data in encoded], out=offsets[1:])
    return np.frombuffer(b"".join(encoded) or b"", np.uint8), offsets


def write(path: Path, arrays: Mapping[str, Array], *, about: Mapping[str, str]) -> None:
    """Write ``arrays`` to ``path`` in one step: readers see the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, draft, dict(about))
        sync_file(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def keep_newest(folder: Path, count: int) -> None:
    """Erase all files of columns in ``folder`` but the ``count`` written last.

    Another process may take some away at the same time.
    """
    written: list[tuple[float, Path]] = []
    for path in folder.glob("*.safetensors"):
        with suppress(FileNotFoundError):
            written.append((path.stat().st_mtime, path))
    for _time, path in sorted(written, reverse=True)[count:]:
        path.unlink(missing_ok=True)


def read(path: Path) -> tuple[dict[str, Array], dict[str, str]]:
    """The arrays of ``path``, memory-mapped, and what the file says about itself.

    Raises ``TaxonomyError`` (``taxonomy_damaged``) when the file is not whole.
    """
    try:
        data = np.memmap(path, np.uint8, "r").view(np.ndarray)  # a plain array: its slices cost less
        size = int.from_bytes(data[:8].tobytes(), "little")
        header = json.loads(data[8 : 8 + size].tobytes())
        about = header.pop("__metadata__", {})
        arrays = {}
        for name, entry in header.items():
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            if end > len(data):
                raise ValueError(f"{name} ends after the file")
            arrays[name] = data[start:end].view(_TYPES[entry["dtype"]]).reshape(entry["shape"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise TaxonomyError(
            "taxonomy_damaged",
            _("The taxonomy file {name} is damaged.", name=path.name),
            remedy=_("Erase it; it will be made again from the imported files."),
            where=Where(file=str(path)),
        ) from fault
    return arrays, about

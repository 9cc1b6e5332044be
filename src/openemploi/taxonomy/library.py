"""The taxonomies on this machine: the starter that is always there, and what was imported.

An import keeps the publisher's files as they came, compiles everything into one new file and only then points
to it: a wrong file leaves the previous version in place, and a new release of Open Emploi can compile again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from openemploi.errors import TaxonomyError, Where
from openemploi.i18n import _
from openemploi.paths import cache_folder, data_folder, replace_text
from openemploi.taxonomy import columns
from openemploi.taxonomy.compiling import FORMAT, compile_schemes
from openemploi.taxonomy.detect import detect, files_in, read_scheme
from openemploi.taxonomy.model import Scheme
from openemploi.taxonomy.starter import fingerprint, read_starter
from openemploi.taxonomy.store import Taxonomy

Progress = Callable[[str], None]

_CURRENT: Final = "current.json"
_COMPILED_KEPT: Final = 4


@dataclass(frozen=True, slots=True)
class Imported:
    """A scheme that was imported: the publisher's files are in ``folder`` of the data folder."""

    name: str
    version: str
    folder: str
    files: tuple[str, ...]


def open_taxonomy(*, progress: Progress | None = None) -> Taxonomy:
    """The taxonomy in force, compiled first when it has to be (a second for the starter alone)."""
    imported = list(current())
    path = _compiled_path(imported)
    if path.exists():
        try:
            return Taxonomy.open(path)
        except TaxonomyError:
            path.unlink(missing_ok=True)
    schemes = [scheme for entry in imported for scheme in _read_again(entry, progress or _silent)]
    return _compile(schemes, imported, progress or _silent)


def import_files(paths: Sequence[Path], *, progress: Progress | None = None) -> tuple[Taxonomy, list[Scheme]]:
    """Take the official distributions at ``paths`` in addition to what is there, and make the result current.

    A scheme of the same name replaces its previous version. Raises ``FormatError`` or ``TaxonomyError``; the
    previous taxonomy then stays in force.
    """
    tell = progress or _silent
    _erase_drafts()
    tell(_("Reading the files"))
    schemes = read_scheme(paths)
    names = {scheme.name for scheme in schemes}
    kept = [entry for entry in current() if entry.name not in names]
    with _kept(paths, schemes) as entries:
        before = [scheme for entry in kept for scheme in _read_again(entry, tell)]
        imported = sorted([*kept, *entries], key=lambda entry: _ORDER.get(entry.name, 9))
        taxonomy = _compile([*before, *schemes], imported, tell)
        _point_to(imported)
    _forget_all_but(imported)
    return taxonomy, schemes


def current() -> Iterator[Imported]:
    """What was imported and is in force."""
    try:
        rows = json.loads((_folder() / _CURRENT).read_text(encoding="utf-8"))["imported"]
        entries = [Imported(row["name"], row["version"], row["folder"], tuple(row["files"])) for row in rows]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError) as fault:
        raise TaxonomyError(
            "imports_damaged",
            _("The list of imported taxonomies is damaged."),
            remedy=_("Erase the file {name} in the data folder and import them again.", name=_CURRENT),
            where=Where(file=_CURRENT),
        ) from fault
    yield from entries


# Whose label names a shared concept: the official ones come before ours once imported.
_ORDER: Final = {"rome": 1, "esco": 2, "esco-rome": 3}


def _folder() -> Path:
    return data_folder() / "taxonomies"


def _compiled_path(imported: Sequence[Imported]) -> Path:
    parts = [FORMAT, _code(), fingerprint(), *(entry.folder for entry in imported)]
    key = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    return cache_folder() / "taxonomies" / f"{key}.safetensors"


@cache
def _code() -> str:
    """A hash of the code that compiles: another release makes its own file."""
    root = resources.files("openemploi")
    names = (
        "folding.py",
        *(
            f"taxonomy/{name}.py"
            for name in ("compiling", "features", "gender", "esco", "rome", "occupation_words")
        ),
    )
    return hashlib.sha256(b"".join(root.joinpath(name).read_bytes() for name in names)).hexdigest()[:12]


def _compile(schemes: Sequence[Scheme], imported: Sequence[Imported], tell: Progress) -> Taxonomy:
    tell(_("Joining occupations and skills"))
    path = _compiled_path(imported)
    ordered = [read_starter(), *sorted(schemes, key=lambda scheme: _ORDER.get(scheme.name, 9))]
    compile_schemes(ordered, path, version=path.stem)
    columns.keep_newest(path.parent, _COMPILED_KEPT)  # each release and each import makes another
    return Taxonomy.open(path)


def _read_again(entry: Imported, tell: Progress) -> list[Scheme]:
    tell(_("Reading {name} {version}", name=entry.name, version=entry.version))
    return read_scheme([_folder() / entry.folder / name for name in entry.files])


@contextmanager
def _kept(paths: Sequence[Path], schemes: Sequence[Scheme]) -> Iterator[list[Imported]]:
    """Copies of the publisher's files; erased again when the block ends badly."""
    made: list[Path] = []
    entries: list[Imported] = []
    try:
        for scheme in schemes:
            files = [path for path in files_in(paths) if detect(path) == scheme.name]
            digest = hashlib.sha256("".join(_digest(file) for file in files).encode()).hexdigest()
            folder = f"{scheme.name}-{scheme.version}-{digest[:12]}".replace("/", "_")
            target = _folder() / folder
            if not target.exists():
                made.append(target)
                _copy(files, target)
            names = tuple(sorted(file.name for file in target.iterdir()))
            entries.append(Imported(scheme.name, scheme.version, folder, names))
        yield entries
    except BaseException:
        for target in made:
            shutil.rmtree(target, ignore_errors=True)
        raise


def _digest(path: Path) -> str:
    if path.is_dir():
        return hashlib.sha256(
            "".join(_digest(p) for p in sorted(path.rglob("*")) if p.is_file()).encode()
        ).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(files: Sequence[Path], target: Path) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        for number, file in enumerate(files):
            copy = shutil.copytree if file.is_dir() else shutil.copyfile
            copy(file, draft / f"{number}-{file.name}")
        draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _erase_drafts() -> None:
    """What a killed import left half made; an import that still goes on keeps its own."""
    for folder in (_folder(), cache_folder() / "taxonomies"):
        for draft in folder.glob(".*.draft"):
            owner = draft.name.split(".")[-2]
            if owner.isdigit() and not _is_running(int(owner)):
                if draft.is_dir():
                    shutil.rmtree(draft, ignore_errors=True)
                else:
                    draft.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _point_to(imported: Sequence[Imported]) -> None:
    rows = [
        {"name": e.name, "version": e.version, "folder": e.folder, "files": list(e.files)} for e in imported
    ]
    path = _folder() / _CURRENT
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, json.dumps({"imported": rows}, ensure_ascii=False, indent=1))


def _forget_all_but(imported: Sequence[Imported]) -> None:
    wanted = {entry.folder for entry in imported}
    for folder in _folder().iterdir():
        if folder.is_dir() and folder.name not in wanted:
            shutil.rmtree(folder, ignore_errors=True)


def _silent(_step: str) -> None:
    """No progress shown."""

"""The samples are what their sources say, byte for byte, fictitious, small, and described in ``expected.yaml``.

Read ``samples/README.md`` for what they are. Here the script is run as a newcomer runs it.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "samples"
PICTURES = {".jpg", ".png"}
PHONE = re.compile(r"(?<![\d-])0\d(?:[ .]\d\d){4}(?!\d)|(?:\+|00)33[ .\d]{9,}")
# Numbers kept for fiction: ARCEP, decision 2018-0881.
RESERVED = re.compile(r"0(?:1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) \d\d \d\d")
EMAIL = re.compile(r"[\w.+-]+@([\w.-]+)")


def make(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, SAMPLES / "make.py", *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    make("--to", folder)
    return folder


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return yaml.safe_load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))


def sources() -> Iterator[tuple[str, Path]]:
    for kind in ("cvs", "offers"):
        for path in sorted((SAMPLES / "sources" / kind).glob("*.yaml")):
            yield kind, path


def names(folder: Path) -> list[str]:
    return sorted(f"{path.parent.name}/{path.name}" for path in folder.glob("*/*"))


def test_the_script_makes_the_committed_files_again(built: Path) -> None:
    committed = sorted([*names_in("cvs"), *names_in("offers")])
    assert names(built) == committed
    for name in committed:
        again, kept = (built / name).read_bytes(), (SAMPLES / name).read_bytes()
        if again != kept:
            assert looks_the_same(again, kept, name), f"{name} differs: run make samples"


def names_in(kind: str) -> list[str]:
    return [f"{kind}/{path.name}" for path in (SAMPLES / kind).iterdir()]


def looks_the_same(again: bytes, kept: bytes, name: str) -> bool:
    """Pictures are drawn with floating point, which another processor may round otherwise; texts may not differ."""
    if Path(name).suffix in PICTURES:
        first, second = Image.open(io.BytesIO(again)), Image.open(io.BytesIO(kept))
        return first.size == second.size and slightly_apart(first, second)
    if Path(name).stem == "macon":  # the scan
        first, second = page_of(again), page_of(kept)
        return slightly_apart(first, second)
    return False


def slightly_apart(first: Image.Image, second: Image.Image) -> bool:
    return ImageStat.Stat(ImageChops.difference(first.convert("L"), second.convert("L"))).mean[0] < 1.0


def page_of(pdf: bytes) -> Image.Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=1).to_pil()
    finally:
        document.close()


def test_there_are_enough_samples_and_they_stay_small() -> None:
    assert len(names_in("cvs")) >= 24
    assert len(names_in("offers")) >= 12
    size = sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert size <= 2_500_000


def test_every_source_has_a_file_and_an_expectation(expected: dict[str, Any]) -> None:
    for kind, folder in (("cvs", SAMPLES / "cvs"), ("offers", SAMPLES / "offers")):
        keys = {path.stem for found, path in sources() if found == kind}
        assert {path.stem for path in folder.iterdir()} == keys
        assert set(expected[kind]) == keys


@pytest.mark.parametrize(("kind", "path"), list(sources()), ids=lambda value: getattr(value, "stem", value))
def test_contacts_are_fictitious(kind: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for number in PHONE.findall(text):
        assert RESERVED.fullmatch(number), number
    for domain in EMAIL.findall(text):
        assert domain.rstrip(".") in {"example.org", "example.com"}, domain


@pytest.mark.parametrize(("kind", "path"), list(sources()), ids=lambda value: getattr(value, "stem", value))
def test_what_is_expected_stands_in_the_text(kind: str, path: Path, expected: dict[str, Any]) -> None:
    source = yaml.safe_load(path.read_text(encoding="utf-8"))
    text = folded(" ".join(strings(source)), capitals=bool(source.get("options", {}).get("capitals")))
    awaited = expected[kind][path.stem]
    for one in awaited.get("records", {}).values() if "records" in awaited else [awaited]:
        for words in words_of(one):
            assert folded(words) in text, words


def words_of(awaited: dict[str, Any]) -> Iterator[str]:
    for list_name in ("skills", "skills_negated", "essential", "optional", "learnable", "not_required"):
        yield from awaited.get(list_name, ())
    for title, employer in awaited.get("titles", {}).items():
        yield from (title, employer)
    yield awaited.get("title", "")
    yield from awaited.get("search", ())
    cefr = {"A1", "A2", "B1", "B2", "C1", "C2", "native"}
    yield from (said for said in awaited.get("languages", {}).values() if said not in cefr)


def folded(text: str, *, capitals: bool = False) -> str:
    """Lower case on one line; without accents too where the CV is typed in capitals."""
    import unicodedata

    if capitals:
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(text.lower().split())


def strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from strings(value)
    else:
        yield str(tree)


def test_variations_are_many_different_and_come_back_with_their_seed(tmp_path: Path) -> None:
    first, second, other = tmp_path / "1", tmp_path / "2", tmp_path / "3"
    make("--variations", "60", "--to", first)
    make("--variations", "60", "--to", second)
    make("--variations", "60", "--to", other, "--seed", "2")
    contents = {path.name: path.read_bytes() for path in first.iterdir()}
    assert len(contents) == len(set(contents.values())) == 60
    assert contents == {path.name: path.read_bytes() for path in second.iterdir()}
    assert not set(contents.values()) & {path.read_bytes() for path in other.iterdir()}
    known = {path.stem for kind, path in sources() if kind == "cvs"}
    assert {name.rsplit("-v", 1)[0] for name in contents} == known


def test_twins_differ_by_the_protected_fact_only(tmp_path: Path) -> None:
    make("--twins", tmp_path)
    folder = tmp_path / "sortie-lycee"
    original = (folder / "original.txt").read_text(encoding="utf-8").splitlines()
    changed = {
        "name": {"Inès Bouzid", "ines.bouzid@example.com"},
        "age": {"Née le 14/05/2007"},
        "address": {"2 avenue des Thermes", "04000 Digne-les-Bains"},
        "nationality": set(),  # silent in the original: a line is added
    }
    for fact, lost in changed.items():
        twin = (folder / f"{fact}.txt").read_text(encoding="utf-8").splitlines()
        assert set(original) - set(twin) == lost, fact
        assert len(set(twin) - set(original)) == max(1, len(lost)), fact
    assert {path.stem for path in tmp_path.iterdir()} == {p.stem for kind, p in sources() if kind == "cvs"}
    for path in tmp_path.iterdir():
        assert {"original", "name", "sex", "age", "address", "nationality", "everything"} <= {
            file.stem for file in path.iterdir()
        }


def test_variations_without_a_folder_are_refused_with_what_to_do() -> None:
    command = [sys.executable, SAMPLES / "make.py", "--variations", "3"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "--to FOLDER" in answer.stderr

"""Pages lead where they say, name what exists, and hang together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
REACHED = ("README.md", "CONTRIBUTING.md")


def test_every_link_leads_somewhere(pages: Mapping[Path, str], root: Path) -> None:
    dead = []
    for path, text in pages.items():
        for target in LINK.findall(FENCE.sub("", text)):
            if target.startswith(("https://", "mailto:")):
                continue
            name, _hash, anchor = target.partition("#")
            file = (path.parent / name).resolve() if name else path
            if not file.exists() or (anchor and anchor not in _anchors(file.read_text(encoding="utf-8"))):
                dead.append(f"{path.relative_to(root)}: {target}")

    assert dead == []


def test_every_page_is_reached_from_the_readme(pages: Mapping[Path, str], root: Path) -> None:
    seen: set[Path] = set()
    ahead = [root / name for name in REACHED]
    while ahead:
        path = ahead.pop()
        if path in seen or path not in pages:
            continue
        seen.add(path)
        links = [target.partition("#")[0] for target in LINK.findall(pages[path])]
        ahead += [(path.parent / link).resolve() for link in links if link]

    assert sorted(str(path.relative_to(root)) for path in set(pages) - seen) == []


def test_the_folders_and_modules_that_are_named_exist(pages: Mapping[Path, str], root: Path) -> None:
    rooms = r"documents|taxonomy|extraction|profiles|matching|territory|reporting|cli"
    places = (
        (root, re.compile(r"`((?:src|tests|samples|docs|benchmarks)/[\w./-]*)`")),
        (root / "src" / "openemploi", re.compile(rf"`((?:{rooms})/[\w/-]*(?:\.py)?)`")),
    )
    missing = [
        f"{path.relative_to(root)}: {name}"
        for path, text in pages.items()
        for folder, named in places
        for name in named.findall(text)
        if not (folder / name).exists()
    ]

    assert missing == []


def test_every_room_of_the_library_is_in_the_house(pages: Mapping[Path, str], root: Path) -> None:
    page = pages[root / "docs/explanation/house.md"]
    package = root / "src" / "openemploi"
    rooms = [
        f"{entry.name}/" for entry in package.iterdir() if entry.is_dir() and entry.name != "__pycache__"
    ]
    rooms += [entry.name for entry in package.glob("*.py") if entry.name != "__init__.py"]

    assert sorted(room for room in rooms if f"`{room}`" not in page) == []


@pytest.mark.parametrize(
    ("name", "package", "page"),
    [
        ("One direction through the library", "openemploi", "house.md"),
        ("One direction through the portal's apps", "openemploi_web", "portal.md"),
    ],
)
def test_the_direction_of_imports_is_the_one_that_is_checked(
    pages: Mapping[Path, str], root: Path, name: str, package: str, page: str
) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (one for one in settings["tool"]["importlinter"]["contracts"] if one["name"] == name)
    layers = [
        ", ".join(re.split(r" [|:] ", layer.replace(f"{package}.", ""))) for layer in contract["layers"]
    ]

    assert " → ".join(layers) in pages[root / "docs/explanation" / page]


def test_every_dependency_has_its_licence_on_a_page(pages: Mapping[Path, str], root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*settings["project"]["dependencies"], *settings["dependency-groups"]["dev"]]
    names = [re.split(r"[<>=!~\[ ]", entry)[0].lower() for entry in wanted]
    page = pages[root / "docs/adr/0007-libraries-and-licences.md"].lower()

    assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page)] == []


def test_decisions_are_numbered_and_listed(pages: Mapping[Path, str], root: Path) -> None:
    folder = root / "docs" / "adr"
    numbered = sorted(path.name for path in folder.glob("[0-9]*.md"))

    assert [int(name[:4]) for name in numbered] == list(range(1, len(numbered) + 1))
    for name in numbered:
        text = pages[folder / name]
        assert text.startswith(f"# {name[:4]} – "), name
        assert all(f"**{part}" in text for part in ("Context.", "Decision.", "Why.")), name


def test_nothing_of_one_machine_is_on_a_page(pages: Mapping[Path, str], root: Path) -> None:
    told = re.compile(r"/(?:work|home|root|tmp)/|pypi\.org|localhost")

    assert [str(path.relative_to(root)) for path, text in pages.items() if told.search(text)] == []


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

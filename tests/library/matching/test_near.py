"""Which skills are like which: one by one, or all of them from the file that is made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pairs import COUNTING, EXCEL, SELLING, SHOP, TILL

from openemploi.matching import near
from openemploi.matching.near import RELATIONS, Nearness, NearSkills, near_skills
from openemploi.taxonomy import columns
from openemploi.taxonomy.compiling import compile_schemes
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.store import Taxonomy

SKILLS = (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL)


def files(folder: Path) -> list[Path]:
    return sorted((folder / "cache" / "neighbourhoods").iterdir())


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The skills that were worked out one by one."""
    rows: list[int] = []

    def counted(taxonomy: Taxonomy, skill: int) -> object:
        rows.append(skill)
        return near_skills(taxonomy, skill)

    monkeypatch.setattr(near, "near_skills", counted)
    return rows


def every_skill(taxonomy: Taxonomy) -> Iterator[int]:
    for row in taxonomy.concepts(*SKILLS).tolist():
        if taxonomy.canonical(row) == row:
            yield row


def test_the_file_says_of_every_skill_what_one_by_one_is_worked_out(taxonomy, own_folders):
    whole = NearSkills(taxonomy)
    arrays = whole.whole()

    assert len(arrays.other) > 1000
    assert {RELATIONS[number] for number in np.unique(arrays.relation).tolist()} >= {"narrower", "reworded"}
    for skill in every_skill(taxonomy):
        assert whole.of(skill) == near_skills(taxonomy, skill), taxonomy.label(skill)


def test_only_skills_have_entries_and_each_stands_with_its_mirror_image(taxonomy, own_folders):
    arrays = NearSkills(taxonomy).whole()

    def triples(name: str) -> set[tuple[int, int, float, int]]:
        first = getattr(arrays, f"{name}first").astype(np.int64)
        here = np.repeat(np.arange(len(taxonomy)), np.diff(first))
        columns = (getattr(arrays, f"{name}{what}").tolist() for what in ("other", "similarity", "relation"))
        return set(zip(here.tolist(), *columns, strict=True))

    forth, back = triples(""), triples("inverse_")
    assert {(other, skill, similarity, kind) for skill, other, similarity, kind in forth} == back
    assert len(forth) == len(arrays.other) == len(arrays.inverse_other)
    assert {skill for skill, *_rest in forth | back} <= set(every_skill(taxonomy))


def test_the_strongest_relation_counts(shop, own_folders):
    till, selling, counting = (shop.find(uri) for uri in (TILL, SELLING, COUNTING))
    skills = NearSkills(shop)
    skills.whole()

    assert skills.of(till) == {selling: Nearness(0.5, "broader"), counting: Nearness(0.6, "near")}
    assert skills.of(selling) == {till: Nearness(0.9, "narrower")}
    assert skills.of(shop.find(EXCEL)) == {}


def test_without_the_file_skills_are_looked_up_one_by_one_and_no_file_is_made(shop, own_folders, looked_up):
    till = shop.find(TILL)
    skills = NearSkills(shop)

    assert skills.of(till) == skills.of(till) == near_skills(shop, till)
    assert looked_up == [till]
    assert skills.arrays is None
    assert not (own_folders / "cache" / "neighbourhoods").exists()


def test_the_file_is_made_once_and_read_by_the_next(shop, own_folders, looked_up, monkeypatch):
    NearSkills(shop).whole()
    monkeypatch.setattr(near, "all_near_skills", lambda *_a, **_k: pytest.fail("made again"))

    skills = NearSkills(shop)
    assert skills.of(shop.find(TILL)) == near_skills(shop, shop.find(TILL))
    assert skills.whole() is skills.arrays
    assert looked_up == []


@pytest.mark.parametrize("damage", [b"", b"not a file", None])
def test_a_damaged_file_is_not_read_and_is_made_again(shop, own_folders, looked_up, damage):
    NearSkills(shop).whole()
    (path,) = files(own_folders)
    sound = path.read_bytes()
    other = NearSkills(shop).whole().other.tolist()
    path.unlink()  # what is mapped must not change under its reader
    path.write_bytes(sound[: len(sound) // 2] if damage is None else damage)

    skills = NearSkills(shop)
    assert skills.of(shop.find(TILL))
    assert looked_up == [shop.find(TILL)]
    assert skills.whole().other.tolist() == other
    assert len(path.read_bytes()) == len(sound)


def test_a_file_of_another_taxonomy_of_the_same_name_is_not_read(shop, own_folders):
    NearSkills(shop).whole()
    (path,) = files(own_folders)
    arrays, about = columns.read(path)
    columns.write(path, arrays, about={**about, "concepts": "3"})

    assert NearSkills(shop).arrays is None


def test_an_interrupted_making_leaves_no_file(shop, own_folders):
    def interrupted(_step: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        NearSkills(shop).whole(progress=interrupted)

    assert not (own_folders / "cache" / "neighbourhoods").exists()


def test_progress_is_told_in_sentences(taxonomy, own_folders):
    steps: list[str] = []
    NearSkills(taxonomy).whole(progress=steps.append)

    assert steps[0].startswith("Working out which skills are alike: ")
    assert len(steps) == len(set(steps)) == 11


def test_the_files_of_a_few_taxonomies_are_kept(own_folders, tmp_path):
    for number in range(6):
        path = tmp_path / f"{number}.safetensors"
        compile_schemes([SHOP], path, version=str(number))
        NearSkills(Taxonomy.open(path)).whole()

    assert len(files(own_folders)) == 4
    assert files(own_folders)[-1].name.startswith("5-")

"""What was imported stays in force until something better is whole. The files are invented and small."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from openemploi import i18n
from openemploi.errors import FormatError, OpenEmploiError, TaxonomyError
from openemploi.taxonomy.library import current, import_files, open_taxonomy
from openemploi.taxonomy.model import RelationKind
from openemploi.taxonomy.search import search
from openemploi.taxonomy.store import Taxonomy

SHEET = "urn:rome:Z1102"
ESCO_OCCUPATION = "http://data.europa.eu/esco/occupation/o1"
ESCO_SKILL = "http://data.europa.eu/esco/skill/s1"


@pytest.fixture(autouse=True)
def _alone(own_folders: Path) -> Iterator[None]:
    i18n.use_language("en")
    yield
    i18n.use_language("fr")


def names(taxonomy: Taxonomy) -> list[str]:
    return [scheme.name for scheme in taxonomy.schemes]


def row(taxonomy: Taxonomy, uri: str) -> int:
    found = taxonomy.find(uri)
    assert found is not None, uri
    return found


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_fresh_machine_has_the_starter_alone():
    assert names(open_taxonomy()) == ["starter"]
    assert list(current()) == []


def test_an_import_joins_the_starter_and_is_there_the_next_time(official_files):
    taxonomy, schemes = import_files([official_files.rome()])

    assert [(s.name, s.version) for s in schemes] == [("rome", "4.60")]
    assert names(taxonomy) == names(open_taxonomy()) == ["starter", "rome"]
    assert taxonomy.label(row(taxonomy, SHEET)) == "Souffleur / Souffleuse de nuages"


def test_what_was_imported_can_be_searched(official_files):
    import_files([official_files.rome()])
    taxonomy = open_taxonomy()

    assert taxonomy.uri(search(taxonomy, "nuagiste")[0].concept) == SHEET


def test_files_given_together_or_one_after_the_other_give_the_same(official_files):
    together, _schemes = import_files(
        [official_files.esco(), official_files.rome(), official_files.crosswalk()]
    )
    import_files([official_files.crosswalk()])
    import_files([official_files.rome()])
    apart, _schemes = import_files([official_files.esco()])

    for taxonomy in (together, apart):
        assert names(taxonomy) == ["starter", "rome", "esco", "esco-rome"]
        links = taxonomy.related(row(taxonomy, ESCO_OCCUPATION), RelationKind.EXACT)
        assert links == [row(taxonomy, SHEET)]
    assert together.version == apart.version


def test_a_skill_of_two_classifications_is_one(official_files):
    taxonomy, _schemes = import_files([official_files.rome(), official_files.esco()])

    assert taxonomy.canonical(row(taxonomy, ESCO_SKILL)) == row(taxonomy, "urn:rome:ogr:31")


def test_a_new_version_replaces_the_old_one_and_its_files(official_files, own_folders):
    import_files([official_files.rome(skill="Souffler un nuage")])
    taxonomy, _schemes = import_files([official_files.rome(version="471", skill="Sculpter un nuage")])

    assert [entry.version for entry in current()] == ["4.71"]
    assert [scheme.version for scheme in taxonomy.schemes if scheme.name == "rome"] == ["4.71"]
    assert taxonomy.label(row(taxonomy, "urn:rome:ogr:31")) == "Sculpter un nuage"
    folders = [path.name for path in (own_folders / "data" / "taxonomies").iterdir() if path.is_dir()]
    assert len(folders) == 1, folders


def test_compiled_files_of_versions_no_longer_in_force_do_not_pile_up(official_files, own_folders):
    for version in ("460", "461", "462", "463", "464", "465"):
        import_files([official_files.rome(version=version)])

    compiled = list((own_folders / "cache" / "taxonomies").glob("*.safetensors"))
    assert len(compiled) <= 4, "each takes a hundred megabytes"
    assert open_taxonomy().version in {path.stem for path in compiled}


def test_the_same_file_again_changes_nothing(official_files, own_folders):
    first, _schemes = import_files([official_files.rome()])
    before = everything(own_folders / "data")
    second, _schemes = import_files([official_files.rome()])

    assert second.version == first.version
    assert everything(own_folders / "data") == before
    assert [entry.name for entry in current()] == ["rome"]


def test_the_same_file_under_another_name_stays_readable(official_files, own_folders):
    import_files([official_files.rome()])
    import_files([official_files.rome(name="rome-download (1).zip")])
    erase_compiled(own_folders)

    assert names(open_taxonomy()) == ["starter", "rome"]


def erase_compiled(own_folders: Path) -> None:
    for path in (own_folders / "cache" / "taxonomies").iterdir():
        path.unlink()


def test_a_compiled_file_that_was_erased_is_made_again(official_files, own_folders):
    before, _schemes = import_files(
        [official_files.rome(), official_files.esco(), official_files.crosswalk()]
    )
    erase_compiled(own_folders)
    after = open_taxonomy()

    assert (after.version, len(after), names(after)) == (before.version, len(before), names(before))


@pytest.mark.parametrize("kept", [0, 100, -1])
def test_a_compiled_file_that_is_damaged_is_made_again(official_files, own_folders, kept):
    before, _schemes = import_files([official_files.rome()])
    (compiled,) = [p for p in (own_folders / "cache" / "taxonomies").iterdir() if p.stem == before.version]
    size = len(before)
    del before
    compiled.write_bytes(compiled.read_bytes()[:kept])

    assert len(open_taxonomy()) == size


def wrong_file(folder: Path, official_files) -> Path:
    path = official_files.rome(version="499", name="wrong.zip")
    path.write_bytes(path.read_bytes()[:-200])
    return path


def another_file(folder: Path, official_files) -> Path:
    path = folder / "holidays.csv"
    path.write_text("day,name\n1,new year\n", encoding="utf-8")
    return path


def absent_file(folder: Path, official_files) -> Path:
    return folder / "absent.zip"


@pytest.mark.parametrize("make", [wrong_file, another_file, absent_file])
def test_a_wrong_file_leaves_the_previous_version_in_force(make, official_files, own_folders, tmp_path):
    before, _schemes = import_files([official_files.rome()])
    kept = everything(own_folders / "data")

    with pytest.raises(OpenEmploiError) as caught:
        import_files([make(tmp_path, official_files)])

    assert isinstance(caught.value, FormatError | TaxonomyError)
    assert caught.value.remedy
    assert everything(own_folders / "data") == kept
    assert open_taxonomy().version == before.version


def test_one_wrong_file_among_good_ones_takes_none_of_them(official_files, tmp_path):
    with pytest.raises(FormatError):
        import_files([official_files.esco(), another_file(tmp_path, official_files)])

    assert names(open_taxonomy()) == ["starter"]


def test_a_fault_while_compiling_leaves_the_previous_version_in_force(
    official_files, own_folders, monkeypatch
):
    before, _schemes = import_files([official_files.rome()])
    kept = everything(own_folders / "data")

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr("openemploi.taxonomy.columns.save_file", full)
        import_files([official_files.esco()])

    assert everything(own_folders / "data") == kept
    assert open_taxonomy().version == before.version


def test_a_folder_of_zips_is_taken_whole(official_files, tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    for path in (official_files.esco("fr"), official_files.esco("en"), official_files.rome()):
        path.rename(folder / path.name)

    taxonomy, schemes = import_files([folder])

    assert [s.name for s in schemes] == ["esco", "rome"]
    assert taxonomy.label(row(taxonomy, ESCO_OCCUPATION), "en") == "cloud blower"
    assert names(open_taxonomy()) == ["starter", "rome", "esco"]


def test_a_list_of_imports_that_is_damaged_says_so(official_files, own_folders):
    import_files([official_files.rome()])
    (own_folders / "data" / "taxonomies" / "current.json").write_text("{", encoding="utf-8")

    with pytest.raises(TaxonomyError) as caught:
        open_taxonomy()

    assert caught.value.remedy


def test_what_is_kept_is_the_publishers_file_as_it_came(official_files, own_folders):
    path = official_files.rome()
    content = path.read_bytes()
    import_files([path])

    (entry,) = current()
    (name,) = entry.files
    assert (own_folders / "data" / "taxonomies" / entry.folder / name).read_bytes() == content
    assert json.loads((own_folders / "data" / "taxonomies" / "current.json").read_text(encoding="utf-8"))

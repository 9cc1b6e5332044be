"""The ESCO–ROME crosswalk, and telling what a given file is. The contents are invented."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from openemploi.errors import FormatError
from openemploi.i18n import use_language
from openemploi.taxonomy.crosswalks import read_esco_rome
from openemploi.taxonomy.detect import Source, detect, read_scheme
from openemploi.taxonomy.model import Relation, RelationKind

OCC = "http://data.europa.eu/esco/occupation/"
SHARED = Path(__file__).parents[3].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real data are not beside this checkout")

METADATA = """\
Mapping project name,ESCO - ROME
Mapping project author,"Service, public"
Mapping project version,V1.4
Mapping project version date,07/06/2022
Classification 1 Name,ESCO
Classification 1 Concept type,occupation
Classification 1 Version,1.0.9
Classification 1 Language,fr
Classification 1 Landing page,https://example.org/
Classification 2 Name,ROME
Classification 2 Concept type,occupation
Classification 2 Version,V3.0
Classification 2 Language,fr
Classification 2 Landing page,https://example.org/

"""
HEADER = (
    "classification 1 ID,classification 1 prefered label,classification 2 ID,classification 2 prefered label,"
    "mapping relation\n"
)
LINKS = (
    f"{OCC}o1,nuagiste,21,Nuagiste,skos:exactMatch\n"
    f'{OCC}o1,nuagiste,22,"Nuagiste, pluie",skos:broadMatch\n'
    f"{OCC}o2,souffleur,23,Souffleur,skos:closeMatch\n"
    f"{OCC}o2,souffleur,24,Artisan du ciel,skos:narrowMatch\n"
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("fr")


def write(folder: Path, *, links: str = LINKS, metadata: str = METADATA, header: str = HEADER) -> Path:
    path = folder / "mapping.csv"
    path.write_text(metadata + header + links, encoding="utf-8-sig", newline="")
    return path


def refused(path: Path) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read_esco_rome(path)
    assert caught.value.remedy
    return caught.value


def test_links_go_from_esco_to_the_appellation_in_our_words(tmp_path):
    scheme = read_esco_rome(write(tmp_path))

    assert (scheme.name, scheme.version, scheme.title) == ("esco-rome", "1.4", "ESCO 1.0.9 – ROME V3.0")
    assert scheme.concepts == ()
    # The file says that the appellation “Nuagiste, pluie” has a broad match in ESCO: it is narrower.
    assert scheme.relations == (
        Relation(f"{OCC}o1", RelationKind.EXACT, "urn:rome:ogr:21"),
        Relation(f"{OCC}o1", RelationKind.NARROW, "urn:rome:ogr:22"),
        Relation(f"{OCC}o2", RelationKind.CLOSE, "urn:rome:ogr:23"),
        Relation(f"{OCC}o2", RelationKind.BROAD, "urn:rome:ogr:24"),
    )


def test_windows_line_ends_and_a_zip_change_nothing(tmp_path):
    plain = read_esco_rome(write(tmp_path))
    text = (METADATA + HEADER + LINKS).replace("\n", "\r\n")
    with zipfile.ZipFile(tmp_path / "mapping.zip", "w") as archive:
        archive.writestr("mapping.csv", text)

    assert read_esco_rome(tmp_path / "mapping.zip") == plain


def test_a_link_written_twice_is_taken_once_and_said(tmp_path):
    scheme = read_esco_rome(write(tmp_path, links=LINKS + LINKS[: LINKS.index("\n") + 1]))

    assert len(scheme.relations) == 4
    assert scheme.notes == ("1 link was written twice.",)


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("skos:closeMatch", "skos:related", "mapping relation"),
        (",23,", ",K1304,", "classification 2 ID"),
        (f"{OCC}o2,souffleur,23", "http://example.org/o2,souffleur,23", "classification 1 ID"),
    ],
)
def test_a_cell_of_another_kind_is_placed(before, after, column, tmp_path):
    error = refused(write(tmp_path, links=LINKS.replace(before, after)))

    assert (error.code, error.where.file) == ("table_bad_cell", "mapping.csv")
    assert (error.where.line, error.where.column) == (19, column)


def test_a_short_row_is_placed(tmp_path):
    error = refused(write(tmp_path, links=LINKS + f"{OCC}o3,fin,25\n"))

    assert error.code == "table_bad_row"
    assert (error.where.line, error.where.column) == (21, "classification 2 prefered label")


def test_a_missing_column_is_named_at_its_header(tmp_path):
    error = refused(write(tmp_path, header=HEADER.replace("mapping relation", "relation")))

    assert error.code == "table_missing_column"
    assert (error.where.line, error.where.column) == (16, "mapping relation")


def test_a_crosswalk_between_other_classifications_is_refused(tmp_path):
    error = refused(write(tmp_path, metadata=METADATA.replace("2 Name,ROME", "2 Name,O*NET")))

    assert error.code == "crosswalk_unknown"


def make_zip(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "a,b\n1,2\n")
    return path


def test_a_file_is_told_by_what_it_holds(tmp_path):
    assert detect(make_zip(tmp_path / "1.zip", "skills_fr.csv", "occupations_fr.csv")) is Source.ESCO
    assert detect(make_zip(tmp_path / "ESCO.zip", "unix_coherence_item_v460_utf8.csv")) is Source.ROME
    assert detect(write(tmp_path)) is Source.ESCO_ROME


@pytest.mark.parametrize("name", ["export_fiches_CSV_2025.csv", "sheet.xlsx"])
def test_a_zip_of_something_else_is_refused_by_name(name, tmp_path):
    path = make_zip(tmp_path / "other.zip", name)

    with pytest.raises(FormatError) as caught:
        read_scheme([path])

    assert (caught.value.code, caught.value.where.file) == ("taxonomy_unknown_file", "other.zip")
    assert "ESCO" in caught.value.remedy
    assert "RefRomeCsv.zip" in caught.value.remedy


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n\x00\x01", b"a;b\n1;2\n"], ids=["empty", "pdf", "csv"])
def test_a_single_file_of_something_else_is_refused(content, tmp_path):
    path = tmp_path / "taxonomy.csv"
    path.write_bytes(content)

    with pytest.raises(FormatError) as caught:
        read_scheme([path])

    assert caught.value.code == "taxonomy_unknown_file"


def test_an_empty_folder_and_an_absent_file_are_refused(tmp_path):
    with pytest.raises(FormatError) as caught:
        read_scheme([tmp_path])
    assert caught.value.code == "taxonomy_unknown_file"

    with pytest.raises(FormatError) as caught:
        read_scheme([tmp_path / "absent.zip"])
    assert caught.value.code == "file_not_found"


@pytest.mark.shared
@needs_shared
def test_the_real_crosswalk_is_read_whole():
    scheme = read_esco_rome(SHARED / "crosswalks" / "FR_20230607_mapping_esco_rome.csv")

    assert Counter(relation.kind for relation in scheme.relations) == {
        RelationKind.NARROW: 5_086,
        RelationKind.CLOSE: 4_597,
        RelationKind.EXACT: 1_144,
        RelationKind.BROAD: 291,
    }
    assert len({relation.source for relation in scheme.relations}) == 1_915
    assert scheme.notes == ()


@pytest.mark.shared
@needs_shared
def test_real_files_given_together_make_three_schemes_that_meet():
    crosswalk = SHARED / "crosswalks" / "FR_20230607_mapping_esco_rome.csv"

    schemes = read_scheme([crosswalk, SHARED / "rome", SHARED / "esco"])

    assert [(scheme.name, scheme.version) for scheme in schemes] == [
        ("esco", "1.2.0"),
        ("rome", "4.60"),
        ("esco-rome", "1.4"),
    ]
    esco, rome, links = schemes
    known = {found.uri for found in esco.concepts}
    codes = {code for found in rome.concepts for name, code in found.codes if name == "ogr"}
    assert all(link.target.removeprefix("urn:rome:ogr:") in codes for link in links.relations)
    # Three occupations of 2022 are no longer in ESCO 1.2.0; the store counts their six links.
    assert sum(link.source not in known for link in links.relations) == 6

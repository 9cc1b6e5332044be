"""ESCO zips in the layouts of each release, and what is said of broken ones. The contents are invented."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from openemploi.errors import FormatError
from openemploi.i18n import use_language
from openemploi.taxonomy.esco import read_esco
from openemploi.taxonomy.model import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind, Scheme

OCC = "http://data.europa.eu/esco/occupation/"
SKILL = "http://data.europa.eu/esco/skill/"
ISCO = "http://data.europa.eu/esco/isco/C"
NOTE = "http://data.europa.eu/esco/regulated-professions/"

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "esco"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("fr")


def layout_1_2_0(language: str) -> dict[str, str]:
    """The tables of an edition in the layout of ESCO 1.2.0, with the traps of the real ones."""
    french = language == "fr"
    baker = "boulanger/boulangère" if french else "baker"
    other = '"pétrisseuse\npétrisseur\nboulanger/boulangère"' if french else '"bread  baker\nbread\xa0maker"'
    knead = "pétrir" if french else "knead"
    tables = {
        "ISCOGroups": "conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description\n"
        f"ISCOGroup,{ISCO}7512,7512,Bakers,released,,,\n",
        "occupations": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,"
        "modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code\n"
        f"Occupation,{OCC}o1,7512,{baker},{other},miche,released,2024-01-01,{NOTE}unregulated,,,,"
        '"Bakes\n\n  bread.",7512.1\n'
        f"Occupation,{OCC}o2,0110,{'pilote' if french else 'pilot'},,,released,,{NOTE}regulated,,,,,0110.1\n"
        f"Occupation,{OCC}old,7512,gone,,,obsolete,,,,,,,7512.9\n",
        "skills": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,"
        "modifiedDate,scopeNote,definition,inScheme,description\n"
        f"KnowledgeSkillCompetence,{SKILL}s1,skill/competence,sector-specific,{knead},,,released,,,,,\n"
        f"KnowledgeSkillCompetence,{SKILL}s2,knowledge,cross-sector,flour,,,released,,,,,\n"
        f"KnowledgeSkillCompetence,{SKILL}s3,skill/competence,transversal,teamwork,,,released,,,,,\n"
        f"KnowledgeSkillCompetence,{SKILL}s4,knowledge,transversal,Latin,,,released,,,,,\n",
        "skillGroups": "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
        f"scopeNote,inScheme,description,code\nSkillGroup,{SKILL}g1,making food,,,released,,,,,S1\n",
        "broaderRelationsOccPillar": "conceptType,conceptUri,broaderType,broaderUri\n"
        f"Occupation,{OCC}o1,ISCOGroup,{ISCO}7512\nOccupation,{OCC}old,ISCOGroup,{ISCO}7512\n",
        "broaderRelationsSkillPillar": "conceptType,conceptUri,broaderType,broaderUri\n"
        f"KnowledgeSkillCompetence,{SKILL}s1,SkillGroup,{SKILL}g1\n",
        "occupationSkillRelations": "occupationUri,relationType,skillType,skillUri\n"
        f"{OCC}o1,essential,skill/competence,{SKILL}s1\n{OCC}o1,optional,knowledge,{SKILL}s2\n",
        "skillSkillRelations": "originalSkillUri,originalSkillType,relationType,relatedSkillType,"
        f"relatedSkillUri\n{SKILL}s1,skill/competence,essential,knowledge,{SKILL}s2\n"
        f"{SKILL}s1,skill/competence,optional,knowledge,{SKILL}absent\n",
        "languageSkillsCollection": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,status,"
        "altLabels,description,broaderConceptUri,broaderConceptPT\n"
        f"KnowledgeSkillCompetence,{SKILL}s4,knowledge,transversal,Latin,released,,,,\n",
        "transversalSkillsCollection": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,status,"
        "altLabels,description,broaderConceptUri,broaderConceptPT\n"
        f"KnowledgeSkillCompetence,{SKILL}s3,skill/competence,transversal,teamwork,released,,,,\n",
    }
    return {f"{name}_{language}.csv": text for name, text in tables.items()}


def layout_1_1(language: str) -> dict[str, str]:
    """ESCO 1.1: the relations are of no language."""
    relations = "Relations"
    return {
        name.replace(f"_{language}", "") if relations in name else name: text
        for name, text in layout_1_2_0(language).items()
    }


def layout_1_2_1(language: str) -> dict[str, str]:
    """ESCO 1.2.1: an economic activity for occupations, labels beside the URIs of relations."""
    tables = layout_1_2_0(language)
    occupations = tables[f"occupations_{language}.csv"]
    for ending in (",code\n", ",7512.1\n", ",0110.1\n", ",7512.9\n"):
        added = ",naceCode\n" if ending == ",code\n" else ",http://data.europa.eu/ux2/nace2.1/10\n"
        occupations = occupations.replace(ending, ending[:-1] + added)
    tables[f"occupations_{language}.csv"] = occupations
    tables[f"broaderRelationsOccPillar_{language}.csv"] = (
        "conceptType,conceptUri,conceptLabel,broaderType,broaderUri,broaderLabel\n"
        f"Occupation,{OCC}o1,o1 {language},ISCOGroup,{ISCO}7512,Bakers\n"
        f"Occupation,{OCC}old,gone,ISCOGroup,{ISCO}7512,Bakers\n"
    )
    tables[f"occupationSkillRelations_{language}.csv"] = (
        "occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel\n"
        f"{OCC}o1,o1 {language},essential,skill/competence,{SKILL}s1,s1 {language}\n"
        f"{OCC}o1,o1 {language},optional,knowledge,{SKILL}s2,s2 {language}\n"
    )
    return tables


def layout_1_0(language: str) -> dict[str, str]:
    """ESCO 1.0: no status, no code, no note on regulation; alternative labels between bars."""
    tables = layout_1_1(language)
    tables[f"occupations_{language}.csv"] = (
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
        f"Occupation,{OCC}o1,7512,boulanger/boulangère,pétrisseuse | pétrisseur,Fait du pain.\n"
        f"Occupation,{OCC}o2,0110,pilote,,\n"
    )
    tables[f"skills_{language}.csv"] = (
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description\n"
        f"KnowledgeSkillCompetence,{SKILL}s1,skill/competence,sector-specific,pétrir,,\n"
        f"KnowledgeSkillCompetence,{SKILL}s2,knowledge,cross-sector,farine,,\n"
        f"KnowledgeSkillCompetence,{SKILL}s3,skill/competence,transversal,équipe,,\n"
        f"KnowledgeSkillCompetence,{SKILL}s4,knowledge,transversal,latin,,\n"
    )
    tables[f"skillGroups_{language}.csv"] = (
        f"conceptType,conceptUri,preferredLabel,altLabels,description\nSkillGroup,{SKILL}g1,aliments,,\n"
    )
    tables[f"ISCOGroups_{language}.csv"] = (
        "conceptType,conceptUri,code,preferredLabel,altLabels,description\n"
        f"ISCOGroup,{ISCO}7512,7512,Boulangers,,\n"
    )
    return tables


def write_zip(
    folder: Path,
    tables: dict[str, str],
    *,
    version: str = "v1.2.0",
    language: str = "fr",
    encoding: str = "utf-8",
) -> Path:
    path = folder / f"ESCO dataset - {version} - classification - {language} - csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(name, text.encode(encoding))
    return path


def concept(scheme: Scheme, uri: str) -> Concept:
    return next(found for found in scheme.concepts if found.uri == uri)


def refused(tables: dict[str, str], folder: Path) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read_esco([write_zip(folder, tables)])
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("layout", "version"),
    [(layout_1_0, "1.0.9"), (layout_1_1, "1.1.1"), (layout_1_2_0, "1.2.0"), (layout_1_2_1, "1.2.1")],
    ids=["1.0", "1.1", "1.2.0", "1.2.1"],
)
def test_every_layout_gives_the_same_graph(layout, version, tmp_path):
    scheme = read_esco([write_zip(tmp_path, layout("fr"), version=f"v{version}")])

    assert (scheme.name, scheme.version, scheme.languages) == ("esco", version, ("fr",))
    assert {found.uri.rpartition("/")[2]: found.kind for found in scheme.concepts} == {
        "C7512": ConceptKind.OCCUPATION_GROUP,
        "o1": ConceptKind.OCCUPATION,
        "o2": ConceptKind.OCCUPATION,
        "g1": ConceptKind.SKILL_GROUP,
        "s1": ConceptKind.SKILL,
        "s2": ConceptKind.KNOWLEDGE,
        "s3": ConceptKind.TRANSVERSAL,
        "s4": ConceptKind.LANGUAGE,
    }
    assert set(scheme.relations) == {
        Relation(f"{OCC}o1", RelationKind.BROADER, f"{ISCO}7512"),
        Relation(f"{SKILL}s1", RelationKind.BROADER, f"{SKILL}g1"),
        Relation(f"{OCC}o1", RelationKind.ESSENTIAL, f"{SKILL}s1"),
        Relation(f"{OCC}o1", RelationKind.OPTIONAL, f"{SKILL}s2"),
        Relation(f"{SKILL}s1", RelationKind.SKILL_ESSENTIAL, f"{SKILL}s2"),
    }
    assert len(scheme.relations) == 5
    baker = concept(scheme, f"{OCC}o1")
    assert {label.text for label in baker.labels} >= {"boulanger/boulangère", "pétrisseuse", "pétrisseur"}
    assert baker.codes == (("isco", "7512"),)


def test_labels_are_clean_once_each_and_ranked(tmp_path):
    scheme = read_esco([write_zip(tmp_path, layout_1_2_0("fr"))])

    assert concept(scheme, f"{OCC}o1").labels == (
        Label("boulanger/boulangère", "fr", LabelKind.PREFERRED),
        Label("pétrisseuse", "fr", LabelKind.ALTERNATIVE),
        Label("pétrisseur", "fr", LabelKind.ALTERNATIVE),
        Label("miche", "fr", LabelKind.HIDDEN),
    )


def test_an_occupation_keeps_its_code_description_and_regulation(tmp_path):
    scheme = read_esco([write_zip(tmp_path, layout_1_2_0("fr"))])
    baker, pilot = concept(scheme, f"{OCC}o1"), concept(scheme, f"{OCC}o2")

    assert (baker.code, baker.descriptions, baker.regulated) == ("7512.1", (("fr", "Bakes\nbread."),), False)
    assert (pilot.codes, pilot.regulated) == ((("isco", "0110"),), True)


def test_a_release_that_says_nothing_of_regulation_leaves_it_unknown(tmp_path):
    scheme = read_esco([write_zip(tmp_path, layout_1_0("fr"), version="v1.0.9")])

    assert concept(scheme, f"{OCC}o1").regulated is None


@pytest.mark.parametrize("layout", [layout_1_1, layout_1_2_0, layout_1_2_1])
def test_two_languages_make_one_scheme(layout, tmp_path):
    french = write_zip(tmp_path, layout("fr"))
    english = write_zip(tmp_path, layout("en"), language="en")

    scheme = read_esco([french, english])

    assert scheme == read_esco([english, french])
    assert scheme.languages == ("en", "fr")
    assert [(label.text, label.language) for label in concept(scheme, f"{SKILL}s1").labels] == [
        ("knead", "en"),
        ("pétrir", "fr"),
    ]
    assert len(scheme.concepts) == 8
    assert len(scheme.relations) == 5


def test_an_unpacked_folder_reads_as_its_zip(tmp_path):
    folder = tmp_path / "ESCO dataset - v1.2.0 - classification"
    folder.mkdir()
    (folder / ".DS_Store").write_bytes(b"\x00\x01")
    for language in ("fr", "en"):
        for name, text in layout_1_2_0(language).items():
            (folder / name).write_text(text, encoding="utf-8-sig", newline="")
    zips = [write_zip(tmp_path, layout_1_2_0(code), language=code) for code in ("fr", "en")]

    assert read_esco([folder]) == read_esco(zips)


def test_the_language_is_read_in_the_archive_name_when_the_tables_have_none(tmp_path):
    tables = {name.replace("_fr", ""): text for name, text in layout_1_2_0("fr").items()}

    assert read_esco([write_zip(tmp_path, tables)]).languages == ("fr",)


def test_a_renamed_archive_has_an_unknown_version(tmp_path):
    path = write_zip(tmp_path, layout_1_2_0("fr")).rename(tmp_path / "download.zip")

    scheme = read_esco([path])

    assert (scheme.version, scheme.languages) == ("unknown", ("fr",))


def test_what_is_not_taken_is_counted(tmp_path):
    english = layout_1_2_0("en")
    english["skills_en.csv"] += f"KnowledgeSkillCompetence,{SKILL}s5,,,new,,,released,,,,,\n"
    paths = [write_zip(tmp_path, layout_1_2_0("fr")), write_zip(tmp_path, english, language="en")]

    assert read_esco(paths).notes == (
        "1 obsolete concept was left out.",
        "1 concept has no label in the language fr.",
        "1 skill does not say whether it is knowledge; taken as know-how.",
        "broaderRelationsOccPillar.csv: 1 row that leads to something the files do not hold was left out.",
        "skillSkillRelations.csv: 1 row that leads to something the files do not hold was left out.",
    )


def test_the_licence_sentence_is_the_commissions(tmp_path):
    scheme = read_esco([write_zip(tmp_path, layout_1_2_0("fr"))])

    assert scheme.attribution == "This service uses the ESCO classification of the European Commission."
    assert "2011/833" in scheme.licence


def test_a_missing_column_is_named(tmp_path):
    tables = layout_1_2_0("fr")
    tables["skills_fr.csv"] = tables["skills_fr.csv"].replace("skillType", "type")

    error = refused(tables, tmp_path)

    assert error.code == "table_missing_column"
    assert error.where.file is not None
    assert error.where.file.endswith(".zip/skills_fr.csv")
    assert (error.where.line, error.where.column) == (1, "skillType")
    assert "skillType" in error.message


def test_a_short_row_is_placed_by_its_first_line_after_cells_of_several_lines(tmp_path):
    tables = layout_1_2_0("fr")
    # The row of the baker takes lines 2 to 6: its labels and its description hold line feeds.
    tables["occupations_fr.csv"] = tables["occupations_fr.csv"].replace(",0110.1\n", "\n")

    error = refused(tables, tmp_path)

    assert (error.code, error.where.line, error.where.column) == ("table_bad_row", 7, "code")


def test_a_relation_of_an_unknown_type_is_refused(tmp_path):
    tables = layout_1_2_0("fr")
    name = "occupationSkillRelations_fr.csv"
    tables[name] = tables[name].replace("optional", "useful")

    error = refused(tables, tmp_path)

    assert (error.code, error.where.line, error.where.column) == ("table_bad_cell", 3, "relationType")
    assert "useful" in error.message
    assert "essential" in error.message


def test_a_skill_of_an_unknown_type_is_refused(tmp_path):
    tables = layout_1_2_0("fr")
    tables["skills_fr.csv"] = tables["skills_fr.csv"].replace(",knowledge,cross", ",attitude,cross")

    error = refused(tables, tmp_path)

    assert (error.code, error.where.line, error.where.column) == ("table_bad_cell", 3, "skillType")


def test_a_broken_byte_in_a_utf8_table_is_placed(tmp_path):
    tables = layout_1_2_0("fr")
    tables["occupations_fr.csv"] = tables["occupations_fr.csv"].replace("pilote", "pilo\udce9te")
    path = tmp_path / "ESCO dataset - v1.2.0 - classification - fr - csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in tables.items():
            archive.writestr(name, text.encode("utf-8", errors="surrogateescape"))

    with pytest.raises(FormatError) as caught:
        read_esco([path])

    row = f"Occupation,{OCC}o2,0110,pilo"
    assert caught.value.code == "table_bad_encoding"
    assert (caught.value.where.line, caught.value.where.column) == (7, len(row) + 1)


def test_a_table_in_utf16_is_refused(tmp_path):
    with pytest.raises(FormatError) as caught:
        read_esco([write_zip(tmp_path, layout_1_2_0("fr"), encoding="utf-16")])

    assert caught.value.code == "table_bad_encoding"
    assert caught.value.where.line == 1


def test_a_table_cut_inside_a_cell_is_refused(tmp_path):
    tables = layout_1_2_0("fr")
    text = tables["occupations_fr.csv"]
    tables["occupations_fr.csv"] = text[: text.index("Bakes") + 8]

    error = refused(tables, tmp_path)

    assert (error.code, error.where.line) == ("table_truncated", 2)


def test_a_truncated_zip_is_refused(tmp_path):
    path = write_zip(tmp_path, layout_1_2_0("fr"))
    path.write_bytes(path.read_bytes()[:-400])

    with pytest.raises(FormatError) as caught:
        read_esco([path])

    assert (caught.value.code, caught.value.where.file) == ("archive_broken", path.name)


def test_a_member_that_fails_its_checksum_is_refused(tmp_path):
    path = write_zip(tmp_path, layout_1_2_0("fr"))
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("skills_fr.csv")
    data = bytearray(path.read_bytes())
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    data[at] ^= 0xFF
    path.write_bytes(bytes(data))

    with pytest.raises(FormatError) as caught:
        read_esco([path])

    assert caught.value.code == "archive_broken"
    assert caught.value.where.file == f"{path.name}/skills_fr.csv"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    tables = {**layout_1_2_0("fr"), "conceptSchemes_fr.csv": "0" * 8_000_000}

    assert refused(tables, tmp_path).code == "archive_too_large"


@pytest.mark.parametrize("name", ["skills_fr.csv", "ISCOGroups_fr.csv", "occupationSkillRelations_fr.csv"])
def test_an_absent_table_is_named(name, tmp_path):
    tables = layout_1_2_0("fr")
    del tables[name]

    error = refused(tables, tmp_path)

    assert error.code == "archive_member_missing"
    assert name.removesuffix("_fr.csv") in error.message


def test_a_table_written_twice_is_refused(tmp_path):
    tables = layout_1_2_0("fr")
    tables["copy/skills_fr.csv"] = tables["skills_fr.csv"]

    assert refused(tables, tmp_path).code == "archive_member_twice"


def test_versions_do_not_mix(tmp_path):
    paths = [
        write_zip(tmp_path, layout_1_1("fr"), version="v1.1.1"),
        write_zip(tmp_path, layout_1_2_0("en"), language="en"),
    ]

    with pytest.raises(FormatError) as caught:
        read_esco(paths)

    assert caught.value.code == "esco_versions_mixed"
    assert "1.1.1, 1.2.0" in caught.value.message


def test_a_language_given_twice_is_refused(tmp_path):
    path = write_zip(tmp_path, layout_1_2_0("fr"))
    copy = path.with_name("copy - v1.2.0.zip")
    copy.write_bytes(path.read_bytes())

    with pytest.raises(FormatError) as caught:
        read_esco([path, copy])

    assert caught.value.code == "esco_language_twice"


def test_a_file_that_is_not_there_is_said_without_its_folder(tmp_path):
    with pytest.raises(FormatError) as caught:
        read_esco([tmp_path / "none.zip"])

    assert caught.value.code == "file_not_found"
    assert str(tmp_path) not in caught.value.message


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real ESCO zips are not beside this checkout")
def test_the_real_esco_is_read_whole():
    scheme = read_esco(sorted(SHARED.glob("*.zip")))

    assert (scheme.version, scheme.languages) == ("1.2.0", ("en", "fr"))
    # 13,829 English and 13,641 French skills, of which 5 are French only: 13,834 in all.
    assert Counter(found.kind for found in scheme.concepts) == {
        ConceptKind.OCCUPATION: 3_039,
        ConceptKind.SKILL: 10_300,
        ConceptKind.KNOWLEDGE: 3_080,
        ConceptKind.TRANSVERSAL: 95,
        ConceptKind.LANGUAGE: 359,
        ConceptKind.SKILL_GROUP: 640,
        ConceptKind.OCCUPATION_GROUP: 619,
    }
    assert Counter(relation.kind for relation in scheme.relations) == {
        RelationKind.ESSENTIAL: 64_235,
        RelationKind.OPTIONAL: 58_346,
        RelationKind.BROADER: 24_351,
        RelationKind.SKILL_ESSENTIAL: 188,
        RelationKind.SKILL_OPTIONAL: 5_628,
    }
    assert sum(found.regulated is True for found in scheme.concepts) == 15
    assert all(label.text == " ".join(label.text.split()) for c in scheme.concepts for label in c.labels)

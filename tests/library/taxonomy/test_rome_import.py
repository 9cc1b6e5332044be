"""The ROME 4 zip in its official layout, and what is said of broken ones. The contents are invented."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from openemploi.errors import FormatError
from openemploi.i18n import use_language
from openemploi.taxonomy.model import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind, Scheme
from openemploi.taxonomy.rome import read_rome
from openemploi.taxonomy.tables import TableReader, open_tables

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "rome" / "RefRomeCsv.zip"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("fr")


def rows(*lines: str) -> str:
    """A table in the way ROME writes it: every cell between quotes."""
    return "".join(",".join(f'"{cell}"' for cell in line.split("|")) + "\n" for line in lines)


def rome_tables() -> dict[str, str]:
    return {
        "grand_domaine": rows("code_grand_domaine|libelle_grand_domaine", "Z|Métiers du ciel"),
        "domaine_professionnel": rows(
            "code_domaine_professionnel|libelle_domaine_professionnel", "Z11|Nuages"
        ),
        "referentiel_code_rome": rows(
            "code_rome|code_fiche_metier|code_ogr|libelle_rome|transition_eco|transition_num|transition_demo"
            "|emploi_reglemente|emploi_cadre|code_rome_parent",
            "Z1101|1|11|Souffleur / Souffleuse de nuages|||||N|Z1101",
            "Z1102|2|12|Peintre de nuages||||O|N|Z1101",
        ),
        "referentiel_appellation": rows(
            "code_ogr|libelle_appellation_long|libelle_appellation_court|code_rome|transition_eco"
            "|transition_num|transition_demo|emploi_reglemente|emploi_cadre|classification|origine"
            "|code_rome_parent|peu_usite",
            "21|Brumisateur / Brumisatrice|Brumisateur(trice)|Z1101||||||SYNONYME||Z1101|O",
            "22|Souffleur / Souffleuse de nuages|Souffleur / Souffleuse de nuages|Z1101||||||PRINCIPALE||Z1101|N",
            "23|Chef / Cheffe nuagiste|Chef nuagiste|Z1101||||||SYNONYME||Z1101|N",
            "24|Peintre de nuages|Peintre de nuages|Z1102||||||PRINCIPALE||Z1101|N",
        ),
        "texte": rows(
            "code_rome|code_compo_bloc|libelle_type_texte|position_phrase|libelle_texte",
            "Z1101|3|definition|2|Assure l''entretien.",
            "Z1101|3|definition|1|Souffle des nuages.",
            "Z1101|4|acces_metier|1|Accessible sans diplôme.",
        ),
        "referentiel_competence": rows(
            "code_ogr|nature|libelle_competence|definition|code_ogr_macro_comp|code_macro_comp|cat_comp"
            "|sous_cat_comp|transition_eco|transition_num|libelle_heterogeneite|libelle_origine",
            "31|Compétence|Souffler un nuage||32||Savoir-faire|Technique||||",
            "32|Macro-compétence|Travailler le ciel|||4A101|Savoir-faire|Technique||||",
            "33|Macro-compétence|Faire preuve de rêve|Capacité à rêver||6D101"
            "|Savoir-être professionnel|Transverse||||",
        ),
        "referentiel_savoir": rows(
            "code_ogr_savoir|libelle_savoir|categorie_savoir|sous_categorie_savoir|transition_eco|transition_num",
            "41|Météorologie élémentaire|Domaines d'expertise|Sciences||",
            "42|Volapük|Domaines d'expertise|Langues||",
        ),
        "referentiel_contexte_travail": rows(
            "code_ogr|libelle_cont_travail|code_type_cont_trav|libelle_type_cont_trav", "51|En hauteur|1|Lieu"
        ),
        "coherence_item": rows(
            "code_rome|code_ogr|coeur_metier",
            "Z1101|31|Principale",
            "Z1101|41|",
            "Z1102|33|Émergente",
            "Z1101|51|",
            "Z1101|99|",
        ),
        "rubrique_mobilite": rows(
            "code_rome|code_rome_cible|numero_ordre", "Z1102|Z1101|1", "Z1101|Z1102|10"
        ),
        "arborescence_thematique": rows("code_theme|libelle_theme", "1|Ciel"),
    }


def write_zip(folder: Path, tables: dict[str, str], *, version: str = "_v460", **encodings: str) -> Path:
    path = folder / "RefRomeCsv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(f"unix_{name}{version}_utf8.csv", text.encode(encodings.get(name, "utf-8")))
        archive.writestr("version.txt", "Numero de version : 60\n\nTitre :  ROME 4.0 version 60 - 25M09\n")
    return path


def concept(scheme: Scheme, uri: str) -> Concept:
    return next(found for found in scheme.concepts if found.uri == uri)


def refused(tables: dict[str, str], folder: Path) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read_rome(write_zip(folder, tables))
    assert caught.value.remedy
    return caught.value


def test_sheets_carry_their_appellations_as_labels_and_codes(tmp_path):
    sheet = concept(read_rome(write_zip(tmp_path, rome_tables())), "urn:rome:Z1101")

    assert (sheet.kind, sheet.code, sheet.regulated) == (ConceptKind.OCCUPATION, "Z1101", None)
    assert sheet.labels == (
        Label("Souffleur / Souffleuse de nuages", "fr", LabelKind.PREFERRED),
        Label("Chef / Cheffe nuagiste", "fr", LabelKind.ALTERNATIVE),
        Label("Chef nuagiste", "fr", LabelKind.ALTERNATIVE),
        Label("Brumisateur / Brumisatrice", "fr", LabelKind.HIDDEN),
        Label("Brumisateur(trice)", "fr", LabelKind.HIDDEN),
    )
    assert set(sheet.codes) == {("rome", "Z1101"), *(("ogr", code) for code in ("11", "21", "22", "23"))}


def test_definitions_are_in_order_with_single_apostrophes(tmp_path):
    sheet = concept(read_rome(write_zip(tmp_path, rome_tables())), "urn:rome:Z1101")

    assert sheet.descriptions == (("fr", "Souffle des nuages.\nAssure l'entretien."),)


def test_regulation_is_yes_no_or_unknown(tmp_path):
    tables = rome_tables()
    tables["referentiel_code_rome"] = tables["referentiel_code_rome"].replace(
        '"","N","Z1101"', '"N","","Z1101"'
    )
    scheme = read_rome(write_zip(tmp_path, tables))

    assert concept(scheme, "urn:rome:Z1101").regulated is False
    assert concept(scheme, "urn:rome:Z1102").regulated is True


def test_skills_have_the_kind_that_rome_gives_them(tmp_path):
    scheme = read_rome(write_zip(tmp_path, rome_tables()))

    assert {found.code: found.kind for found in scheme.concepts if "ogr" in found.uri} == {
        "31": ConceptKind.SKILL,
        "4A101": ConceptKind.SKILL,
        "6D101": ConceptKind.TRANSVERSAL,
        "41": ConceptKind.KNOWLEDGE,
        "42": ConceptKind.LANGUAGE,
    }
    soft = concept(scheme, "urn:rome:ogr:33")
    assert soft.codes == (("ogr", "33"),)
    assert soft.descriptions == (("fr", "Capacité à rêver"),)


def test_relations_are_those_of_the_sheets(tmp_path):
    scheme = read_rome(write_zip(tmp_path, rome_tables()))

    assert scheme.relations == (
        Relation("urn:rome:Z11", RelationKind.BROADER, "urn:rome:Z"),
        Relation("urn:rome:Z1101", RelationKind.BROADER, "urn:rome:Z11"),
        Relation("urn:rome:Z1102", RelationKind.BROADER, "urn:rome:Z11"),
        Relation("urn:rome:Z1102", RelationKind.BROADER, "urn:rome:Z1101"),
        Relation("urn:rome:ogr:31", RelationKind.BROADER, "urn:rome:ogr:32"),
        Relation("urn:rome:Z1101", RelationKind.ESSENTIAL, "urn:rome:ogr:31"),
        Relation("urn:rome:Z1101", RelationKind.OPTIONAL, "urn:rome:ogr:41"),
        Relation("urn:rome:Z1102", RelationKind.EMERGING, "urn:rome:ogr:33"),
        Relation("urn:rome:Z1101", RelationKind.MOBILITY, "urn:rome:Z1102"),
        Relation("urn:rome:Z1102", RelationKind.MOBILITY, "urn:rome:Z1101"),
    )


def test_what_is_not_taken_is_counted(tmp_path):
    assert read_rome(write_zip(tmp_path, rome_tables())).notes == (
        "1 link to a work context was left out: it is not a skill.",
        "unix_coherence_item_v460_utf8.csv: 1 row that leads to something the files do not hold was left out.",
    )


def test_the_version_is_in_the_names_of_the_tables_or_in_the_version_file(tmp_path):
    assert read_rome(write_zip(tmp_path, rome_tables(), version="_v471")).version == "4.71"
    scheme = read_rome(write_zip(tmp_path, rome_tables(), version=""))
    assert scheme.version == "4.60"
    assert scheme.attribution == "ROME 4.0, France Travail, Licence Ouverte 2.0 (version 4.60)"


def test_a_latin_9_table_called_utf8_is_read_and_said(tmp_path):
    path = write_zip(tmp_path, rome_tables(), referentiel_savoir="iso8859-15")

    scheme = read_rome(path)

    assert concept(scheme, "urn:rome:ogr:41").labels[0].text == "Météorologie élémentaire"
    assert scheme.notes[0] == (
        "RefRomeCsv.zip/unix_referentiel_savoir_v460_utf8.csv is not in UTF-8; read as iso8859-15."
    )


def test_a_windows_table_keeps_its_dashes(tmp_path):
    tables = rome_tables()
    tables["referentiel_savoir"] = tables["referentiel_savoir"].replace("Météorologie", "Météo – l’air")

    scheme = read_rome(write_zip(tmp_path, tables, referentiel_savoir="cp1252"))

    assert concept(scheme, "urn:rome:ogr:41").labels[0].text == "Météo – l’air élémentaire"


def test_a_folder_reads_as_its_zip(tmp_path):
    folder = tmp_path / "rome"
    folder.mkdir()
    path = write_zip(tmp_path, rome_tables())
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)  # our own zip, written above

    assert read_rome(folder) == read_rome(path)


@pytest.mark.parametrize(
    ("table", "before", "after", "line", "column"),
    [
        ("coherence_item", '"Principale"', '"Secondaire"', 2, "coeur_metier"),
        ("referentiel_code_rome", '"O","N","Z1101"', '"peut-être","N","Z1101"', 3, "emploi_reglemente"),
        ("referentiel_appellation", '"Z1101","O"', '"Z1101","X"', 2, "peu_usite"),
        ("referentiel_competence", '"Macro-compétence","Trav', '"Savoir","Trav', 3, "nature"),
        ("referentiel_savoir", '"42"', '"41"', 3, "code_ogr_savoir"),
        ("rubrique_mobilite", '"10"', '"proche"', 3, "numero_ordre"),
        ("texte", '"definition","1"', '"definition","un"', 3, "position_phrase"),
    ],
)
def test_a_cell_that_rome_would_not_write_is_placed(table, before, after, line, column, tmp_path):
    tables = rome_tables()
    assert before in tables[table]
    tables[table] = tables[table].replace(before, after)

    error = refused(tables, tmp_path)

    assert (error.code, error.where.line, error.where.column) == ("table_bad_cell", line, column)
    assert error.where.file == f"RefRomeCsv.zip/unix_{table}_v460_utf8.csv"


def test_a_missing_column_is_named(tmp_path):
    tables = rome_tables()
    tables["referentiel_code_rome"] = tables["referentiel_code_rome"].replace(
        "libelle_rome", "libelle_code_rome"
    )

    error = refused(tables, tmp_path)

    assert (error.code, error.where.line, error.where.column) == ("table_missing_column", 1, "libelle_rome")


def test_a_short_row_is_placed(tmp_path):
    tables = rome_tables()
    tables["coherence_item"] += '"Z1102","41"\n'

    error = refused(tables, tmp_path)

    assert (error.code, error.where.line, error.where.column) == ("table_bad_row", 7, "coeur_metier")


def test_quotes_that_do_not_match_are_placed(tmp_path):
    tables = rome_tables()
    tables["texte"] = tables["texte"].replace("Souffle des", 'Souffle "des')

    error = refused(tables, tmp_path)

    assert (error.code, error.where.line) == ("table_bad_row", 3)


def test_an_empty_table_is_refused(tmp_path):
    assert refused({**rome_tables(), "texte": ""}, tmp_path).code == "table_empty"


def test_an_absent_table_is_named(tmp_path):
    tables = rome_tables()
    del tables["coherence_item"]

    error = refused(tables, tmp_path)

    assert error.code == "archive_member_missing"
    assert "unix_coherence_item" in error.message


def test_rome_3_is_refused_by_its_version(tmp_path):
    with pytest.raises(FormatError) as caught:
        read_rome(write_zip(tmp_path, rome_tables(), version="_v347"))

    assert caught.value.code == "rome_version_unsupported"


def test_tables_of_two_versions_are_refused(tmp_path):
    path = write_zip(tmp_path, rome_tables())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("unix_texte_v461_utf8.csv", rome_tables()["texte"])

    with pytest.raises(FormatError) as caught:
        read_rome(path)

    assert caught.value.code == "rome_versions_mixed"
    assert "4.60, 4.61" in caught.value.message


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the real ROME zip is not beside this checkout")
def test_the_real_rome_is_read_whole():
    scheme = read_rome(SHARED)

    assert scheme.version == "4.60"
    # 17,810 competences and 507 macro-competences; 15,354 savoirs of which 82 are languages.
    assert Counter(found.kind for found in scheme.concepts) == {
        ConceptKind.OCCUPATION: 1_584,
        ConceptKind.OCCUPATION_GROUP: 14 + 110,
        ConceptKind.SKILL: 17_810 + 507 - 16,
        ConceptKind.TRANSVERSAL: 16,
        ConceptKind.KNOWLEDGE: 15_354 - 82,
        ConceptKind.LANGUAGE: 82,
    }
    kinds = Counter(relation.kind for relation in scheme.relations)
    # 104,219 coherence items, of which 13,663 are work contexts.
    assert kinds[RelationKind.ESSENTIAL] == 18_900
    assert kinds[RelationKind.EMERGING] == 1_731
    assert kinds[RelationKind.OPTIONAL] == 104_219 - 13_663 - 18_900 - 1_731
    assert kinds[RelationKind.MOBILITY] == 14_912
    assert kinds[RelationKind.BROADER] == 110 + 1_584 + 1_052 + 17_810
    assert scheme.notes == ("13663 links to work contexts were left out: they are not skills.",)
    ogr = Counter(
        code for c in scheme.concepts if c.kind is ConceptKind.OCCUPATION for n, code in c.codes if n == "ogr"
    )
    assert len(ogr) == 1_584 + 13_120
    assert max(ogr.values()) == 1


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the real ROME zip is not beside this checkout")
def test_the_real_table_that_is_latin_9_in_spite_of_its_name_keeps_its_accents():
    with open_tables(SHARED) as tables:
        table = next(found for found in tables if "secteur_naf_v460" in found.name and "arbo" in found.name)
        reader = TableReader(table, columns=["libelle_rome"])
        labels = {label for _line, (label,) in reader}

    assert reader.encoding == "iso8859-15"
    assert "Jardinier / Jardinière paysagiste" in labels

# ruff: noqa: E501 - rows of official files are long
"""Small files of classifications and bridges, in their official layouts and with invented values: see :mod:`.samples`."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import xlsxwriter

_ROME: Final[Mapping[str, tuple[str, Sequence[Sequence[str]]]]] = {
    "referentiel_code_rome": (
        "code_rome,code_fiche_metier,code_ogr,libelle_rome,transition_eco,transition_num,transition_demo,"
        "emploi_reglemente,emploi_cadre,code_rome_parent",
        (
            ("G1998", "1", "9000001", "Crêpier / Crêpière", "Emploi Blanc", "N", "", "N", "N", "G1998"),
            ("G1999", "2", "9000002", "Glacier / Glacière", "Emploi Vert", "O", "O", "", "", "G1998"),
            ("J1999", "3", "9000003", "Orthoptiste", "", "", "", "O", "O", "J1999"),
        ),
    ),
    "grand_domaine": (
        "code_grand_domaine,libelle_grand_domaine",
        (("G", "Hôtellerie, restauration"), ("J", "Santé")),
    ),
    "domaine_professionnel": (
        "code_domaine_professionnel,libelle_domaine_professionnel",
        (("G19", "Cuisine"), ("J19", "Rééducation")),
    ),
    "referentiel_appellation": (
        "code_ogr,libelle_appellation_long,libelle_appellation_court,code_rome,transition_eco,transition_num,"
        "transition_demo,emploi_reglemente,emploi_cadre,classification,origine,code_rome_parent,peu_usite",
        (
            ("9000001", "Crêpier / Crêpière", "Crêpier / Crêpière", "G1998", "", "", "", "", "", "PRINCIPALE", "", "G1998", "N"),
            ("9000011", "Galettier / Galettière", "Galettier", "G1998", "", "", "", "", "", "SYNONYME", "", "G1998", "O"),
        ),
    ),
    "texte": (
        "code_rome,code_compo_bloc,libelle_type_texte,position_phrase,libelle_texte",
        (
            ("G1998", "3", "definition", "1", "Prépare l''appareil et cuit les crêpes."),
            ("G1998", "4", "acces_metier", "1", "Accessible sans diplôme,\nou avec un CAP."),
        ),
    ),
    "referentiel_competence": (
        "code_ogr,nature,libelle_competence,definition,code_ogr_macro_comp,code_macro_comp,cat_comp,sous_cat_comp,"
        "transition_eco,transition_num,libelle_heterogeneite,libelle_origine",
        (
            ("9100001", "Compétence", "Cuire des crêpes", "", "9200001", "", "Savoir-faire", "Technique", "", "N", "", ""),
            ("9200001", "Macro-compétence", "Cuisiner", "Cuire", "", "9Z901", "Savoir-faire", "Technique", "O", "", "Homogène", ""),
        ),
    ),
    "referentiel_savoir": (
        "code_ogr_savoir,libelle_savoir,categorie_savoir,sous_categorie_savoir,transition_eco,transition_num",
        (("9300001", "Farines", "Produits, outils et matières", "Aliments", "", "N"),),
    ),
    "referentiel_contexte_travail": (
        "code_ogr,libelle_cont_travail,code_type_cont_trav,libelle_type_cont_trav",
        (("9400001", "Travail le soir", "2", "Horaires"),),
    ),
    "coherence_item": (
        "code_rome,code_ogr,coeur_metier",
        (("G1998", "9100001", "Principale"), ("G1998", "9300001", ""), ("J1999", "9400001", "Émergente")),
    ),
    "rubrique_mobilite": ("code_rome,code_rome_cible,numero_ordre", (("G1998", "G1999", "1"),)),
    "referentiel_code_rome_riasec": ("code_rome,riasec_majeur,riasec_mineur", (("G1998", "R", ""),)),
}  # fmt: skip


def rome(folder: Path) -> Path:
    """ROME 4, with a table of NAF sectors in Latin-9 and others that nobody reads."""
    path = folder / "RefRomeCsv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (header, lines) in _ROME.items():
            archive.writestr(f"unix_{name}_v999_utf8.csv", _quoted([header.split(","), *lines]))
        sectors = [
            ["code_secteur_naf", "libelle_secteur_naf", "code_ogr_rome", "code_rome", "libelle_rome"],
            ["1", "Cœurs d’entreprise à l'œuvre", "9000001", "G1998", "Crêpier / Crêpière"],
        ]
        data = _quoted(sectors).replace("’", "'").encode("iso-8859-15")
        archive.writestr("unix_arborescence_secteur_naf_v999_utf8.csv", data)
        archive.writestr("unix_item_v999_utf8.csv", '"code_ogr","libelle","code_rubrique"\n')
        archive.writestr("version.txt", "Numero de version : 99\n")
    return path


_URI: Final = "http://data.europa.eu/esco/"
_ESCO: Final[Mapping[str, tuple[str, Sequence[Sequence[str]]]]] = {
    "occupations_fr": (
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
        "regulatedProfessionNote,scopeNote,definition,inScheme,description,code",
        (
            ("Occupation", f"{_URI}occupation/o1", "5120", "crêpier/crêpière", "galettier\ngalettière", "", "released", "2024-05-02T08:09:10.07Z", "", "", "", "", "Cuit.", "5120.9"),
            ("Occupation", f"{_URI}occupation/o2", "0110", "officier", "", "", "released", "2024-05-02T08:09:10Z", "", "", "", "", "", "0110.9"),
            ("Occupation", f"{_URI}occupation/o3", "2267", "", "", "", "obsolete", "", "", "", "", "", "", ""),
        ),
    ),
    "skills_fr": (
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
        "scopeNote,definition,inScheme,description",
        (("KnowledgeSkillCompetence", f"{_URI}skill/s1", "skill/competence", "sector-specific", "cuire des crêpes", "", "", "released", "", "", "", "", ""),),
    ),
    "skillGroups_fr": (
        "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,inScheme,"
        "description,code",
        (("SkillGroup", f"{_URI}skill/g1", "cuisiner", "", "", "released", "", "", "", "", "S9.9"),),
    ),
    "ISCOGroups_fr": (
        "conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description",
        (("ISCOGroup", f"{_URI}isco/C0110", "0110", "Officiers", "released", "", "", ""),),
    ),
    "occupationSkillRelations_fr": (
        "occupationUri,relationType,skillType,skillUri",
        ((f"{_URI}occupation/o1", "essential", "skill/competence", f"{_URI}skill/s1"),),
    ),
    "broaderRelationsOccPillar_fr": (
        "conceptType,conceptUri,broaderType,broaderUri",
        (("Occupation", f"{_URI}occupation/o2", "ISCOGroup", f"{_URI}isco/C0110"),),
    ),
    "broaderRelationsSkillPillar_fr": (
        "conceptType,conceptUri,broaderType,broaderUri",
        (("KnowledgeSkillCompetence", f"{_URI}skill/s1", "SkillGroup", f"{_URI}skill/g1"),),
    ),
    "digCompSkillsCollection_fr": (
        "conceptType,conceptUri,preferredLabel,status,skillType,reuseLevel,altLabels,description,"
        "broaderConceptUri,broaderConceptPT",
        (("KnowledgeSkillCompetence", f"{_URI}skill/s1", "cuire des crêpes", "released", "skill/competence", "", "a | b", "", "", ""),),
    ),
}  # fmt: skip


def esco(folder: Path) -> Path:
    """ESCO in French, in the layout of release 1.2.0."""
    path = folder / "ESCO dataset - v1.2.0 - classification - fr - csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (header, lines) in _ESCO.items():
            archive.writestr(f"{name}.csv", _quoted([header.split(","), *lines], csv.QUOTE_MINIMAL))
    return path


def esco_of_2020(folder: Path) -> Path:
    """ESCO in English as of release 1.0: fewer columns, and relations that do not name their language."""
    path = folder / "ESCO dataset - v1.0.9 - classification - en - csv.zip"
    tables = {
        "occupations_en": ("conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description", ("Occupation", f"{_URI}occupation/o1", "5120", "crêpe maker", "galette maker", "Makes them.")),
        "skills_en": ("conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description", ("KnowledgeSkillCompetence", f"{_URI}skill/s1", "knowledge", "transversal", "flours", "", "")),
        "skillGroups_en": ("conceptType,conceptUri,preferredLabel,altLabels,description", ("SkillGroup", f"{_URI}skill/g1", "cook", "", "")),
        "ISCOGroups_en": ("conceptType,conceptUri,code,preferredLabel,altLabels,description", ("ISCOGroup", f"{_URI}isco/C5120", "5120", "Cooks", "", "")),
        "occupationSkillRelations": ("occupationUri,relationType,skillType,skillUri", (f"{_URI}occupation/o1", "optional", "knowledge", f"{_URI}skill/s1")),
        "broaderRelationsOccPillar": ("conceptType,conceptUri,broaderType,broaderUri", ("Occupation", f"{_URI}occupation/o1", "ISCOGroup", f"{_URI}isco/C5120")),
        "broaderRelationsSkillPillar": ("conceptType,conceptUri,broaderType,broaderUri", ("KnowledgeSkillCompetence", f"{_URI}skill/s1", "SkillGroup", f"{_URI}skill/g1")),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, (header, line) in tables.items():
            archive.writestr(f"{name}.csv", _quoted([header.split(","), line], csv.QUOTE_MINIMAL))
    return path


def onet(folder: Path) -> Path:
    """O*NET's text files, in the layout of release 29."""
    path = folder / "db_99_1_text.zip"
    code = "99-1011.00"
    tables = {
        "Occupation Data": (
            "O*NET-SOC Code\tTitle\tDescription",
            (f"{code}\tCrêpe Makers\tMake 6 inch crêpes.", "99-1011.01\tGalette Makers\t", "99-2011.00\tTasters\tTaste."),
        ),
        "Technology Skills": (
            "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand",
            (f'{code}\tThe "Best" till\t43230000\tPoint of sale software\tY\tN',),
        ),
        "Skills": (
            "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error\tLower CI Bound"
            "\tUpper CI Bound\tRecommend Suppress\tNot Relevant\tDate\tDomain Source",
            (f"{code}\t2.A.1.a\tTasting\tLV\t3.25\t8\t0.12\t3\t3.5\tN\tN\t08/2024\tAnalyst",
             f"{code}\t2.A.1.a\tTasting\tIM\t4.5\tn/a\tn/a\tn/a\tn/a\tY\tn/a\t08/2024\tAnalyst"),
        ),
        "Knowledge": (
            "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error\tLower CI Bound"
            "\tUpper CI Bound\tRecommend Suppress\tNot Relevant\tDate\tDomain Source",
            (f"{code}\t2.C.1.a\tFlours\tIM\t2\t20\t0.1\t1.8\t2.2\tN\tN\t08/2023\tIncumbent",),
        ),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (header, lines) in tables.items():
            archive.writestr(f"db_99_1_text/{name}.txt", "\r\n".join((header, *lines, "")))
        archive.writestr("db_99_1_text/Job Zones.txt", "O*NET-SOC Code\tJob Zone\r\n")
    return path


def _tree(prefix: str) -> list[dict[str, object]]:
    return [
        {"code": prefix, "name": "음식", "level": 1, "parent": None},
        {"code": f"{prefix}1", "name": "조리", "level": 2, "parent": prefix},
        {"code": f"{prefix}11", "name": "크레페 조리원", "level": 3, "parent": f"{prefix}1"},
    ]


def _json(name: str, value: object) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
        return path

    return write


def nested(folder: Path) -> Path:
    """A Korean tree whose nodes hold those below them."""
    leaf = {"code": "981", "name": "크레페 조리원"}
    return _json(
        "tree.json",
        [{"code": "9", "name": "음식", "children": [{"code": "98", "name": "조리", "children": [leaf]}]}],
    )(folder)


def naf_list(folder: Path) -> Path:
    """INSEE's list of all levels, as it was in Latin-1."""
    path = folder / "naf2008_intitules.csv"
    path.write_bytes(
        "Ligne;Code;Intitulés de la NAF rév. 2, version finale;Intitulés NAF rév. 2, en 65 caractères max\n"
        "1;SECTION A;AGRICULTURE IMAGINAIRE;AGRICULTURE\n"
        "2;01;Cultures rêvées;Cultures rêvées\n"
        "3;01.1;Cultures d'été;Cultures d'été\n"
        "4;01.11Z;Culture de nuages;Culture de nuages\n".encode("cp1252")
    )
    return path


def crosswalk_esco_rome(folder: Path) -> Path:
    """ESCO–ROME, with lines about the mapping before the header."""
    path = folder / "FR_20990101_mapping_esco_rome.csv"
    path.write_text(
        "Mapping project name,ESCO - ROME\nMapping project version,V9.1\nClassification 1 Name,ESCO\n"
        "Classification 2 Name,ROME \n\n"
        "classification 1 ID,classification 1 prefered label,classification 2 ID,classification 2 prefered label,"
        "mapping relation\n"
        f"{_URI}occupation/o1,crêpier,9000001,Crêpier / Crêpière,skos:exactMatch\n"
        f"{_URI}occupation/o1,crêpier,9000011,Galettier,skos:broadMatch\n"
        f"{_URI}occupation/o2,officier,9000021,Officier,skos:closeMatch\n",
        encoding="utf-8",
    )
    return path


def crosswalk_esco_onet(folder: Path) -> Path:
    """ESCO–O*NET, with a byte order mark and the header on line 6."""
    path = folder / "crosswalk.csv"
    path.write_text(
        "\ufeffMapping project name,ESCO-O*NET Crosswalk,,,,,\nMapping project version,7,,,,,\n"
        "Classification 1 Name,O*NET,,,,,\n,,,,,,\n,,,,,,\n"
        "O*NET Id,O*NET Title,O*NET Description,ESCO or ISCO URI,ESCO or ISCO Title,ESCO or ISCO Description,"
        "Type of Match\n"
        f'99-1011.00,Crêpe Makers,"Make, and serve.",{_URI}occupation/o1,crêpe maker,Makes.,exactMatch\n'
        f"99-1011.01,Galette Makers,,{_URI}occupation/o1,crêpe maker,Makes.,narrowMatch\n"
        f"99-2011.00,Tasters,Taste.,{_URI}isco/C7515,Tasters,,broadMatch\n",
        encoding="utf-8",
    )
    return path


def crosswalk_rome_naf(folder: Path) -> Path:
    """Hires by ROME and NAF, the latter without its dot."""
    path = folder / "rome_naf_mapping_2099.csv"
    path.write_text(
        "rome_id,rome_label,naf_id,naf_label,hirings\n"
        'G1998,Crêperie,5610C,"Restauration, rapide",161\nG1998,Crêperie,5610A,Restauration,63\n'
        "J1999,Orthoptie,8690E,Rééducation,5\n",
        encoding="utf-8",
    )
    return path


def crosswalk_rome_isco(folder: Path) -> Path:
    """ROME–ISCO: a sheet that explains, one from ROME and one from ISCO; codes are numbers."""
    path = folder / "Correspondance_ROME_ISCO08.xlsx"
    header = ["Code ROME", "Libellé codes ROME", "ISCO08 14SI4", "Code ISCO08", "Libellé codes ISCO08"]
    lines: list[list[str | int]] = [
        ["G1998", "Crêperie", 5120, 5120, "Cuisiniers"],
        ["K1998", "Défense", 0, 110, "Officiers"],
        ["J1999", "Orthoptie", 226, 2267, "Optométristes"],
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Définition").write(0, 0, "La table de correspondance")
        sheet = book.add_worksheet("ROME to ISCO-08")
        for row, line in enumerate([header, *lines]):
            sheet.write_row(row, 0, line)
        book.add_worksheet("ISCO-08 to ROME").write_row(0, 0, header[::-1])
    return path


def crosswalk_rome_fap(folder: Path) -> Path:
    """ROME–FAP: two SAS formats, the first by occupation, the second with the qualification; a list over two lines."""
    path = folder / "passage_fap2099_romev3.txt"
    path.write_bytes(
        '/* Certains métiers déterminent la famille : "Z9999" = "Z9Z99" n\'est qu\'un exemple */\r\n'
        "proc format ;\r\nvalue  $FAP9RSQ\r\n"
        '"G1998","G1999"                =\t"S9Z40"\r\n'
        '"J1998",\r\n"J1999"            = "V9Z80"\r\n'
        ' Other                         ="ZZZZZ";\r\n run;\r\n'
        "proc format ;\r\nvalue  $FAP9RAQ\r\n"
        '"K19981","K19982"              = "P9Z90"\r\n Other = "ZZZZZ";\r\n run;\r\n'.encode("latin-1")
    )
    return path


def _quoted(lines: Sequence[Sequence[str]], quoting: int = csv.QUOTE_ALL) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n", quoting=quoting).writerows(lines)  # type: ignore[arg-type]
    return written.getvalue()


REFERENCES: Final[dict[str, Callable[[Path], Path]]] = {
    "crosswalk_esco_onet": crosswalk_esco_onet,
    "crosswalk_esco_rome": crosswalk_esco_rome,
    "crosswalk_rome_fap": crosswalk_rome_fap,
    "crosswalk_rome_isco": crosswalk_rome_isco,
    "crosswalk_rome_naf": crosswalk_rome_naf,
    "esco": esco,
    "keco": _json("keco-tree.json", _tree("9")),
    "keco_index": _json("keco-index.json", [{"code": f"98{n}", "term": f"크레페 {n}"} for n in range(3)]),
    "ksco": _json("ksco-tree.json", _tree("A")),
    "ksic": _json("ksic-tree.json", _tree("I")),
    "ksic_changes": _json(
        "ksic-oldnew.json",
        [{"new": f"5619{n}", "old": f"5618{n}", "oldName": f"음식점 {n}"} for n in range(3)],
    ),
    "naf": _json(
        "codes-NAF.json", {"56.10C": "Restauration rêvée", "56.30Z": "Débits", "86.90E": "Rééducation"}
    ),
    "onet": onet,
    "rome": rome,
}

"""Small files of the labour market and of training, in their official layouts, with invented values."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from openemploi.connectors.parcoursup_columns import COURSES_FILE

BMO_2026: Final = (
    *("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "REG", "NOM_REG", "Dept"),
    *("NomDept", "BE26", "NOMBE26", "clpe", "met", "xmet", "smet"),
)
BMO_ROWS: Final = (
    (
        2026,
        "S1X40",
        "Cuisiniers",
        "S",
        "Services",
        93,
        "Sud",
        "04",
        "Hautes Combes",
        9301,
        "VALLÉE",
        "L1",
        120,
        80,
        40,
    ),
    (
        2026,
        "A0X40",
        "Maraîchers",
        "Z",
        "Autres",
        93,
        "Sud",
        "2A",
        "Île Neuve",
        9302,
        "PLAGE",
        "L2",
        15,
        "*",
        "*",
    ),
    (
        2026,
        "M2X90",
        "Ingénieurs",
        "C",
        "Cadres",
        "01",
        "Outre-mer",
        "971",
        "Les Îles",
        101,
        "BOURG",
        "L3",
        "*",
        "*",
        "*",
    ),
)


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these sheets."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if cell is not None:
                        sheet.write(row, column, cell)
    return path


def bmo(folder: Path) -> Path:
    """Hiring projects, in the layout of 2026: a sheet that describes, then one with the rows."""
    described = [("Variable", "Libellé"), ("met", "Projets"), ("xmet", "Projets difficiles")]
    return workbook(
        folder / "Base_open_data_BMO_2026.xlsx",
        {"Description_des_variables": described, "BMO_2026_open_data": [BMO_2026, *BMO_ROWS]},
    )


def tension(folder: Path) -> Path:
    """Tension by occupation and basin."""
    path = folder / "tension_rome_bassin_2021.csv"
    path.write_text(
        "annee;ROME;cbassin;oee;defm_abc;ind_tension_d;ind_int_emb_d;ind_main_oeuvre_d;ind_dur_empl_d;"
        "ind_cond_travail_d;ind_mismatch_geo_d;ind_specif_form_empl_d\n"
        "2021;G1602;9301;152,5;31;5;4;3;2;4;1;2\n"
        "2021;G1602;0203;1 040,25;88,75;3;4;3;2;4;1;\n"
        "2021;A1414;2A01;12;25,25;1;1;2;5;5;4;1\n",
        encoding="utf-8",
    )
    return path


def dares_tension(folder: Path) -> Path:
    """Dares tensions: France, a region whose level ends with a space, a department too small to say."""
    path = folder / "dares_tensions_fap2009.csv"
    path.write_text(
        "fap,Emploi moyen,Tension ,Catégorie Tension,Intensité d'embauches,Lien formation-emploi,"
        "Manque de main-d'œuvre disponible,Non-durabilité de l'emploi,Conditions de travail contraignantes,"
        "Inadéquation géographique,Année,niveau_geo,niveau_fap,reg,dep\n"
        "S1Z40,251000,0.41250000001,4.0,5.0,3.0,2.0,4.0,5.0,1.0,2019,nat,fap 225,,\n"
        "S1Z,26000,-0.25,2.0,4.0,3.0,2.0,4.0,5.0,2.0,2019,reg ,fap 87,1.0,\n"
        "S1Z40,100,,,,,,,,,2019,dep,fap 225,,2A\n",
        encoding="utf-8",
    )
    return path


_RNCP: Final = {
    "Standard": (
        '"Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Abrege_Intitule";"Nomenclature_Europe_Niveau";'
        '"Nomenclature_Europe_Intitule";"Accessible_Nouvelle_Caledonie";"Accessible_Polynesie_Francaise";'
        '"Date_dernier_jo";"Date_Decision";"Date_Fin_Enregistrement";"Date_Effet";"Type_Enregistrement";'
        '"Validation_Partielle";"Actif"',
        '"11";"RNCP90001";"Cuisine de montagne";"CAP";"Certificat d\'aptitude";"NIV3";"Niveau 3";"Non";"Oui";;;'
        '"31/08/2028";"01/09/2023";"Enregistrement de droit";;"ACTIVE"',
        '"12";"RNCP90002";"Mécanique des téléphériques";"TP";"Titre";"NIV4";"Niveau 4";"Non";"Non";"25/01/2002";;'
        '"31/12/2006";;"Enregistrement sur demande";;"INACTIVE"',
        '"13";"RS9003";"Lire une carte";;;;;"Non";"Non";;"15/02/2024";"15/02/2027";;;;"ACTIVE"',
    ),
    "Blocs_De_Compétences": (
        '"Numero_Fiche";"Bloc_Competences_Code";"Bloc_Competences_Libelle"',
        '"RNCP90001";"RNCP90001BC01";"Préparer un repas d’altitude"',
        '"RNCP90001";"RNCP90001BC02";"Tenir les stocks"',
    ),
    "Rome": (
        '"Numero_Fiche";"Codes_Rome_Code";"Codes_Rome_Libelle"',
        '"RNCP90001";"G1602";"Personnel de cuisine"',
    ),
    "Nsf": ('"Numero_Fiche";"Nsf_Code";"Nsf_Intitule"', '"RNCP90001";"221t";"221t : Restauration"'),
    "Certificateurs": (
        '"Numero_Fiche";"Siret_Certificateur";"Nom_Certificateur"',
        '"RNCP90001";"\t01234567800019";"ACADEMIE DES CIMES"',
    ),
    "Partenaires": (
        '"Numero_Fiche";"Nom_Partenaire";"Siret_Partenaire";"Habilitation_Partenaire"',
        '"RNCP90001";"LYCEE DU COL";"\t98765432100011";"HABILITATION_ORGA_FORM"',
        '"RNCP90001";"ECOLE SANS SIRET";;"HABILITATION_ORGA_FORM"',
    ),
    "Formacode": (
        '"Numero_Fiche";"Formacode_Code";"Formacode_Libelle"',
        '"RNCP90001";"42752";"42752 : Cuisine"',
    ),
    "VoixdAccès": ('"Numero_Fiche";"Si_Jury"', '"RNCP90001";"Par expérience"'),
    "CCN": (
        '"Numero_Fiche";"Ccn_1_Numero";"Ccn_1_Libelle";"Ccn_2_Numero";"Ccn_2_Libelle";"Ccn_3_Numero";"Ccn_3_Libelle"',
        '"RNCP90001";"1979";"Hôtels, cafés, restaurants";"454";"Remontées mécaniques";;',
    ),
    "Ancienne_Nouvelle_Certification": (
        '"Numero_Fiche";"Ancienne_Certification";"Nouvelle_Certification"',
        '"RNCP90002";;"RNCP90001"',
    ),
}


def rncp(folder: Path) -> Path:
    """The ten tables of the export of certifications."""
    path = folder / "export-fiches-csv-2026-02-22.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in _RNCP.items():
            archive.writestr(f"export_fiches_CSV_{name}_2026_02_22.csv", "\r\n".join(lines) + "\r\n")
    return path


def onisep_occupations(folder: Path) -> Path:
    """Occupations of Onisep: one with several ROME codes, one with none and no publication."""
    path = folder / "ideo-metiers_onisep.csv"
    path.write_text(
        "libellé métier;lien site onisep.fr;nom publication;collection;année;gencod;GFE;code ROME;libellé ROME;"
        "lien ROME;domaine/sous-domaine;date création;date de modification\n"
        "gardien / gardienne de refuge;https://exemple.fr/slug/MET.90001;Les métiers d’altitude;Parcours;2025;"
        "9780000000019;GFE Q;G1401;Hôtellerie;https://exemple.fr/G1401;tourisme/accueil;06/06/2020;16/04/2026\n"
        "éleveur / éleveuse de yacks;https://exemple.fr/slug/MET.90002;;;;;GFE A;A1407 | A1410;Élevage;;"
        "nature/élevage| nature/plein air;28/07/2025;28/02/2026\n"
        "guetteur / guetteuse;https://exemple.fr/slug/MET.90003;;;;;;;;;;28/07/2025;\n",
        encoding="utf-8",
    )
    return path


def onisep_courses(folder: Path) -> Path:
    """Courses of Onisep: one with a certification, one without, one without authority."""
    path = folder / "ideo-formations_initiales_en_france.csv"
    path.write_text(
        "code NSF;code scolarité;sigle type formation;libellé type formation;libellé formation principal;"
        "sigle formation;durée;niveau de sortie indicatif;code RNCP;niveau de certification;"
        "libellé niveau de certification;tutelle;URL et ID Onisep;domaine/sous-domaine;date création;"
        "date de modification\n"
        "221;50022139;CAP;certificat;CAP cuisine d’altitude;;2 ans;CAP;90001;3;niveau 3;Ministère des Cimes;"
        "https://exemple.fr/slug/FOR.90001;hôtellerie/cuisine;25/01/2024;22/04/2024\n"
        "240 | 242;;;école;école des refuges;EDR;1 an;bac;;;;non renseigné;https://exemple.fr/slug/FOR.90002;;;\n"
        "311;56T31199;TP;titre;TP téléphérique;;8 mois;bac;90002;4;niveau 4;Ministère du travail;"
        "https://exemple.fr/slug/FOR.90003;transport/câble;28/08/2025;16/12/2025\n",
        encoding="utf-8",
    )
    return path


_PARCOURSUP: Final = (
    {"year": "2025", "uai": "0040001A", "institution": "Lycée des Cimes", "department": "04", "course": "BTS - Neige",
     "course_group": "BTS", "selective": "formation sélective", "capacity": "24", "candidates": "310",
     "candidates_women": "120", "admitted": "24", "access_rate": "58", "course_code": "900001",
     "point": "44.1, 6.25", "pct_f": "41.5", "prop_tot_bg": "52.0"},
    {"year": "2025", "uai": "0060002B", "institution": "Faculté du Port", "department": "06", "course": "Licence - Mer",
     "course_group": "Licence", "selective": "formation non sélective", "capacity": "400", "candidates": "1200",
     "admitted": "390", "course_code": "900002"},
    {"year": "2025", "uai": "9740003C", "institution": "École de l’Île", "department": "974", "course": "DN MADE",
     "capacity": "", "candidates": "80", "admitted": "0", "course_code": "900003", "point": "-21.1, 55.5"},
)  # fmt: skip


def parcoursup(folder: Path) -> Path:
    """Courses of Parcoursup in 2025, with all the labels that the year has and the name that stands twice."""
    path = folder / "fr-esr-parcoursup_2025.csv"
    labels = {column.name: column.names[0].removesuffix(" (2)") for column in COURSES_FILE.columns}
    labels["point"] = "Coordonnées GPS de la formation"
    names = [name for name in labels if name not in ("detail_2", "last_rank", "grouping")]
    names = [name for name in names if not name.startswith(("group_4", "group_5"))]
    lines = [
        [labels[name] for name in names],
        *([row.get(name, "") for name in names] for row in _PARCOURSUP),
    ]
    path.write_text("\n".join(";".join(line) for line in lines) + "\n", encoding="utf-8")
    return path


def lheo(folder: Path) -> Path:
    """Three trainings, the first with two actions and three sessions, one of which has no known end."""
    path = folder / "catalogue-lheo.xml"
    path.write_text(_LHEO, encoding="utf-8")
    return path


def npec(folder: Path) -> Path:
    """Amounts for apprenticeship, with notes in the headers, and the sheet that says the same in width."""
    date = "Date d'applicabilité des NPEC** \n(**hors contrats couverts par la valeur d'amorçage)"
    certifier = "Certificateur* \n(*liste non exhaustive)"
    return workbook(
        folder / "Referentiel-des-NPEC.xlsx",
        {
            "Me lire": [("",), ("Clé de lecture du référentiel",)],
            "Onglet 2 - global": [
                ("Code RNCP", "Intitulé de la certification", 2),
                ("RNCP90001", "Cuisine", 6000),
            ],
            "Onglet 3 - référentiel NPEC": [
                (),
                ("Niveaux de prise en charge applicables au 15 juillet 2026",),
                (),
                (
                    *("RNCP", "Libellé de la formation", certifier, "Type de diplôme", "Code CPNE", "CPNE"),
                    *("NPEC final", "Statut", date),
                ),
                (
                    "RNCP90001",
                    "Cuisine",
                    "ACADEMIE DES CIMES",
                    "CAP",
                    2,
                    "CPNE des refuges",
                    6500,
                    "A",
                    "2026-07-15",
                ),
                (
                    "RNCP90001",
                    "Cuisine",
                    "ACADEMIE DES CIMES",
                    "CAP",
                    4,
                    "CPNE des câbles",
                    7100.5,
                    "B",
                    "2026-07-15",
                ),
                ("RNCP90002", "Mécanique", "ACADEMIE DES CIMES", "TP", 4, "CPNE des câbles", None, "R", None),
            ],
            "Onglet 4 - CPNE-IDCC": [
                ("", "Code(s) IDCC rattaché(s) aux CPNE"),
                (),
                ("Code CPNE", "CPNE", "IDCC"),
                (2, "CPNE des refuges", 478),
            ],
        },
    )


_LHEO: Final = """<?xml version="1.0" encoding="UTF-8"?>
<lheo xmlns="http://www.lheo.org/2.2"><offres>
<formation numero="F_1" datecrea="20250102" datemaj="20260301">
<domaine-formation>
<code-FORMACODE ref="V14" tag="principal">42752</code-FORMACODE>
<code-NSF>221</code-NSF>
<code-ROME>G1602</code-ROME>
<code-ROME>G1603</code-ROME>
</domaine-formation>
<intitule-formation>Cuisine d’altitude</intitule-formation>
<objectif-formation>Préparer des repas en refuge.</objectif-formation>
<resultats-attendus>-</resultats-attendus>
<certifiante>1</certifiante>
<contact-formation><coordonnees><nom>Personne</nom><courriel>personne@exemple.fr</courriel></coordonnees></contact-formation>
<parcours-de-formation>1</parcours-de-formation>
<code-niveau-entree>1</code-niveau-entree>
<objectif-general-formation>6</objectif-general-formation>
<certification><code-RNCP>90001</code-RNCP></certification>
<code-niveau-sortie>3</code-niveau-sortie>
<url-formation><urlweb>https://exemple.fr/f1</urlweb></url-formation>
<action numero="A_1">
<rythme-formation>Temps plein</rythme-formation>
<code-public-vise ref="V14">83056</code-public-vise>
<niveau-entree-obligatoire>0</niveau-entree-obligatoire>
<lieu-de-formation><coordonnees><nom>Refuge-école</nom><adresse><ligne>-</ligne><codepostal>04000</codepostal>
<ville>Hautes-Combes</ville><departement>04</departement><code-INSEE-commune>04001</code-INSEE-commune>
<geolocalisation><latitude>44.1</latitude><longitude>6,25</longitude></geolocalisation></adresse></coordonnees></lieu-de-formation>
<session numero="S_1"><periode><debut>20260901</debut><fin>20270630</fin></periode>
<periode-inscription><periode><debut>00000000</debut><fin>20260815</fin></periode></periode-inscription>
<etat-recrutement>1</etat-recrutement></session>
<session numero="S_2"><periode><debut>20270901</debut><fin>00000000</fin></periode>
<etat-recrutement>1</etat-recrutement></session>
<nombre-heures-centre>585</nombre-heures-centre>
<prix-total-TTC>4200,50</prix-total-TTC>
<conventionnement>1</conventionnement>
<organisme-formateur numero="O_1"><SIRET-formateur><SIRET>01234567800019</SIRET></SIRET-formateur>
<raison-sociale-formateur>École des refuges</raison-sociale-formateur></organisme-formateur>
<organisme-financeur><code-financeur>2</code-financeur><nb-places-financees>12</nb-places-financees></organisme-financeur>
</action>
<action><session><periode><debut>20261005</debut><fin>20261009</fin></periode></session></action>
<organisme-formation-responsable numero="R_1"><numero-activite>93040000004</numero-activite>
<SIRET-organisme-formation><SIRET>01234567800019</SIRET></SIRET-organisme-formation>
<nom-organisme>Académie des Cimes</nom-organisme></organisme-formation-responsable>
</formation>
<formation numero="F_2"><intitule-formation>=&gt; Lire une carte</intitule-formation></formation>
<formation><intitule-formation>Sans numéro</intitule-formation><certifiante>0</certifiante></formation>
</offres></lheo>
"""

MARKET: Final[dict[str, Callable[[Path], Path]]] = {
    "bmo": bmo,
    "dares_tension": dares_tension,
    "lheo": lheo,
    "npec": npec,
    "onisep_courses": onisep_courses,
    "onisep_occupations": onisep_occupations,
    "parcoursup": parcoursup,
    "rncp": rncp,
    "tension": tension,
}

"""Every column of the open data of Parcoursup: our name, the ministry's short name, its label, and older labels.

Numbers of people keep the ministry's short names, which are documented and stable. Labels are those of 2025.
"""

from __future__ import annotations

from typing import Final

from openemploi.connectors.codes import DEPARTMENT
from openemploi.connectors.schema import Column, Kind, Table

POINT: Final = ("coordonnées gps de la formation", "g_olocalisation_des_formations")

_WORDS: Final = {
    "offered": "ayant reçu une proposition d'admission de la part de l'établissement",
    "ranked": "classés par l'établissement",
    "told": "ayant reçu leur proposition d'admission",
}
_COUNTS: Final = (
    ("nb_voe_pp", "Effectif total des candidats en phase principale"),
    ("nb_voe_pp_internat", "Dont effectif des candidats ayant postulé en internat"),
    ("nb_voe_pp_bg", "Effectif des candidats néo bacheliers généraux en phase principale"),
    ("nb_voe_pp_bg_brs", "Dont effectif des candidats boursiers néo bacheliers généraux en phase principale"),
    ("nb_voe_pp_bt", "Effectif des candidats néo bacheliers technologiques en phase principale"),
    (
        "nb_voe_pp_bt_brs",
        "Dont effectif des candidats boursiers néo bacheliers technologiques en phase principale",
    ),
    ("nb_voe_pp_bp", "Effectif des candidats néo bacheliers professionnels en phase principale"),
    (
        "nb_voe_pp_bp_brs",
        "Dont effectif des candidats boursiers néo bacheliers professionnels en phase principale",
    ),
    ("nb_voe_pp_at", "Effectif des autres candidats en phase principale"),
    ("nb_voe_pc", "Effectif total des candidats en phase complémentaire"),
    ("nb_voe_pc_bg", "Effectif des candidats néo bacheliers généraux en phase complémentaire"),
    ("nb_voe_pc_bt", "Effectif des candidats néo bacheliers technologique en phase complémentaire"),
    ("nb_voe_pc_bp", "Effectif des candidats néo bacheliers professionnels en phase complémentaire"),
    ("nb_voe_pc_at", "Effectifs des autres candidats en phase complémentaire"),
    ("nb_cla_pp", "Effectif total des candidats {ranked} en phase principale"),
    ("nb_cla_pc", "Effectif des candidats {ranked} en phase complémentaire"),
    ("nb_cla_pp_internat", "Effectif des candidats {ranked} en internat (CPGE)"),
    ("nb_cla_pp_pasinternat", "Effectif des candidats {ranked} hors internat (CPGE)"),
    ("nb_cla_pp_bg", "Effectif des candidats néo bacheliers généraux {ranked}"),
    (
        "nb_cla_pp_bg_brs",
        "Dont effectif des candidats boursiers néo bacheliers généraux {ranked}",
    ),
    ("nb_cla_pp_bt", "Effectif des candidats néo bacheliers technologiques {ranked}"),
    (
        "nb_cla_pp_bt_brs",
        "Dont effectif des candidats boursiers néo bacheliers technologiques {ranked}",
    ),
    ("nb_cla_pp_bp", "Effectif des candidats néo bacheliers professionnels {ranked}"),
    (
        "nb_cla_pp_bp_brs",
        "Dont effectif des candidats boursiers néo bacheliers professionnels {ranked}",
    ),
    ("nb_cla_pp_at", "Effectif des autres candidats {ranked}"),
    ("acc_pp", "Effectif des admis en phase principale"),
    ("acc_pc", "Effectif des admis en phase complémentaire"),
    (
        "acc_debutpp",
        "Dont effectif des admis {told} à l'ouverture de la procédure principale",
    ),
    ("acc_datebac", "Dont effectif des admis {told} avant le baccalauréat"),
    (
        "acc_finpp",
        "Dont effectif des admis {told} avant la fin de la procédure principale",
    ),
    ("acc_internat", "Dont effectif des admis en internat"),
    ("acc_brs", "Dont effectif des admis boursiers néo bacheliers"),
    ("acc_neobac", "Effectif des admis néo bacheliers"),
    ("acc_bg", "Effectif des admis néo bacheliers généraux"),
    ("acc_bt", "Effectif des admis néo bacheliers technologiques"),
    ("acc_bp", "Effectif des admis néo bacheliers professionnels"),
    ("acc_at", "Effectif des autres candidats admis"),
    (
        "acc_mention_nonrenseignee",
        "Dont effectif des admis néo bacheliers sans information sur la mention au bac",
    ),
    ("acc_sansmention", "Dont effectif des admis néo bacheliers sans mention au bac"),
    ("acc_ab", "Dont effectif des admis néo bacheliers avec mention Assez Bien au bac"),
    ("acc_b", "Dont effectif des admis néo bacheliers avec mention Bien au bac"),
    ("acc_tb", "Dont effectif des admis néo bacheliers avec mention Très Bien au bac"),
    ("acc_tbf", "Dont effectif des admis néo bacheliers avec mention Très Bien avec félicitations au bac"),
    ("acc_bg_mention", "Effectif des admis néo bacheliers généraux ayant eu une mention au bac"),
    ("acc_bt_mention", "Effectif des admis néo bacheliers technologiques ayant eu une mention au bac"),
    ("acc_bp_mention", "Effectif des admis néo bacheliers professionnels ayant eu une mention au bac"),
    ("acc_term", "Dont effectif des admis issus du même établissement (BTS/CPGE)"),
    ("acc_term_f", "Dont effectif des admises issues du même établissement (BTS/CPGE)"),
    ("acc_aca_orig", "Dont effectif des admis issus de la même académie"),
    (
        "acc_aca_orig_idf",
        "Dont effectif des admis issus de la même académie (Paris/Créteil/Versailles réunies)",
    ),
    (
        "prop_tot_bg",
        "Effectif des candidats en terminale générale {offered}",
    ),
    (
        "prop_tot_bg_brs",
        "Dont effectif des candidats boursiers en terminale générale {offered}",
    ),
    (
        "prop_tot_bt",
        "Effectif des candidats en terminale technologique {offered}",
    ),
    (
        "prop_tot_bt_brs",
        "Dont effectif des candidats boursiers en terminale technologique {offered}",
    ),
    (
        "prop_tot_bp",
        "Effectif des candidats en terminale professionnelle {offered}",
    ),
    (
        "prop_tot_bp_brs",
        "Dont effectif des candidats boursiers en terminale générale professionnelle {offered}",
    ),
    (
        "prop_tot_at",
        "Effectif des autres candidats {offered}",
    ),
)
_SHARES: Final = (
    (
        "pct_acc_debutpp",
        "% d'admis {told} à l'ouverture de la procédure principale",
    ),
    ("pct_acc_datebac", "% d'admis {told} avant le baccalauréat"),
    (
        "pct_acc_finpp",
        "% d'admis {told} avant la fin de la procédure principale",
    ),
    ("pct_f", "% d'admis dont filles"),
    ("pct_aca_orig", "% d'admis néo bacheliers issus de la même académie"),
    (
        "pct_aca_orig_idf",
        "% d'admis néo bacheliers issus de la même académie (Paris/Créteil/Versailles réunies)",
    ),
    ("pct_etab_orig", "% d'admis néo bacheliers issus du même établissement (BTS/CPGE)"),
    ("pct_bours", "% d'admis néo bacheliers boursiers"),
    ("pct_neobac", "% d'admis néo bacheliers"),
    ("pct_mention_nonrenseignee", "% d'admis néo bacheliers sans information sur la mention au bac"),
    ("pct_sansmention", "% d'admis néo bacheliers sans mention au bac"),
    ("pct_ab", "% d'admis néo bacheliers avec mention Assez Bien au bac"),
    ("pct_b", "% d'admis néo bacheliers avec mention Bien au bac"),
    ("pct_tb", "% d'admis néo bacheliers avec mention Très Bien au bac"),
    ("pct_tbf", "% d'admis néo bacheliers avec mention Très Bien avec félicitations au bac"),
    ("pct_bg", "% d'admis néo bacheliers généraux"),
    ("pct_bg_mention", "Dont % d'admis avec mention (BG)"),
    ("pct_bt", "% d'admis néo bacheliers technologiques"),
    ("pct_bt_mention", "Dont % d'admis avec mention (BT)"),
    ("pct_bp", "% d'admis néo bacheliers professionnels"),
    ("pct_bp_mention", "Dont % d'admis avec mention (BP)"),
)

_OLD_RATE: Final = (
    "taux_adm_psup",
    "Taux d'accès des candidats ayant postulé à la formation (ratio entre le dernier appelé et le nombre vœux PP)",
)
_RATE: Final = {"kind": Kind.NUMBER, "optional": True, "minimum": 0.0, "maximum": 100.0, "unit": "%"}
_POSITION: Final = "qui étaient en position de recevoir une proposition en phase principale"


def _text(name: str, *source: str, optional: bool = True) -> Column:
    return Column(name, source=source, optional=optional)


def _count(name: str, *source: str, optional: bool = True) -> Column:
    return Column(name, Kind.INTEGER, source=source, optional=optional, minimum=0, unit="people")


_COLUMNS: Final = (
    Column("year", Kind.INTEGER, source=("Session", "session"), required=True, minimum=2016, maximum=2100),
    _text("status", "Statut de l'établissement de la filière de formation (public, privé…)", "contrat_etab"),
    Column(
        "uai",
        source=("Code UAI de l'établissement", "cod_uai"),
        required=True,
        pattern="[0-9]{7}[A-Z]",
        description="Institution",
    ),
    _text("institution", "Établissement", "g_ea_lib_vx", optional=False),
    Column(
        "department",
        source=("Code départemental de l'établissement", "Code départemental", "dep"),
        width=2,
        pattern=DEPARTMENT,
    ),
    _text("department_name", "Département de l'établissement", "dep_lib"),
    _text("region_name", "Région de l'établissement", "region_etab_aff"),
    _text("academy", "Académie de l'établissement", "acad_mies"),
    _text("commune_name", "Commune de l'établissement", "ville_etab"),
    _text("course", "Filière de formation", "lib_for_voe_ins", optional=False),
    Column(
        "selective",
        Kind.BOOLEAN,
        source=("Sélectivité", "select_form"),
        optional=True,
        true=("formation sélective",),
        false=("formation non sélective",),
    ),
    _text("family", "Filière de formation très agrégée", "fili"),
    _text("full_name", "Filière de formation détaillée", "lib_comp_voe_ins"),
    _text("course_group", "Filière de formation (2)", "form_lib_voe_acc"),
    _text("speciality", "Filière de formation détaillée bis", "fil_lib_voe_acc"),
    _text("detail", "Filière de formation très détaillée", "detail_forma"),
    _text("detail_2", "detail_forma2"),
    Column(
        "capacity",
        Kind.INTEGER,
        source=("Capacité de l'établissement par formation", "capa_fin"),
        minimum=0,
        unit="places",
    ),
    _count("candidates", "Effectif total des candidats pour une formation", "voe_tot", optional=False),
    _count("candidates_women", "Dont effectif des candidates pour une formation", "voe_tot_f"),
    _count(
        "proposed",
        "Effectif total des candidats ayant reçu une proposition d'admission de la part de l'établissement",
        "prop_tot",
    ),
    _count(
        "admitted",
        "Effectif total des candidats ayant accepté la proposition de l'établissement (admis)",
        "acc_tot",
        optional=False,
    ),
    _count("admitted_women", "Dont effectif des candidates admises", "acc_tot_f"),
    Column("access_rate", source=("Taux d'accès", "taux_acces_ens", *_OLD_RATE), **_RATE),  # type: ignore[arg-type]
    *(
        Column(f"access_share_{ours}", source=(f"Part des terminales {label} {_POSITION}", *short), **_RATE)  # type: ignore[arg-type]
        for ours, label, *short in (
            ("general", "générales", "part_acces_gen", "taux_adm_psup_gen"),
            ("technological", "technologiques", "part_acces_tec", "taux_adm_psup_techno"),
            ("vocational", "professionnelles", "part_acces_pro", "taux_adm_psup_pro"),
        )
    ),
    Column("course_code", source=("cod_aff_form",), optional=True, pattern="[0-9]{1,7}"),
    _text("url", "Lien de la formation sur la plateforme Parcoursup", "lien_form_psup", "lien_form_sup"),
    _text("common_contest", "Concours communs et banque d'épreuves", "detail_concours"),
    _text("list_kind", "list_com"),
    _text("sorting", "tri"),
    *(
        column
        for rank in range(1, 6)
        for column in (
            _text(
                f"group_{rank}",
                f"Regroupement {rank} effectué par les formations pour les classements",
                f"lib_grp{rank}",
            ),
            Column(
                f"group_{rank}_last_rank",
                Kind.INTEGER,
                source=(f"Rang du dernier appelé du groupe {rank}", f"ran_grp{rank}"),
                optional=True,
                minimum=0,
            ),
        )
    ),
    Column("last_rank", Kind.INTEGER, source=("rang_der_max", "Rang du dernier appelé"), optional=True),
    _text("grouping", "regr_forma"),
    _text("paysage_id", "etablissement_id_paysage"),
    _text("paysage_part_id", "composante_id_paysage"),
    *(_count(short, label.format(**_WORDS), short) for short, label in _COUNTS),
    *(
        Column(short, Kind.NUMBER, source=(label.format(**_WORDS), short), optional=True, minimum=0, unit="%")
        for short, label in _SHARES
    ),
)


def _place(name: str, most: float) -> Column:
    official = tuple(f"{point}: {name}" for point in POINT)
    return Column(name, Kind.NUMBER, source=official, optional=True, minimum=-most, maximum=most, unit="°")


COURSES: Final = Table(
    "courses",
    (
        *_COLUMNS,
        _place("latitude", 90),
        _place("longitude", 180),
    ),
    description="One row per course of an institution and year",
    key=("year", "course_code"),
)
COURSES_FILE: Final = Table(
    "courses",
    (*_COLUMNS, Column("point", source=POINT, optional=True)),
    description="As they stand in the file: both coordinates in one cell",
)

"""The tables of ROME 4, with the official names of their columns.

An *OGR code* is France Travail's number of an appellation, a competence, a savoir or a work context. Editions before
4.60 lack the columns on transitions, executive and regulated jobs and the parent of a sheet: these are optional.
"""

from __future__ import annotations

from typing import Any, Final

from openemploi.connectors.archive_tables import Member
from openemploi.connectors.schema import Column, Kind, Table

ROME: Final = "[A-N][0-9]{4}"
OGR: Final = "[0-9]{1,7}"


def _sheet(source: str = "code_rome", name: str = "rome_code") -> Column:
    return Column(name, source=(source,), required=True, pattern=ROME)


def _ogr(source: str = "code_ogr", name: str = "ogr_code", **more: Any) -> Column:
    return Column(name, source=(source,), pattern=OGR, **({"required": True} | more))


def _yes(name: str, source: str, description: str = "") -> Column:
    return Column(name, Kind.BOOLEAN, source=(source,), optional=True, description=description)


_NAMED: Final = (
    _sheet(),
    Column("occupation", source=("libelle_rome",), optional=True),
    _ogr("code_ogr_rome", "occupation_ogr_code", required=False, optional=True),
)
_ECOLOGY: Final = Column(
    "ecological_transition",
    source=("transition_eco",),
    optional=True,
    description="Emploi Vert, Blanc, Brun or stratégique, in the producer's words",
)

GREAT_DOMAINS: Final = Table(
    "great_domains",
    (
        Column("code", source=("code_grand_domaine",), required=True, pattern="[A-N]"),
        Column("label", source=("libelle_grand_domaine",), required=True),
    ),
    key=("code",),
)
DOMAINS: Final = Table(
    "domains",
    (
        Column("code", source=("code_domaine_professionnel",), required=True, pattern="[A-N][0-9]{2}"),
        Column("label", source=("libelle_domaine_professionnel",), required=True),
    ),
    key=("code",),
)
OCCUPATIONS: Final = Table(
    "occupations",
    (
        _sheet(),
        _ogr(),
        Column("sheet_code", source=("code_fiche_metier", "code_fiche_em"), optional=True),
        Column("label", source=("libelle_rome",), required=True),
        _ECOLOGY,
        _yes("digital_transition", "transition_num"),
        _yes("demographic_transition", "transition_demo"),
        _yes("regulated", "emploi_reglemente", "A qualification is required by law"),
        _yes("executive", "emploi_cadre"),
        Column(
            "parent_rome_code",
            source=("code_rome_parent",),
            pattern=ROME,
            optional=True,
            description="The sheet that this one was cut from; its own code when it stands alone",
        ),
    ),
    description="Fiches métiers",
    key=("rome_code",),
)
APPELLATIONS: Final = Table(
    "appellations",
    (
        _ogr(),
        Column("label", source=("libelle_appellation_long",), required=True),
        Column("short_label", source=("libelle_appellation_court",)),
        _sheet(),
        _ECOLOGY,
        _yes("digital_transition", "transition_num"),
        _yes("demographic_transition", "transition_demo"),
        _yes("regulated", "emploi_reglemente"),
        _yes("executive", "emploi_cadre"),
        Column(
            "classification", source=("classification",), optional=True, description="PRINCIPALE, SYNONYME"
        ),
        Column("origin", source=("origine",), optional=True),
        Column("parent_rome_code", source=("code_rome_parent",), pattern=ROME, optional=True),
        _yes("rare", "peu_usite", "Little used"),
    ),
    key=("ogr_code",),
)
TEXTS: Final = Table(
    "texts",
    (
        _sheet(),
        Column("block", source=("code_compo_bloc",)),
        Column("kind", source=("libelle_type_texte",), required=True, description="definition, acces_metier"),
        Column("position", Kind.INTEGER, source=("position_phrase",), minimum=0),
        Column(
            "text",
            source=("libelle_texte",),
            description="The apostrophes that the export doubles are single",
        ),
    ),
    description="Sentences that describe a sheet",
)
SKILLS: Final = Table(
    "skills",
    (
        _ogr(),
        Column("nature", source=("nature",), choices=("Compétence", "Macro-compétence"), required=True),
        Column("label", source=("libelle_competence",), required=True),
        Column("definition", source=("definition",), optional=True),
        _ogr("code_ogr_macro_comp", "macro_ogr_code", required=False),
        Column(
            "macro_code",
            source=("code_macro_comp",),
            description="Of a macro-competence: 4A101 is domain 4, stake 4A, objective 4A1",
        ),
        Column("category", source=("cat_comp",)),
        Column("subcategory", source=("sous_cat_comp",), optional=True),
        _yes("ecological_transition", "transition_eco"),
        _yes("digital_transition", "transition_num"),
        Column("heterogeneity", source=("libelle_heterogeneite",), optional=True),
        Column("origin", source=("libelle_origine",), optional=True),
    ),
    description="Compétences and macro-compétences",
    key=("ogr_code",),
)
KNOWLEDGE: Final = Table(
    "knowledge",
    (
        _ogr("code_ogr_savoir"),
        Column("label", source=("libelle_savoir",), required=True),
        Column("category", source=("categorie_savoir",), optional=True),
        Column("subcategory", source=("sous_categorie_savoir",)),
        _yes("ecological_transition", "transition_eco"),
        _yes("digital_transition", "transition_num"),
    ),
    description="Savoirs",
    key=("ogr_code",),
)
CONTEXTS: Final = Table(
    "work_contexts",
    (
        _ogr(),
        Column("label", source=("libelle_cont_travail",), required=True),
        Column("kind_code", source=("code_type_cont_trav",)),
        Column("kind", source=("libelle_type_cont_trav",)),
    ),
    key=("ogr_code",),
)
ITEMS: Final = Table(
    "occupation_items",
    (
        _sheet(),
        _ogr(),
        Column(
            "heart",
            source=("coeur_metier",),
            choices=("Principale", "Émergente"),
            description="Null: neither at the heart of the occupation nor emerging",
        ),
    ),
    description="Competences, savoirs and work contexts of each sheet (coherence items)",
    key=("rome_code", "ogr_code"),
)
MOBILITY: Final = Table(
    "mobility",
    (
        _sheet(),
        _sheet("code_rome_cible", "target_rome_code"),
        Column("rank", Kind.INTEGER, source=("numero_ordre",), minimum=0),
    ),
    description="Occupations that can be reached from another",
    key=("rome_code", "target_rome_code"),
)
RIASEC: Final = Table(
    "occupation_interests_riasec",
    (
        _sheet(),
        Column("major", source=("riasec_majeur",), pattern="[RIASEC]"),
        Column("minor", source=("riasec_mineur",), pattern="[RIASEC]"),
    ),
    description="Holland's types of each sheet",
    key=("rome_code",),
)
SKILL_RIASEC: Final = Table(
    "skill_interests_riasec",
    (
        _ogr(),
        Column("major", source=("riasec_majeur",), pattern="[RIASEC]"),
        Column("minor", source=("riasec_mineur",), pattern="[RIASEC]"),
    ),
    description="Holland's types of each macro-competence",
    key=("ogr_code",),
)
INTERESTS: Final = Table(
    "occupation_interests",
    (
        Column("interest_code", source=("code_centre_interet",), required=True),
        Column("interest", source=("libelle_centre_interet",)),
        *_NAMED,
        _yes("main", "principal"),
    ),
    description="Centres d'intérêt of each sheet",
    key=("interest_code", "rome_code"),
)
SECTORS: Final = Table(
    "occupation_sectors",
    (
        Column("sector_code", source=("code_sect_activite",), required=True),
        Column("sector", source=("libelle_sect_activite",)),
        Column("subsector_code", source=("code_ss_sect_activite",)),
        Column("subsector", source=("libelle_ss_sect_activite",)),
        *_NAMED,
        _yes("main", "principal"),
    ),
    description="Sectors of activity of each sheet",
)
NAF_SECTORS: Final = Table(
    "occupation_naf_sectors",
    (
        Column("naf_division", source=("code_secteur_naf",), required=True, width=2, pattern="[0-9]{2}"),
        Column("sector", source=("libelle_secteur_naf",)),
        *_NAMED,
    ),
    description="Divisions of the NAF in which each sheet is found",
)
THEMES: Final = Table(
    "occupation_themes",
    (
        Column("theme_code", source=("code_theme",), required=True),
        Column("theme", source=("libelle_theme",)),
        *_NAMED,
    ),
    key=("theme_code", "rome_code"),
)

#: In the order in which they are read. The file of NAF sectors is Latin-9 under a name that says UTF-8.
MEMBERS: Final = (
    Member("unix_grand_domaine_v*.csv", GREAT_DOMAINS),
    Member("unix_domaine_professionnel_v*.csv", DOMAINS),
    Member("unix_referentiel_code_rome_v*.csv", OCCUPATIONS),
    Member("unix_referentiel_appellation_v*.csv", APPELLATIONS),
    Member("unix_texte_v*.csv", TEXTS),
    Member("unix_referentiel_competence_v*.csv", SKILLS),
    Member("unix_referentiel_savoir_v*.csv", KNOWLEDGE),
    Member("unix_referentiel_contexte_travail_v*.csv", CONTEXTS),
    Member("unix_coherence_item_v*.csv", ITEMS),
    Member("unix_rubrique_mobilite_v*.csv", MOBILITY),
    Member("unix_referentiel_code_rome_riasec_v*.csv", RIASEC, optional=True),
    Member("unix_referentiel_macro_competence_riasec_v*.csv", SKILL_RIASEC, optional=True),
    Member("unix_arborescence_centre_interet_v*.csv", INTERESTS, optional=True),
    Member("unix_arborescence_secteur_activite_v*.csv", SECTORS, optional=True),
    Member(
        "unix_arborescence_secteur_naf_v*.csv", NAF_SECTORS, optional=True, encodings=("utf-8", "iso-8859-15")
    ),
    Member("unix_arborescence_thematique_v*.csv", THEMES, optional=True),
)
TABLES: Final = tuple(member.table for member in MEMBERS)
#: What repeats the members above, or only says how pages are laid out.
REPEATED: Final = (
    "unix_centre_interet_v*.csv", "unix_composition_bloc_v*.csv", "unix_cr_gd_dp_v*.csv", "version.txt",
    "unix_cr_gd_dp_appellations_v*.csv", "unix_descriptif_rubrique_v*.csv", "unix_item_v*.csv", "unix_themes_v*.csv",
    "unix_liens_rome_referentiels_v*.csv", "unix_secteur_activite_v*.csv", "unix_secteur_naf_v*.csv",
    "unix_sous_secteur_activite_v*.csv", "unix_type_referentiel_v*.csv",
)  # fmt: skip

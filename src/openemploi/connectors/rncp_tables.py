"""The tables of the export of certifications: what :mod:`.rncp` reads."""

from __future__ import annotations

from typing import Final

from openemploi.connectors.codes import SIRET
from openemploi.connectors.schema import Column, Kind, Table

_NUMBER: Final = "(?:RNCP|RS)[0-9]{1,6}"
_SHEET: Final = Column(
    "certification_code",
    source=("Numero_Fiche",),
    required=True,
    pattern=_NUMBER,
    description="Number of the sheet: RNCP… or RS…",
)


def _date(name: str, source: str, description: str = "") -> Column:
    return Column(
        name, Kind.DATE, source=(source,), formats=("%d/%m/%Y", "%Y-%m-%d"), description=description
    )


CERTIFICATIONS: Final = Table(
    "certifications",
    (
        _SHEET,
        Column("sheet_id", Kind.INTEGER, source=("Id_Fiche",), minimum=0),
        Column("title", source=("Intitule",)),
        Column("diploma", source=("Abrege_Libelle",), description="CAP, BTS, TP… as abbreviated"),
        Column("diploma_label", source=("Abrege_Intitule",)),
        Column("level", source=("Nomenclature_Europe_Niveau",), description="NIV3 to NIV8, or none"),
        Column("level_label", source=("Nomenclature_Europe_Intitule",)),
        Column("new_caledonia", Kind.BOOLEAN, source=("Accessible_Nouvelle_Caledonie",)),
        Column("french_polynesia", Kind.BOOLEAN, source=("Accessible_Polynesie_Francaise",)),
        _date("published", "Date_dernier_jo", "Last order in the official journal"),
        _date("decided", "Date_Decision"),
        _date("ends", "Date_Fin_Enregistrement", "Last day of the registration"),
        _date("starts", "Date_Effet"),
        Column("registration", source=("Type_Enregistrement",), description="By right, or on request"),
        Column("partial_validation", source=("Validation_Partielle",), optional=True),
        Column("active", Kind.BOOLEAN, source=("Actif",), true=("active",), false=("inactive",)),
    ),
    description="One row per certification, active or not",
    key=("certification_code",),
)
BLOCKS: Final = Table(
    "blocks",
    (
        _SHEET,
        Column("block_code", source=("Bloc_Competences_Code",)),
        Column("label", source=("Bloc_Competences_Libelle",)),
    ),
    description="Blocks of competences of a certification",
    key=("certification_code", "block_code"),
)
ROME: Final = Table(
    "certification_rome",
    (
        _SHEET,
        Column("rome_code", source=("Codes_Rome_Code",), pattern="[A-N][0-9]{4}"),
        Column("label", source=("Codes_Rome_Libelle",)),
    ),
    description="Occupations that a certification leads to",
    key=("certification_code", "rome_code"),
)
NSF: Final = Table(
    "certification_nsf",
    (
        _SHEET,
        Column("nsf_code", source=("Nsf_Code",), pattern="[0-9]{2,3}[a-z]?"),
        Column("label", source=("Nsf_Intitule",)),
    ),
    description="Specialities of training (NSF)",
    key=("certification_code", "nsf_code"),
)
FORMACODES: Final = Table(
    "certification_formacodes",
    (
        _SHEET,
        Column("formacode", source=("Formacode_Code",), pattern="[0-9]{5}"),
        Column("label", source=("Formacode_Libelle",)),
    ),
    description="Fields of training (Formacode)",
    key=("certification_code", "formacode"),
)
CERTIFIERS: Final = Table(
    "certifiers",
    (
        _SHEET,
        Column("siret", source=("Siret_Certificateur",), pattern=SIRET),
        Column("name", source=("Nom_Certificateur",)),
    ),
    description="Who delivers a certification",
)
PARTNERS: Final = Table(
    "partners",
    (
        _SHEET,
        Column("name", source=("Nom_Partenaire",)),
        Column("siret", source=("Siret_Partenaire",), pattern=SIRET),
        Column(
            "right",
            source=("Habilitation_Partenaire",),
            description="Whether the partner may train, assess, or both",
        ),
    ),
    description="Who may prepare people for a certification",
)
ACCESS_ROUTES: Final = Table(
    "access_routes",
    (_SHEET, Column("route", source=("Si_Jury",), description="School, apprenticeship, experience…")),
    description="Ways to a certification",
    key=("certification_code", "route"),
)
SUCCESSIONS: Final = Table(
    "successions",
    (
        _SHEET,
        Column("previous_code", source=("Ancienne_Certification",), pattern=_NUMBER),
        Column("next_code", source=("Nouvelle_Certification",), pattern=_NUMBER),
    ),
    description="Which certification follows which",
)
AGREEMENTS: Final = Table(
    "agreements",
    (
        _SHEET,
        Column("idcc", source=tuple(f"Ccn_{rank}_Numero" for rank in (1, 2, 3)), width=4),
        Column("label", source=tuple(f"Ccn_{rank}_Libelle" for rank in (1, 2, 3))),
    ),
    description="Collective agreements that a certification is for",
    key=("certification_code", "idcc"),
)
AGREEMENTS_FILE: Final = Table(
    "agreements",
    (
        _SHEET,
        *(
            Column(f"{ours}_{rank}", source=(f"Ccn_{rank}_{theirs}",), optional=rank > 1)
            for rank in (1, 2, 3)
            for ours, theirs in (("idcc", "Numero"), ("label", "Libelle"))
        ),
    ),
    description="As they stand in the file: three pairs of columns",
)

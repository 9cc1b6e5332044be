"""Offers of employment as one table, whoever published them, and what they ask for.

Official names are France Travail's (API "Offres d'emploi v2"), then those of partners' feeds. What a publisher does
not say is null: no pay is estimated, no place is guessed. Names, addresses and telephone numbers of the people to
write to are not taken. Times are UTC.
"""

from __future__ import annotations

from typing import Any, Final

from openemploi.connectors.schema import Column, Kind, Role, Table

INSEE: Final = "[0-9][0-9AB][0-9]{3}"
NAF: Final = r"[0-9]{2}\.[0-9]{2}[A-Z]"
ROME: Final = "[A-N][0-9]{4}"
_UTC: Final = ("%Y-%m-%dT%H:%M:%S",)


def _column(name: str, *official: str, kind: Kind = Kind.STRING, **more: Any) -> Column:
    return Column(name, kind, source=(*official, name), optional=True, **more)


def _group(name: str, *official: str, **more: Any) -> Column:
    return _column(name, *official, role=Role.GROUP, **more)


def _measure(name: str, *official: str, kind: Kind = Kind.NUMBER, **more: Any) -> Column:
    return _column(name, *official, kind=kind, role=Role.MEASURE, **more)


_ID: Final = Column(
    "offer_id",
    source=("id", "Reference_apec", "job_id", "identifier", "offer_id"),
    required=True,
    role=Role.IDENTIFIER,
)

OFFERS: Final = Table(
    "offers",
    (
        _ID,
        _group("source", description="Who published it: france_travail, apec, hellowork, jobteaser, pass"),
        _group(
            "origin",
            "origineOffre.origine",
            description="For France Travail: 1 its own, 2 a partner's, whose ROME code is noisier; null: not said",
        ),
        Column("title", source=("intitule", "Intitule", "title"), required=True),
        _column("description", "Texte_offre", description="As text, without markup"),
        _column("created", "dateCreation", "Date_parution", "publication_date", "first_activated_at", "pubDate",
                kind=Kind.DATETIME, formats=_UTC),
        _column("updated", "dateActualisation", "updated_date", kind=Kind.DATETIME, formats=_UTC),
        _group("rome_code", "romeCode", pattern=ROME),
        _column("rome_label", "romeLibelle"),
        _column("appellation", "appellationlibelle"),
        _group("insee_code", "lieuTravail.commune", "COG_lieu", pattern=INSEE, width=5),
        _column("postcode", "lieuTravail.codePostal", "postal_code", pattern="[0-9]{5}", width=5),
        _group("department", description="Of the commune, of the postcode, or as the label says; else null"),
        _column("place", "lieuTravail.libelle", "Libelle_lieu", "city", "location_city", "coverage"),
        _column("latitude", "lieuTravail.latitude", kind=Kind.NUMBER, minimum=-90.0, maximum=90.0, unit="degrees"),
        _column("longitude", "lieuTravail.longitude", kind=Kind.NUMBER, minimum=-180.0, maximum=180.0, unit="degrees"),
        _group("contract", "typeContrat", "Type_contrat", "contract_type", description="As the publisher codes it"),
        _column("contract_label", "typeContratLibelle", "format"),
        _measure("contract_months", "Duree_contrat", unit="months", minimum=0.0,
                 description="Null: permanent, or not said"),
        _group("nature", "natureContrat"),
        _group("apprenticeship", "alternance", kind=Kind.BOOLEAN),
        _column("hours_label", "dureeTravailLibelle", "job_time"),
        _measure("weekly_hours", unit="hours/week", minimum=0.0, maximum=70.0),
        _group("full_time", kind=Kind.BOOLEAN),
        _column("remote", "remote_type", description="As stated; null: not said"),
        _column("pay", "salaire.libelle", "Salaire_affiche", "salary", description="As stated"),
        _column("pay_comment", "salaire.commentaire"),
        _measure("pay_low", unit="€/pay_period", minimum=0.0, description="Read in the statement; null: none"),
        _measure("pay_high", unit="€/pay_period", minimum=0.0),
        _group("pay_period", choices=("hour", "month", "year")),
        _measure("pay_months", unit="months/year", minimum=1.0, maximum=24.0,
                 description="How many times a year a monthly pay is paid, when it is said"),
        _column("employer", "entreprise.nom", "Nom_entreprise", "company_title", "company_name", "publisher"),
        _column("siren", "company_siren", pattern="[0-9]{9}"),
        _column("siret", "entreprise.siret", pattern="[0-9]{14}"),
        _group("naf_code", "codeNAF", "NAF_secteur", pattern=NAF),
        _column("sector", "secteurActiviteLibelle", "Libelle_secteur", "company_sector"),
        _group("adapted_company", "entrepriseAdaptee", kind=Kind.BOOLEAN, description="Entreprise adaptée"),
        _group("disability_committed", "employeurHandiEngage", kind=Kind.BOOLEAN),
        _group("accessible", "accessibleTH", kind=Kind.BOOLEAN, description="Open to disabled workers, as stated"),
        _column("workforce", "trancheEffectifEtab", description="Size of the establishment, as stated"),
        _measure("positions", "nombrePostes", "Nombre_postes", kind=Kind.INTEGER, minimum=0),
        _group("experience", "experienceExige", description="D: beginners accepted, S: wished, E: required"),
        _column("experience_label", "experienceLibelle", "Niveau_experience"),
        _measure("experience_months", unit="months", minimum=0.0),
        _group("qualification_code", "qualificationCode"),
        _column("qualification", "qualificationLibelle", "Statut"),
        _column("education", "type", description="Level of diploma, as the publisher says it"),
        _column("travel", "deplacementLibelle", "Zone_deplacement"),
        _group("few_candidates", "offresManqueCandidats", kind=Kind.BOOLEAN),
        _column("url", "origineOffre.urlOrigine", "URL", "link"),
    ),
    description="One row an offer",
    key=("offer_id",),
)  # fmt: skip

OFFER_SKILLS: Final = Table(
    "offer_skills",
    (
        Column("offer_id", required=True, role=Role.IDENTIFIER),
        Column("kind", choices=("skill", "quality"), required=True, role=Role.GROUP),
        Column(
            "code",
            pattern="[0-9]{1,7}",
            role=Role.GROUP,
            description="OGR code of a competence, which the current ROME may not know; null: free text",
        ),
        Column("label", required=True, role=Role.GROUP),
        Column("required", Kind.BOOLEAN, description="True: required; false: wished; null: not said"),
    ),
    description="Competences and personal qualities that an offer names; an offer that was rejected keeps its own",
)
OFFER_ASKS: Final = Table(
    "offer_asks",
    (
        Column("offer_id", required=True, role=Role.IDENTIFIER),
        Column("kind", choices=("language", "licence", "training"), required=True, role=Role.GROUP),
        Column("code"),
        Column("label", role=Role.GROUP),
        Column("level", description="Of a diploma, as stated"),
        Column("required", Kind.BOOLEAN, description="True: required; false: wished; null: not said"),
    ),
    description="Languages, driving licences and training that an offer names",
)
TABLES: Final = (OFFERS, OFFER_SKILLS, OFFER_ASKS)

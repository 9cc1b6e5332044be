"""The tables of the training catalogues in LHEO: what :mod:`.lheo` reads, by the paths of the elements."""

from __future__ import annotations

from typing import Any, Final

from openemploi.connectors.codes import INSEE_CODE
from openemploi.connectors.schema import Column, Kind, Table

_NONE: Final = ("-",)


def _rank(name: str, of: str) -> Column:
    return Column(name, Kind.INTEGER, required=True, minimum=1, description=f"Rank of the {of} in the file")


def _text(name: str, path: str, description: str = "", **more: Any) -> Column:
    return Column(name, source=(path,), description=description, missing=_NONE, optional=True, **more)


def _date(name: str, path: str, description: str = "") -> Column:
    return Column(
        name,
        Kind.DATE,
        source=(path,),
        description=description,
        missing=("00000000", "99999999", *_NONE),
        formats=("%Y%m%d", "%Y-%m-%d"),
        optional=True,
    )


def _flag(name: str, path: str, description: str = "") -> Column:
    return Column(name, Kind.BOOLEAN, source=(path,), description=description, missing=_NONE, optional=True)


def _number(name: str, path: str, unit: str, **limits: float) -> Column:
    return Column(
        name,
        Kind.NUMBER,
        source=(path,),
        unit=unit,
        missing=_NONE,
        decimal=",",
        optional=True,
        minimum=limits.get("minimum", 0),
        maximum=limits.get("maximum"),
    )


_MARKS: Final = (
    Column("number", source=("@numero",), optional=True, description="The producer's own"),
    _date("created", "@datecrea"),
    _date("changed", "@datemaj"),
)
_TRAINING: Final = _rank("training", "training")
_ACTION: Final = _rank("action", "action")

_RESPONSIBLE: Final = "organisme-formation-responsable"
TRAININGS: Final = Table(
    "trainings",
    (
        _TRAINING,
        *_MARKS,
        _text("title", "intitule-formation"),
        _text("objective", "objectif-formation"),
        _text("expected_results", "resultats-attendus"),
        _text("content", "contenu-formation"),
        _flag("certifying", "certifiante"),
        _text("pathway", "parcours-de-formation", "Code: collective, individual, modular, mixed"),
        _text("entry_level", "code-niveau-entree", "Code of the level that is asked"),
        _text("exit_level", "code-niveau-sortie", "Code of the level that is reached"),
        _text("general_objective", "objectif-general-formation", "Code: certification, professionalisation…"),
        _text("url", "url-formation/urlweb"),
        _text("organisation_number", f"{_RESPONSIBLE}/@numero"),
        _text("organisation_activity_number", f"{_RESPONSIBLE}/numero-activite"),
        _text("organisation_siret", f"{_RESPONSIBLE}/SIRET-organisme-formation/SIRET"),
        _text("organisation_name", f"{_RESPONSIBLE}/nom-organisme"),
        _text("organisation_legal_name", f"{_RESPONSIBLE}/raison-sociale"),
    ),
    description="One row per training; contacts are left out",
    key=("training",),
)
TRAINING_CODES: Final = Table(
    "training_codes",
    (
        _TRAINING,
        Column("scheme", required=True, choices=("formacode", "nsf", "rome", "rncp", "certifinfo")),
        Column("code", required=True),
        Column("edition", source=("@ref",), description="Of the Formacode: V12…"),
        Column("tag", source=("@tag",), description="principal, secondaire…"),
    ),
    description="What a training is about, and which certification it leads to",
)

_PLACE: Final = "lieu-de-formation/coordonnees"
_ADDRESS: Final = f"{_PLACE}/adresse"
_TRAINER: Final = "organisme-formateur"
ACTIONS: Final = Table(
    "actions",
    (
        _ACTION,
        _TRAINING,
        *_MARKS,
        _text("rhythm", "rythme-formation"),
        _flag("entry_level_required", "niveau-entree-obligatoire"),
        _text("alternation", "modalites-alternance"),
        _text("teaching", "modalites-enseignement", "Code: in the room, at a distance, mixed"),
        _text("conditions", "conditions-specifiques"),
        _flag("funding_possible", "prise-en-charge-frais-possible"),
        _text("entries", "modalites-entrees-sorties", "Code: at fixed dates, or at any time"),
        _text("place_name", f"{_PLACE}/nom"),
        _text("postcode", f"{_ADDRESS}/codepostal"),
        _text("commune_name", f"{_ADDRESS}/ville"),
        _text("insee_code", f"{_ADDRESS}/code-INSEE-commune", pattern=INSEE_CODE),
        _text("department", f"{_ADDRESS}/departement"),
        _text("region", f"{_ADDRESS}/region"),
        _number("latitude", f"{_ADDRESS}/geolocalisation/latitude", "°", minimum=-90, maximum=90),
        _number("longitude", f"{_ADDRESS}/geolocalisation/longitude", "°", minimum=-180, maximum=180),
        _text("accessibility", "acces-handicapes"),
        _text("language", "langue-formation"),
        _text("recruitment", "modalites-recrutement"),
        _text("perimeter", "code-perimetre-recrutement", "Code: from the commune to abroad"),
        _number("hours_centre", "nombre-heures-centre", "h"),
        _number("hours_firm", "nombre-heures-entreprise", "h"),
        _number("hours_total", "nombre-heures-total", "h"),
        _text("duration", "duree-indicative"),
        _number("hourly_price", "prix-horaire-TTC", "€/h"),
        _number("total_price", "prix-total-TTC", "€"),
        _text("remaining_costs", "frais-restants"),
        _text("meals", "restauration"),
        _text("housing", "hebergement"),
        _text("transport", "transport"),
        _flag("agreed", "conventionnement", "Somebody public pays for places"),
        _date("information_date", "date-information/date"),
        _text("trainer_number", f"{_TRAINER}/@numero"),
        _text("trainer_siret", f"{_TRAINER}/SIRET-formateur/SIRET"),
        _text("trainer_name", f"{_TRAINER}/raison-sociale-formateur"),
        _text("url", "url-action/urlweb"),
    ),
    description="One row per action: a training as one body gives it at one place",
    key=("action",),
)
AUDIENCES: Final = Table(
    "action_audiences",
    (
        _ACTION,
        Column("formacode", source=("code-public-vise",), required=True, pattern="[0-9]{5}"),
        Column("edition", source=("@ref",)),
    ),
    description="Whom an action is for, in the words of the Formacode",
)
FUNDING: Final = Table(
    "action_funding",
    (
        _ACTION,
        Column("funder", source=("code-financeur",), description="Code: region, employment service, OPCO…"),
        Column(
            "places",
            Kind.INTEGER,
            source=("nb-places-financees",),
            missing=_NONE,
            minimum=0,
            unit="places",
        ),
    ),
    description="Who pays for how many places of an action",
)
SESSIONS: Final = Table(
    "sessions",
    (
        _rank("session", "session"),
        _ACTION,
        _TRAINING,
        *_MARKS,
        _date("starts", "periode/debut"),
        _date("ends", "periode/fin"),
        _date("enrolment_starts", "periode-inscription/periode/debut"),
        _date("enrolment_ends", "periode-inscription/periode/fin"),
        _text("enrolment", "modalites-inscription"),
        _text("state", "etat-recrutement", "Code: 1 open, 2 closed, 3 suspended"),
        _text("postcode", "adresse-inscription/adresse/codepostal"),
        _text("insee_code", "adresse-inscription/adresse/code-INSEE-commune", pattern=INSEE_CODE),
    ),
    description="One row per session: an action from a day to another",
    key=("session",),
)

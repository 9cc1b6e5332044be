"""Writing an offer in the layout of the France Travail API, with the labels that API uses."""

from __future__ import annotations

from typing import Final

from openemploi.extraction.language_names import language_name
from openemploi.extraction.model import Contract, Hours, Pay, RequirementKind
from openemploi.folding import fold
from openemploi.profiles.france_travail_values import BELOW_DIPLOMA, duration_label, level_label
from openemploi.profiles.model import JobPosting, Written
from openemploi.profiles.writing import Losses, description_of, filled, said_requirements

_CONTRACTS: Final = {
    Contract.PERMANENT: ("CDI", "Contrat à durée indéterminée", "Contrat travail"),
    Contract.FIXED_TERM: ("CDD", "Contrat à durée déterminée", "Contrat travail"),
    Contract.TEMPORARY: ("MIS", "Mission intérimaire", "Contrat travail"),
    Contract.SEASONAL: ("SAI", "Contrat travail saisonnier", "Contrat travail"),
    Contract.APPRENTICESHIP: ("CDD", "Contrat à durée déterminée", "Contrat apprentissage"),
    Contract.SELF_EMPLOYED: ("LIB", "Profession libérale", "Emploi non salarié"),
}
_PERIODS: Final = {"hour": "Horaire", "month": "Mensuel", "year": "Annuel"}
_PATTERNS: Final = {
    "night": "Travail de nuit",
    "weekend": "Travail les week-ends et jours fériés",
    "shift": "Travail posté (2x8, 3x8, 5x8, etc.)",
    "split": "Travail en horaires coupés",
    "evening": "Travail en soirée",
}
_OGR: Final = "urn:rome:ogr:"


def to_france_travail(posting: JobPosting) -> Written:
    """``posting`` as an offer of the API. Reading it again gives the same facts, except what is listed."""
    losses = Losses()
    terms = posting.terms
    codes = dict(reversed(posting.codes))
    for scheme in codes:
        losses.add(f"codes.{scheme}", when=scheme not in ("rome", "naf"))
    rome = codes.get("rome") or next(
        (code for claim in posting.occupations for scheme, code in claim.codes if scheme == "rome"), None
    )
    occupation = posting.occupations[0] if posting.occupations else None
    losses.add("occupations", when=len(posting.occupations) > 1 or (occupation and not rome))
    context: dict[str, object] = {
        "horaires": _patterns(terms.hours, losses),
        "conditionsExercice": ["Possibilité de télétravail"] if terms.remote else [],
    }
    losses.add("terms.remote", when=terms.remote is False)
    losses.add("notes", when=posting.notes)
    data = {
        "id": posting.id,
        "intitule": terms.title.text if terms.title else None,
        "description": description_of(posting, losses=losses),
        "dateCreation": posting.published,
        "lieuTravail": _place(posting),
        "romeCode": rome,
        "romeLibelle": occupation.label if occupation and rome else None,
        "entreprise": filled({"nom": terms.employer}),
        **_contract(posting, losses),
        **_experience(posting, losses),
        "formations": _diplomas(posting, losses),
        "langues": _languages(posting, losses),
        "permis": _licences(posting, losses),
        "competences": _skills(posting, losses),
        "salaire": filled({"libelle": _pay(terms.pay, losses)}),
        **_hours(terms.hours),
        "contexteTravail": filled(context),
        "nombrePostes": terms.openings,
        "codeNAF": codes.get("naf"),
        "origineOffre": filled({"urlOrigine": posting.url}),
    }
    return Written(data=filled(data), not_carried=losses.all())


def _insists(kind: RequirementKind) -> str:
    return "E" if kind is RequirementKind.ESSENTIAL else "S"


def _place(posting: JobPosting) -> dict[str, object]:
    place = posting.terms.place
    if place is None:
        return {}
    return filled(
        {
            "libelle": place.label,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "codePostal": place.postcode,
            "commune": place.insee_code,
        }
    )


def _contract(posting: JobPosting, losses: Losses) -> dict[str, object]:
    contract, count = posting.terms.contract, posting.terms.contract_months
    if contract is None or contract not in _CONTRACTS:
        losses.add("terms.contract", when=contract)
        losses.add("terms.contract_months", when=count)
        return {}
    code, label, nature = _CONTRACTS[contract]
    losses.add("terms.contract_months", when=count and contract is Contract.PERMANENT)
    return {
        "typeContrat": code,
        "typeContratLibelle": f"{label} - {duration_label(count)}" if count else label,
        "natureContrat": nature,
        "alternance": contract is Contract.APPRENTICESHIP,
    }


def _experience(posting: JobPosting, losses: Losses) -> dict[str, object]:
    asked = posting.terms.experience
    if asked is None:
        return {}
    if asked.months == 0:
        return {"experienceExige": "D", "experienceLibelle": "Débutant accepté"}
    losses.add("terms.experience.kind", when=asked.kind is RequirementKind.LEARNABLE)
    essential = asked.kind is RequirementKind.ESSENTIAL
    label = f"{asked.months // 12} An(s)" if asked.months % 12 == 0 else f"{asked.months} Mois"
    return {
        "experienceExige": "E" if essential else "S",
        "experienceLibelle": label if essential else f"Expérience souhaitée de {label}",
    }


def _diplomas(posting: JobPosting, losses: Losses) -> list[dict[str, object]]:
    written = []
    for diploma in posting.terms.diplomas:
        level = level_label(diploma.level) if diploma.level else None
        level = level or next((name for name in BELOW_DIPLOMA if diploma.label.startswith(name)), None)
        losses.add("terms.diplomas.level", when=diploma.level and not level)
        losses.add("terms.diplomas.gate", when=diploma.gate)
        rest = diploma.label.removeprefix(level or "").strip(", ")
        rest = rest.removeprefix(diploma.field_of_study).strip(", ")
        written.append(
            filled(
                {
                    "niveauLibelle": level,
                    "domaineLibelle": diploma.field_of_study,
                    "commentaire": rest,
                    "exigence": _insists(diploma.kind),
                }
            )
        )
    return written


def _languages(posting: JobPosting, losses: Losses) -> list[dict[str, object]]:
    losses.add("terms.languages.level", when=any(item.level for item in posting.terms.languages))
    return [
        {"libelle": language_name(item.code, "fr").capitalize(), "exigence": _insists(item.kind)}
        for item in posting.terms.languages
    ]


def _licences(posting: JobPosting, losses: Losses) -> list[dict[str, object]]:
    written: list[dict[str, object]] = []
    for item in posting.terms.licences:
        scheme, _colon, category = item.code.partition(":")
        if scheme != "driving":
            losses.add("terms.licences")
            continue
        label = item.label if fold(item.label).startswith(f"{fold(category)} -") else category
        losses.add("terms.licences.gate", when=item.gate is not (item.kind is RequirementKind.ESSENTIAL))
        written.append({"libelle": label, "exigence": _insists(item.kind)})
    return written


def _skills(posting: JobPosting, losses: Losses) -> list[dict[str, object]]:
    written = []
    for item in said_requirements(posting, losses=losses):
        ogr = item.uri.removeprefix(_OGR) if item.uri.startswith(_OGR) else None
        losses.add("requirements.uri", when=ogr is None)
        losses.add("requirements.kind", when=item.kind is RequirementKind.LEARNABLE)
        written.append(filled({"code": ogr, "libelle": item.label, "exigence": _insists(item.kind)}))
    return written


def _pay(pay: Pay | None, losses: Losses) -> str | None:
    if pay is None or pay.currency != "EUR" or pay.period not in _PERIODS:
        losses.add("terms.pay", when=pay)
        return None
    upper = f" à {pay.high} Euros" if pay.high != pay.low else ""
    return f"{_PERIODS[pay.period]} de {pay.low} Euros{upper}"


def _hours(hours: Hours | None) -> dict[str, object]:
    if hours is None:
        return {}
    weekly = None
    if hours.weekly is not None:
        whole, minutes = divmod(round(hours.weekly * 60), 60)
        weekly = f"{whole}H{minutes:02d}/semaine" if minutes else f"{whole}H/semaine"
    full = {True: "Temps plein", False: "Temps partiel", None: None}[hours.full_time]
    return {"dureeTravailLibelle": weekly, "dureeTravailLibelleConverti": full}


def _patterns(hours: Hours | None, losses: Losses) -> list[str]:
    named = hours.patterns if hours else ()
    losses.add("terms.hours.patterns", when=any(pattern not in _PATTERNS for pattern in named))
    return [_PATTERNS[pattern] for pattern in named if pattern in _PATTERNS]

"""Offers as partners send them: the XML feeds of Apec, HelloWork and Jobteaser, and the RSS of PASS (public service).

All give the table of :mod:`.offers_tables`; which feed it is shows in its elements, not in its name. None says which
ROME occupation an offer is: that stays null. Traps: Apec writes NAF codes without dot and its durations are months;
HelloWork leaves elements empty, and its coordinates stand in one cell; the titles of PASS hold a link, its pages are
HTML within XML, and its ``dc:creator`` is somebody's address, which is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from openemploi.connectors.base import Connector, Raw, Reading, Rejected, rows
from openemploi.connectors.markup import elements
from openemploi.connectors.offers_tables import OFFERS
from openemploi.connectors.offers_values import department, moment, pay, plain
from openemploi.connectors.opening import Opened, opened
from openemploi.connectors.rewriting import with_naf_dots
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_ROWS: Final = 2000
_UNITS: Final = {"month": 1, "months": 1, "mois": 1, "year": 12, "years": 12, "an": 12, "ans": 12}
_Cells = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Feed:
    """A partner's feed.

    Parameters
    ----------
    tag:
        The element that is an offer.
    mark:
        An element that it holds and those of the other feeds do not.
    needed:
        Elements without which the layout has changed.
    known:
        Elements that are taken, or left out on purpose.
    """

    source: str
    tag: str
    mark: str
    needed: tuple[str, ...]
    known: frozenset[str]
    read: Callable[[Any], _Cells]


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The offers of the feed at ``path``.

    Raises ``FormatError``: ``xml_damaged``, ``xml_element_missing`` when it is none of the feeds, ``column_missing``
    when no offer has an element that all have.
    """
    source = opened(path, "*.xml", "*.rss")
    feed: _Feed | None = None
    lacking: set[str] = set()
    unknown: dict[str, None] = {}
    taken: list[_Cells] = []
    lines: list[int] = []
    for element in elements(source, *{one.tag for one in _FEEDS}, reading=reading):
        names = {_name(one) for one in element.iter() if isinstance(one.tag, str)}
        if feed is None:
            feed = next((one for one in _FEEDS if one.tag == _name(element) and one.mark in names), None)
            lacking = set(feed.needed) if feed else set()
        if feed is None or _name(element) != feed.tag:
            reading.reject(Rejected(OFFERS.name, "not_an_offer", line=element.sourceline, member=source.name))
            continue
        lacking -= names
        unknown.update(dict.fromkeys(names - feed.known))
        taken.append({"source": feed.source, **feed.read(element)})
        lines.append(element.sourceline)
        if len(taken) >= _ROWS:
            yield _block(taken, lines, source)
            taken, lines = [], []
    if feed is None:
        raise _no_feed(source)
    if lacking:
        raise _changed(source, feed, lacking)
    reading.notes += [f"unknown_column: offers: {name}" for name in sorted(unknown)]
    if taken:
        yield _block(taken, lines, source)


def _block(taken: list[_Cells], lines: list[int], source: Opened) -> Raw:
    names = list(taken[0])
    raw = rows(OFFERS.name, names, [[one[name] for name in names] for one in taken], first=1)
    numbers = np.array(lines, np.int64)
    raw = Raw(raw.table, raw.names, raw.arrays, numbers, lines=True, member=source.name)
    return with_naf_dots(raw, "naf_code" if "naf_code" in names else "NAF_secteur")


def _apec(offer: Any) -> _Cells:
    stated = _text(offer, "Salaire_affiche")
    low, high, period, times = pay(stated)
    insee, contract = _text(offer, "COG_lieu"), _text(offer, "Type_contrat")
    return {
        "Reference_apec": _text(offer, "Reference_apec"),
        "Intitule": _text(offer, "Intitule"),
        "Texte_offre": plain(_text(offer, "Texte_offre")),
        "Date_parution": moment(_text(offer, "Date_parution")),
        "COG_lieu": insee,
        "department": department(insee, None, None),
        "Libelle_lieu": _text(offer, "Libelle_lieu"),
        "Type_contrat": contract,
        "Duree_contrat": _text(offer, "Duree_contrat") if contract and contract.startswith("CDD") else None,
        "apprenticeship": "true" if contract and "Alternance" in contract else None,
        "Salaire_affiche": stated,
        "pay_low": low,
        "pay_high": high,
        "pay_period": period,
        "pay_months": times,
        "Nom_entreprise": _text(offer, "Nom_entreprise"),
        "NAF_secteur": _text(offer, "NAF_secteur"),
        "Libelle_secteur": _text(offer, "Libelle_secteur"),
        "Nombre_postes": _text(offer, "Nombre_postes"),
        "Niveau_experience": _text(offer, "Niveau_experience"),
        "Statut": _text(offer, "Statut"),
        "Zone_deplacement": _text(offer, "Zone_deplacement"),
        "URL": _text(offer, "URL"),
    }


def _hellowork(offer: Any) -> _Cells:
    latitude, _comma, longitude = (_text(offer, "geoloc") or "").partition(",")
    postcode, stated = _text(offer, "postal_code"), _text(offer, "salary")
    low, high, period, times = pay(stated)
    working = {"Full time": "true", "Part time": "false"}.get(_text(offer, "job_time") or "")
    described = [_text(offer, name) for name in ("description", "profile")]
    return {
        "job_id": _text(offer, "job_id"),
        "title": _text(offer, "title"),
        "description": "\n\n".join(text for text in map(plain, described) if text) or None,
        "publication_date": moment(_text(offer, "publication_date")),
        "updated_date": moment(_text(offer, "updated_date")),
        "postal_code": postcode,
        "department": department(None, postcode, None),
        "city": _text(offer, "city"),
        "latitude": latitude or None,
        "longitude": longitude or None,
        "contract": _text(offer, "contract"),
        "contract_months": _months(
            _text(offer, "contract_period_value"), _text(offer, "contract_period_unit")
        ),
        "job_time": _text(offer, "job_time"),
        "full_time": working,
        "remote": _text(offer, "remote"),
        "salary": stated,
        "pay_low": low,
        "pay_high": high,
        "pay_period": period,
        "pay_months": times,
        "company_title": _text(offer, "company_title"),
        "siret": _text(offer, "siret"),
        "naf_code": _text(offer, "naf_code"),
        "company_sector": _text(offer, "company_sector"),
        "experience_label": _text(offer, "experience"),
        "qualification": _text(offer, "qualification"),
        "education": _text(offer, "education"),
        "url": _text(offer, "url"),
    }


def _jobteaser(offer: Any) -> _Cells:
    remote = _text(offer, "remote_type")
    contract = _text(offer, "contract_type")
    return {
        "id": _text(offer, "id"),
        "title": _text(offer, "title"),
        "description": plain(_text(offer, "description")),
        "first_activated_at": moment(_text(offer, "first_activated_at")),
        "location_city": _text(offer, "location_city"),
        "contract_type": contract,
        "apprenticeship": "true" if contract == "Apprenticeship" else None,
        "remote_type": None if remote == "Not specified" else remote,
        "company_name": _text(offer, "company_name"),
        "company_siren": _text(offer, "company_siren"),
        "url": _text(offer, "url"),
    }


def _pass(offer: Any) -> _Cells:
    link = next((one for one in offer.iterchildren() if _name(one) == "link"), None)
    return {
        "identifier": _text(offer, "identifier") or _text(offer, "guid"),
        "title": _text(offer, "title"),
        "description": plain(_text(offer, "description")),
        "pubDate": moment(_text(offer, "pubDate")),
        "coverage": _text(offer, "coverage"),
        "format": _text(offer, "format"),
        "publisher": plain(_text(offer, "publisher")),
        "type": _text(offer, "type"),
        "link": (link.text or "").strip() or None if link is not None else None,
    }


def _text(offer: Any, name: str) -> str | None:
    """The text of the first element called ``name``, links within it taken off; ``None`` when it is empty."""
    for one in offer.iter(f"{{*}}{name}"):
        return "".join(one.itertext()).strip() or None
    return None


def _months(count: str | None, unit: str | None) -> str | None:
    if not count or not re.fullmatch(r"\d{1,3}", count):
        return None
    times = _UNITS.get((unit or "").strip().casefold())
    return str(int(count) * times) if times else None


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _no_feed(source: Opened) -> FormatError:
    return FormatError(
        "xml_element_missing",
        _(
            "The file {name} has no element {element}.",
            name=source.name,
            element=" | ".join(dict.fromkeys(f"{one.tag}/{one.mark}" for one in _FEEDS)),
        ),
        remedy=_("Check that it is the official file; if its layout has changed, tell us."),
        where=Where(file=source.name),
    )


def _changed(source: Opened, feed: _Feed, lacking: set[str]) -> FormatError:
    return FormatError(
        "column_missing",
        _(
            "The column {column} is not in the file. It has: {names}.",
            column=min(lacking),
            names=", ".join(sorted(set(feed.needed) - lacking)) or "–",
        ),
        remedy=_("Check that it is the official file; if its layout has changed, tell us."),
        where=Where(file=source.name, column=min(lacking)),
    )


def _known(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FEEDS: Final = (
    _Feed(
        "apec",
        "Offre_emploi",
        "Reference_apec",
        ("Reference_apec", "Intitule", "Date_parution", "Type_contrat", "COG_lieu"),
        _known(
            "Offre_emploi Reference_apec Date_parution Intitule Oqa Nombre_postes Contrat Type_contrat Duree_contrat"
            " Statut Niveau_experience Salaire_affiche Fonction JOB_fonction Libelle_fonction Secteur_activite"
            " NAF_secteur Libelle_secteur Texte_offre Reference_client Nom_entreprise Logo_entreprise URL"
            " Zone_deplacement Lieu COG_lieu Libelle_lieu"
        ),
        _apec,
    ),
    _Feed(
        "hellowork",
        "job",
        "job_id",
        ("job_id", "title", "publication_date", "contract", "postal_code"),
        _known(
            "job job_id guid cpc title url description profile benefits address city geoloc region department"
            " postal_code country publication_date updated_date contract contract_period_value contract_period_unit"
            " qualification experience function job_time education language remote sector company_title"
            " company_description logo company_logo siret naf_code company_sector csr_label salary"
        ),
        _hellowork,
    ),
    _Feed(
        "jobteaser",
        "job",
        "job_details",
        ("id", "title", "first_activated_at", "contract_type", "location_city"),
        _known(
            "job id job_details title description url contract_type remote_type job_dates start_date"
            " first_activated_at job_locations location_country_name location_country_code location_state"
            " location_sub_state location_city company company_name company_siren"
        ),
        _jobteaser,
    ),
    _Feed(
        "pass",
        "item",
        "identifier",
        ("title", "identifier", "pubDate", "coverage"),
        _known(
            "item title a link description author guid pubDate source creator publisher contributor date type format"
            " identifier time coverage"
        ),
        _pass,
    ),
)

CONNECTOR: Final = Connector(
    kind="partner_offers",
    version="1",
    title="Offres d’emploi des partenaires (Apec, HelloWork, Jobteaser, PASS)",
    producer="Apec, HelloWork, Jobteaser, Direction générale de l’administration et de la fonction publique",
    licence="LicenseRef-partner-agreement",
    homepage="https://www.data.gouv.fr/organizations/france-travail",
    tables=(OFFERS,),
    read=read,
)

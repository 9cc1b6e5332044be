# ruff: noqa: E501 - elements of official feeds are long
"""Small files of offers, in the layouts of their publishers and with invented values: see :mod:`.samples`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

OFFERS: Final[list[dict[str, Any]]] = [
    {
        "id": "199ZZZA",
        "intitule": "Crêpier / Crêpière (H/F)",
        "description": "Vous cuisez les crêpes.\n« Avec soin, {ici} »",
        "dateCreation": "2025-08-21T12:46:54.000Z",
        "dateActualisation": "2025-08-22T06:00:00.000Z",
        "lieuTravail": {
            "libelle": "04 - L'Ermitage", "latitude": 44.1, "longitude": 6.25,
            "codePostal": "04399", "commune": "04301",
        },
        "romeCode": "G1998",
        "romeLibelle": "Crêperie",
        "appellationlibelle": "Crêpier / Crêpière",
        "entreprise": {"nom": "LES NUAGES", "entrepriseAdaptee": False},
        "typeContrat": "CDD",
        "typeContratLibelle": "CDD - 6 Mois",
        "natureContrat": "Contrat travail",
        "experienceExige": "E",
        "experienceLibelle": "Expérience exigée de 2 An(s)",
        "competences": [
            {"code": "9100001", "libelle": "Cuire des crêpes", "exigence": "E"},
            {"libelle": "Chanter", "exigence": "S"},
        ],
        "qualitesProfessionnelles": [{"libelle": "Faire preuve de calme", "description": "Rester serein"}],
        "langues": [{"libelle": "Breton", "exigence": "S"}],
        "permis": [{"libelle": "B - Véhicule léger", "exigence": "E"}],
        "formations": [
            {"codeFormation": "42799", "domaineLibelle": "Crêperie",
             "niveauLibelle": "CAP, BEP et équivalents", "exigence": "S"},
        ],
        "salaire": {"libelle": "Mensuel de 1850.0 Euros à 2000.0 Euros sur 13.0 mois"},
        "dureeTravailLibelle": "36H30/semaine\nTravail le dimanche",
        "dureeTravailLibelleConverti": "Temps plein",
        "alternance": False,
        "nombrePostes": 2,
        "accessibleTH": True,
        "codeNAF": "56.10C",
        "secteurActivite": "56",
        "secteurActiviteLibelle": "Restauration de nuages",
        "contexteTravail": {"horaires": ["36H30/semaine"], "conditionsExercice": ["Possibilité de télétravail"]},
        "contact": {"nom": "Mme Personne", "courriel": "personne@exemple.invalid"},
        "agence": {"courriel": "agence@exemple.invalid"},
        "origineOffre": {"origine": "1", "urlOrigine": "https://exemple.invalid/199ZZZA"},
    },
    {
        "id": "9999001",
        "intitule": "Officier / Officière",
        "dateCreation": "2025-08-20T00:00:01.5Z",
        "lieuTravail": {"libelle": "2A - SERRA"},
        "typeContrat": "CDI",
        "typeContratLibelle": "CDI",
        "salaire": {"commentaire": "A négocier"},
        "nombrePostes": 1,
    },
    {
        "id": "199ZZZB",
        "intitule": "Orthoptiste",
        "dateCreation": "2025-08-19T10:00:00.000Z",
        "lieuTravail": {"libelle": "971 - ANSE", "codePostal": "97199"},
        "typeContrat": "MIS",
        "typeContratLibelle": "Intérim - 3 Mois",
    },
]  # fmt: skip


def offers_array(folder: Path) -> Path:
    """Offers as a JSON array."""
    path = folder / "offres.json"
    path.write_text(json.dumps(OFFERS, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def offers_lines(folder: Path) -> Path:
    """Offers, one a line, with a line that is no JSON, one that is no object and one in another encoding."""
    path = folder / "offres.jsonl"
    lines = [json.dumps(offer, ensure_ascii=False).encode() for offer in OFFERS]
    lines[1:1] = [b'{"id": "cut', b"[1, 2]", '{"id": "1", "intitule": "Crêpier"}'.encode("latin-1")]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def search_answer(folder: Path) -> Path:
    """Offers as a search answers them."""
    path = folder / "recherche.json"
    path.write_text(
        json.dumps({"resultats": OFFERS, "filtresPossibles": [{"filtre": "typeContrat"}]}), encoding="utf-8"
    )
    return path


def apec(folder: Path) -> Path:
    """Apec's feed."""
    path = folder / "apec.xml"
    lieu = "<Lieu><COG_lieu>{0}</COG_lieu><Libelle_lieu>L'Ermitage</Libelle_lieu></Lieu>"
    offers = [
        ("9001W", "Chef·fe crêpier F/H", "CDD - Alternance - Contrat d'apprentissage", 12, "18,5 - 22 k€ brut annuel", lieu.format("04301")),
        ("9002W", "Officier F/H", "CDI", 1, "A négocier", ""),
        ("9003W", "Orthoptiste F/H", "CDI", 1, "A partir de 21 k€ brut annuel", lieu.format("97199")),
    ]  # fmt: skip
    path.write_text(
        "<?xml version='1.0' encoding='UTF-8'?>\n<Export_offres>\n"
        "<Export><Partenaire>ESSAI</Partenaire><Date_export>20/02/2026 01:50:22</Date_export></Export>\n"
        + "".join(
            f"<Offre_emploi><Reference_apec>{number}</Reference_apec>\n<Date_parution>11/12/2025 10:41:41</Date_parution>"
            f"<Intitule><![CDATA[{title}]]></Intitule><Nombre_postes>1</Nombre_postes><Contrat><Type_contrat>{contract}"
            f"</Type_contrat><Duree_contrat>{months}</Duree_contrat></Contrat><Salaire_affiche><![CDATA[{pay}]]>"
            "</Salaire_affiche><Secteur_activite><NAF_secteur>5610C</NAF_secteur></Secteur_activite>"
            "<Texte_offre><![CDATA[<p>Vous cuisez&nbsp;:</p><ul><li>des crêpes</li></ul>]]></Texte_offre>"
            f"<Nom_entreprise>Les Nuages</Nom_entreprise>{place}</Offre_emploi>\n"
            for number, title, contract, months, pay, place in offers
        )
        + "</Export_offres>\n",
        encoding="utf-8",
    )
    return path


def hellowork(folder: Path) -> Path:
    """HelloWork's feed: empty elements, coordinates in one cell."""
    path = folder / "hellowork.xml"
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<root>\n<job><job_id>7001</job_id><title>Crêpier H/F</title>'
        "<description><![CDATA[Cuire.]]></description><profile>Du calme.</profile><city>ERMITAGE</city>"
        "<geoloc>44.1,6.25</geoloc><postal_code>20199</postal_code><publication_date>2024-01-30 23:21:39"
        "</publication_date><contract>CDD</contract><contract_period_value>2</contract_period_value>"
        "<contract_period_unit>years</contract_period_unit><job_time>Full time</job_time>"
        "<remote>Pas_teletravail</remote><company_title>Les Nuages</company_title><siret>99999999900001</siret>"
        "<naf_code>5610C</naf_code><salary /></job>\n"
        "<job><job_id>7002</job_id><title>Officier H/F</title><geoloc /><postal_code>04399</postal_code>"
        "<publication_date>2024-07-30 23:21:39</publication_date><contract>CDI</contract><siret /></job>\n</root>",
        encoding="utf-8",
    )
    return path


def jobteaser(folder: Path) -> Path:
    """Jobteaser's feed."""
    path = folder / "jobteaser.xml"
    path.write_text(
        "<jobs><job><id>aaaa-1</id><job_details><title>Crêpier</title><description>&lt;b&gt;Cuire&lt;/b&gt; &amp;amp; servir"
        "</description><url>https://exemple.invalid/1</url><contract_type>Apprenticeship</contract_type>"
        "<remote_type>Not specified</remote_type></job_details><job_dates><start_date></start_date>"
        "<first_activated_at>2025-09-19 23:27:00.000</first_activated_at></job_dates><job_locations>"
        "<location_city>Ermitage</location_city></job_locations><company><company_name>Les Nuages</company_name>"
        "<company_siren>999999999</company_siren></company></job></jobs>",
        encoding="utf-8",
    )
    return path


def public_service(folder: Path) -> Path:
    """The RSS of PASS: a link in the title, an address in ``dc:creator``."""
    path = folder / "pass.rss"
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<rss xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">'
        "<channel><title>Flux</title><item>\n"
        '  <title><a href="/offre/crepier">Crêpier d’État H/F</a></title>'
        "<link>https://exemple.invalid/offre/crepier</link><description>&lt;p&gt;Cuire&amp;nbsp;:&lt;/p&gt;</description>"
        '<guid isPermaLink="false">g-1</guid><pubDate>2025-02-26T16:40:27+0100\n</pubDate>'
        "<dc:creator>personne@exemple.invalid</dc:creator><dc:description>75</dc:description>"
        "<dc:publisher>Ministère des Nuages</dc:publisher><dc:type>Niveau 3 – (CAP)</dc:type>"
        "<dc:format>12 mois</dc:format><dc:identifier>A-2099-1</dc:identifier><dc:coverage>NICE</dc:coverage>"
        "</item></channel></rss>",
        encoding="utf-8",
    )
    return path


JOBS: Final[dict[str, Callable[[Path], Path]]] = {
    "france_travail_offers": offers_array,
    "partner_offers": apec,
}

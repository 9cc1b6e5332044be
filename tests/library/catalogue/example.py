"""A small catalogue of invented sets, with every field filled in one of them."""

from __future__ import annotations

from datetime import date

from openemploi.catalogue import (
    Access,
    Agent,
    Catalogue,
    Column,
    Contact,
    Dataset,
    Dimension,
    Distribution,
    Measure,
    Named,
    Period,
    Text,
)

AUTHORITY = "http://publications.europa.eu/resource/authority/"
REGION = Agent(
    "Région Exemple",
    uri="https://region.example/id",
    homepage="https://region.example/",
    contact="donnees@region.example",
)

OPEN = Dataset(
    identifier="offres-2026",
    uri="https://donnees.example/sets/offres-2026",
    titles=(
        Text("en", "Job offers by month"),
        Text("fr", "Offres d’emploi par mois"),
        Text("ko", "월별 구인"),
    ),
    descriptions=(Text("fr", "Nombre d’offres par métier et par commune.\nSans doublon."),),
    publisher=REGION,
    access=Access.OPEN,
    personal_data=False,
    licence=f"{AUTHORITY}licence/CC_BY_4_0",
    themes=(f"{AUTHORITY}data-theme/ECON", f"{AUTHORITY}data-theme/SOCI"),
    keywords=(Text("en", "jobs"), Text("fr", "emploi"), Text("fr", "offres")),
    places=(
        Named("", "Pays de Fayence"),
        Named("http://id.insee.fr/geo/region/93", "Provence-Alpes-Côte d’Azur"),
    ),
    period=Period(date(2024, 1, 1), date(2026, 10, 31)),
    frequency=f"{AUTHORITY}frequency/MONTHLY",
    languages=("en", "fr"),
    contact=Contact("Service de la donnée", "donnees@region.example", "https://region.example/contact"),
    landing_page="https://donnees.example/sets/offres-2026",
    version="2026-10",
    provenance=(Text("fr", "Flux des partenaires, dédoublonnés."),),
    issued=date(2024, 2, 1),
    modified=date(2026, 11, 2),
    distributions=(
        Distribution(
            uri="https://donnees.example/sets/offres-2026/csv",
            access_url="https://donnees.example/sets/offres-2026",
            download_url="https://donnees.example/files/offres-2026.csv",
            title="Table CSV",
            format=f"{AUTHORITY}file-type/CSV",
            media_type="text/csv",
            bytes=0,
            checksum_algorithm="sha256",
            checksum="00" * 31 + "ab",
            licence=f"{AUTHORITY}licence/CC_BY_4_0",
            conforms_to="https://schema.data.example/offres/1.0.json",
            columns=(
                Column("rome_code", "string", "Code ROME", "Métier de l’offre"),
                Column("offers", "integer"),
                Column("a", "date"),
            ),
            issued=date(2026, 11, 1),
            modified=date(2026, 11, 2),
        ),
    ),
    quality=(
        Measure(Dimension.COMPLETENESS, date(2026, 11, 2), value=0.1, n=12_000),
        Measure(Dimension.FRESHNESS, date(2026, 11, 2), value=26.0),
        Measure(Dimension.REPRESENTATIVENESS, date(2026, 11, 2), value=1 / 3, n=9, group="commune rurale"),
        Measure(Dimension.VALIDITY, date(2026, 11, 2), unknown_because="never measured"),
    ),
)
RESTRICTED = Dataset(
    identifier="parcours",
    uri="https://donnees.example/sets/parcours",
    titles=(Text("fr", "Parcours de personnes accompagnées"),),
    descriptions=(Text("fr", "Un rang par personne et par mois."),),
    publisher=Agent("Mission locale Exemple"),
    access=Access.RESTRICTED,
    restriction=(Text("fr", "Données de personnes : usage d’intérêt général seulement."),),
    legislation=(
        Named("", "Article L. 5314-2 du code du travail"),
        Named("http://data.europa.eu/eli/reg/2016/679/oj", "RGPD"),
    ),
    personal_data=True,
    licence="Convention avec le producteur",
    frequency="when the convention is renewed",
    period=Period(start=date(2020, 1, 1)),
    contact=Contact(email="acces@ml.example"),
)
BARE = Dataset(
    identifier="nu",
    uri="https://donnees.example/sets/nu",
    titles=(Text("", "Sans langue"),),
    descriptions=(Text("", "Rien de plus n’est dit."),),
)
CATALOGUE = Catalogue(
    uri="https://donnees.example/catalogue",
    titles=(Text("fr", "Catalogue Exemple"),),
    descriptions=(Text("fr", "Toutes les données, ouvertes ou non."),),
    publisher=REGION,
    homepage="https://donnees.example/",
    languages=("fr",),
    licence=f"{AUTHORITY}licence/CC0",
    modified=date(2026, 11, 2),
    datasets=(BARE, OPEN, RESTRICTED),
)

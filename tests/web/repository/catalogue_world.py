"""Who is there in the tests of the catalogue: a producer with its people, an operator, sets that are open or not."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.repository.models import AssetTerm, DataAsset, Distribution, Producer, QualityFigure
from tests.web import factories as make

AUTHORITY = "http://publications.europa.eu/resource/authority/"


def producer(name: str = "Région Exemple", **fields: Any) -> Producer:
    """A producer whose organisation is on the portal."""
    organisation = fields.pop("organisation", None) or make.organisation("producer", name=name)
    return Producer.objects.create(name=name, organisation=organisation, **fields)


def member(of: Producer, *, role: str = "member") -> User:
    """Somebody of the producer's organisation."""
    assert of.organisation is not None
    return make.member(of.organisation, role=role)


def operator() -> User:
    """Somebody who operates the instance."""
    return make.member(make.organisation("operator", name="Qui opère l’instance"))


def asset(of: Producer, title: str = "Offres par mois", **fields: Any) -> DataAsset:
    """A published, open set."""
    given = {
        "identifier": f"set-{DataAsset.objects.count()}",
        "title_fr": title,
        "description_fr": f"Ce que contient : {title}.",
        "access": DataAsset.Access.OPEN,
        "published_at": timezone.now(),
        **fields,
    }
    return DataAsset.objects.create(producer=of, **given)


def full_asset(of: Producer) -> DataAsset:
    """A set with everything that can be said."""
    one = asset(
        of,
        "Offres d’emploi par mois",
        title_en="Job offers by month",
        title_ko="월별 구인",
        licence=f"{AUTHORITY}licence/CC_BY_4_0",
        covers_from=date(2024, 1, 1),
        covers_to=date(2026, 10, 31),
        frequency=f"{AUTHORITY}frequency/MONTHLY",
        language="en fr",
        personal_data="no",
        legislation="http://data.europa.eu/eli/reg/2016/679/oj RGPD\nArticle L. 5312-1 du code du travail",
        contact_name="Service de la donnée",
        contact_email="donnees@region.example",
        contact_page="https://region.example/contact",
        provenance="Flux des partenaires.",
        landing_page="https://region.example/offres",
        version="2026-10",
        issued=date(2024, 2, 1),
        modified=date(2026, 11, 2),
    )
    kinds = AssetTerm.Kind
    for kind, value, label, language in (
        (kinds.THEME, f"{AUTHORITY}data-theme/SOCI", "", ""),
        (kinds.PLACE, "http://id.insee.fr/geo/region/93", "Provence-Alpes-Côte d’Azur", ""),
        (kinds.PLACE, "Pays de Fayence", "Pays de Fayence", ""),
        (kinds.KEYWORD, "emploi", "", "fr"),
        (kinds.KEYWORD, "jobs", "", "en"),
    ):
        AssetTerm.objects.create(asset=one, kind=kind, value=value, label=label, language=language)
    Distribution.objects.create(
        asset=one,
        title="Table CSV",
        format=f"{AUTHORITY}file-type/CSV",
        media_type="text/csv",
        access_url="https://region.example/offres",
        download_url="https://region.example/offres.csv",
        bytes=18_342,
        checksum_algorithm="sha256",
        checksum="ab" * 32,
        conforms_to="https://schema.example/offres.json",
        columns=[{"name": "rome_code", "type": "string", "title": "Code", "description": "Métier"}],
        issued=date(2026, 11, 1),
        modified=date(2026, 11, 2),
    )
    QualityFigure.objects.create(asset=one, dimension="completeness", value=0.987, n=12_000)
    QualityFigure.objects.create(asset=one, dimension="representativeness", unknown_because="no_reference")
    return one


def restricted_asset(of: Producer, **fields: Any) -> DataAsset:
    """A published set that has to be asked for."""
    return asset(
        of,
        "Parcours de personnes",
        access=DataAsset.Access.RESTRICTED,
        restriction="Données de personnes : usage d’intérêt général seulement.",
        legislation="Article L. 5314-2 du code du travail",
        personal_data="yes",
        **fields,
    )


def acting(user: User) -> Organisation:
    """The first organisation of a person."""
    return user.active_memberships[0].organisation

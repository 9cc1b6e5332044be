"""A set of data between its rows here and the record that travels (:mod:`openemploi.catalogue`), in both directions.

What leaves and comes back is the same record: a set that was harvested keeps the addresses and the identifier that its
own catalogue gave it, and a restricted one stays restricted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi import catalogue as dcat
from openemploi.catalogue.values import sorted_by_name
from openemploi.catalogue.vocabularies import is_address
from openemploi_web.repository.models import AssetTerm, DataAsset, Distribution, Producer, QualityFigure
from openemploi_web.repository.models.catalogue import LANGUAGES

_ACCESS: Final = {
    DataAsset.Access.OPEN: dcat.Access.OPEN,
    DataAsset.Access.RESTRICTED: dcat.Access.RESTRICTED,
    DataAsset.Access.UNKNOWN: dcat.Access.UNKNOWN,
}
_PERSONAL: Final = {
    DataAsset.PersonalData.YES: True,
    DataAsset.PersonalData.NO: False,
    DataAsset.PersonalData.UNKNOWN: None,
}


def catalogue_record(datasets: Iterable[dcat.Dataset], *, modified: date | None = None) -> dcat.Catalogue:
    """The catalogue of this instance with ``datasets``."""
    return dcat.Catalogue(
        uri=absolute(reverse("repository:search")),
        titles=(dcat.Text("fr", _("Data on jobs and training")),),
        descriptions=(
            dcat.Text(
                "fr", _("Data on jobs, training, orientation, employers and territory: open, or on request.")
            ),
        ),
        publisher=dcat.Agent("Open Emploi", uri=absolute("/"), homepage=absolute("/")),
        homepage=absolute("/"),
        languages=("fr",),
        modified=modified,
        datasets=tuple(sorted(datasets, key=lambda one: one.identifier)),
    )


def record_of(asset: DataAsset) -> dcat.Dataset:
    """The record of ``asset``, whose relations are fetched beforehand (``selectors_catalogue.whole``)."""
    terms = list(asset.terms.all())
    page = absolute(reverse("repository:asset", args=[asset.pk]))
    uri = asset.uri or page
    contact = dcat.Contact(asset.contact_name, asset.contact_email, asset.contact_page)
    period = dcat.Period(asset.covers_from, asset.covers_to)
    return dcat.Dataset(
        identifier=asset.identifier,
        uri=uri,
        titles=_texts(asset, "title"),
        descriptions=_texts(asset, "description"),
        publisher=agent_of(asset.producer),
        access=_ACCESS[DataAsset.Access(asset.access)],
        restriction=_one(asset.restriction),
        legislation=tuple(sorted(_law(line) for line in asset.legislation.splitlines() if line.strip())),
        personal_data=_PERSONAL[DataAsset.PersonalData(asset.personal_data)],
        licence=asset.licence,
        themes=tuple(sorted(one.value for one in terms if one.kind == AssetTerm.Kind.THEME)),
        keywords=tuple(
            sorted(dcat.Text(one.language, one.value) for one in terms if one.kind == AssetTerm.Kind.KEYWORD)
        ),
        places=tuple(sorted(_place(one) for one in terms if one.kind == AssetTerm.Kind.PLACE)),
        period=period if period != dcat.Period() else None,
        frequency=asset.frequency,
        languages=tuple(sorted(asset.language.split())),
        contact=contact if contact != dcat.Contact() else None,
        landing_page=asset.landing_page or page,
        version=asset.version,
        provenance=_one(asset.provenance),
        issued=asset.issued,
        modified=asset.modified,
        distributions=sorted_by_name(
            _distribution(one, asset=asset, uri=uri, page=page) for one in asset.distributions.all()
        ),
        quality=tuple(
            sorted(
                (_measure(one) for one in asset.quality.all()),
                key=lambda one: (one.dimension, one.group, one.measured),
            )
        ),
    )


def agent_of(producer: Producer) -> dcat.Agent:
    """A producer as it travels; one of ours is named by its page here."""
    own = "" if producer.uri else absolute(reverse("repository:producer", args=[producer.pk]))
    return dcat.Agent(producer.name, producer.uri or own, producer.homepage, producer.contact)


def fields_of(record: dcat.Dataset, *, language: str) -> dict[str, Any]:
    """The columns of an asset for ``record``; words whose language is not said are taken to be in ``language``."""
    contact, period = record.contact or dcat.Contact(), record.period or dcat.Period()
    return {
        "uri": record.uri[:500],
        **{f"title_{code}": _in(record.titles, code, language)[:300] for code in LANGUAGES},
        **{f"description_{code}": _in(record.descriptions, code, language) for code in LANGUAGES},
        # What is closed to all is, for whoever reads the catalogue, restricted: there is nothing to be had by asking.
        "access": {
            dcat.Access.OPEN: DataAsset.Access.OPEN,
            dcat.Access.RESTRICTED: DataAsset.Access.RESTRICTED,
            dcat.Access.NON_PUBLIC: DataAsset.Access.RESTRICTED,
            dcat.Access.UNKNOWN: DataAsset.Access.UNKNOWN,
        }[record.access],
        "restriction": "\n".join(text.value for text in record.restriction),
        "legislation": "\n".join(f"{law.uri} {law.label}".strip() for law in record.legislation),
        "personal_data": next(key for key, value in _PERSONAL.items() if value is record.personal_data),
        "licence": record.licence[:500],
        "covers_from": period.start,
        "covers_to": period.end,
        "frequency": record.frequency[:500],
        "language": " ".join(record.languages)[:100],
        "contact_name": contact.name[:200],
        "contact_email": contact.email[:200],
        "contact_page": contact.page[:500],
        "provenance": "\n".join(text.value for text in record.provenance),
        "landing_page": record.landing_page[:1000],
        "version": record.version[:100],
        "issued": record.issued,
        "modified": record.modified,
    }


def terms_of(record: dcat.Dataset) -> list[AssetTerm]:
    """Themes, places and key words of ``record``, for an asset that is given later."""
    kinds = AssetTerm.Kind
    found = {
        **{(kinds.THEME, theme, ""): "" for theme in record.themes},
        **{(kinds.PLACE, place.uri or place.label, ""): place.label for place in record.places},
        **{(kinds.KEYWORD, word.value, word.language): "" for word in record.keywords},
    }
    return [
        AssetTerm(kind=kind, value=value[:500], language=language, label=label[:200])
        for (kind, value, language), label in found.items()
    ]


def distributions_of(record: dcat.Dataset) -> list[Distribution]:
    """The forms of ``record``, for an asset that is given later."""
    return [
        Distribution(
            uri=one.uri[:500],
            title=one.title[:300],
            format=one.format[:100],
            media_type=one.media_type[:100],
            access_url=one.access_url[:2000],
            download_url=one.download_url[:2000],
            bytes=one.bytes,
            checksum_algorithm=one.checksum_algorithm[:20],
            checksum=one.checksum[:200],
            licence=one.licence[:500],
            conforms_to=one.conforms_to[:1000],
            columns=[
                {"name": c.name, "type": c.type, "title": c.title, "description": c.description}
                for c in one.columns
            ],
            issued=one.issued,
            modified=one.modified,
        )
        for one in record.distributions
    ]


def figures_of(record: dcat.Dataset) -> list[QualityFigure]:
    """The measures of ``record``, the latest of each kind, for an asset that is given later."""
    latest = {(one.dimension, one.group): one for one in record.quality}  # sorted by day
    return [
        QualityFigure(
            dimension=one.dimension.value,
            group=one.group[:200],
            value=one.value,
            n=one.n,
            unknown_because=one.unknown_because[:200],
            measured_at=timezone.make_aware(datetime.combine(one.measured, time(12))),
        )
        for one in latest.values()
    ]


def absolute(path: str) -> str:
    """The address of a page of this instance."""
    return f"{settings.ORIGIN.rstrip('/')}{path}"


def _distribution(one: Distribution, *, asset: DataAsset, uri: str, page: str) -> dcat.Distribution:
    return dcat.Distribution(
        # What is had nowhere by itself is had on the set's page: DCAT-AP asks for an address.
        access_url=one.access_url or one.download_url or page,
        uri=one.uri or f"{uri}#{one.pk}",
        title=one.title,
        format=one.format,
        media_type=one.media_type,
        download_url=one.download_url,
        bytes=one.bytes,
        checksum_algorithm=one.checksum_algorithm,
        checksum=one.checksum,
        licence=one.licence or asset.licence,
        conforms_to=one.conforms_to,
        columns=tuple(
            dcat.Column(
                name=str(column.get("name", "")),
                type=str(column.get("type", "")),
                title=str(column.get("title", "")),
                description=str(column.get("description", "")),
            )
            for column in one.columns
        ),
        issued=one.issued,
        modified=one.modified,
    )


def _measure(one: QualityFigure) -> dcat.Measure:
    return dcat.Measure(
        dimension=dcat.Dimension(one.dimension),
        measured=timezone.localdate(one.measured_at),
        value=one.value,
        n=one.n,
        group=one.group,
        unknown_because=one.unknown_because,
    )


def _texts(asset: DataAsset, name: str) -> tuple[dcat.Text, ...]:
    said = ((code, getattr(asset, f"{name}_{code}")) for code in LANGUAGES)
    return tuple(sorted(dcat.Text(code, text) for code, text in said if text))


def _one(text: str) -> tuple[dcat.Text, ...]:
    return (dcat.Text("", text),) if text else ()


def _in(texts: tuple[dcat.Text, ...], code: str, language: str) -> str:
    by_language = {text.language: text.value for text in texts}
    if code in by_language:
        return by_language[code]
    if code != language:
        return ""
    # Words of no said language; else those of a language that is not one of ours, rather than nothing.
    others = (text.value for text in texts if text.language not in LANGUAGES)
    return by_language.get("") or next(others, "")


def _law(line: str) -> dcat.Named:
    first, _space, rest = line.strip().partition(" ")
    return dcat.Named(first, rest.strip()) if is_address(first) else dcat.Named("", line.strip())


def _place(term: AssetTerm) -> dcat.Named:
    return dcat.Named(term.value if is_address(term.value) else "", term.label)

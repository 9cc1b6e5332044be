"""Postcodes and the communes that they serve, with a point: the "base officielle des codes postaux" of La Poste.

One row per commune, postcode, routing label and fifth line: a commune has several postcodes and a postcode several
communes. Layouts: up to 2022 with "lat, lon" in one cell (empty overseas), since then without coordinates and with a
``#`` before the first name, and data.gouv.fr's edition with two columns. The point is that of the commune.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import INSEE_CODE, POSTCODE
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import opened
from openemploi.connectors.rewriting import with_point
from openemploi.connectors.schema import Column, Kind, Table

_BOTH: Final = ("coordonnees_gps", "coordonnees_geographiques", "_geopoint")
_OTHERS: Final = (  # of the edition that data.gouv.fr makes with the geographic code
    *("code_commune", "article", "nom_commune", "nom_commune_complet"),
    *("code_departement", "nom_departement", "code_region", "nom_region"),
)

_CODES: Final = (
    Column(
        "insee_code",
        source=("#Code_commune_INSEE", "Code_commune_INSEE"),
        required=True,
        width=5,
        pattern=INSEE_CODE,
    ),
    Column("name_upper", source=("Nom_de_la_commune", "nom_commune_postal", "Nom_commune")),
    Column("postcode", source=("Code_postal",), required=True, width=5, pattern=POSTCODE),
    Column("label", source=("Libellé_d_acheminement", "Libelle_acheminement", "libelle_d_acheminement")),
    Column("line5", source=("Ligne_5",), optional=True, description="Place within the commune"),
)
POSTCODES: Final = Table(
    "postcodes",
    (
        *_CODES,
        Column(
            "latitude",
            Kind.NUMBER,
            source=("latitude", *(f"{name}: latitude" for name in _BOTH)),
            optional=True,
            unit="°",
            minimum=-90,
            maximum=90,
        ),
        Column(
            "longitude",
            Kind.NUMBER,
            source=("longitude", *(f"{name}: longitude" for name in _BOTH)),
            optional=True,
            unit="°",
            minimum=-180,
            maximum=180,
        ),
    ),
    description="One row per commune, postcode, routing label and fifth line",
    key=("insee_code", "postcode", "label", "line5"),
    left_out=_OTHERS,
)
_FILE: Final = Table(
    "postcodes",
    (
        *_CODES,
        Column("latitude", optional=True),
        Column("longitude", optional=True),
        Column("both", source=_BOTH, optional=True),
    ),
    left_out=_OTHERS,
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``; the cell that holds both coordinates becomes two."""
    source = opened(path, "*hexasmal*.csv", "*.csv")
    for raw in delimited(
        source, _FILE, reading, delimiter=delimiter_of(source, ";", ","), encodings=("utf-8", "cp1252")
    ):
        yield with_point(raw, reading, *_BOTH)


CONNECTOR: Final = Connector(
    kind="postcodes",
    version="1",
    title="Base officielle des codes postaux",
    producer="La Poste",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/datasets/base-officielle-des-codes-postaux",
    tables=(POSTCODES,),
    read=read,
)

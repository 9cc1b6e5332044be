"""Rents of flats by commune: the advertised rent per square metre that a model predicts, with its interval.

Published by the ministry of housing ("carte des loyers"): the editions of 2018 and of 2022 and later differ in the
names and order of columns, in the encoding and in how many decimals and quotes there are. Each edition has four files
of one layout, for flats, flats of one or two rooms, larger flats and houses: only the name of the file tells which.
The code of a commune lacks its zero in some.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import INSEE_CODE, year_in
from openemploi.connectors.delimited import delimited
from openemploi.connectors.opening import opened
from openemploi.connectors.rewriting import same_throughout
from openemploi.connectors.schema import Column, Kind, Table

_DWELLINGS: Final = {  # parts of file names, those that hold others first
    "app12": "small_flat",
    "app3": "large_flat",
    "t1-t2": "small_flat",
    "t3": "large_flat",
    "app": "flat",
    "mai": "house",
}


def _rent(name: str, official: str, description: str) -> Column:
    return Column(
        name,
        Kind.NUMBER,
        source=(official,),
        description=description,
        unit="€/m²/month",
        decimal=",",
        minimum=0.0,
        missing=("NA",),
    )


RENTS: Final = Table(
    "rents",
    (
        Column("insee_code", source=("INSEE_C", "INSEE"), required=True, width=5, pattern=INSEE_CODE),
        Column("name", source=("LIBGEO",), description="Commune"),
        Column(
            "dwelling",
            optional=True,
            choices=tuple(dict.fromkeys(_DWELLINGS.values())),
            description="As the name of the file says: flats of all sizes, of one or two rooms, of more, or houses",
        ),
        Column(
            "epci_code", source=("EPCI",), optional=True, description="Group of communes with its own budget"
        ),
        Column("department", source=("DEP",), width=2),
        Column("region", source=("REG",), optional=True, width=2),
        Column(
            "zone", source=("id_zone",), optional=True, description="Group of communes that one model covers"
        ),
        _rent("rent", "loypredm2", "Predicted rent, charges included"),
        _rent("rent_low", "lwr.IPm2", "Lower end of the prediction interval"),
        _rent("rent_high", "upr.IPm2", "Upper end of the prediction interval"),
        Column(
            "prediction",
            source=("TYPPRED",),
            choices=("commune", "maille", "epci"),
            optional=True,
            description="Whether the figure is the commune's own or that of its group",
        ),
        Column(
            "advertisements", Kind.INTEGER, source=("nbobs_com", "nbobs_commune"), optional=True, minimum=0
        ),
        Column(
            "advertisements_group",
            Kind.INTEGER,
            source=("nbobs_mail", "nbobs_maille"),
            optional=True,
            minimum=0,
        ),
        Column(
            "fit",
            Kind.NUMBER,
            source=("R2_adj", "R2adj"),
            optional=True,
            decimal=",",
            description="Adjusted R²",
        ),
    ),
    key=("insee_code",),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``."""
    source = opened(path, "*loyer*.csv", "pred-*.csv", "*.csv")
    reading.edition = year_in(source.name, path.name)
    name = source.name.rsplit("/", 1)[-1].casefold()
    dwelling = next((kind for part, kind in _DWELLINGS.items() if part in name), "")
    for raw in delimited(source, RENTS, reading, encodings=("utf-8", "cp1252")):
        yield same_throughout(raw, dwelling=dwelling) if dwelling else raw


CONNECTOR: Final = Connector(
    kind="rents",
    version="2",
    title="Carte des loyers : indicateurs de loyers d’annonce par commune",
    producer="Ministère chargé du logement, ANIL",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/datasets/carte-des-loyers",
    tables=(RENTS,),
    read=read,
)

"""Rents of flats by commune: the advertised rent per square metre that a model predicts, with its interval.

Published by the ministry of housing ("carte des loyers") since 2018; the layout of 2023 has other names, a mark
of quality and the number of advertisements behind each figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.delimited import delimited
from openemploi.connectors.opening import opened
from openemploi.connectors.schema import Column, Kind, Table

_RENT: Final = {"kind": Kind.NUMBER, "unit": "€/m²/month", "decimal": ",", "minimum": 0.0, "missing": ("NA",)}

RENTS: Final = Table(
    "rents",
    (
        Column(
            "insee_code", source=("INSEE_C", "INSEE"), required=True, width=5, pattern="[0-9][0-9AB][0-9]{3}"
        ),
        Column("name", source=("LIBGEO",), description="Commune"),
        Column(
            "epci_code", source=("EPCI",), optional=True, description="Group of communes with its own budget"
        ),
        Column("department", source=("DEP",), width=2),
        Column("region", source=("REG",), optional=True, width=2),
        Column(
            "zone", source=("id_zone",), optional=True, description="Group of communes that one model covers"
        ),
        Column("rent", source=("loypredm2",), description="Predicted rent, charges included", **_RENT),  # type: ignore[arg-type]
        Column("rent_low", source=("lwr.IPm2",), description="Lower end of the prediction interval", **_RENT),  # type: ignore[arg-type]
        Column(
            "rent_high", source=("upr.IPm2",), description="Upper end of the prediction interval", **_RENT
        ),  # type: ignore[arg-type]
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
    yield from delimited(opened(path, "*loyer*.csv", "*.csv"), RENTS, reading, encodings=("utf-8", "cp1252"))


CONNECTOR: Final = Connector(
    kind="rents",
    version="1",
    title="Carte des loyers : loyers d’annonce des appartements par commune",
    producer="Ministère chargé du logement, ANIL",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/datasets/carte-des-loyers",
    tables=(RENTS,),
    read=read,
)

"""Facilities and services for people: the "base permanente des équipements" (BPE) of INSEE, one row per facility.

Millions of rows. Editions up to 2021 have neither names nor degrees (``bpe21_ensemble_xy.csv``); those since then
have a hundred columns of which the type, the place and the capacity matter here. The commune of Paris, Lyon and
Marseille is the arrondissement. Lambert coordinates are in the projection that EPSG names, so degrees are better.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import DEPARTMENT, INSEE_CODE, SIRET
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.keeping import ONLY_DEPARTMENTS, cells, departments, in_departments, kept
from openemploi.connectors.opening import opened
from openemploi.connectors.parquet import is_parquet, parquet_rows
from openemploi.connectors.rewriting import first_value
from openemploi.connectors.schema import Column, Kind, Table

DOMAINS: Final = {
    "A": "services to people",
    "B": "shops",
    "C": "education",
    "D": "health and social care",
    "E": "transport",
    "F": "sports, leisure and culture",
    "G": "tourism",
}
_UNKNOWN: Final = ("_U", "_Z", "_X")  # as SDMX writes unknown, not applicable, unspecified

FACILITIES: Final = Table(
    "facilities",
    (
        Column("year", Kind.INTEGER, source=("AN",), required=True, minimum=2000, maximum=2100),
        Column("type_code", source=("TYPEQU",), required=True, pattern="[A-Z][0-9]{3}"),
        Column(
            "domain",
            source=("DOM",),
            optional=True,
            description="; ".join(f"{code}: {words}" for code, words in DOMAINS.items()),
        ),
        Column("subdomain", source=("SDOM",), optional=True),
        Column("name", source=("NOMRS",), optional=True, withheld=("[ND]",), missing=_UNKNOWN),
        Column("siret", optional=True, withheld=("[ND]",), missing=_UNKNOWN, pattern=SIRET),
        Column("insee_code", source=("DEPCOM",), required=True, pattern=INSEE_CODE),
        Column("commune", source=("LIBCOM",), optional=True),
        Column("postcode", source=("CODPOS",), optional=True, missing=_UNKNOWN),
        Column("department", source=("DEP",), width=2, pattern=DEPARTMENT),
        Column("region", source=("REG",), width=2, pattern="[0-9]{2}"),
        Column("lambert_x", Kind.NUMBER, source=("LAMBERT_X",), optional=True, decimal=",", unit="m"),
        Column("lambert_y", Kind.NUMBER, source=("LAMBERT_Y",), optional=True, decimal=",", unit="m"),
        Column(
            "epsg", source=("EPSG",), optional=True, missing=_UNKNOWN, description="Projection of lambert_*"
        ),
        Column(
            "longitude",
            Kind.NUMBER,
            source=("LONGITUDE",),
            optional=True,
            decimal=",",
            unit="°",
            minimum=-180,
            maximum=180,
        ),
        Column(
            "latitude",
            Kind.NUMBER,
            source=("LATITUDE",),
            optional=True,
            decimal=",",
            unit="°",
            minimum=-90,
            maximum=90,
        ),
        Column("place_quality", source=("QUALITE_XY",), optional=True),
        Column("iris_code", source=("DCIRIS",), optional=True, missing=_UNKNOWN),
    ),
    description="One row per facility",
    left_out=(
        *("APET", "CNOMRS", "NUMVOIE", "INDREP", "TYPVOIE", "LIBVOIE", "CADR", "STATUT_DIFFUSION"),
        *("CANTINE", "INTERNAT", "RPI", "EP", "CL_PGE", "CL_PELEM", "SECT", "SECTEUR", "COUVERT", "ECLAIRE"),
        *("ACCES_AIRE_PRATIQUE", "ACCES_LIBRE", "ACCES_SANITAIRE", "ACCES_VESTIAIRE", "CAPACITE_D_ACCUEIL"),
        *("PRES_DOUCHE", "PRES_SANITAIRE", "SAISONNIER", "CATEGORIE", "MULTIPLEXE", "STRUCTURE_EXERCICE"),
        *("SPECIALITE", "ACCUEIL", "ITINERANCE", "MODE_GESTION", "SSTYPHEB", "TYPE", "TYPERESTO", "GPL"),
        *("IMPLANTATION_STATION", "CAPACITE", "INDIC_CAPA", "NBEQUIDENT", "INDIC_NBEQUIDENT", "NBSALLES"),
        *("INDIC_NBSALLES", "NBLIEUX", "INDIC_NBLIEUX", "NB_PDC", "INDIC_NB_PDC", "QUALITE_GEOLOC"),
        *(f"NB_PDC_{kind}" for kind in ("PA", "ACCELEREE", "LENTE", "RAPIDE", "ULTRARAPIDE")),
        *(f"INDIC_NB_PDC_{kind}" for kind in ("PA", "ACCELEREE", "LENTE", "RAPIDE", "ULTRARAPIDE")),
        *("NB_JOURS_OUVERT", "INDIC_NB_JOURS_OUVERT", "TR_DIST_PRECISION", "QUALI_IRIS", "IRISEE", "QP"),
        *("QP2024", "QUALI_QP2024", "QP2015", "QUALI_QP2015", "QUALI_QP", "QVA", "QUALI_QVA", "ZUS", "ZFU"),
        *("QUALI_ZUS", "QUALI_ZFU", "EPCI", "UU2020", "BV2012", "BV2022", "AAV2020", "DENS3", "DENS7"),
    ),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``, CSV or Parquet, that the options keep."""
    wanted = departments(reading)
    source = opened(path, "bpe*ensemble*.csv", "bpe[0-9]*.csv", "bpe.csv")
    blocks = (
        parquet_rows(path, FACILITIES, reading)
        if is_parquet(path)
        else delimited(
            source,
            FACILITIES,
            reading,
            delimiter=delimiter_of(source, ";", ","),
            encodings=("utf-8", "cp1252"),
        )
    )
    for raw in blocks:
        reading.edition = reading.edition or first_value(raw, "AN")
        chosen = kept(raw, in_departments(cells(raw, "DEPCOM"), wanted)) if wanted else raw
        if len(chosen.records):
            yield chosen


CONNECTOR: Final = Connector(
    kind="facilities",
    version="1",
    title="Base permanente des équipements (BPE)",
    producer="Insee",
    licence="etalab-2.0",
    homepage="https://www.insee.fr/fr/statistiques/8217525",
    tables=(FACILITIES,),
    read=read,
    options=(ONLY_DEPARTMENTS,),
)

"""Labour market tension by occupational family (FAP 2009): the Dares indicator and its six explanatory factors.

One row per family, at the detailed level (225 families) or the grouped one (87), for France, a region or a
department. The indicator itself is a standardised number without unit (null where too few people work); its
category and the factors go from 1 to 5, written ``3.0``. A header ends with a space (``Tension ``); the code of a
region is a number with a decimal (``84.0``), that of a department a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.codes import DEPARTMENT
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import opened
from openemploi.connectors.rewriting import first_value, rewritten
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.connectors.tension import grade

DARES_TENSION: Final = Table(
    "dares_tension",
    (
        Column("year", Kind.INTEGER, source=("Année",), required=True, minimum=2010, maximum=2100),
        Column("fap_code", source=("fap",), required=True, pattern="[A-Z][0-9A-Z]{2,4}"),
        Column("fap_level", source=("niveau_fap",), pattern="fap [0-9]+"),
        Column("area_kind", source=("niveau_geo",), required=True, choices=("nat", "reg", "dep", "be", "ze")),
        Column("region", source=("reg",), width=2, pattern="[0-9]{2}"),
        Column("department", source=("dep",), width=2, pattern=DEPARTMENT),
        Column("employment", Kind.INTEGER, source=("Emploi moyen",), minimum=0, unit="people in work"),
        Column(
            "tension",
            Kind.NUMBER,
            source=("Tension",),
            description="Composite and standardised, without unit",
        ),
        grade("tension_grade", "Catégorie Tension", "The indicator in five classes"),
        grade("hiring_intensity", "Intensité d'embauches", "Intensity of hiring"),
        grade("training_link", "Lien formation-emploi", "The job asks for a specific training"),
        grade("workforce_shortage", "Manque de main-d'œuvre disponible", "Lack of available workforce"),
        grade("non_durable_jobs", "Non-durabilité de l'emploi", "Jobs that do not last"),
        grade("working_conditions", "Conditions de travail contraignantes", "Demanding working conditions"),
        grade(
            "geographic_mismatch", "Inadéquation géographique", "Jobseekers live elsewhere than the jobs are"
        ),
    ),
    description="One row per family and area; null where too few people work in it to say",
    key=("year", "fap_level", "fap_code", "area_kind", "region", "department"),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``; the code of a region loses its decimal."""
    source = opened(path, "*tension*.csv", "*.csv")
    for raw in delimited(
        source,
        DARES_TENSION,
        reading,
        delimiter=delimiter_of(source, ";", ","),
        encodings=("utf-8", "cp1252"),
    ):
        reading.edition = reading.edition or first_value(raw, "Année")
        yield rewritten(raw, "reg", r"^\s*([0-9]+)\.0\s*$", r"\1")


CONNECTOR: Final = Connector(
    kind="dares_tension",
    version="1",
    title="Tensions sur le marché du travail et leurs facteurs, par famille professionnelle (FAP)",
    producer="Dares",
    licence="etalab-2.0",
    homepage="https://dares.travail-emploi.gouv.fr/donnees/les-tensions-sur-le-marche-du-travail",
    tables=(DARES_TENSION,),
    read=read,
)

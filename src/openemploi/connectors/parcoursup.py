"""Where young people apply after school, and who is admitted: the open data of Parcoursup, one row a course.

118 columns in 2025, one name twice, under long labels (CSV download) or short names (API of the ministry): both are
known. Editions before 2022 have other names for the rates and more groups of ranking; a column that an edition lacks
is null. Apostrophes are typographic in some years and not in others. See :mod:`.parcoursup_columns` for all names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.opening import opened
from openemploi.connectors.parcoursup_columns import COURSES, COURSES_FILE, POINT
from openemploi.connectors.rewriting import first_value, with_point


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``; the cell that holds both coordinates becomes two."""
    source = opened(path, "*parcoursup*.csv", "*.csv")
    delimiter = delimiter_of(source, ";", ",")
    for raw in delimited(source, COURSES_FILE, reading, delimiter=delimiter):
        reading.edition = reading.edition or first_value(raw, "Session") or first_value(raw, "session")
        yield with_point(raw, reading, *POINT)


CONNECTOR: Final = Connector(
    kind="parcoursup",
    version="1",
    title="Parcoursup : vœux de poursuite d’études et de réorientation, et réponses des établissements",
    producer="Ministère chargé de l’enseignement supérieur, SIES",
    licence="etalab-2.0",
    homepage="https://data.enseignementsup-recherche.gouv.fr/explore/dataset/fr-esr-parcoursup/",
    tables=(COURSES,),
    read=read,
)

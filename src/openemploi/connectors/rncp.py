"""Certifications of France: the RNCP and the "répertoire spécifique", the CSV export of France compétences.

A zip of about ten tables, one a theme, whose members bear the date of the export and, for some, accents. The key of
all is ``Numero_Fiche`` (``RNCP509``, ``RS6117``). SIRET cells start with a TAB, so that spreadsheets keep their
zeros. Collective agreements stand in three pairs of columns; here each has its row. See :mod:`.rncp_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from openemploi.connectors.archive_tables import Member, archive_tables, note_unread
from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.rncp_tables import (
    ACCESS_ROUTES,
    AGREEMENTS,
    AGREEMENTS_FILE,
    BLOCKS,
    CERTIFICATIONS,
    CERTIFIERS,
    FORMACODES,
    NSF,
    PARTNERS,
    ROME,
    SUCCESSIONS,
)

_ENCODINGS: Final = ("utf-8", "cp1252")
_MEMBERS: Final = (
    Member("*standard*.csv", CERTIFICATIONS, encodings=_ENCODINGS),
    Member("*blocs*.csv", BLOCKS, encodings=_ENCODINGS),
    Member("*rome*.csv", ROME, encodings=_ENCODINGS),
    Member("*nsf*.csv", NSF, encodings=_ENCODINGS),
    Member("*certificateurs*.csv", CERTIFIERS, encodings=_ENCODINGS),
    Member("*partenaires*.csv", PARTNERS, optional=True, encodings=_ENCODINGS),
    Member("*formacode*.csv", FORMACODES, optional=True, encodings=_ENCODINGS),
    Member("*vo[iy]*acc*.csv", ACCESS_ROUTES, optional=True, encodings=_ENCODINGS),
    Member("*ccn*.csv", AGREEMENTS_FILE, optional=True, encodings=_ENCODINGS),
    Member("*ancienne_nouvelle*.csv", SUCCESSIONS, optional=True, encodings=_ENCODINGS),
)
_DATE: Final = re.compile(r"(20[0-9]{2})[_-]([01][0-9])[_-]([0-3][0-9])")


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of all tables of the archive at ``path``."""
    for source, raw in archive_tables(path, _MEMBERS, reading, delimiter=";"):
        if not reading.edition and (found := _DATE.search(source.name) or _DATE.search(path.name)):
            reading.edition = "-".join(found.groups())
        if raw.table == AGREEMENTS_FILE.name:
            yield from _agreements(raw)
        else:
            yield raw
    note_unread(path, _MEMBERS, reading)


def _agreements(raw: Raw) -> Iterator[Raw]:
    """Three pairs of columns to rows; a pair that is empty is no agreement."""
    sheet = raw.arrays[raw.names.index("Numero_Fiche")]
    for rank in (1, 2, 3):
        number, label = f"Ccn_{rank}_Numero", f"Ccn_{rank}_Libelle"
        if number not in raw.names or label not in raw.names:
            continue
        arrays = (sheet, raw.arrays[raw.names.index(number)], raw.arrays[raw.names.index(label)])
        there = pc.greater(pc.binary_length(arrays[1]), 0)
        if pc.any(there).as_py():
            yield replace(
                raw,
                table=AGREEMENTS.name,
                names=("Numero_Fiche", number, label),
                arrays=tuple(array.filter(there) for array in arrays),
                records=raw.records[pa.array(there).to_numpy(zero_copy_only=False)],
            )


CONNECTOR: Final = Connector(
    kind="rncp",
    version="1",
    title="Répertoire national des certifications professionnelles et répertoire spécifique",
    producer="France compétences",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/datasets/repertoire-national-des-certifications-professionnelles-et-repertoire-specifique",
    tables=(
        *(CERTIFICATIONS, BLOCKS, ROME, NSF, FORMACODES),
        *(CERTIFIERS, PARTNERS, ACCESS_ROUTES, AGREEMENTS, SUCCESSIONS),
    ),
    read=read,
)
